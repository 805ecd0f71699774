import { describe, expect, test } from "vitest";
import { type Trial, trial } from "./journal-run.ts";

/** Binance hands out one account twice: every fill, and whole positions without fees or numbers. */

const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const fills = (...rows: string[]) =>
  lines(
    "Uid,Time,Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit,Buyer,Maker,Trade ID,Order ID",
    ...rows,
  );
const positions = (...rows: string[]) =>
  lines(
    "Symbol,Margin Mode,Position Side,Entry Price,Avg. Close Price,Max Open Interest,Closed Vol.,Closing PNL,Opened,Closed,Status",
    ...rows,
  );
const FILLS = fills(
  "1,2026-02-03 08:00:00,ETHUSDT,SELL,2500,2,5000,1.0 USDT,0,false,false,11,21",
  "1,2026-02-03 08:30:00,ETHUSDT,BUY,2480,0.5,1240,0.2 USDT,10.00,true,false,12,22",
  "1,2026-02-03 09:15:20,ETHUSDT,BUY,2470,1.5,3705,0.8 USDT,45.00,true,false,13,23",
  "1,2026-02-03 11:00:00,ETHUSDT,SELL,2460,1,2460,0.5 USDT,0,false,false,14,24",
  "1,2026-02-03 12:00:00,ETHUSDT,BUY,2465,1,2465,0.5 USDT,-5.00,true,false,15,25",
);
const FIRST =
  "ETHUSDT,Cross,Short,2500,2472.5,2,2,55.00,2026-02-03 08:00:00,2026-02-03 09:15:20,Closed";
const SECOND =
  "ETHUSDT,Cross,Short,2460,2465,1,1,-5.00,2026-02-03 11:00:00,2026-02-03 12:00:00,Closed";
const POSITIONS = positions(FIRST, SECOND);

const TRADES =
  "SELECT lot_size AS lot, ROUND(profit_loss, 2) AS net, note FROM daily_trading_data ORDER BY exit_time";
const BY_FILLS = [
  { lot: 0.5, net: 9.55, note: null },
  { lot: 1.5, net: 43.45, note: null },
  { lot: 1, net: -6, note: null },
];

async function take(journal: Trial, name: string, text: string) {
  const file = journal.file(name, text);
  const [outcome] = await journal.json("trade", "import", file, "--no-input", "--currency", "USDT");
  return outcome;
}

describe("trade history and position history of one account", () => {
  test("fills first: the positions are known", async () => {
    const journal = trial();
    await take(journal, "f.csv", FILLS);
    expect(await take(journal, "p.csv", POSITIONS)).toMatchObject({ added: 0, known: 2 });
    expect(journal.rows(TRADES)).toEqual(BY_FILLS);
  });

  test("positions first: the fills take their place, with what was noted", async () => {
    const journal = trial();
    await take(journal, "p.csv", POSITIONS);
    expect(journal.rows(TRADES)).toHaveLength(2);
    await journal.run("trade", "edit", "1", "--note", "ikut rencana");
    expect(await take(journal, "f.csv", FILLS)).toMatchObject({ added: 1, joined: 2 });
    const noted = BY_FILLS.map((row) => (row.lot === 1.5 ? { ...row, note: "ikut rencana" } : row));
    expect(journal.rows(TRADES)).toEqual(noted);
    for (const [name, text] of [
      ["p.csv", POSITIONS],
      ["f.csv", FILLS],
    ] as const) {
      expect(await take(journal, name, text)).toMatchObject({ added: 0, changed: 0, joined: 0 });
    }
    expect(journal.rows(TRADES)).toEqual(noted);
    await journal.run("undo", "--import", "2");
    expect(journal.rows(TRADES)).toEqual([
      { lot: 2, net: 55, note: "ikut rencana" },
      { lot: 1, net: -5, note: null },
    ]);
  });

  test("what only may be one is warned of, with both numbers", async () => {
    const journal = trial();
    await take(journal, "f.csv", FILLS);
    const other = FIRST.replace("55.00", "61.00");
    const outcome = await take(journal, "p.csv", positions(other, SECOND));
    expect(outcome).toMatchObject({ added: 1, known: 1, similar: [{ id: 4, hand: 2 }] });
  });

  test("positions of other hours, sides and symbols are others", async () => {
    const journal = trial();
    await take(journal, "f.csv", FILLS);
    const outcome = await take(
      journal,
      "p.csv",
      positions(
        FIRST.replace("Short", "Long"),
        SECOND.replaceAll("02-03", "02-04"),
        SECOND.replace("ETHUSDT", "BTCUSDT"),
      ),
    );
    expect(outcome).toMatchObject({ added: 3, known: 0, similar: [] });
  });
});
