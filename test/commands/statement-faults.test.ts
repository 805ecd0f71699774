import { describe, expect, test } from "vitest";
import { trial } from "./journal-run.ts";

const html = (...rows: string[]) =>
  `<html><table>${rows
    .map(
      (row) =>
        `<tr>${row
          .split("|")
          .map((cell) => `<td>${cell}</td>`)
          .join("")}</tr>`,
    )
    .join("\n")}</table></html>`;
const lines = (...rows: string[]) => `${rows.join("\n")}\n`;

const TRADES =
  "SELECT symbol, side, profit_loss AS net FROM daily_trading_data ORDER BY exit_time, id";
const MT4 = "Account: 77|Name: Contoh|Currency: USD";
const MT4_HEAD =
  "Ticket|Open Time|Type|Size|Item|Price|S / L|T / P|Close Time|Price|Commission|Taxes|Swap|Profit";

describe("the shape of a trade is not its meaning", () => {
  test.each([
    ["profit", "Summary trade result 12.2025"],
    ["archive", ""],
    ["xauusd", "Dividend"],
  ])("a row of %s at no price (%s) is cash and no trade", async (symbol, comment) => {
    const journal = trial();
    const file = html(
      MT4,
      MT4_HEAD,
      "1|2025.01.02 08:00:00|balance|Deposit|500.00",
      "2|2025.01.03 08:00:00|balance|Kompensasi margin call|20.00",
      `3|2025.12.31 12:00:00|buy|0.01|${symbol}|0.0|0.0|0.0|2025.12.31 12:00:00|0.0|-10|0|-1|-89.00`,
      `|${comment}`,
      "4|2026.01.05 09:00:00|buy|0.10|eurusd|1.1|0|0|2026.01.05 10:00:00|1.101|0|0|0|10.00",
      "Closed P/L:|-90.00",
    );
    const [outcome] = await journal.json("trade", "import", journal.file("a.htm", file));
    expect(outcome).toMatchObject({
      added: 1,
      net: "10",
      cash: { rows: 3, deposits: "500", other: "-80" },
    });
    expect(outcome?.declared).toMatchObject([{ name: "net", value: "-90", ok: true }]);
    expect(journal.rows(TRADES)).toMatchObject([{ symbol: "EURUSD", net: 10 }]);
  });
});

describe("--symbol", () => {
  const tester = (symbol: string) =>
    html(
      `Symbol|${symbol}`,
      "Period|1970.01.01 00:00 - 1970.01.01 00:00",
      "1|2026.01.05 09:00|buy|1|0.10|2000.00|1990.00|2010.00|",
      "2|2026.01.05 10:00|close|1|0.10|2004.00|1990.00|2010.00|40.00|1040.00",
    );
  test("an empty cell is not filled from its neighbour, and a symbol told is heeded", async () => {
    const journal = trial();
    const words = ["trade", "import", journal.file("t.htm", tester("")), "--backtest"];
    const refused = await journal.run(...words, "--no-input");
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("--symbol");
    await journal.run(...words, "--no-input", "--symbol", "XAUUSD");
    expect(journal.rows(TRADES)).toMatchObject([{ symbol: "XAUUSD", net: 40 }]);
  });

  test("is refused for a file that names its symbols", async () => {
    const journal = trial();
    const file = lines(
      "ticket,opening_time_utc,closing_time_utc,type,lots,symbol,opening_price,closing_price,profit",
      "1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.01,XAUUSDm,2000,2001,1",
    );
    const told = await journal.run("trade", "import", journal.file("e.csv", file), "--symbol", "X");
    expect(told).toMatchObject({ code: 1, out: "" });
    expect(told.err).toContain("--symbol X tidak bisa dipakai");
  });
});

test("a daily confirmation is held against its closed total", async () => {
  const journal = trial();
  const file = (closed: string, balance: string) =>
    html(
      "A/C No: 77|Name: Contoh",
      "1|2026.05.13 09:00:01|buy|0.10|xauusd|3300.1|0|0|2026.05.13 10:00:00|3305.1|-0.70|0.00|50.00",
      `Deposit/Withdrawal: 0.00|Credit Facility: 0.00|Closed Trade P/L:|${closed}`,
      "Previous Ledger Balance:|1000.00|Floating P/L:|9.30",
      `Closed Trade P/L:|${closed}|Total Credit Facility:|0.00`,
      `Deposit/Withdrawal:|0.00|Equity:|${Number(balance) + 9.3}`,
      `Balance:|${balance}|Margin Requirement:|36.00`,
    );
  for (const [closed, balance, ok] of [
    ["49.30", "1049.30", true],
    ["59.30", "1059.30", false],
  ] as const) {
    const name = journal.file(`${closed}.htm`, file(closed, balance));
    const [outcome] = await journal.json("trade", "import", name, "--dry-run");
    const declared = outcome?.declared as { name: string }[];
    const net = declared.find(({ name }) => name === "net");
    expect(net).toMatchObject({ value: String(Number(closed)), exact: true, ok });
  }
});

