import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fillUsual, makeOrigin } from "../journal/origin-files.ts";
import { filesIn, hashOf } from "../journal/temporary.ts";
import { BIN, desk, NODE } from "./jurnal.ts";

/** Root may write anywhere: then the program is run as nobody, who may not. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Whether that user can run the program at all: a clone in root's own home hides it. */
function canRun(): boolean {
  if (process.platform === "win32") return false;
  try {
    execFileSync(NODE, [BIN, "--version"], { ...who, stdio: "ignore", cwd: "/" });
    return true;
  } catch {
    return false;
  }
}

const may = canRun();

/** A journal in a folder; both are then made read-only for the one who runs the program. */
async function locked(make: (file: string) => unknown, folderToo: boolean) {
  const here = desk(Date.now);
  const folder = path.join(here.folder, "terkunci");
  mkdirSync(folder);
  const file = path.join(folder, "jurnal.db");
  await make(file);
  const uid = isRoot ? { uid: NOBODY } : {};
  // The desk is the other user's to enter; what is locked stays root's (or loses its own bits).
  if (isRoot) for (const one of [here.folder, here.env.HOME ?? ""]) chownSync(one, NOBODY, NOBODY);
  if (isRoot && !folderToo) chownSync(folder, NOBODY, NOBODY);
  chmodSync(file, 0o444);
  chmodSync(folder, folderToo ? 0o555 : 0o755);
  const jurnal = (line: string) =>
    here.spawned(["--db", file, ...line.split(" ").filter(Boolean)], uid);
  return { jurnal, file, folder, unlock: () => chmodSync(folder, 0o755) };
}

describe.skipIf(!may)("(skipped where the other user cannot reach the program)", () => {
  describe.each([
    ["a read-only file", false],
    ["a read-only folder", true],
  ])("%s", (_, folderToo) => {
    const journal = async (file: string) => {
      const { fine } = desk(Date.now);
      await fine("--db", file, "mood", "set", "tenang");
      await fine("--db", file, "trade", "log", "XAUUSD", "5");
    };

    test("can be read in full, and the report is printed though not stored", async () => {
      const { jurnal, file, folder, unlock } = await locked(journal, folderToo);
      const bytes = hashOf(file);
      for (const line of [
        "",
        "trade list",
        "history",
        "session show",
        "mood list",
        "doctor",
        "status",
      ]) {
        expect([line, await jurnal(line)]).toMatchObject([line, { code: 0, err: "" }]);
      }
      const report = await jurnal("report");
      expect(report).toMatchObject({ code: 0 });
      expect(report.out).toMatch(/XAUUSD/);
      expect(report.err).toMatch(/tidak disimpan/);
      expect(hashOf(file)).toBe(bytes);
      // What SQLite needs to read a WAL may stay beside a file that it cannot tidy up.
      expect(filesIn(folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(["jurnal.db"]);
      unlock();
    });

    test("refuses every change by name, and stays as it was", async () => {
      const { jurnal, file, unlock } = await locked(journal, folderToo);
      const bytes = hashOf(file);
      for (const line of [
        "trade log XAUUSD 5",
        "mood set marah",
        "undo",
        "session set --market sepi",
        "trade delete 1",
        "profile edit --balance 5",
        "config set sapaan kamu",
        "rule add max-trades 5",
      ]) {
        const { code, out, err } = await jurnal(line);
        expect([line, code, out]).toEqual([line, 1, ""]);
        expect(err).toMatch(/hanya bisa dibaca/);
      }
      expect(hashOf(file)).toBe(bytes);
      unlock();
    });

    test("of the origin is not upgraded, and says why", async () => {
      const { jurnal, file, folder, unlock } = await locked(
        (made) => makeOrigin(made, [], fillUsual),
        folderToo,
      );
      const bytes = hashOf(file);
      for (const line of ["history", "trade log XAUUSD 5"]) {
        const { code, out, err } = await jurnal(line);
        expect([line, code, out]).toEqual([line, 1, ""]);
        expect(err).toMatch(/versi lama dan harus ditingkatkan/);
      }
      expect(hashOf(file)).toBe(bytes);
      expect(filesIn(folder)).toEqual(["jurnal.db"]);
      unlock();
    });
  });

  describe("files beside the journal that a killed writer left", () => {
    /** A journal of the one who runs the program, with a log that holds a setting. */
    async function left(change: (file: string) => void) {
      const here = desk(Date.now);
      const folder = path.join(here.folder, "sisa");
      mkdirSync(folder);
      const file = path.join(folder, "jurnal.db");
      await here.fine("--db", file, "trade", "log", "XAUUSD", "5");
      const kill = `const db = new (require("better-sqlite3"))(process.argv[1]);
        db.exec("INSERT INTO settings VALUES ('sapaan', 'kamu')");
        process.kill(process.pid, "SIGKILL");`;
      spawnSync(process.execPath, ["-e", kill, file]);
      expect(filesIn(folder)).toEqual(["jurnal.db", "jurnal.db-shm", "jurnal.db-wal"]);
      const own = ["", "jurnal.db", "jurnal.db-shm", "jurnal.db-wal"];
      const all = [here.folder, here.env.HOME ?? "", ...own.map((name) => path.join(folder, name))];
      if (isRoot) for (const one of all) chownSync(one, NOBODY, NOBODY);
      change(file);
      const uid = isRoot ? { uid: NOBODY } : {};
      const jurnal = (line: string) => here.spawned(["--db", file, ...line.split(" ")], uid);
      return { jurnal, file };
    }

    test.each(["-shm", "-wal"])("a read-only %s of one's own is no hindrance", async (ending) => {
      for (const mode of [0o444, 0o000]) {
        const { jurnal } = await left((file) => chmodSync(file + ending, mode));
        expect(await jurnal("config get sapaan")).toMatchObject({
          code: 0,
          out: "kamu\n",
          err: "",
        });
        expect(await jurnal("trade log XAUUSD 6")).toMatchObject({ code: 0 });
        expect((await jurnal("trade list")).out).toMatch(/\+\$6\.00/);
      }
    });

    test.skipIf(!isRoot).each([
      ["-shm", 0o644],
      ["-wal", 0o644],
      ["-wal", 0o600],
    ])("another's %s (%o) is named to every change", async (ending, mode) => {
      const { jurnal, file } = await left((made) => {
        chownSync(made + ending, 0, 0);
        chmodSync(made + ending, mode);
      });
      const read = await jurnal("trade list");
      expect(read.code).toBe(mode === 0o644 ? 0 : 1);
      const { code, out, err } = await jurnal("trade log XAUUSD 6");
      expect([code, out]).toEqual([1, ""]);
      expect(err).toContain(`tidak boleh menulis ${file}${ending}`);
    });

    test.skipIf(!isRoot)("a journal that is not to be read is said as such", async () => {
      const { jurnal } = await left((file) => {
        chownSync(file, 0, 0);
        chmodSync(file, 0o600);
      });
      for (const line of ["trade list", "trade log XAUUSD 6", "doctor"]) {
        const { code, err } = await jurnal(line);
        expect([code, err]).toEqual([1, expect.stringContaining("tidak boleh membacanya")]);
      }
    });
  });

  test("a place where nothing may be made is said by name", async () => {
    const { jurnal, file, unlock } = await locked(journalNot, true);
    const { code, err } = await jurnal(`--db ${path.dirname(file)}/baru/jurnal.db trade log X 5`);
    expect(code).toBe(1);
    expect(err).toMatch(/tidak bisa dibuka \(EACCES\)/);
    unlock();
  });
});

const journalNot = (file: string) => makeOrigin(file, [], fillUsual);
