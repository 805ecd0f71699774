import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { look } from "../cli/jurnal.ts";
import { fakeWorld } from "../world.ts";

const at = (time: string) => ({ now: () => Date.parse(time) });
/** 01:00 and 01:32 in Jakarta, on the 20th. */
const MOOD_AT = at("2026-11-19T18:00:00Z");
const TRADE_AT = at("2026-11-19T18:32:00Z");
const LATER = at("2026-11-21T05:00:00Z");

const DAYS = `SELECT session_date AS day, total_trades AS n, emotions, market_conditions AS market,
  personal_notes AS notes, (SELECT count(*) FROM mood_checkins m WHERE m.session_id = s.id) AS moods
  FROM trading_sessions s ORDER BY day`;

function journal() {
  const { jurnal, file } = fakeWorld({ isInteractive: false });
  const fine = async (line: string[], more = LATER) => {
    const { code, err } = await jurnal(line, [], more);
    if (code !== 0) throw new Error(`${line.join(" ")}: ${err}`);
  };
  return { file, fine, days: () => look(file, DAYS) };
}

const plain = { emotions: "netral", market: "normal", notes: "", moods: 0 };

test("a new beginning of the day takes moods, notes and market along, and undo gives them back", async () => {
  const { fine, days } = journal();
  await fine(["mood", "set", "takut", "--note", "mau masuk"], MOOD_AT);
  await fine(["trade", "log", "XAUUSD", "-5", "--entry", "01:05", "--exit", "01:30"], TRADE_AT);
  await fine(["session", "set", "--market", "news", "--notes", "NFP"], TRADE_AT);
  const said = { n: 1, emotions: "takut", market: "news", notes: "NFP", moods: 1 };
  expect(days()).toEqual([{ day: "2026-11-20", ...said }]);
  await fine(["profile", "edit", "--day-start", "05:00"]);
  expect(days()).toEqual([{ day: "2026-11-19", ...said }]);
  await fine(["undo"]);
  expect(days()).toEqual([{ day: "2026-11-20", ...said }]);
});

test("a day that keeps a trade keeps what was said of it; a mood noted later stays on its day", async () => {
  const { fine, days } = journal();
  await fine(["trade", "log", "XAUUSD", "-5", "--exit", "01:30"], TRADE_AT);
  await fine(["trade", "log", "XAUUSD", "5", "--exit", "2026-11-20 10:00"]);
  await fine(["session", "set", "--date", "2026-11-20", "--notes", "pagi"]);
  await fine(["mood", "set", "tenang", "--date", "2026-11-20"]);
  await fine(["profile", "edit", "--day-start", "05:00"]);
  expect(days()).toEqual([
    { day: "2026-11-19", n: 1, ...plain },
    { day: "2026-11-20", n: 1, ...plain, emotions: "tenang", notes: "pagi", moods: 1 },
  ]);
});

test("moods move with the zone where there are no trades", async () => {
  const { fine, days } = journal();
  await fine(["mood", "set", "takut"], MOOD_AT);
  await fine(["mood", "set", "tenang"], at("2026-11-20T05:00:00Z"));
  await fine(["profile", "edit", "--zone", "UTC"]);
  expect(days()).toEqual([
    { day: "2026-11-19", n: 0, ...plain, emotions: "takut", moods: 1 },
    { day: "2026-11-20", n: 0, ...plain, emotions: "tenang", moods: 1 },
  ]);
});

test("an edit that moves a day's only trade moves what was said of the day, and no day is left", async () => {
  const { fine, days } = journal();
  await fine(["trade", "log", "XAUUSD", "10", "--date", "2026-11-18"]);
  await fine(["session", "set", "--date", "2026-11-18", "--market", "news", "--notes", "dua"]);
  await fine(["mood", "set", "takut", "--date", "2026-11-18"]);
  await fine(["session", "set", "--date", "2026-11-17", "--notes", "satu"]);
  const before = days();
  await fine(["trade", "edit", "1", "--date", "2026-11-17"]);
  const said = { emotions: "takut", market: "news", notes: "satu\n\ndua", moods: 1 };
  expect(days()).toEqual([{ day: "2026-11-17", n: 1, ...said }]);
  await fine(["undo"]);
  expect(days()).toEqual(before);
});

test("a day that was only made for a trade goes with it; one with a note stays", async () => {
  const { fine, days } = journal();
  await fine(["trade", "log", "XAUUSD", "10", "--date", "2026-11-18"]);
  await fine(["trade", "delete", "1"]);
  expect(days()).toEqual([]);
  await fine(["undo"]);
  expect(days()).toEqual([{ day: "2026-11-18", n: 1, ...plain }]);
  await fine(["session", "set", "--date", "2026-11-18", "--notes", "FOMO"]);
  await fine(["trade", "delete", "1"]);
  expect(days()).toEqual([{ day: "2026-11-18", n: 0, ...plain, notes: "FOMO" }]);
});

test("a day stays for a report that QuantumBotX stored of it, whatever becomes of its trades", async () => {
  const { fine, days, file } = journal();
  await fine(["trade", "log", "XAUUSD", "5", "--exit", "2026-11-20 10:00"]);
  const db = new Database(file);
  db.exec(`INSERT INTO ai_mentor_reports (session_id, motivation_message)
    SELECT id, 'Bagus' FROM trading_sessions`);
  db.close();
  await fine(["trade", "delete", "1"]);
  expect(days()).toEqual([{ day: "2026-11-20", n: 0, ...plain }]);
  const kept = "SELECT motivation_message AS said FROM ai_mentor_reports";
  expect(look(file, kept)).toEqual([{ said: "Bagus" }]);
});
