import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { run } from "../../src/run.ts";
import type { World } from "../../src/world.ts";
import { dump } from "../journal/temporary.ts";
import { runs } from "../seed.ts";
import { fakeWorld } from "../world.ts";
import { journal, type RandomJournal, writeJournal } from "./export-journals.ts";

/** Of this file alone, or made anew from the rest: every other table must come back. */
const LEFT_OUT = [
  // What the operations of one file tell is written down in the other.
  "edits",
  "operations",
  "changes",
  "mentor_looks",
  "watched_files",
  "session_hands",
  "session_aliases",
  "writer",
];
const TABLES = [...readFileSync("schema.sql", "utf8").matchAll(/^CREATE TABLE (\w+)/gm)]
  .map(([, name = ""]) => name)
  .filter((name) => !LEFT_OUT.includes(name));

/** Commands on files of a folder that is there while `work` runs. */
async function inFolder(work: (desk: Desk) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-test-"));
  const { world } = fakeWorld({ isInteractive: false });
  const told = { out: "", err: "" };
  const here: World = {
    ...world,
    out: async (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
  };
  const jurnal: Desk["jurnal"] = async (db, words, more = {}) => {
    told.out = told.err = "";
    const code = await run(["--db", path.join(folder, db), ...words], { ...here, ...more });
    return { code, ...told };
  };
  const fine: Desk["fine"] = async (db, words, more) => {
    const { code, out, err } = await jurnal(db, words, more);
    if (code !== 0) throw new Error(`${words.join(" ")}: ${code} ${err}${out}`);
    return out;
  };
  try {
    await work({ at: (name) => path.join(folder, name), jurnal, fine });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Desk {
  at(name: string): string;
  jurnal(
    db: string,
    words: string[],
    more?: Partial<World>,
  ): Promise<{ code: number; out: string; err: string }>;
  fine(db: string, words: string[], more?: Partial<World>): Promise<string>;
}

const overJournals = (work: (desk: Desk, random: RandomJournal) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(journal, (random) =>
      inFolder(async (desk) => {
        writeJournal(desk.at("a.db"), random);
        await work(desk, random);
      }),
    ),
    runs(12),
  );

describe("a whole export, brought back into an empty journal", () => {
  test.each(["ndjson", "json"])(
    "is the same journal, %s; undo empties it again",
    async (format) => {
      await overJournals(async ({ at, jurnal, fine }) => {
        const file = at(`all.${format}`);
        await fine("a.db", ["export", "--all", "--format", format, "--out", file]);
        await fine("b.db", ["import", file, "--dry-run"]);
        await fine("b.db", ["profile", "edit", "--day-start", "03:00"]);
        const before = dump(at("b.db"), TABLES);
        await fine("b.db", ["import", file]);
        expect(dump(at("b.db"), TABLES)).toEqual(dump(at("a.db"), TABLES));
        const sequence = (db: string) =>
          (dump(at(db), ["sqlite_sequence"]).sqlite_sequence ?? []).filter(({ name }) =>
            TABLES.includes(String(name)),
          );
        expect(sequence("b.db")).toEqual(sequence("a.db"));
        const hands = (db: string) =>
          dump(at(db), ["session_hands"]).session_hands?.filter(({ trades }) => trades !== 0);
        expect(hands("b.db")).toEqual(hands("a.db"));
        expect((await fine("b.db", ["doctor", "--json"])).includes('"ok": false')).toBe(false);
        const again = await jurnal("b.db", ["import", file]);
        expect([again.code, again.out]).toEqual([
          0,
          expect.stringContaining("Tidak ada yang baru"),
        ]);
        await fine("b.db", ["undo"]);
        expect(dump(at("b.db"), TABLES)).toEqual(before);
        await fine("b.db", ["import", file]);
        expect(dump(at("b.db"), TABLES)).toEqual(dump(at("a.db"), TABLES));
      });
    },
  );
});

/** Trades of a profile as they are, but for the numbers and times of this file alone. */
function tradesIn(file: string, profile: string): Record<string, unknown>[] {
  const { daily_trading_data, trading_sessions, users } = dump(file, [
    "daily_trading_data",
    "trading_sessions",
    "users",
  ]);
  const user = users?.find(({ name }) => name === profile)?.id;
  const days = new Map((trading_sessions ?? []).map((row) => [row.id, row]));
  return (daily_trading_data ?? [])
    .filter(({ session_id }) => days.get(session_id)?.user_id === user)
    .map(({ id, session_id, created_at, external_key, import_id, ...row }) => ({
      ...row,
      session_date: days.get(session_id)?.session_date,
    }))
    .map((row) => [JSON.stringify(row), row] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}

describe("trades exported and taken in again", () => {
  /** A journal with the same profiles and bots, but no trade. */
  const withoutTrades = (random: RandomJournal): RandomJournal => ({ ...random, trades: [] });

  test.each(["csv", "ndjson", "json"])(
    "by trade import are the same, %s; again adds none",
    async (format) => {
      await overJournals(async ({ at, fine }, random) => {
        writeJournal(at("b.db"), withoutTrades(random));
        for (const profile of ["utama", ...random.currencies.map((code) => `p ${code}`)]) {
          const mine = ["--profile", profile];
          const file = at(`${profile}.${format}`);
          await fine("a.db", [...mine, "export", "--format", format, "--out", file]);
          const wanted = tradesIn(at("a.db"), profile);
          if (wanted.length === 0) continue;
          await fine("b.db", [...mine, "trade", "import", file]);
          expect(tradesIn(at("b.db"), profile)).toEqual(wanted);
          const told = JSON.parse(await fine("b.db", [...mine, "trade", "import", file, "--json"]));
          expect([told[0].added, told[0].changed, told[0].skipped]).toEqual([0, 0, []]);
          await fine("a.db", [...mine, "trade", "import", file]);
          expect(tradesIn(at("b.db"), profile)).toEqual(wanted);
          expect(tradesIn(at("a.db"), profile)).toEqual(wanted);
        }
      });
    },
  );

  test("by trade log --stdin are the same", async () => {
    await overJournals(async ({ at, fine }, random) => {
      writeJournal(at("b.db"), withoutTrades(random));
      for (const profile of ["utama", ...random.currencies.map((code) => `p ${code}`)]) {
        const mine = ["--profile", profile];
        const text = await fine("a.db", [...mine, "export"]);
        const input = (async function* () {
          yield Buffer.from(text);
        })();
        // No line is of a time to come, which would be refused.
        const now = () => Date.parse("2100-01-01T00:00:00Z");
        const answers = await fine("b.db", [...mine, "trade", "log", "--stdin"], { input, now });
        expect(answers).not.toContain('"ignored"');
        expect(tradesIn(at("b.db"), profile)).toEqual(tradesIn(at("a.db"), profile));
      }
    });
  });
});
