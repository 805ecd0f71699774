import path from "node:path";
import { expect, test } from "vitest";
import { desk, ended, look, wrongTotals } from "./jurnal.ts";

/** The built program with two journals, as on a desktop and a VPS. */

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const minute = String((from + index) % 60).padStart(2, "0");
    const exit_time = `2026-01-0${1 + ((from + index) % 9)}T10:${minute}:00Z`;
    const trade = { symbol: "XAUUSD", ticket: `${from + index}`, account: "7", profit_loss: 1 };
    return `${JSON.stringify({ ...trade, exit_time })}\n`;
  }).join("");

test("two journals that are exchanged hold the same; one killed in the middle is as it was", async () => {
  const { spawned, start, folder } = desk();
  const fine = async (db: string, words: string[], input = "") => {
    const { code, out, err } = await spawned(["--db", db, ...words], { input });
    expect([words, code, code === 0 ? "" : err]).toEqual([words, 0, ""]);
    return out;
  };
  const [a, b] = [path.join(folder, "a.db"), path.join(folder, "b.db")];
  await fine("a.db", ["trade", "log", "--stdin"], lines(0, 3000));
  await fine("b.db", ["trade", "log", "--stdin"], lines(1000, 3000));
  await fine("b.db", ["export", "--all", "--out", "b.ndjson"]);
  const tickets = (db: string) =>
    look<{ ticket: string }>(db, "SELECT ticket FROM daily_trading_data ORDER BY ticket");
  const before = tickets(a);
  for (const wait of [150, 300, 450]) {
    const child = start(["--db", "a.db", "import", "b.ndjson"]);
    const done = ended(child);
    setTimeout(() => child.kill("SIGKILL"), wait);
    const { code } = await done;
    if (code === 0) break;
    expect(tickets(a)).toEqual(before);
  }
  await fine("a.db", ["import", "b.ndjson"]);
  expect(tickets(a)).toHaveLength(4000);
  await fine("a.db", ["export", "--all", "--out", "a.ndjson"]);
  await fine("b.db", ["import", "a.ndjson"]);
  expect(tickets(b)).toEqual(tickets(a));
  for (const file of [a, b]) expect(wrongTotals(file)).toEqual([]);
  expect(await fine("b.db", ["import", "a.ndjson"])).toContain("tidak ada yang berubah");
  await fine("b.db", ["undo"]);
  expect(tickets(b)).toHaveLength(3000);
}, 120_000);