test("a reason for a difference is given only where the file shows it", async () => {
  const file = (...first: string[]) =>
    html(
      MT4,
      MT4_HEAD,
      ...first,
      "4|2026.01.05 09:00:00|buy|0.10|eurusd|1.1|0|0|2026.01.05 10:00:00|1.101|0|0|0|10.00",
      "Closed P/L:|10.00",
      "Deposit/Withdrawal:|500.00|Credit Facility:|0.00",
      "Closed Trade P/L:|10.00|Floating P/L:|0.00|Margin:|0.00",
      "Balance:|700.00|Equity:|700.00|Free Margin:|700.00",
    );
  const said = async (text: string) => {
    const journal = trial();
    return (
      await journal.run("trade", "import", journal.file("a.htm", text), "--no-input")
    ).out.replace(/\s+/g, " ");
  };
  const deposit = "1|2025.01.02 08:00:00|balance|Deposit|500.00";
  const whole = await said(file(deposit));
  expect(whole).toMatch(/! saldo|✖ saldo/);
  expect(whole).not.toContain("hari pertama akun");
  expect(await said(file())).toContain("berkas ini mulai sesudah hari pertama akun");
});

test("each currency of a file goes into its own profile", async () => {
  const journal = trial();
  const file = journal.file(
    "b.csv",
    lines(
      "Uid,Time,Symbol,Side,Price,Quantity,Amount,Fee,Realized Profit,Trade ID,Order ID",
      "1,2026-01-07 10:00:00,BTCUSDC,SELL,91000,0.01,910,0.36 USDC,10.00,9005,8005",
      "1,2026-01-07 09:00:00,BTCUSDC,BUY,90000,0.01,900,0.36 USDC,0,9004,8004",
      "1,2026-01-06 10:00:00,ETHUSDT,SELL,2950,1,2950,1.18 USDT,-50.00,9003,8003",
      "1,2026-01-06 09:00:00,ETHUSDT,BUY,3000,1,3000,1.20 USDT,0,9002,8002",
    ),
  );
  const refused = await journal.run("trade", "import", file, "--no-input");
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/mata uang lain.*--currency/s);
  expect(journal.rows(TRADES)).toEqual([]);
  await journal.run("trade", "import", file, "--no-input", "--currency", "usdt");
  await journal.run("profile", "add", "dua", "--currency", "USDC");
  await journal.run(
    "--profile",
    "dua",
    "trade",
    "import",
    file,
    "--no-input",
    "--currency",
    "USDC",
  );
  expect(journal.rows(TRADES)).toMatchObject([
    { symbol: "ETHUSDT", net: -52.38 },
    { symbol: "BTCUSDC", net: 9.28 },
  ]);
});

test("a symbol in cents is asked about, until the currency is told", async () => {
  const journal = trial();
  const file = journal.file(
    "e.csv",
    lines(
      "ticket,opening_time_utc,closing_time_utc,type,lots,symbol,opening_price,closing_price,profit",
      "1,2026-01-05T09:00:00,2026-01-05T10:00:00,sell,0.01,XAUUSDc,2012.6,2000,12.6",
    ),
  );
  const words = ["trade", "import", file, "--no-input", "--dry-run"];
  expect((await journal.run(...words)).out.replace(/\s+/g, " ")).toContain("--currency USC");
  expect((await journal.run(...words, "--currency", "USC")).out).not.toContain("akun sen");
});

