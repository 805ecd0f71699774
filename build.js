// Bundles src/ into dist/main.cjs. One CommonJS file starts 25 ms sooner than the same code as ESM
// in chunks; a module that is imported with import() is still evaluated only when it is called for.
// Large libraries that few commands need are bundles of their own, read when first imported.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

/** Library -> its own bundle in dist/. */
const LARGE = { inquirer: "prompts", "@bomb.sh/tab": "completion" };

/**
 * Modules of ours that bring heavy libraries (parsers of HTML and XLSX, distributions) and that only
 * an import, a look for habits or a page needs -> their own bundle. They are pure: what two bundles both hold does no harm.
 */
const OWN = {
  "src/intake/read.ts": "readers",
  "src/mentor/overview.ts": "overview",
  "src/mentor/looks.ts": "looks",
  "src/figures/summary.ts": "summary",
  "src/figures/groups.ts": "groups",
  "src/figures/period.ts": "period",
  "src/page/report-page.ts": "report-page",
};

const apart = {
  name: "large-libraries-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ kind, path: wanted, resolveDir }) => {
      const name = OWN[path.relative(".", path.join(resolveDir, wanted)).replaceAll("\\", "/")];
      const isApart = kind === "dynamic-import" && name !== undefined;
      return isApart ? { path: `./${name}.cjs`, external: true } : undefined;
    });
    onResolve({ filter: /^[^.]/ }, ({ path: library, kind }) =>
      kind === "dynamic-import" && library in LARGE
        ? { path: `./${LARGE[library]}.cjs`, external: true }
        : undefined,
    );
  },
};

/**
 * Parts of libraries that would be loaded at every start for nothing, and what stands in for them:
 * - commander runs subcommands that are programs of their own with child_process; we have none;
 * - chalk looks for colour support, which src/run.ts decides;
 * - fast-wrap-ansi and cli-table3 measure with emoji expressions that take 3 ms to compile, and the
 *   one not as the other.
 */
const REPLACED = [
  [/^node:child_process$/, "commander", "module.exports = {};"],
  [/^#supports-color$/, "chalk", "export default { stdout: false, stderr: false };"],
  [
    /^fast-string-width$/,
    "fast-wrap-ansi",
    'export { widthOf as default } from "./src/views/style.ts";',
  ],
  [/^string-width$/, "cli-table3", 'module.exports = require("./src/views/style.ts").widthOf;'],
];

const replaced = {
  name: "replaced",
  setup({ onResolve, onLoad }) {
    REPLACED.forEach(([filter, importer], index) => {
      onResolve({ filter }, (request) =>
        request.importer.includes(importer)
          ? { path: String(index), namespace: "replaced" }
          : undefined,
      );
    });
    onLoad({ filter: /.*/, namespace: "replaced" }, ({ path: index }) => ({
      contents: REPLACED[index][2],
      resolveDir: ".",
    }));
  },
};

/**
 * better-sqlite3 is native and stays installed beside us, but its dozen small JavaScript files are
 * bundled: finding and compiling them takes 6 ms. An installed version other than the one that was
 * bundled is loaded as a whole.
 */
const sqliteBundled = {
  name: "sqlite-bundled",
  setup({ onResolve, onLoad }) {
    const bundled = JSON.parse(readFileSync("node_modules/better-sqlite3/package.json", "utf8"));
    onResolve({ filter: /^better-sqlite3$/ }, ({ importer }) =>
      importer.includes("src") ? { path: "sqlite", namespace: "sqlite" } : undefined,
    );
    onResolve({ filter: /^installed:/ }, ({ path: name }) => ({
      path: name.replace("installed:", ""),
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: "sqlite" }, () => ({
      resolveDir: ".",
      contents: `
        if (require("installed:better-sqlite3/package.json").version === "${bundled.version}") {
          const Database = require("./node_modules/better-sqlite3/lib/index.js");
          const nativeBinding = require.resolve(
            "installed:better-sqlite3/build/Release/better_sqlite3.node"
          );
          module.exports = function (file, options) {
            return new Database(file, { ...options, nativeBinding });
          };
        } else module.exports = require("installed:better-sqlite3");
      `,
    }));
  },
};

const shared = {
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20.17",
  minify: true,
  // The program runs as a vm.Script (bin/load.js), where import() does not exist.
  supported: { "dynamic-import": false },
  logLevel: "warning",
};

rmSync("dist", { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: ["src/main.ts"],
  outfile: "dist/main.cjs",
  loader: { ".sql": "text" },
  define: { JURNAL_VERSION: JSON.stringify(version) },
  plugins: [apart, replaced, sqliteBundled],
});
for (const [library, name] of Object.entries(LARGE)) {
  await build({
    ...shared,
    stdin: { contents: `module.exports = require(${JSON.stringify(library)});`, resolveDir: "." },
    outfile: `dist/${name}.cjs`,
  });
}
for (const [module, name] of Object.entries(OWN)) {
  await build({ ...shared, entryPoints: [module], outfile: `dist/${name}.cjs` });
}

// The code cache holds what a run has compiled: the demo goes through all that is done daily.
const temporary = mkdtempSync(path.join(tmpdir(), "jurnal-build-"));
const keepCache = `
  const { load, cache } = require("./bin/load.js");
  const script = load();
  process.on("exit", () => require("node:fs").writeFileSync(cache, script.createCachedData()));
`;
execFileSync(process.execPath, ["-e", keepCache, "--", "demo", "--no-color"], {
  stdio: ["ignore", "ignore", "inherit"],
  env: { ...process.env, TMPDIR: temporary },
});
rmSync(temporary, { recursive: true });
