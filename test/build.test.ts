import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const notices = readFileSync("THIRD-PARTY.txt", "utf8");

/** The packages that src/ imports. */
function imported(): string[] {
  const files = (readdirSync("src", { recursive: true }) as string[]).filter((name) =>
    /[^d]\.ts$/.test(name),
  );
  const names = files.flatMap((name) =>
    [
      ...readFileSync(`src/${name}`, "utf8").matchAll(
        /(?:^(?:import|export) (?!type)[^;]*? from |\bimport\()"((?:@[^/"]+\/)?[^./"@][^/":]*)(?:\/[^"]*)?"/gm,
      ),
    ].map(([, library = ""]) => library),
  );
  return [...new Set(names)].sort();
}

test("every library that is bundled has its notice, with its version", () => {
  expect(imported()).toEqual(expect.arrayContaining(["better-sqlite3", "commander", "inquirer"]));
  for (const name of imported()) {
    const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
    const version = about.version.replaceAll(".", "\\.");
    expect(notices).toMatch(new RegExp(`^${about.name} ${version}$`, "m"));
  }
  // What they bring with them, and what the licence of some asks to keep.
  expect(notices).toMatch(/^@inquirer\/core \d/m);
  expect(notices).toMatch(/Apache License\s+Version 2\.0/);
  expect(notices).not.toMatch(/^(?:esbuild|vitest|typescript) \d/m);
});

test("no block of notices is without a licence", () => {
  const [, ...blocks] = notices.split(/^={80}$/m);
  expect(blocks.length).toBeGreaterThan(10);
  for (const block of blocks) {
    expect(block).toMatch(/^\n(?:@?[\w./-]+ \d[^\n]*\n)+\n[^\n]/);
    expect(block).toMatch(/permi(?:ssion|tted)|Licen[sc]e|MIT/i);
  }
});

test("the tarball holds the program, its notices and nothing of how it is made", () => {
  const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const files = JSON.parse(packed)[0].files.map((file: { path: string }) => file.path);
  expect(files).toEqual(
    expect.arrayContaining([
      "THIRD-PARTY.txt",
      "LICENSE",
      "bin/jurnal.js",
      "dist/jurnal.js",
      "contrib/mt5/JurnalBridge.mq5",
    ]),
  );
  expect(files.filter((file: string) => /^(?:src|test|bench|build)/.test(file))).toEqual([]);
});

test("the program is one file of ASCII that names its content", () => {
  const program = readFileSync("dist/jurnal.js", "latin1");
  expect(readdirSync("dist")).toEqual(["jurnal.js"]);
  expect(program).toMatch(/^\/\*[0-9a-f]{16}\*\/\(function /);
  expect(program).not.toMatch(/[^\0-\x7f]/);
});
