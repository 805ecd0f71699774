import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { fakeWorld } from "../world.ts";
import { trial } from "./journal-run.ts";

const HEADER = "ticket,account,symbol,exit_time,profit_loss,commission,swap,fee";

/** Trades of two years and two accounts, also around midnight of New Year's Eve in Jakarta. */
const CSV = `${HEADER}
1,A,XAUUSD,2025-01-10 03:00:00,100.10,-0.35,-0.05,0
2,A,XAUUSD,2025-01-11 03:00:00,-40.20,-0.35,,
3,B,EURUSD,2025-03-01 03:00:00,12.3,,,
4,A,EURUSD,2024-12-31 16:59:59,7,,,
5,A,EURUSD,2024-12-31 17:00:00,9,-1,,-0.5
6,A,XAUUSD,2025-12-31 17:00:00,1000,,,
`;

async function journal() {
  const here = trial();
  const file = here.file("trades.csv", CSV);
  expect((await here.run("trade", "import", file)).code).toBe(0);
  return here;
}

describe("jurnal tax", () => {
  test("adds up months, accounts and symbols of one year of the profile's own days", async () => {
    const here = await journal();
    const tax = (await here.json("tax", "2025")) as unknown as Record<string, never>;
    expect(tax).toMatchObject({ year: 2025, currency: "USD", zone: "Asia/Jakarta" });
    // Gross: 100.50, -39.85, 12.30 and 10.50; what closed at 17:00 UTC closed on the next day.
    expect(tax.total).toEqual({
      trades: 4,
      gross_profit: 123.3,
      gross_loss: -39.85,
      commission: -1.7,
      swap: -0.05,
      fee: -0.5,
      net: 81.2,
      deposits: 0,
      withdrawals: 0,
      booked_costs: 0,
      other: 0,
    });
    const months = tax.months as unknown as { month: string; trades: number; net: number }[];
    expect(months).toHaveLength(12);
    expect(months[0]).toMatchObject({ month: "2025-01", trades: 3, net: 68.9 });
    expect(months[2]).toMatchObject({ month: "2025-03", trades: 1, net: 12.3 });
    expect(tax.accounts).toMatchObject([
      { account: "A", trades: 3 },
      { account: "B", trades: 1 },
    ]);
    expect(tax.symbols).toMatchObject([
      { symbol: "EURUSD", trades: 2, net: 21.3 },
      { symbol: "XAUUSD", trades: 2, net: 59.9 },
    ]);
    expect([tax.without_costs, tax.balance_begin]).toEqual([1, null]);
  });

  test("names the balance where it is known, and prints within any terminal", async () => {
    const here = await journal();
    await here.run("profile", "edit", "--balance", "500");
    const { out } = await here.run("tax", "2025");
    expect(out).toMatch(/Saldo awal 2025 +\$507\.00/);
    expect(out).toMatch(/Saldo akhir 2025 +\$588\.20/);
    expect(out).toContain("bukan nasihat pajak");
    expect(out).toMatch(/pukul 00:00 WIB/);
    await expect(out).toMatchFileSnapshot("../golden/tax-80.txt");
    for (const columns of [60, 100, 200]) {
      const wide = await fakeWorld().jurnal(["--db", here.db, "tax", "2025"], [], { columns });
      expect(wide.out).toContain("$81.20");
      for (const line of wide.out.split("\n")) {
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }
    }
  });

  test("CSV holds exact decimals, the same as JSON", async () => {
    const here = await journal();
    const { out } = await here.run("tax", "2025", "--format", "csv");
    const lines = out.split("\r\n");
    expect(lines[0]).toMatch(/^part,name,currency,trades,gross_profit,/);
    expect(lines[1]).toBe("total,2025,USD,4,123.3,-39.85,-1.7,-0.05,-0.5,81.2,0,0,0,0");
    expect(lines).toHaveLength(1 + 1 + 12 + 2 + 2 + 1);
  });

  test("a year without anything says so", async () => {
    const here = await journal();
    const { code, out } = await here.run("tax", "2020");
    expect([code, out]).toEqual([0, expect.stringContaining("Tidak ada transaksi")]);
  });

  test("its net is the sum of the sessions' totals, whatever the amounts", async () => {
    const amount = fc.oneof(
      fc.constantFrom(0.1, 0.2, -0.3, 1e6 + 0.01, 1e-8, -33.33),
      fc.integer({ min: -1e8, max: 1e8 }).map((cents) => cents / 100),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 40 }),
        async (all) => {
          const here = fakeWorld({ isInteractive: false });
          const text = all
            .map(([profit_loss, commission], index) =>
              JSON.stringify({
                symbol: "XAUUSD",
                profit_loss,
                commission,
                exit_time: `2025-0${1 + (index % 6)}-11T01:00:00Z`,
              }),
            )
            .join("\n");
          const input = (async function* () {
            yield Buffer.from(text);
          })();
          await here.jurnal(["trade", "log", "--stdin"], [], { input });
          const tax = JSON.parse((await here.jurnal(["tax", "2025", "--json"])).out);
          const days = JSON.parse((await here.jurnal(["history", "--days", "400", "--json"])).out);
          const units = (value: number) => BigInt(value.toFixed(8).replace(".", ""));
          const sum = (days as { total_profit_loss: number }[]).reduce(
            (total, day) => total + units(day.total_profit_loss),
            0n,
          );
          const { gross_profit, gross_loss, commission, net } = tax.total;
          expect(units(net)).toBe(sum);
          expect(units(gross_profit) + units(gross_loss) + units(commission)).toBe(units(net));
        },
      ),
      { numRuns: 15 },
    );
  });
});