test("bought and sold tell the side; 0 and 1 do where MetaTrader writes them", async () => {
  const journal = trial();
  const map = (columns: Record<string, string>) =>
    journal.file("m.json", JSON.stringify({ columns, dateOrder: "mdy", zone: "UTC" }));
  const futures = journal.file(
    "f.csv",
    lines(
      "symbol,qty,buyPrice,sellPrice,pnl,boughtTimestamp,soldTimestamp",
      "MESH6,1,6000,6010,$50.00,01/05/2026 09:00:00,01/05/2026 09:10:00",
      'MESH6,1,6000,5980,"$(1,100.00)",01/05/2026 11:10:00,01/05/2026 11:00:00',
    ),
  );
  const bought = map({
    symbol: "symbol",
    net: "pnl",
    entry_time: "boughtTimestamp",
    exit_time: "soldTimestamp",
    entry_price: "buyPrice",
    exit_price: "sellPrice",
  });
  await journal.run("trade", "import", futures, "--map", bought, "--no-input");
  expect(
    journal.rows("SELECT side, entry_price, exit_time, profit_loss FROM daily_trading_data"),
  ).toEqual([
    { side: "buy", entry_price: 6000, exit_time: "2026-01-05 09:10:00", profit_loss: 50 },
    { side: "sell", entry_price: 5980, exit_time: "2026-01-05 11:10:00", profit_loss: -1100 },
  ]);
  const numbered = lines("s,type,n,t", "EURUSD,0,1,02/03/2026", "EURUSD,1,2,02/04/2026");
  const sides = map({ symbol: "s", side: "type", net: "n", exit_time: "t" });
  await journal.run(
    "trade",
    "import",
    journal.file("n.csv", numbered),
    "--map",
    sides,
    "--no-input",
  );
  expect(journal.rows(`${TRADES} LIMIT 2 OFFSET 2`)).toMatchObject([
    { side: "buy", net: 1 },
    { side: "sell", net: 2 },
  ]);
  for (const [heading, code] of [
    ["Order Type", 0],
    ["Arah", 0],
    ["is_long", 1],
    ["Buy", 1],
  ] as const) {
    const file = journal.file("o.csv", numbered.replace("type", heading));
    const other = map({ symbol: "s", side: heading, net: "n", exit_time: "t" });
    const words = ["trade", "import", file, "--map", other, "--no-input", "--dry-run"];
    expect((await journal.run(...words)).code).toBe(code);
  }
});

test("cTrader's sums are held against its deals, also with a word before them", async () => {
  const journal = trial();
  const nbsp = "\u00a0";
  const file = (sums: string) =>
    lines(
      "Deals",
      "Symbol,Opening direction,Opening time (UTC+2),Closing time (UTC+2),Closing Quantity,Net USD",
      `GBPJPY,Sell,12/03/2026 10:05:11.120,12/03/2026 14:00:00.001,0.25${nbsp}Lots,\u2212${nbsp}45.20`,
      `USTEC,Buy,12/03/2026 15:00:00.120,13/03/2026 01:30:00.001,1\u202f200.5${nbsp}Lots,1${nbsp}010.00`,
      sums,
      "",
      "Positions",
      "Symbol,Direction,Quantity",
      `EURUSD,Buy,0.10${nbsp}Lots`,
    );
  for (const [sums, ok] of [
    [",,,,,964.80", true],
    ["Totals,,,,,964.80", true],
    ["Totals,,,,,1964.80", false],
  ] as const) {
    const [outcome] = await journal.json(
      "trade",
      "import",
      journal.file("c.csv", file(sums)),
      "--dry-run",
    );
    expect(outcome).toMatchObject({ added: 2, net: "964.8" });
    expect(outcome?.declared).toMatchObject([{ name: "net", ok }]);
  }
});

test("TradingView's headings, old and new", async () => {
  const journal = trial();
  const list = lines(
    "Trade number,Type,Date and time,Signal,Price USDT,Size (qty),Net PnL USD,Net PnL %,Cumulative PnL USD",
    "1,Exit long,2026-01-05 11:00,TP,2010,1,10.00,0.5,10.00",
    "1,Entry long,2026-01-05 10:00,Long,2000,1,10.00,0.5,10.00",
  );
  const words = ["trade", "import", journal.file("t.csv", list), "--backtest", "--no-input"];
  const [outcome] = await journal.json(...words);
  expect(outcome).toMatchObject({ format: "tradingview", added: 1, net: "10", currency: "USD" });
  expect(outcome?.declared).toMatchObject([{ name: "net", ok: true }]);
});

