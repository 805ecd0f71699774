import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openAt, temporaryFolder } from "../journal/temporary.ts";
import { fakeWorld } from "../world.ts";

/** A Windows machine with its folders of programs; no JURNAL_DB says where the journal is. */
function windows() {
  const home = temporaryFolder();
  const [local, roaming] = ["Local", "Roaming"].map((name) => path.join(home, "AppData", name));
  const machine = fakeWorld({
    home,
    platform: "win32",
    env: { LOCALAPPDATA: local, APPDATA: roaming, NO_COLOR: "1" },
  });
  const journalIn = (folder = "") => path.join(folder, "jurnal", "jurnal.db");
  return { ...machine, home, here: journalIn(local), before: journalIn(roaming) };
}

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

async function* pipe(bytes: Uint8Array) {
  // As pipes may cut it: in the middle of a letter.
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

describe("where the journal lies", () => {
  test("in the folder that stays on the machine", async () => {
    const { jurnal, here, before } = windows();
    expect((await jurnal(["trade", "log", "XAUUSD", "5", "--no-input"])).err).toContain(here);
    expect([existsSync(here), existsSync(before)]).toEqual([true, false]);
  });

  test("without the variables: in their usual places", async () => {
    const { jurnal, here } = windows();
    const env = { NO_COLOR: "1" };
    expect((await jurnal(["session", "today"], [], { env })).err).toContain(here);
  });

  test("one in the old place is used, and that is said once", async () => {
    const { jurnal, here, before } = windows();
    mkdirSync(path.dirname(before), { recursive: true });
    openAt(before).db.close();
    const first = await jurnal(["trade", "log", "XAUUSD", "5", "--no-input"]);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining("#1 dicatat") });
    expect(first.err).toContain(before);
    expect(first.err.replace(/\s+/g, " ")).toContain(`jurnal backup "${here}"`);
    expect(await jurnal(["trade", "list"])).toMatchObject({ code: 0, err: "" });
    expect(existsSync(here)).toBe(false);
    // Who looks for it in the new place finds where it is.
    const note = readFileSync(path.join(path.dirname(here), "letak-jurnal.txt"), "utf8");
    expect(note).toContain(before);
    // What it says to do moves it.
    expect(await jurnal(["backup", here])).toMatchObject({ code: 0 });
    renameSync(before, `${before}.lama`);
    expect((await jurnal(["trade", "list"])).out).toContain("XAUUSD");
  });

  test("one in each place: the new one; one that was named: nothing is said of it", async () => {
    const { jurnal, here, before } = windows();
    for (const file of [here, before]) {
      mkdirSync(path.dirname(file), { recursive: true });
      openAt(file).db.close();
    }
    await jurnal(["trade", "log", "XAUUSD", "5", "--no-input"]);
    expect((await jurnal(["trade", "list"])).out).toContain("XAUUSD");
    const named = await jurnal(["--db", before, "trade", "list"]);
    expect(named).toMatchObject({ code: 0, err: "" });
    expect(named.out).not.toContain("XAUUSD");
  });
});

describe("names with * and ?, which no shell of Windows expands", () => {
  const HEAD = "symbol,profit_loss,exit_time,ticket\n";
  function withFiles() {
    const machine = windows();
    const folder = path.join(machine.home, "Unduhan", "MT5");
    mkdirSync(path.join(folder, "c.csv"), { recursive: true });
    ["A1.CSV", "a2.csv", "b1.txt", "a+.csv"].forEach((name, index) => {
      const row = `XAUUSD,${index + 1},2025-07-0${index + 1} 10:00,${index}\n`;
      writeFileSync(path.join(folder, name), HEAD + row);
    });
    const imported = async (command: string, pattern: string, more = {}) => {
      const words = [...command.split(" "), path.join(machine.home, pattern), "--no-input"];
      const done = await machine.jurnal(words, [], more);
      const trades = await machine.jurnal(["trade", "list", "--json", "--days", "30"]);
      const results = trades.code === 0 ? JSON.parse(trades.out) : [];
      return { ...done, results: results.map((one: { profit_loss: number }) => one.profit_loss) };
    };
    return imported;
  }

  test.each([
    ["Unduhan/MT5/a*.csv", [1, 2, 4]],
    ["Unduhan\\MT5\\a?.csv", [1, 2, 4]],
    ["*/*/a2.*", [2]],
    ["Undu*/MT5/b1.txt", [3]],
    ["Unduhan/MT5/*+.csv", [4]],
  ])("%s", async (pattern, wanted) => {
    for (const command of ["trade import", "import"]) {
      const { code, err, results } = await withFiles()(command, pattern);
      expect([err, code]).toEqual([expect.not.stringContaining("✖"), 0]);
      expect(results.sort()).toEqual(wanted);
    }
  });

  test("nothing matches: said with the pattern, and nothing is written", async () => {
    for (const pattern of ["Unduhan/MT5/z*.csv", "tak-ada/*.csv", "Unduhan/MT?/tak-ada.csv"]) {
      const { code, err } = await withFiles()("trade import", pattern);
      expect([code, err]).toEqual([1, expect.stringContaining(path.basename(pattern))]);
      expect(err).toContain("Tidak ada berkas yang cocok");
    }
  });

  test("elsewhere a star that arrives is a name", async () => {
    const { code, err } = await withFiles()("trade import", "Unduhan/MT5/a*.csv", {
      platform: "linux",
    });
    expect([code, err]).toEqual([1, expect.stringMatching(/a\*\.csv\s+tidak ada/)]);
  });
});

