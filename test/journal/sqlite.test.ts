import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { loadSqlite } from "../../src/journal/sqlite.ts";
import { desk, ended } from "../cli/jurnal.ts";
import { temporaryFolder } from "./temporary.ts";

/** A program's folder with a better-sqlite3 that says this of itself and does this when it is loaded. */
function programWith(about: object | null, code = "") {
  const program = temporaryFolder();
  const module = path.join(program, "node_modules", "better-sqlite3");
  mkdirSync(module, { recursive: true });
  if (about !== null) {
    writeFileSync(path.join(module, "package.json"), JSON.stringify(about));
    writeFileSync(path.join(module, "index.js"), code);
  }
  return { program, module, file: path.join(program, "dist", "jurnal.js") };
}

function refusal(file: string, node: string): UserError {
  try {
    loadSqlite(file, node);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("loaded");
}

const NEW = { version: "13.2.0", engines: { node: ">=22" } };
const OLD = { version: "12.11.1", engines: { node: "20.x || 22.x || 24.x" } };
const FAKE = "module.exports = class { close() {} };";
/** Loading a version that is too new for the Node ends the process, as the real one does. */
const CRASH = "process.kill(process.pid, 'SIGSEGV');";

test("a version that needs a newer Node is refused before anything of it is loaded", () => {
  const { program, file } = programWith(NEW, CRASH);
  const { code, exit, message, hint } = refusal(file, "20.20.2");
  expect({ code, exit }).toEqual({ code: "sqlite-engine", exit: 1 });
  expect(message).toBe(
    "better-sqlite3 13.2.0 perlu Node 22 atau lebih baru, sedangkan yang berjalan Node 20.20.2.",
  );
  expect(hint).toContain(`--prefix "${program}" better-sqlite3@12`);
});

test.each([
  ["20.17.0", OLD],
  ["26.1.0", OLD],
  ["22.0.0", NEW],
  ["22.5.1", { version: "13.9.0", engines: { node: ">=22.5" } }],
  ["20.17.0", { version: "12.0.0" }],
])("on Node %s %o is loaded", (node, about) => {
  expect(typeof loadSqlite(programWith(about, FAKE).file, node)).toBe("function");
});

test("of several versions the oldest counts, part by part", () => {
  const about = { version: "14.0.0", engines: { node: "24.x || >=22.12.1" } };
  expect(refusal(programWith(about, FAKE).file, "22.12.0").message).toContain("perlu Node 22.12.1");
  expect(typeof loadSqlite(programWith(about, FAKE).file, "22.13.0")).toBe("function");
});

const THROW = (message: string, code: string) =>
  `module.exports = class { constructor() { throw Object.assign(new Error(${JSON.stringify(message)}), { code: "${code}" }); } };`;

test.each([
  [
    "made for another Node",
    THROW(
      "The module 'x.node'\nwas compiled using\nNODE_MODULE_VERSION 115. This version requires",
      "ERR_DLOPEN_FAILED",
    ),
    "dibuat untuk Node versi lain",
  ],
  [
    "without its native part",
    THROW("Could not locate the bindings file. Tried:\n → a", "X"),
    "belum selesai dipasang",
  ],
  ["without a file of its own", "require('./tidak-ada.node');", "belum selesai dipasang"],
  [
    "that the system cannot load",
    THROW("libstdc++.so.6: version `GLIBCXX_3.4.29' not found\nx", "ERR_DLOPEN_FAILED"),
    "libstdc++.so.6: version `GLIBCXX_3.4.29' not found",
  ],
])("a module %s is told with the command that mends it", (_, code, reason) => {
  const { program, file } = programWith(OLD, code);
  const refused = refusal(file, "20.17.0");
  expect(refused.exit).toBe(1);
  expect(refused.message).toBe(
    `better-sqlite3 12.11.1 tidak bisa dimuat oleh Node 20.17.0: ${reason}.`,
  );
  expect(refused.hint).toBe(`Buat ulang: npm rebuild better-sqlite3 --prefix "${program}"`);
  // From Node 22 on the next version needs no building; one that is not finished is built all the same.
  const mended = reason.startsWith("dibuat") ? "better-sqlite3@13" : "npm rebuild";
  expect(refusal(file, "22.1.0").hint).toContain(mended);
});

test("a build that has Node 24 end the process at any time is refused there, and only there", () => {
  const { program, module, file } = programWith(OLD, FAKE);
  const folder = path.join(module, "build", "Release");
  mkdirSync(folder, { recursive: true });
  const native = path.join(folder, "better_sqlite3.node");
  writeFileSync(native, "\0_ZN4node28RemoveEnvironmentCleanupHookEPN2v87Isolate\0");
  for (const node of ["24.18.0", "24.21.0", "25.1.0"]) {
    const { code, exit, message, hint } = refusal(file, node);
    expect({ code, exit }).toEqual({ code: "sqlite-aborts", exit: 1 });
    expect(message).toContain(
      `better-sqlite3 12.11.1 yang terpasang membuat Node ${node} berhenti`,
    );
    expect(hint).toContain(`--prefix "${program}" better-sqlite3@13`);
  }
  for (const node of ["22.23.0", "26.10.0"]) {
    expect(typeof loadSqlite(file, node)).toBe("function");
  }
  writeFileSync(native, "\0_ZN4node25AddEnvironmentCleanupHookEPN2v87Isolate\0");
  expect(typeof loadSqlite(file, "24.21.0")).toBe("function");
});

test("none at all is told too", () => {
  const { file } = programWith(null);
  expect(refusal(file, "22.1.0").message).toContain("belum terpasang");
});

test.each([
  ["a module for another Node", { ...OLD, engines: { node: ">=99" } }, CRASH],
  ["one that cannot be loaded", OLD, THROW("NODE_MODULE_VERSION", "ERR_DLOPEN_FAILED")],
])(
  "the built program beside %s says one sentence, exits 1 and makes no journal",
  async (...[, about, code]) => {
    const { program } = programWith(about, code);
    for (const folder of ["bin", "dist"]) {
      cpSync(folder, path.join(program, folder), { recursive: true });
    }
    const { folder, file, env } = desk(Date.now);
    for (const words of [["trade", "log", "XAUUSD", "5"], ["status"]]) {
      const bin = path.join(program, "bin", "jurnal.js");
      const told = await ended(spawn(process.execPath, [bin, ...words], { cwd: folder, env }));
      expect(told).toMatchObject({ code: 1, out: "" });
      expect(told.err).toMatch(/^✖ better-sqlite3 12\.11\.1 [^\n]+\.\n {2}\S[^\n]+\n$/);
      expect(existsSync(path.dirname(file))).toBe(false);
    }
  },
);

test("with the version that was bundled only the native part is loaded", async () => {
  const { program, module } = programWith(null);
  const real = path.resolve("node_modules", "better-sqlite3");
  for (const name of ["package.json", "build"]) {
    symlinkSync(path.join(real, name), path.join(module, name));
  }
  for (const folder of ["bin", "dist"]) {
    cpSync(folder, path.join(program, folder), { recursive: true });
  }
  const { folder, env } = desk(Date.now);
  const bin = path.join(program, "bin", "jurnal.js");
  const words = [bin, "trade", "log", "XAUUSD", "5"];
  expect(await ended(spawn(process.execPath, words, { cwd: folder, env }))).toMatchObject({
    code: 0,
  });
});
