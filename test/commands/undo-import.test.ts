import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, parseUtc, type Zone } from "../../src/base/time.ts";
import { runs } from "../seed.ts";
import { type Trial, trial } from "./journal-run.ts";

/** An import taken back gives trades their former days again, also those that are gone. */

const MAP = {
  columns: { ticket: "T", exit_time: "W", symbol: "S", lot: "L", net: "P" },
  zone: "UTC",
};

const NEW_YORK = ["--zone", "America/New_York", "--day-start", "17:00"];

/** A ticket that closed on a day of November at an hour (UTC), with its result. */
type Line = readonly [ticket: number, day: number, hour: number, net: number];

const two = (value: number) => String(value).padStart(2, "0");

async function fine(journal: Trial, ...words: string[]): Promise<string> {
  const { code, out, err } = await journal.run(...words);
  expect([words, code, code === 0 ? "" : err]).toEqual([words, 0, ""]);
  return out + err;
}

async function journalInUtc(): Promise<Trial> {
  const journal = trial();
  journal.file("m.json", JSON.stringify(MAP));
  await fine(journal, "profile", "edit", "--zone", "UTC", "--currency", "USD");
  return journal;
}

async function bring(journal: Trial, lines: readonly Line[]) {
  const rows = lines.map(
    ([ticket, day, hour, net]) =>
      `${ticket},2026-11-${two(day)} ${two(hour)}:00,EURUSD,0.1,${net}\n`,
  );
  const file = journal.file("laporan.csv", `T,W,S,L,P\n${rows.join("")}`);
  return journal.run("trade", "import", file, "--map", `${journal.folder}/m.json`);
}

const byDay = (journal: Trial) =>
  journal.rows(
    `SELECT s.session_date AS day, t.id, t.profit_loss AS net, s.total_profit_loss AS total
     FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id ORDER BY 1, 2`,
  );

/** The profile's trades with a time that are not on the day of it. */
function misplaced(journal: Trial) {
  const [clock] = journal.rows("SELECT zone, day_start FROM users") as {
    zone: Zone;
    day_start: string;
  }[];
  const [hour = 0, minute = 0] = (clock?.day_start ?? "").split(":").map(Number);
  const trades = journal.rows(
    `SELECT t.id, t.exit_time AS time, s.session_date AS day FROM daily_trading_data t
     JOIN trading_sessions s ON s.id = t.session_id WHERE t.exit_time IS NOT NULL`,
  ) as { time: string; day: string }[];
  return trades.filter(
    ({ time, day }) => day !== dayOf(parseUtc(time), clock?.zone as Zone, hour * 60 + minute),
  );
}

/** Nothing points to a row that is not there, every day is what its trades are, doctor says so. */
async function sound(journal: Trial): Promise<void> {
  const db = new Database(journal.db, { readonly: true });
  expect(db.pragma("foreign_key_check")).toEqual([]);
  db.close();
  expect(misplaced(journal)).toEqual([]);
  await fine(journal, "doctor");
}

describe("a trade whose former day is gone", () => {
  const changed = async () => {
    const journal = await journalInUtc();
    await bring(journal, [
      [1, 10, 11, 10],
      [2, 10, 12, 5],
    ]);
    await bring(journal, [[1, 12, 11, 11]]);
    await fine(journal, "trade", "delete", "2");
    return journal;
  };
  const restored = [{ day: "2026-11-10", id: 1, net: 10, total: 10 }];

  test("gets its money and its day again by undo --import", async () => {
    const journal = await changed();
    await fine(journal, "undo", "--import", "2");
    expect(byDay(journal)).toEqual(restored);
    await sound(journal);
  });

  test("gets them again by the number of the operation, and the deleted one beside it", async () => {
    const journal = await changed();
    const list = await journal.json("undo", "--list");
    const of = (kind: string) =>
      String(list.find((one) => String(one.summary).includes(kind))?.operation_id);
    expect(await fine(journal, "undo", of("impor laporan.csv: 0 baru"))).not.toMatch(/Dibiarkan/);
    expect(byDay(journal)).toEqual(restored);
    await fine(journal, "undo", of("hapus"));
    expect(byDay(journal)).toEqual([
      { day: "2026-11-10", id: 1, net: 10, total: 15 },
      { day: "2026-11-10", id: 2, net: 5, total: 15 },
    ]);
    await sound(journal);
  });

  test("goes to the day that its time has by the clock of now", async () => {
    const journal = await changed();
    await fine(journal, "profile", "edit", ...NEW_YORK);
    await fine(journal, "undo", "--import", "2");
    expect(byDay(journal)).toEqual([{ day: "2026-11-09", id: 1, net: 10, total: 10 }]);
    await sound(journal);
  });

  test("goes back to the day that the trader named, where only the file told a time", async () => {
    const journal = await journalInUtc();
    const log = ["trade", "log", "EURUSD", "10", "--lot", "0.1", "--date", "2026-11-09"];
    await fine(journal, ...log, "--ticket", "1");
    await fine(journal, "trade", "log", "XAUUSD", "3", "--date", "2026-11-09");
    await bring(journal, [[1, 10, 11, 10]]);
    await fine(journal, "trade", "delete", "2");
    await fine(journal, "profile", "edit", ...NEW_YORK);
    await fine(journal, "undo", "--import", "1");
    expect(byDay(journal)).toEqual([{ day: "2026-11-09", id: 1, net: 10, total: 10 }]);
    await sound(journal);
  });

  test("gives the money back on the day to which another clock has moved it since", async () => {
    const journal = await journalInUtc();
    await bring(journal, [[1, 10, 23, 10]]);
    await bring(journal, [[1, 10, 23, 11]]);
    await fine(journal, "profile", "edit", "--zone", "Asia/Jakarta");
    const list = await journal.json("undo", "--list");
    await fine(journal, "undo", String(list[1]?.operation_id));
    expect(byDay(journal)).toEqual([{ day: "2026-11-11", id: 1, net: 10, total: 10 }]);
    await sound(journal);
  });

  test("finds it after the import that brought the day between was taken back first", async () => {
    const journal = await journalInUtc();
    await bring(journal, [[1, 10, 11, 10]]);
    await bring(journal, [[1, 12, 11, 11]]);
    await bring(journal, [[1, 14, 11, 12]]);
    await fine(journal, "undo", "--import", "2");
    await fine(journal, "undo", "--import", "3");
    expect(byDay(journal)).toEqual(restored);
    await sound(journal);
  });
});

