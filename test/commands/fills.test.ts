import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../seed.ts";
import { type Trial, trial } from "./journal-run.ts";

/** A file is not the whole history: parts of it, overlapping and in any order, end as one. */

interface Family {
  name: string;
  words: string[];
  /** The rows of a whole history, oldest first. */
  rows: fc.Arbitrary<string[]>;
  file(rows: readonly string[]): string;
}

const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 5, 3) + minute * 7 * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");

const order = fc.record({
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  symbol: fc.constantFrom("AAVEUSDT", "SOLUSDT"),
  pieces: fc.integer({ min: 1, max: 4 }),
  price: fc.integer({ min: 90, max: 110 }),
  fee: fc.integer({ min: 0, max: 9 }),
  /** Minutes since the one before; 0: of the same second. */
  wait: fc.constantFrom(0, 1, 2, 900),
});
type Order = typeof order extends fc.Arbitrary<infer T> ? T : never;
const orders = fc.array(order, { minLength: 2, maxLength: 12 });

const timed = (all: readonly Order[], least: number) => {
  let minute = 0;
  return all.map((one, index) => {
    minute += Math.max(one.wait, least);
    return { ...one, time: at(minute), number: 9 + index };
  });
};

const spot: Family = {
  name: "Binance spot",
  words: [],
  rows: orders.map((all) =>
    // Rows without a number that say the same cannot be told apart: each has its own minute.
    timed(all, 1).map(({ side, symbol, pieces, price, fee, time }) => {
      const base = symbol.slice(0, -4);
      const value = pieces * price;
      return `${time},${symbol},${side},${price},${pieces}${base},${value}USDT,0.${fee}USDT`;
    }),
  ),
  file: (rows) => lines("Date(UTC),Pair,Side,Price,Executed,Amount,Fee", ...rows),
};

/** What the exchange says was earned: of one position a symbol, at its mean price. */
function realized(all: readonly Order[]): number[] {
  const books = new Map<string, { pieces: number; cost: number }>();
  return all.map(({ side, symbol, pieces, price }) => {
    const book = books.get(symbol) ?? { pieces: 0, cost: 0 };
    const signed = side === "BUY" ? pieces : -pieces;
    const mean = book.pieces === 0 ? 0 : book.cost / book.pieces;
    const isClosing = book.pieces !== 0 && Math.sign(book.pieces) !== Math.sign(signed);
    const closed = isClosing ? Math.min(Math.abs(book.pieces), pieces) : 0;
    const left = book.pieces + signed;
    const isKept = Math.sign(left) === Math.sign(book.pieces);
    const cost = isClosing ? (isKept ? left * mean : left * price) : book.cost + signed * price;
    books.set(symbol, { pieces: left, cost });
    return Math.round((price - mean) * closed * Math.sign(book.pieces) * 100) / 100;
  });
}

const futures: Family = {
  name: "Binance futures",
  words: [],
  rows: orders.map((all) => {
    const earned = realized(all);
    return timed(all, 0).map(
      ({ side, symbol, pieces, price, fee, time, number }, index) =>
        `1,${time},${symbol},${side},${price},${pieces},${price * pieces},0.${fee} USDT,${earned[index]},${number},${1000 + number}`,
    );
  }),
  file: (rows) =>
    lines(
      "Uid,Time,Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit,Trade ID,Order ID",
      ...rows.toReversed(),
    ),
};

const paper: Family = {
  name: "TradingView orders",
  words: [],
  rows: orders.map((all) =>
    timed(all, 0).map(
      ({ side, symbol, pieces, price, fee, time, number }) =>
        `${symbol},${side === "BUY" ? "Buy" : "Sell"},Market,${pieces},,,${price},Filled,0.${fee},${time},${time},${number}`,
    ),
  ),
  file: (rows) =>
    lines(
      "Symbol,Side,Type,Qty,Limit Price,Stop Price,Fill Price,Status,Commission,Placing Time,Closing Time,Order ID",
      ...rows,
    ),
};