describe("UTF-16, which PowerShell 5 writes", () => {
  const ROWS = ["café ─ ✔", "kedua"].map(
    (notes, index) => `{"symbol":"XAUUSD","profit_loss":${index + 1},"note":"${notes}"}\r\n`,
  );

  test("lines of --stdin, also of files put together", async () => {
    const { jurnal, json } = windows();
    const input = pipe(Buffer.concat(ROWS.map(utf16)));
    const { code, out } = await jurnal(["trade", "log", "--stdin"], [], { input });
    expect([code, out.match(/recorded/g)?.length]).toEqual([0, 2]);
    const notes = (await json("trade", "list")).map((one: { note: string }) => one.note);
    expect(notes.sort()).toEqual(["café ─ ✔", "kedua"]);
  });

  test("a note from a pipe", async () => {
    const { jurnal, json } = windows();
    const input = pipe(utf16("Sabar, tunggu retest ✔\r\n"));
    const words = ["trade", "log", "XAUUSD", "5", "--no-input", "--note", "-"];
    expect((await jurnal(words, [], { input })).code).toBe(0);
    expect((await json("trade", "show", "1")).note).toBe("Sabar, tunggu retest ✔");
  });

  test("a whole export that was sent into a file, and a map of columns", async () => {
    const { jurnal, fine, home } = windows();
    await fine("trade", "log", "XAUUSD", "5", "--note", "café");
    const whole = path.join(home, "semua.ndjson");
    writeFileSync(whole, utf16(await fine("export", "--all")));
    const other = path.join(home, "lain.db");
    expect(await jurnal(["--db", other, "import", whole])).toMatchObject({ code: 0 });
    expect(await fine("--db", other, "trade", "show", "1")).toContain("café");
    const columns = { exit_time: "Waktu", symbol: "Instrumen", net: "Untung" };
    const map = { columns, decimal: ".", dateOrder: "ymd", zone: null };
    writeFileSync(path.join(home, "peta.json"), utf16(JSON.stringify(map)));
    const table = path.join(home, "t.csv");
    writeFileSync(table, utf16("Waktu,Instrumen,Untung\r\n2025-07-08 10:00,XAUUSD,7\r\n"));
    const words = ["trade", "import", table, "--map", path.join(home, "peta.json"), "--no-input"];
    expect(await jurnal(words)).toMatchObject({ code: 0 });
  });
});

test("the end of typed lines is told as Windows has it", async () => {
  const { jurnal } = windows();
  const isInteractive = true;
  const told = async (platform: string) =>
    (await jurnal(["trade", "log", "--stdin"], [], { platform, isInteractive })).err;
  expect(await told("win32")).toContain("Ctrl-Z");
  expect(await told("linux")).toContain("Ctrl-D");
});

test("an example of --help can be copied whole: no shell of Windows goes on behind a backslash", async () => {
  const { jurnal } = windows();
  const helpOn = async (platform: string) =>
    (await jurnal(["trade", "log", "--help"], [], { platform, columns: 60 })).out;
  expect(await helpOn("win32")).toMatch(/^ {2}\$ jurnal trade log EURUSD .* --stop 1\.0790$/m);
  expect(await helpOn("linux")).toMatch(/EURUSD .* \\\n {6}/);
});

test("an empty value needs no quotes, which PowerShell 5 does not hand over", async () => {
  const { fine, json } = windows();
  await fine("trade", "log", "XAUUSD", "5", "--setup", "breakout");
  await fine("trade", "edit", "1", "--setup=");
  expect(await json("trade", "show", "1")).toMatchObject({ strategy_used: null });
});
