import { expect, test } from "vitest";
import { trial } from "./journal-run.ts";

/** More than a list holds at once, over many days. */
const COUNT = 10_400;

test("a list longer than what is held is the same list, line by line and object by object", async () => {
  const { pipe, run, rows } = trial();
  const lines = Array.from({ length: COUNT }, (_, index) => {
    const entry = new Date(Date.UTC(2025, 0, 1) + index * 1_800_000).toISOString().slice(0, 19);
    const exit = new Date(Date.UTC(2025, 0, 1, 1) + index * 1_800_000).toISOString().slice(0, 19);
    return JSON.stringify({
      symbol: ["XAUUSD", "EURUSD", "US30.cash"][index % 3],
      profit_loss: ((index * 7919) % 2001) - 1000 + 0.25,
      lot_size: index % 5 === 0 ? null : 0.01 * (index % 7),
      entry_time: `${entry}Z`,
      exit_time: `${exit}Z`,
      strategy_used: index % 11 === 0 ? "breakout" : null,
    });
  });
  await pipe(lines.join("\n"), ["trade", "log", "--stdin"]);
  const all = ["trade", "list", "--from", "2025-01-01"];
  const ofDays = async (...more: string[]) => {
    const parts = ["2025-01-01..2025-03-31", "2025-04-01..2025-08-31"];
    const found: string[][] = [];
    for (const part of parts) {
      found.push((await run("trade", "list", "--period", part, ...more)).out.split("\n"));
    }
    return found;
  };

  const table = (await run(...all)).out.trimEnd().split("\n");
  const [sum] = rows("SELECT count(*) AS n, sum(total_trades) AS total FROM trading_sessions");
  expect(sum?.total).toBe(COUNT);
  expect(table.length).toBe(COUNT + 3);
  expect(table.at(-1)).toContain(`${COUNT} transaksi`);
  // Its parts are short enough to be held: their lines differ in nothing but the widths.
  const words = (line: string) => line.trim().split(/\s+/).join(" ");
  const held = (await ofDays()).flatMap((part) => part.slice(2, -2));
  expect(table.slice(2, -1).map(words)).toEqual(held.map(words));
  const widths = new Set(table.slice(2, -1).map((line) => line.length));
  expect(widths.size).toBe(1);

  const objects = JSON.parse((await run(...all, "--json")).out);
  const inParts = (await ofDays("--json")).flatMap((part) => JSON.parse(part.join("\n")));
  expect(objects).toEqual(inParts);
  const newest = JSON.parse((await run(...all, "--limit", String(COUNT - 7), "--json")).out);
  expect(newest).toEqual(objects.slice(7));
  const plain = (await run(...all, "--plain")).out.trimEnd().split("\n");
  expect(plain.filter((line) => line.includes(". Hari: ")).length).toBe(COUNT);
  expect(plain.at(-1)).toBe(table.at(-1));
});

test("the JSON of a list is the text that JSON.stringify gives of all of it", async () => {
  const { pipe, run } = trial();
  const note = 'dua\nbaris, "kutip" dan \\';
  const lines = [5, -3].map((profit_loss) =>
    JSON.stringify({ symbol: "XAUUSD", profit_loss, note, entry_time: "2026-11-20T01:00:00Z" }),
  );
  await pipe(lines.join("\n"), ["trade", "log", "--stdin"]);
  const { out } = await run("trade", "list", "--json");
  expect(out).toBe(`${JSON.stringify(JSON.parse(out), null, 2)}\n`);
  expect(JSON.parse(out)).toHaveLength(2);
  expect((await run("trade", "list", "--symbol", "XAUUSD", "--win", "--loss", "--json")).code).toBe(
    2,
  );
  expect((await run("trade", "list", "--date", "2026-11-01", "--json")).out).toBe("[]\n");
});