const stockbit: Family = {
  name: "Stockbit",
  words: [],
  // One confirmation a day, several orders in it.
  rows: fc
    .array(fc.array(order, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 6 })
    .map((days) =>
      days.map((all, day) => {
        const sums = { BUY: 0, SELL: 0 };
        const deals = all.map(({ side, symbol, pieces, price }, index) => {
          const value = pieces * 100 * price;
          sums[side] += value;
          const money = (amount: number) => `${amount.toLocaleString("en-US")}.00`;
          const cells = side === "BUY" ? [money(value), "0.00"] : ["0.00", money(value)];
          return `00${5000 + index} RG ${symbol.slice(0, 4)} Emiten Tbk. ${pieces} ${pieces * 100}.00 ${price}.00 ${cells.join(" ")}`;
        });
        const told = [sums.BUY * 1.001, sums.SELL * 0.998].map((sum) => sum.toFixed(2));
        return lines(
          "Trade Confirmation",
          `Transaction Date ${String(day + 1).padStart(2, "0")}/12/2025`,
          ...deals,
          `Total Cost ${told.join(" ")}`,
        );
      }),
    ),
  file: (rows) => rows.join("\n"),
};

const position = fc.record({
  side: fc.constantFrom(0, 1),
  ins: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
  outs: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
  start: fc.integer({ min: 0, max: 40 }),
});

const deals: Family = {
  name: "MetaTrader deals",
  words: ["--account", "7", "--server-zone", "UTC"],
  rows: fc.array(position, { minLength: 1, maxLength: 5 }).map((positions) => {
    const all = positions.flatMap(({ side, ins, outs, start }, index) => {
      let open = ins.reduce((sum, lots) => sum + lots, 0);
      const opened = ins.map((lots, place) => ({
        minute: start + place,
        index,
        entry: 0,
        side,
        lots,
      }));
      const closed = outs.flatMap((lots, place) => {
        const part = Math.min(lots, open);
        open -= part;
        const minute = start + 10 + place * 400;
        return part === 0 ? [] : [{ minute, index, entry: 1, side: 1 - side, lots: part }];
      });
      return [...opened, ...closed];
    });
    return all
      .sort((a, b) => a.minute - b.minute)
      .map(
        ({ minute, index, entry, side, lots }, number) =>
          `${500 + number},${at(minute)},${side},${entry},${80 + index},${lots / 10},1.${100 + number},-0.${lots},${entry * number * 3},EURUSD`,
      );
  }),
  file: (rows) =>
    lines("ticket,time,type,entry,position_id,volume,price,commission,profit,symbol", ...rows),
};

const FAMILIES = [spot, futures, paper, stockbit, deals];

const TRADES = `SELECT symbol, side, lot_size, entry_time, exit_time, entry_price, exit_price,
  profit_loss, commission, fee, exit_reason, approximate, ticket, external_key, partial_closes,
  session_date
  FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id ORDER BY external_key`;
const OPEN = `SELECT symbol, side, lot_size, entry_time, entry_price, floating, external_key
  FROM open_positions ORDER BY external_key`;
const DAYS = `SELECT session_date, total_trades, total_profit_loss, shifted
  FROM trading_sessions ORDER BY 1`;

const stateOf = (journal: Trial) => [TRADES, OPEN, DAYS].map((sql) => journal.rows(sql));

