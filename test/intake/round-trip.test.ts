import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStatement } from "../../src/intake/read.ts";
import type { Statement } from "../../src/intake/statement.ts";
import { mt4Grid, writeMt4 } from "./metatrader/mt4-writer.ts";
import { mt5Grid, writeMt5 } from "./metatrader/mt5-writer.ts";
import {
  decimal,
  isoTime,
  type Model,
  type ModelTrade,
  model,
  netOf,
  sum,
  utf8,
  utf16,
} from "./statement-model.ts";
import { writeXlsx } from "./xlsx-writer.ts";

async function read(bytes: Uint8Array, backtest = false): Promise<Statement> {
  const result = await readStatement(bytes, { backtest });
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.statement;
}

/** What every layout tells of a trade. */
function core(t: ModelTrade, m: Model): Record<string, unknown> {
  return {
    symbol: t.symbol,
    side: t.side,
    lot: t.lot / 100,
    entryTime: isoTime(t.entry),
    exitTime: isoTime(t.entry, t.hold),
    entryPrice: t.entryPrice / 100_000,
    exitPrice: t.exitPrice / 100_000,
    profit: decimal(t.profit, m.decimals),
    commission: decimal(t.commission, m.decimals),
    swap: decimal(t.swap, m.decimals),
    fee: decimal(t.fee, m.decimals),
    net: decimal(netOf(t), m.decimals),
  };
}

const stops = (t: ModelTrade) => ({
  stopLoss: t.stop === null ? null : t.stop / 100_000,
  takeProfit: t.target === null ? null : t.target / 100_000,
});

function agree(statement: Statement): void {
  for (const d of statement.declared.filter((one) => one.exact)) {
    expect(d, d.name).toMatchObject({ value: d.computed });
  }
}

function expectCash(statement: Statement, m: Model): void {
  expect(statement.cash).toMatchObject([
    { kind: "deposit", amount: decimal(m.deposit, m.decimals), time: isoTime(0) },
  ]);
}

const byId = (a: { externalId: string | null }, b: { externalId: string | null }): number =>
  Number(a.externalId) - Number(b.externalId);

describe("a statement written in any layout is read back exactly", () => {
  it.each(["standard", "no-taxes", "numbered"] as const)("MetaTrader 4, %s", async (layout) => {
    await fc.assert(
      fc.asyncProperty(model, async (random) => {
        const m = { ...random };
        if (layout !== "standard") m.trades = m.trades.map((t) => ({ ...t, fee: 0 }));
        const s = await read(utf8(writeMt4(m, layout)));
        expect(s).toMatchObject({ format: "mt4", account: m.account, currency: m.currency });
        expect(s.trades).toMatchObject(
          m.trades.map((t) => ({
            ...core(t, m),
            ...stops(t),
            externalId: String(t.id),
            magic: t.magic === null ? null : String(t.magic),
            comment: t.comment,
            exitReason: t.reason,
            approximate: false,
          })),
        );
        expectCash(s, m);
        agree(s);
        expect(s.declared.map((d) => d.name)).toContain("net");
        expect(s.skipped).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("MetaTrader 4, saved again by Excel", async () => {
    await fc.assert(
      fc.asyncProperty(model, async (m) => {
        const s = await read(writeXlsx({ Statement: mt4Grid(m) }));
        expect(s).toMatchObject({ format: "mt4", account: m.account, currency: m.currency });
        expect(s.trades).toMatchObject(
          m.trades.map((t) => ({
            ...core(t, m),
            ...stops(t),
            externalId: String(t.id),
            magic: t.magic === null ? null : String(t.magic),
            comment: t.magic === null ? null : t.comment,
          })),
        );
        expectCash(s, m);
        agree(s);
      }),
      { numRuns: 40 },
    );
  });

  it.each(["utf-16", "utf-8", "xlsx"] as const)("MetaTrader 5 history, %s", async (form) => {
    await fc.assert(
      fc.asyncProperty(model, async (m) => {
        const html = writeMt5(m, { language: "ja" });
        const bytes =
          form === "xlsx"
            ? writeXlsx({ S: mt5Grid(m) })
            : form === "utf-8"
              ? utf8(html)
              : utf16(html);
        const s = await read(bytes);
        expect(s).toMatchObject({
          format: "mt5",
          account: m.account,
          currency: m.currency,
          server: "OANDA-Japan MT5 Demo",
        });
        expect(s.trades).toMatchObject(
          m.trades.map((t) => ({
            ...core(t, m),
            ...stops(t),
            externalId: String(t.id),
            comment: form === "xlsx" ? null : t.comment,
            exitReason: t.reason,
          })),
        );
        expectCash(s, m);
        agree(s);
      }),
      { numRuns: 40 },
    );
  });

  it("MetaTrader 5 without a table of positions, one position at a time", async () => {
    await fc.assert(
      fc.asyncProperty(model, async (random) => {
        let at = 0;
        const trades = random.trades.map((t) => {
          const entry = at;
          at += Math.ceil(t.hold / 60) + 1;
          return { ...t, entry };
        });
        const m = { ...random, trades };
        const s = await read(utf16(writeMt5(m, { hasPositions: false, mode: "Netting" })));
        expect(s.notes).toContain("no-positions-table");
        expect(s.trades.toSorted(byId)).toMatchObject(
          m.trades.map((t) => ({
            ...core(t, m),
            ...stops(t),
            externalId: String(t.id),
            approximate: false,
          })),
        );
        expect(s.open).toEqual([]);
        agree(s);
      }),
      { numRuns: 40 },
    );
  });

  it("MetaTrader 5 Strategy Tester: the money is whole however trades overlap", async () => {
    await fc.assert(
      fc.asyncProperty(model, async (random) => {
        const m = { ...random, trades: random.trades.map((t) => ({ ...t, fee: 0 })) };
        const s = await read(utf16(writeMt5(m, { isTester: true })), true);
        expect(s).toMatchObject({ format: "mt5-tester", backtest: true, account: null });
        const nets = [...s.trades, ...s.open].map((t) => Number(t.net));
        expect(Math.round(sum(nets) * 100)).toBe(
          Math.round(sum(m.trades.map(netOf)) * (m.decimals === 0 ? 100 : 1)),
        );
        agree(s);
      }),
      { numRuns: 40 },
    );
  });
});
