import { describe, expect, test } from "vitest";
import { fakeWorld, linesOf } from "../world.ts";

/** A journal in WIB with $3,000; days are told by their trades, commands run at a clock. */
async function trader() {
  const here = fakeWorld({ isInteractive: false, isTerminal: false });
  const at = async (when: string, argv: readonly string[], more = {}) => {
    const now = () => Date.parse(`${when}:00+07:00`);
    return await here.jurnal(argv, [], { now, ...more });
  };
  const fine = async (when: string, argv: string | readonly string[], more = {}) => {
    const done = await at(when, typeof argv === "string" ? argv.split(" ") : argv, more);
    if (done.code !== 0) throw new Error(`${argv}: ${done.err}`);
    return done.out;
  };
  const json = async (when: string, line: string) => JSON.parse(await fine(when, `${line} --json`));
  /** Trades of a day, entry and exit as clock times. */
  const trades = async (date: string, ...some: Record<string, unknown>[]) => {
    const rows = some.map(({ from, to, ...rest }) => ({
      symbol: "XAUUSD",
      entry_time: `${date} ${from}`,
      exit_time: `${date} ${to}`,
      ...rest,
    }));
    await fine(`${date}T21:00`, "trade log --stdin", { input: linesOf(...rows) });
  };
  await fine("2025-07-01T08:00", "profile edit --zone WIB --balance 3000");
  return { ...here, at, fine, json, trades };
}

const gold = (from: string, to: string, lot_size: number, points: number) => ({
  from,
  to,
  lot_size,
  side: "buy",
  entry_price: 2000,
  exit_price: 2000 + points,
  stop_loss: 1980,
  profit_loss: 100 * lot_size * points,
});

describe("a risk that can be worked out", () => {
  test("stands in the report, in the trade, and is judged", async () => {
    const { trades, fine } = await trader();
    await trades("2025-07-07", gold("14:00", "15:00", 0.28, -20));
    const report = await fine("2025-07-07T22:00", "report");
    expect(report).toMatch(/XAUUSD.*18\.67%/);
    expect(report).toMatch(/Risiko #1 18\.67%, batasnya 2%/);
    expect(await fine("2025-07-07T22:01", "trade show 1")).toMatch(/18[.,]67% \(dihitung\)/);
  });
});
