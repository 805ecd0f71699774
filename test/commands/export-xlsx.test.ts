import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { unzipSync } from "fflate";
import readXlsxFile from "read-excel-file/universal";
import { expect, test } from "vitest";
import { runs } from "../seed.ts";
import { fakeWorld, linesOf } from "../world.ts";

/** A journal, its trades as a workbook, and a second journal that reads it. */
async function there(trades: readonly object[], currency = "USD") {
  const from = fakeWorld({ isInteractive: false, isTerminal: false });
  if (currency !== "USD") await from.fine("profile", "edit", "--currency", currency);
  await from.jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...trades) });
  const file = path.join(from.world.home, "transaksi.xlsx");
  const told = await from.fine("export", "--format", "xlsx", "--out", file);
  const to = fakeWorld({ isInteractive: false, isTerminal: false });
  return { from, to, file, told };
}

const sheetOf = (file: string) => {
  const parts = unzipSync(readFileSync(file));
  const name = Object.keys(parts).find((one) => /worksheets\/sheet1\.xml$/.test(one)) ?? "";
  return Buffer.from(parts[name] ?? []).toString();
};

const exported = async ({ fine }: { fine(...argv: string[]): Promise<string> }) =>
  (await fine("export"))
    .trim()
    .split("\n")
    .map((line) => {
      // Given anew by the journal that reads them.
      const { id: _, created_at: __, ...row } = JSON.parse(line);
      return row;
    });

const TRADE = {
  symbol: "XAUUSD",
  profit_loss: -12.34,
  entry_time: "2025-07-08T09:00:00Z",
  exit_time: "2025-07-08T10:30:15Z",
  ticket: "0012345678901234567",
  account: "007",
  lot_size: 0.02,
  entry_price: 2650.125,
  stop_loss_used: true,
  commission: -0.5,
  note: '=HYPERLINK("http://x.example","lihat")',
};

test("amounts are numbers with the currency's digits, times and days dates, the header is frozen", async () => {
  const { file, told } = await there([TRADE]);
  expect(told).toMatch(/1 transaksi ditulis/);
  const [sheet] = await readXlsxFile(readFileSync(file).buffer as ArrayBuffer);
  const [header = [], row = []] = sheet?.data ?? [];
  const at = (name: string) => row[header.indexOf(name)];
  expect(at("profit_loss")).toBe(-12.34);
  expect(at("commission")).toBe(-0.5);
  expect(at("exit_time")).toEqual(new Date("2025-07-08T10:30:15Z"));
  expect(at("session_date")).toEqual(new Date("2025-07-08T00:00:00Z"));
  expect(at("ticket")).toBe(TRADE.ticket);
  expect(at("note")).toBe(TRADE.note);
  const xml = sheetOf(file);
  expect(xml).toMatch(/<pane[^>]*state="frozen"/);
  expect(xml).not.toMatch(/<f[ >]/);
  const styles = Buffer.from(unzipSync(readFileSync(file))["xl/styles.xml"] ?? []).toString();
  expect(styles).toContain("#,##0.00");
});

test("digits are those of the currency: none in rupiah, eight in bitcoin", async () => {
  for (const [currency, format] of [
    ["IDR", '"#,##0"'],
    ["BTC", "#,##0.00######"],
  ] as const) {
    const { file } = await there([{ ...TRADE, currency }], currency);
    const styles = Buffer.from(unzipSync(readFileSync(file))["xl/styles.xml"] ?? []).toString();
    expect([currency, styles.includes(format)]).toEqual([currency, true]);
  }
});

test("no text is ever a formula, and each comes back as it is", async () => {
  const notes = [
    "=1+1",
    "+62 812",
    "-5 pips",
    "@nama",
    "'=sudah dijaga",
    "''-dua",
    "<b>&amp;</b>",
    "baris satu\nbaris dua",
    "a, =b; +c",
  ];
  const { from, to, file } = await there(
    notes.map((note, index) => ({ ...TRADE, ticket: String(index + 1), note })),
  );
  expect(sheetOf(file)).not.toMatch(/<f[ >]/);
  await to.fine("trade", "import", file);
  const rows = await exported(to);
  expect(rows.map(({ note }) => note)).toEqual(notes);
  expect(rows).toEqual(await exported(from));
});

test("a journal read back from its workbook is the same to the cent; again it adds nothing", async () => {
  const cents = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((units) => units / 100);
  const minutes = fc.integer({ min: 0, max: 500_000 });
  const trade = fc.record({
    symbol: fc.constantFrom("XAUUSD", "EURUSD", "BTCUSD"),
    profit: cents,
    commission: fc.option(cents, { nil: undefined }),
    price: fc
      .double({ min: 0.0001, max: 99_999, noNaN: true })
      .map((x) => Number(x.toPrecision(9))),
    opened: minutes,
    held: fc.integer({ min: 1, max: 10_000 }),
    hasTicket: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(trade, { minLength: 1, maxLength: 12 }), async (drawn) => {
      const time = (minute: number) =>
        new Date(Date.parse("2024-01-01T00:00:00Z") + minute * 60_000).toISOString();
      const trades = drawn.map(
        ({ profit, commission, price, opened, held, hasTicket, symbol }, index) => ({
          symbol,
          profit_loss: profit,
          commission,
          entry_price: price,
          entry_time: time(opened),
          exit_time: time(opened + held),
          ...(hasTicket ? { ticket: String(index + 1) } : {}),
        }),
      );
      const { from, to, file } = await there(trades);
      await to.fine("trade", "import", file);
      expect(await exported(to)).toEqual(await exported(from));
      const stats = async (one: typeof from) => await one.json("stats", "--days", "3650");
      expect(await stats(to)).toEqual(await stats(from));
      const before = await to.fine("export");
      await to.fine("trade", "import", file);
      await from.fine("trade", "import", file);
      expect(await to.fine("export")).toBe(before);
      expect(await exported(from)).toHaveLength(trades.length);
    }),
    runs(15),
  );
});

test("what a workbook cannot be is refused, and no file is left", async () => {
  const { from, file } = await there([TRADE]);
  const refused = async (...words: string[]) => {
    const { code, err } = await from.jurnal(["export", "--format", "xlsx", ...words]);
    return [code, err] as const;
  };
  expect((await refused())[0]).toBe(2);
  expect((await refused())[1]).toContain("--out");
  expect((await refused("--all", "--out", "semua.xlsx"))[0]).toBe(2);
  expect((await refused("--bom", "--out", "semua.xlsx"))[0]).toBe(2);
  expect((await refused("--out", file))[0]).toBe(1);
  expect(existsSync("semua.xlsx")).toBe(false);
  const { code, err } = await from.jurnal(["export", "--format", "xls", "--out", file]);
  expect([code, err.includes("xlsx")]).toEqual([2, true]);
  writeFileSync(file, "lain");
  await from.fine("export", "--format", "xlsx", "--out", file, "--force");
  expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");
});