type Step =
  | { do: "import"; lines: Line[] }
  | { do: "log"; ticket: number; day: number; net: number }
  | { do: "delete" | "undo-import" | "undo"; at: number }
  | { do: "note"; day: number }
  | { do: "zone"; zone: string; start: string };

const [ticket, day] = [fc.integer({ min: 1, max: 5 }), fc.integer({ min: 9, max: 13 })];
const net = fc.integer({ min: -2_000, max: 2_000 }).map((cents) => cents / 100);
const line = fc.tuple(ticket, day, fc.integer({ min: 0, max: 23 }), net);
const only = <T extends string>(name: T) => fc.constant(name);
const back = fc.record({ do: only("undo-import"), at: fc.nat(1_000) });
const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 4, selector: ([ticket]) => ticket });
const forward = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: only("import"), lines }) },
  { weight: 2, arbitrary: fc.record({ do: only("log"), ticket, day, net }) },
  { weight: 3, arbitrary: fc.record({ do: only("delete"), at: fc.nat(1_000) }) },
  { weight: 1, arbitrary: fc.record({ do: only("note"), day }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: only("zone"),
      zone: fc.constantFrom("UTC", "America/New_York", "Asia/Jakarta"),
      start: fc.constantFrom("00:00", "17:00"),
    }),
  },
);
const steps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(forward, { minLength: 3, maxLength: 8 }),
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: back },
        { weight: 1, arbitrary: forward },
        { weight: 1, arbitrary: fc.record({ do: only("undo"), at: fc.nat(1_000) }) },
      ),
      { minLength: 2, maxLength: 6 },
    ),
  )
  .map((parts) => parts.flat());

/** One of the numbers, counted round; one that is none of them where there are none. */
const pick = (journal: Trial, sql: string, at: number) => {
  const rows = journal.rows(sql);
  return String(rows[at % Math.max(rows.length, 1)]?.id ?? 999);
};

function perform(journal: Trial, step: Step) {
  switch (step.do) {
    case "import":
      return bring(journal, step.lines);
    case "log": {
      const date = `2026-11-${two(step.day)}`;
      const words = ["--lot", "0.1", "--ticket", String(step.ticket), "--date", date];
      return journal.run("trade", "log", "EURUSD", String(step.net), ...words);
    }
    case "delete": {
      const id = pick(journal, "SELECT id FROM daily_trading_data ORDER BY id", step.at);
      return journal.run("trade", "delete", id);
    }
    case "note":
      return journal.run("session", "set", "--date", `2026-11-${two(step.day)}`, "--notes", "x");
    case "zone":
      return journal.run("profile", "edit", "--zone", step.zone, "--day-start", step.start);
    case "undo-import":
      return journal.run(
        "undo",
        "--import",
        pick(journal, "SELECT id FROM imports ORDER BY id", step.at),
      );
    case "undo": {
      const standing =
        "SELECT id FROM operations WHERE undone_at IS NULL AND id > 1 ORDER BY id DESC";
      return journal.run("undo", pick(journal, standing, step.at));
    }
  }
}

test("imports, deletions and clocks, taken back in any order, leave a sound journal", async () => {
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const journal = await journalInUtc();
      for (const step of sequence) {
        const { code, err } = await perform(journal, step);
        expect([0, 1], `${JSON.stringify(step)}: ${err}`).toContain(code);
        if (step.do === "undo-import" && code === 0) undone++;
        await sound(journal);
      }
    }),
    runs(15),
  );
  expect(undone).toBeGreaterThan(15);
});
