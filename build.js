// Builds the program out of src/:
// - dist/jurnal.js: all code in one file. What is loaded with import() is a part of its own in it,
//   and a part runs when it is first asked for: no file is looked for, no code is there twice.
//   bin/jurnal.js runs that file, with what V8 compiled of it the last time.
// - THIRD-PARTY.txt: the notices of the libraries that are in that file.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, transform } from "esbuild";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/**
 * What libraries would do for nothing at every start, and what stands in for it:
 * - commander loads what it runs other programs with (we have none), chalk looks for colour support
 *   (src/run.ts decides) and @stdlib loads a debugger: 6 ms of Node's network code, each;
 * - inquirer has a prompt for a text editor (src/terminal.ts opens it), which knows every encoding there
 *   is: a third of all the code;
 * - MCP's server brings a validator for what it may ask a client, and ours asks nothing;
 * - fast-wrap-ansi and cli-table3 measure with expressions for emoji that take 6 ms to compile, and
 *   the one not as the other: ours knows the plain texts.
 */
const REPLACED = [
  ["node:child_process", "commander", "export {};"],
  ["#supports-color", "chalk", "export default {};"],
  ["debug", "@stdlib", "module.exports = () => () => {};"],
  ["@inquirer/external-editor", "@inquirer", "module.exports = {};"],
  ["fast-string-width", "fast-wrap-ansi", 'export { widthOf as default } from "./style.ts";'],
  [
    "../validation/ajv-provider.js",
    "@modelcontextprotocol",
    "export class AjvJsonSchemaValidator {}",
  ],
  ["string-width", "cli-table3", 'module.exports = require("./style.ts").widthOf;'],
];

/**
 * cli-table3 shortens every cell for a log that nobody reads, as often as it has lines: of a list of
 * trades that is a third of the time.
 */
const LOGGED = {
  file: /cli-table3[\\/]src[\\/]cell\.js$/,
  text: "utils.truncate(this.content, 10, this.truncate)",
};

const replaced = {
  name: "replaced",
  setup({ onResolve, onLoad }) {
    const isOf = (library, importer) => importer.split(/[\\/]/).includes(library);
    for (const [wanted, library, contents] of REPLACED) {
      onResolve({ filter: new RegExp(`^${wanted}$`) }, ({ importer }) =>
        isOf(library, importer)
          ? { path: wanted, namespace: "replaced", pluginData: contents }
          : undefined,
      );
    }
    onLoad({ filter: LOGGED.file }, ({ path: file }) => {
      const source = readFileSync(file, "utf8");
      if (!source.includes(LOGGED.text)) throw new Error(`${file} is written in another way`);
      return { contents: source.replace(LOGGED.text, '""') };
    });
    onLoad({ filter: /./, namespace: "replaced" }, ({ pluginData: contents }) => ({
      contents,
      resolveDir: "src/views",
    }));
  },
};

/** The parts as esbuild splits them, and the libraries of which they hold anything. */
async function bundle() {
  const { outputFiles, metafile } = await build({
    entryPoints: ["src/main.ts"],
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.17",
    minify: true,
    legalComments: "none",
    outdir: "dist",
    chunkNames: "[name]-[hash]",
    write: false,
    metafile: true,
    loader: {
      ".sql": "text",
      ".bash": "text",
      ".zsh": "text",
      ".fish": "text",
      ".ps1": "text",
    },
    define: {
      JURNAL_VERSION: JSON.stringify(readJson("package.json").version),
      SQLITE_VERSIONS: JSON.stringify(
        ["better-sqlite3", "better-sqlite3-13"].map(
          (name) => readJson(`node_modules/${name}/package.json`).version,
        ),
      ),
      "import.meta.filename": "__filename",
    },
    plugins: [replaced],
    logLevel: "warning",
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0),
  );
  const folders = used.flatMap((input) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  return { outputFiles, libraries: [...new Set(folders)].sort() };
}

/**
 * What a part gives to others, by one getter for each: esbuild's way from ESM to CommonJS has two,
 * the inner one found by its name, and every call from part to part goes through them.
 */
function withExports(text) {
  return text.replace(/export\{([^{}]*)\};\n?$/, (_, list) => {
    const getters = list.split(",").map((one) => {
      const [own, given = own] = one.split(" as ");
      return `get ${given}(){return ${own}}`;
    });
    return `module.exports={__esModule:true,${getters.join()}};`;
  });
}

/** A part as a function that require() calls once. */
async function partOf({ path: file, text }) {
  const { code } = await transform(withExports(text), {
    format: "cjs",
    platform: "node",
    target: "node20.17",
    minify: true,
    supported: { "dynamic-import": false },
  });
  // What is not ASCII stands in regular expressions only; a file of ASCII is read 4 ms sooner.
  const ascii = code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${JSON.stringify(`./${path.basename(file)}`)}(require,module){${ascii}}`;
}

/** The file that bin/jurnal.js runs; a comment before it names its content. */
function joined(parts) {
  const program = `(function (outside, made, __filename) {
const parts = {\n${parts.join(",\n")}\n};
function require(name) {
  if (!Object.hasOwn(parts, name)) return outside(name);
  if (made[name] === undefined) parts[name](require, (made[name] = { exports: {} }));
  return made[name].exports;
}
require("./main.js");
})`;
  const digest = createHash("sha256").update(program).digest("hex");
  return `/*${digest.slice(0, 16)}*/${program}`;
}

/** The licence of a library as its author wrote it, with the notice that Apache's asks to keep. */
function licenceOf(folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file));
  if (files.length > 0) {
    return files.map((file) => readFileSync(path.join(folder, file), "utf8").trim()).join("\n\n");
  }
  const { license, repository } = readJson(path.join(folder, "package.json"));
  return `${license}; the package holds no text of it, see ${repository.url ?? repository}`;
}

/** Every library with its licence; those that share a text stand before it together. */
function notices(folders) {
  const sharing = new Map();
  for (const folder of folders) {
    const { name, version } = readJson(path.join(folder, "package.json"));
    const text = licenceOf(folder);
    sharing.set(text, [...(sharing.get(text) ?? []), `${name} ${version}`]);
  }
  const line = "=".repeat(80);
  const blocks = [...sharing].map(([text, names]) => `${line}\n${names.join("\n")}\n\n${text}\n`);
  return `jurnal contains these works, each under its own licence.\n\n${blocks.join("\n")}`;
}

const { outputFiles, libraries } = await bundle();
const parts = await Promise.all(outputFiles.map(partOf));
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
writeFileSync("dist/jurnal.js", joined(parts));
writeFileSync("THIRD-PARTY.txt", notices(libraries));
