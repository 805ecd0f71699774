import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/**
 * The floors of src/, from the ground up, and the packages that each may import besides Node's
 * types. A file imports from its own floor and from those under it, types included, never from above.
 */
const FLOORS: readonly (readonly [rooms: string, packages?: readonly string[]])[] = [
  ["schema sql model errors world"],
  ["base", ["date-fns", "@date-fns"]],
  ["stats", ["@stdlib"]],
  ["trade"],
  ["words"],
  ["mentor"],
  ["figures"],
  ["journal", ["better-sqlite3", "node:fs", "node:module", "node:path", "node:process", "valibot"]],
  ["report review"],
  ["views", ["chalk", "cli-table3", "fast-string-width", "fast-wrap-ansi"]],
  ["context out-file cli", ["node:", "commander"]],
  ["page", ["node:"]],
  ["intake", ["node:", "fflate", "htmlparser2", "read-excel-file", "valibot", "write-excel-file"]],
  ["mcp", ["@modelcontextprotocol"]],
  ["commands", ["node:", "commander"]],
  ["main run program terminal output", ["node:", "commander", "inquirer"]],
];

const IMPORT = /^(?:import|export)\b[^;]*?from "([^"]+)"|\bimport\("([^"]+)"\)/gm;
const FILES = (readdirSync("src", { recursive: true }) as string[])
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(`src/${name}`, "utf8") }));
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
const importsOf = ({ text }: (typeof FILES)[number]) =>
  [...text.matchAll(IMPORT)].map(([, from, lazily]) => from ?? lazily ?? "");
const inside = (name: string, wanted: string) =>
  path.posix.join(path.posix.dirname(name), wanted).replace(/^(\.\.\/)+/, "");
const roomOf = (name: string) => (name.split("/")[0] ?? "").replace(/(\.d)?\.\w+$/, "");
const floorOf = (name: string) =>
  FLOORS.findIndex(([rooms]) => rooms.split(" ").includes(roomOf(name)));

function wrongImports(file: (typeof FILES)[number]): string[] {
  const floor = floorOf(file.name);
  const packages = FLOORS[floor]?.[1] ?? [];
  const ok = (wanted: string) => {
    if (!wanted.startsWith(".")) return packages.some((start) => wanted.startsWith(start));
    const target = floorOf(inside(file.name, wanted));
    return target >= 0 && target <= floor;
  };
  return importsOf(file)
    .filter((wanted) => !ok(wanted))
    .map((wanted) => `${file.name}: ${wanted}`);
}

/** The files from which one comes back to where one started, each with the import that closes it. */
function circles(): string[] {
  const edges = new Map(
    FILES.map((file) => {
      const own = importsOf(file).filter((wanted) => wanted.startsWith("."));
      return [file.name, own.map((wanted) => inside(file.name, wanted))] as const;
    }),
  );
  const found: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (name: string) => {
    state.set(name, "open");
    for (const next of edges.get(name) ?? []) {
      if (state.get(next) === "open") found.push(`${name} -> ${next}`);
      else if (!state.has(next)) visit(next);
    }
    state.set(name, "done");
  };
  for (const { name } of FILES) if (!state.has(name)) visit(name);
  return found;
}

/** What is loaded with a file: types, and what is read by import() when it is called, are not. */
function loadedWith(name: string, loaded = new Set<string>()): Set<string> {
  loaded.add(name);
  const file = FILES.find((one) => one.name === name);
  const values = file?.text.matchAll(/^(?:import|export) (?!type\b)[^;]*?from "([^"]+)"/gm) ?? [];
  for (const [, from = ""] of values) {
    const next = from.startsWith(".") ? inside(name, from) : from;
    if (!loaded.has(next)) loadedWith(next, loaded);
  }
  return loaded;
}

const breaking = (pattern: RegExp, except: RegExp = /^$/) =>
  FILES.filter(({ name, text }) => !except.test(name) && pattern.test(withoutComments(text))).map(
    ({ name }) => name,
  );

describe("the house", () => {
  test("every file stands on a floor", () =>
    expect(FILES.map(({ name }) => name).filter((name) => floorOf(name) < 0)).toEqual([]));

  test("imports go down, never up", () => expect(FILES.flatMap(wrongImports)).toEqual([]));

  test("a command imports no other; each is read by import() when it is called", () => {
    const others = FILES.flatMap((file) =>
      [...file.text.matchAll(IMPORT)].flatMap(([, from, lazily]) => {
        const wanted = from ?? lazily ?? "";
        const target = wanted.startsWith(".") ? inside(file.name, wanted) : "";
        // `trade` is made of the commands in its folder, the program of all.
        const isOwn = target.startsWith(file.name.replace(/\.ts$/, "/"));
        const isFree = lazily !== undefined && (roomOf(file.name) !== "commands" || isOwn);
        return roomOf(target) === "commands" && !isFree ? [`${file.name}: ${target}`] : [];
      }),
    );
    expect(others).toEqual([]);
  });

  test("what a prompt or a bot calls for every trade draws no table", () => {
    for (const name of ["main.ts", "commands/status.ts", "commands/trade/log.ts"]) {
      const loaded = loadedWith(name);
      expect([name, loaded.has("views/messages.ts")]).toEqual([name, true]);
      expect([name, loaded.has("cli-table3")]).toEqual([name, false]);
    }
  });

  test("the report of a day loads nothing that a period alone needs", () => {
    const loaded = loadedWith("commands/report.ts");
    expect(loaded.has("report/day.ts")).toBe(true);
    const periods = /^report\/(?:period|stats|differences|screen\/period)/;
    expect([...loaded].filter((name) => periods.test(name))).toEqual([]);
  });

  test("words load no probabilities", () => {
    const loaded = loadedWith("report/words/why.ts");
    expect(loaded.has("report/words/habits.ts")).toBe(true);
    expect([...loaded].filter((name) => /^stats\/(?!counts)|@stdlib/.test(name))).toEqual([]);
  });

  test("no circle of imports", () => expect(circles()).toEqual([]));

  test("only main.ts touches the process and its clock", () => {
    expect(breaking(/\bprocess\.|\bDate\.now\b|\bnew Date\(\)/, /^main\.ts$/)).toEqual([]);
    expect(breaking(/\bconsole\.|\bMath\.random\b/)).toEqual([]);
  });

  test("one place loads better-sqlite3: a database opened past it finds no native part once bundled", () => {
    const value = /^import (?!type\b)[^;]*from "better-sqlite3"/m;
    expect(breaking(value, /^journal\/sqlite\.ts$/)).toEqual([]);
  });

  test("one place writes R", () => expect(breaking(/\}R[`"]/, /^base\/phrases\.ts$/)).toEqual([]));

  test("no default exports, no barrels, no utils, no crowded folder", () => {
    expect(breaking(/^export default|^export \*/m, /\.d\.ts$/)).toEqual([]);
    expect(FILES.filter(({ name }) => /(utils|helpers|index)\.ts$/.test(name))).toEqual([]);
    const folders = FILES.map(({ name }) => path.posix.dirname(name));
    const crowded = folders.filter((one) => folders.filter((other) => other === one).length > 30);
    expect([...new Set(crowded)]).toEqual([]);
  });
});