/** The same whichever account the files were said to be of. */
const accountless = (journal: Trial) =>
  stateOf(journal).map((rows) =>
    rows
      .map((row) => JSON.stringify(row).replace(/"1\|[^|]*\|/, '"1||'))
      .toSorted()
      .map((text) => JSON.parse(text)),
  );

async function take(journal: Trial, family: Family, name: string, rows: readonly string[]) {
  const file = journal.file(name, family.file(rows));
  const [outcome] = await journal.json("trade", "import", file, "--no-input", ...family.words);
  return outcome as Record<string, unknown>;
}

/** Parts of a list that together are all of it, each from one place to another, in any order. */
const parts = (rows: readonly string[]) =>
  fc
    .array(fc.integer({ min: 1, max: Math.max(1, rows.length - 1) }), {
      minLength: 1,
      maxLength: 3,
    })
    .chain((cuts) => {
      const edges = [...new Set([0, ...cuts, rows.length])].sort((a, b) => a - b);
      const pieces = edges.slice(1).map((end, index) => ({ start: edges[index] ?? 0, end }));
      const widths = fc.array(fc.nat({ max: 3 }), {
        minLength: pieces.length,
        maxLength: pieces.length,
      });
      return fc.record({
        apart: fc.shuffledSubarray(pieces, { minLength: pieces.length }),
        overlapping: widths.chain((wide) =>
          fc.shuffledSubarray(
            pieces.map(({ start, end }, index) => ({
              start: Math.max(0, start - (wide[index] ?? 0)),
              end,
            })),
            { minLength: pieces.length },
          ),
        ),
      });
    });

describe.each(FAMILIES)("$name", (family) => {
  const split = family.rows
    .filter((rows) => rows.length > 1)
    .chain((rows) => fc.record({ rows: fc.constant(rows), parts: parts(rows) }));

  test("overlapping files in any order end as one file", async () => {
    await fc.assert(
      fc.asyncProperty(split, async ({ rows, parts: { overlapping } }) => {
        const whole = trial();
        await take(whole, family, "whole.csv", rows);
        const journal = trial();
        for (const [index, { start, end }] of overlapping.entries()) {
          await take(journal, family, `${index}.csv`, rows.slice(start, end));
        }
        expect(stateOf(journal)).toEqual(stateOf(whole));
        for (const { start, end } of [...overlapping, { start: 0, end: rows.length }]) {
          const again = await take(journal, family, "again.csv", rows.slice(start, end));
          expect(again).toMatchObject({ added: 0, changed: 0, completed: 0, dropped: 0 });
        }
        expect(stateOf(journal)).toEqual(stateOf(whole));
      }),
      runs(8),
    );
  }, 120_000);

  test("a file that is taken out leaves what the others tell", async () => {
    await fc.assert(
      fc.asyncProperty(split, fc.nat(), async ({ rows, parts: { apart } }, which) => {
        const out = which % apart.length;
        const [journal, without] = [trial(), trial()];
        const ids: unknown[] = [];
        for (const [index, { start, end }] of apart.entries()) {
          const piece = rows.slice(start, end);
          ids.push((await take(journal, family, `${index}.csv`, piece)).import_id);
          if (index !== out) await take(without, family, `${index}.csv`, piece);
        }
        if (ids[out] === null) return;
        const undone = await journal.run("undo", "--import", String(ids[out]));
        expect(undone.err).toBe("");
        expect(stateOf(journal)).toEqual(stateOf(without));
        const { start, end } = apart[out] as { start: number; end: number };
        await take(journal, family, "back.csv", rows.slice(start, end));
        const whole = trial();
        await take(whole, family, "whole.csv", rows);
        expect(stateOf(journal)).toEqual(stateOf(whole));
      }),
      runs(8),
    );
  }, 120_000);

  test("files that overlap are of one account, named or not yet", async () => {
    await fc.assert(
      fc.asyncProperty(split, fc.nat(), async ({ rows, parts: { apart } }, which) => {
        const whole = trial();
        await take(whole, family, "whole.csv", rows);
        const journal = trial();
        const pieces = apart.toSorted((a, b) => a.start - b.start);
        // The first is never named: what no file says the account of is known by what it shares.
        const named = 1 + (which % pieces.length);
        const zone = family.words.includes("--server-zone") ? ["--server-zone", "UTC"] : [];
        for (const [index, { start, end }] of pieces.entries()) {
          const file = journal.file(
            `${index}.csv`,
            family.file(rows.slice(Math.max(0, start - 1), end)),
          );
          const account = index < named ? [] : ["--account", "7"];
          await journal.json("trade", "import", file, "--no-input", ...zone, ...account);
        }
        expect(accountless(journal)).toEqual(accountless(whole));
        await journal.run("undo");
        await journal.run("redo");
        expect(accountless(journal)).toEqual(accountless(whole));
      }),
      runs(8),
    );
  }, 120_000);
});
