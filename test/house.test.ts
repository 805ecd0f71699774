import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** Folder of src/ -> what its files may import: other folders, files and packages; "*" is all. */
const MAY_IMPORT: Record<string, string[]> = {
  // The sentences of a report are written about the mentor's findings.
  text: ["text", "model", "mentor/facts", "@date-fns"],
  stats: ["stats", "@stdlib"],
  mentor: ["mentor", "stats", "text", "model"],
  figures: ["figures", "mentor", "stats", "text", "model"],
  imports: [
    "imports",
    "text",
    "model",
    "node:buffer",
    "node:zlib",
    "csv-parse",
    "htmlparser2",
    "parse5",
    "read-excel-file",
  ],
  journal: [
    "journal",
    "text",
    "model",
    "errors",
    "schema",
    "node:fs",
    "node:path",
    "better-sqlite3",
  ],
  views: ["views", "text", "model", "chalk", "fast-string-width", "fast-wrap-ansi"],
  terminal: ["world", "errors", "text", "node:", "@inquirer"],
  commands: ["*"],
  "": ["*"],
};
/** What these folders may name as a type, since it is gone when the program runs. */
const MAY_NAME: Record<string, string[]> = {
  text: ["mentor", "figures"],
  views: ["mentor", "figures", "journal"],
  // What the mentor remembers is kept as it is.
  journal: ["mentor"],
};

const IMPORT = /^(import type|import|export)\b[^;]*?from "([^"]+)"|\bimport\("([^"]+)"\)/gm;
const FILES = (readdirSync("src", { recursive: true }) as string[])
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `src/${name.replaceAll("\\", "/")}`)
  .map((name) => ({ name, text: readFileSync(name, "utf8") }));
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

function wrongImports({ name, text }: (typeof FILES)[number]): string[] {
  const folder = name.split("/").length > 2 ? (name.split("/")[1] ?? "") : "";
  return [...text.matchAll(IMPORT)].flatMap(([, word = "", from, lazily]) => {
    const wanted = from ?? lazily ?? "";
    const target = wanted.startsWith(".")
      ? path.posix.join(path.posix.dirname(name), wanted).replace(/^src\//, "")
      : wanted;
    const allowed = [...(MAY_IMPORT[folder] ?? [])];
    if (word === "import type") allowed.push(...(MAY_NAME[folder] ?? []));
    const ok = allowed.some((start) => start === "*" || target.startsWith(start));
    const isStyle = wanted === "chalk" && folder !== "views";
    return ok && !isStyle ? [] : [`${name}: ${wanted}`];
  });
}

const breaking = (pattern: RegExp, except: RegExp = /^$/) =>
  FILES.filter(({ name, text }) => !except.test(name) && pattern.test(withoutComments(text))).map(
    ({ name }) => name,
  );

describe("the house", () => {
  test("imports go one way", () => expect(FILES.flatMap(wrongImports)).toEqual([]));

  test("only main.ts touches the process and its clock", () => {
    expect(breaking(/\bprocess\.|\bDate\.now\b|\bnew Date\(\)/, /^src\/main\.ts$/)).toEqual([]);
    expect(breaking(/\bconsole\.|\bMath\.random\b/)).toEqual([]);
  });

  test("no default exports, no barrels, no utils, no long files", () => {
    expect(breaking(/^export default|^export \*/m, /\.d\.ts$/)).toEqual([]);
    expect(FILES.filter(({ name }) => /(utils|helpers|index)\.ts$/.test(name))).toEqual([]);
    const long = FILES.filter(({ text }) => text.split("\n").length > 250);
    expect(long.map(({ name }) => name)).toEqual([]);
  });
});
