import fc from "fast-check";
import { expect, it } from "vitest";
import { isZero, parseDecimal } from "../../src/base/decimal.ts";
import { readStatement } from "../../src/intake/read.ts";
import type { ImportResult, TradeDraft } from "../../src/intake/statement.ts";
import { runs } from "../seed.ts";
import { mt4Grid, writeMt4 } from "./metatrader/mt4-writer.ts";
import { mt5Grid, writeMt5 } from "./metatrader/mt5-writer.ts";
import { model, utf8, utf16 } from "./statement-model.ts";
import { writeXlsx } from "./xlsx-writer.ts";

const file: fc.Arbitrary<Uint8Array> = fc
  .tuple(model, fc.integer({ min: 0, max: 6 }))
  .map(([m, kind]) => {
    if (kind === 0) return utf8(writeMt4(m));
    if (kind === 1) return utf8(writeMt4(m, "numbered"));
    if (kind === 2) return utf16(writeMt5(m));
    if (kind === 3) return utf8(writeMt5(m, { hasPositions: false }));
    if (kind === 4) return utf16(writeMt5(m, { isTester: true }));
    return writeXlsx({ A: kind === 5 ? mt4Grid(m) : mt5Grid(m) });
  });

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 60 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .constantFrom(
        "<tr>",
        "</table>",
        "<td>",
        '"',
        ">",
        "-",
        "9",
        "buy",
        "\0",
        "2024.13.45 99:99",
        " ",
      )
      .map(utf8),
  ),
});

function mutate(bytes: Uint8Array, changes: { at: number; length: number; insert: Uint8Array }[]) {
  let out = Buffer.from(bytes);
  for (const { at, length, insert } of changes) {
    const from = Math.floor(at * out.length);
    out = Buffer.concat([out.subarray(0, from), insert, out.subarray(from + length)]);
  }
  return new Uint8Array(out);
}

const isTime = (text: string | null): boolean =>
  text === null || /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text);

function isSound(t: TradeDraft): boolean {
  const amounts = [t.profit, t.commission, t.swap, t.fee, t.net];
  const numbers = [t.lot, t.entryPrice, t.exitPrice, t.stopLoss, t.takeProfit];
  return (
    amounts.every((value) => parseDecimal(value) === value || isZero(value)) &&
    numbers.every((value) => value === null || Number.isFinite(value)) &&
    isTime(t.entryTime) &&
    isTime(t.exitTime)
  );
}

function check(result: ImportResult): void {
  if (!result.ok) {
    expect(result.problem.code).toMatch(/^[a-z0-9-]+$/);
    // "unreadable" is the net under the readers: nothing is meant to fall into it.
    expect(result.problem.code).not.toBe("unreadable");
    return;
  }
  const { trades, open } = result.statement;
  expect([...trades, ...open].filter((t) => !isSound(t))).toEqual([]);
  expect(trades.filter((t) => t.exitTime === null)).toEqual([]);
}

it("a spoilt file ends in a problem with a code or in sound trades, never in a crash", async () => {
  const changes = fc.array(change, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(file, changes, async (bytes, list) => {
      check(await readStatement(mutate(bytes, list), { backtest: true }));
    }),
    runs(400),
  );
});

it("a file cut short inside its table is never taken for a whole one", async () => {
  await fc.assert(
    fc.asyncProperty(model, fc.double({ min: 0, max: 1, noNaN: true }), async (m, part) => {
      const text = writeMt5(m);
      const from = text.indexOf("<table>") + 7;
      const end = text.indexOf("</table>");
      const bytes = utf8(text.slice(0, Math.floor(from + (end - from) * part)));
      const result = await readStatement(bytes);
      expect(result.ok).toBe(false);
    }),
    runs(100),
  );
});