describe("what a broker books apart from trades", () => {
  const WORDS = [
    ["Biaya inap", "cost"],
    ["Swap-free fee", "cost"],
    ["Agent commission", "cost"],
    ["Interest", "cost"],
    ["Dividen", "correction"],
    ["Bonus", "correction"],
    ["Rebate", "correction"],
    ["Kompensasi", "correction"],
    ["Koreksi", "correction"],
    ["Adjustment", "correction"],
    ["Zzz", "correction"],
  ] as const;
  const exness = (...rows: string[]) =>
    lines(
      "ticket,opening_time_utc,closing_time_utc,type,lots,symbol,opening_price,closing_price,profit_usd",
      "1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.01,XAUUSDm,2000,2001,1",
      ...rows,
    );
  const KINDS = "SELECT kind, amount, comment FROM cash_flows ORDER BY id";

  test.each(WORDS)("%s, by the shape of its row, is cash (%s) and no trade", async (word, kind) => {
    for (const row of [
      `7,2026-01-06T00:00:00,,${word},,,,,-3.50`,
      `7,2026-01-06T00:00:00,2026-01-06T00:00:00,buy,0.01,${word},0,0,-3.50`,
      `7,2026-01-06T00:00:00,2026-01-06T00:00:00,${word},0,XAUUSDm,0,0,-3.50`,
    ]) {
      const journal = trial();
      const file = journal.file("e.csv", exness(row));
      const [outcome] = await journal.json("trade", "import", file, "--no-input");
      expect(outcome).toMatchObject({ added: 1, net: "1", declared: [] });
      expect(journal.rows(KINDS)).toMatchObject([{ kind, amount: -3.5 }]);
    }
    const journal = trial();
    const report = html(
      MT4,
      MT4_HEAD,
      `3|2025.12.31 12:00:00|buy|0.01|${word}|0.0|0.0|0.0|2025.12.31 12:00:00|0.0|0|0|0|-3.50`,
      `5|2025.12.31 12:00:00|${word}|malam|-1.50`,
      "4|2026.01.05 09:00:00|buy|0.10|eurusd|1.1|0|0|2026.01.05 10:00:00|1.101|0|0|0|10.00",
    );
    await journal.json("trade", "import", journal.file("a.htm", report), "--no-input");
    expect(journal.rows(TRADES)).toMatchObject([{ symbol: "EURUSD", net: 10 }]);
    const kinds = journal.rows(KINDS).map((row) => row.kind);
    expect(kinds).toEqual([kind, kind]);
  });

  test("a table read by a map knows it too", async () => {
    const journal = trial();
    const columns = {
      exit_time: "t",
      symbol: "s",
      side: "a",
      lot: "l",
      entry_price: "p",
      net: "n",
    };
    const map = journal.file("m.json", JSON.stringify({ columns, zone: "UTC" }));
    const file = journal.file(
      "b.csv",
      lines(
        "t,s,a,l,p,n",
        "2026-01-05 10:00,XAUUSD,buy,0.01,2000,10",
        "2026-01-05 23:59,Biaya inap emas,,,,-2.50",
        "2026-01-06 23:59,,,,,-1.00",
      ),
    );
    const words = ["trade", "import", file, "--map", map, "--no-input"];
    const [outcome] = await journal.json(...words);
    expect(outcome).toMatchObject({ added: 1, net: "10", cash: { rows: 2, costs: "-2.5" } });
    const [again] = await journal.json(...words);
    expect(again).toMatchObject({ added: 0, known: 1, cash: { added: 0 } });
  });

  test("its costs stand wherever costs are shown, and nobody is judged by them", async () => {
    const journal = trial();
    const file = exness(
      "7,2026-01-05T12:00:00,,Commission,,,,,-3.50",
      "8,2026-01-05T12:00:00,,Overnight financing,,,,,-1.25",
      "9,2026-01-05T12:00:00,,Dividend,,,,,100",
    );
    await journal.run("trade", "import", journal.file("e.csv", file), "--no-input");
    const told = async (...words: string[]) =>
      (await journal.run(...words)).out.replace(/\s+/g, " ");
    expect(await told("stats", "--period", "2026-01")).toContain(
      "Dibukukan broker -$4.75 (2 baris",
    );
    expect(await told("stats", "--period", "2026-01", "--symbol", "XAUUSD")).not.toContain(
      "-$4.75",
    );
    expect(await told("report", "--month", "2026-01", "--full")).toContain(
      "di luar transaksi -$4.75",
    );
    expect(await told("tax", "2026")).toMatch(/Biaya yang dibukukan broker -\$4\.75/);
    const json = JSON.parse((await journal.run("stats", "--period", "2026-01", "--json")).out);
    expect(json.booked_costs).toEqual({ rows: 2, amount: -4.75 });
    const csv = (await journal.run("tax", "2026", "--format", "csv")).out.split("\r\n");
    expect(csv[0]).toContain("withdrawals,other,booked_costs");
    expect(csv[1]).toMatch(/,0,0,100,-4\.75$/);
    const list = await journal.json("trade", "list", "--from", "2026-01-01");
    expect(list).toHaveLength(1);
    const whole = (await journal.run("export", "--all")).out;
    expect(whole.match(/"kind":"cost"/g)).toHaveLength(2);
  });
});
