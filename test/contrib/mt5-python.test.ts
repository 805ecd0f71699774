import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { BIN, desk, look, NODE } from "../cli/jurnal.ts";
import { writeMt5 } from "../intake/metatrader/mt5-writer.ts";
import { type Model, model, utf16 } from "../intake/statement-model.ts";
import { type Deal, deal, dealsOf, serverSeconds } from "./bridge.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.warn("contrib/mt5/jurnal_mt5.py is not tested: there is no python3 here");

const CODES = {
  type: ["buy", "sell", "balance"],
  entry: ["in", "out", "inout", "out by"],
  reason: ["client", "mobile", "web", "expert", "sl", "tp", "so"],
};

/** The package of MetaTrader as a file of what its terminal knows. */
function terminal({ account = "5001234", currency = "USD", digits = 2 } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-python-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const known: Deal[] = [];
  const file = path.join(folder, "terminal.json");
  const write = () => {
    const deals = known.map(({ position, stop: _, target: __, ...one }) => ({
      ...one,
      type: CODES.type.indexOf(one.type),
      entry: CODES.entry.indexOf(one.entry),
      reason: CODES.reason.indexOf(one.reason),
      position_id: position,
      time_msc: one.time * 1_000,
      external_id: "",
    }));
    const orders = known.map(({ order, position, stop, target }) => ({
      ticket: order,
      position_id: position,
      sl: stop,
      tp: target,
    }));
    const login = { login: Number(account), currency, currency_digits: digits };
    writeFileSync(file, JSON.stringify({ account: login, deals, orders }));
  };
  write();
  const run = (...words: string[]) =>
    spawnSync("python3", [path.resolve("contrib/mt5/jurnal_mt5.py"), ...words], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, FAKE_MT5: file, PYTHONPATH: path.resolve("test/contrib/fake") },
    });
  return {
    folder,
    file,
    knows(...deals: Deal[]) {
      known.push(...deals);
      write();
    },
    run,
    rows(...words: string[]) {
      const { status, stdout, stderr } = run("--utc-hours", "2", ...words);
      expect([status, stderr]).toEqual([0, ""]);
      return stdout
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    },
  };
}

const closed = (position: number, more: Partial<Deal> = {}) => {
  const own = { position, time: serverSeconds("2026-07-01 10:00:00") + position };
  return [
    deal({ ...own, ticket: position * 10, commission: -0.7, ...more, profit: 0 }),
    deal({ ...own, ticket: position * 10 + 1, type: "sell", entry: "out", profit: 55, ...more }),
  ];
};

describe.skipIf(!hasPython)("the same in Python", () => {
  test("each closed position as a row; what is unknown is left out", () => {
    const here = terminal();
    here.knows(deal({ ticket: 1, type: "balance", profit: 1_000 }));
    here.knows(...closed(100, { stop: 2_290, comment: "café 预", magic: 77 }));
    here.knows(...closed(200, { reason: "tp" }), deal({ ticket: 3_000, position: 300 }));
    here.knows(deal({ ticket: 1, position: 4 }), deal({ ticket: 2, position: 4, entry: "inout" }));
    here.knows(deal({ ticket: 3, position: 4, entry: "out" }));
    const [first, second, ...others] = here.rows();
    expect(others).toEqual([]);
    expect(first).toEqual({
      ticket: "100",
      account: "5001234",
      currency: "USD",
      symbol: "XAUUSD",
      side: "buy",
      lot_size: 0.1,
      entry_time: "2026-07-01T10:01:40+02:00",
      exit_time: "2026-07-01T10:01:40+02:00",
      entry_price: 2300,
      exit_price: 2300,
      stop_loss: 2290,
      stop_loss_used: true,
      profit_loss: 54.3,
      commission: -0.7,
      swap: 0,
      fee: 0,
      exit_reason: "manual",
      magic: "77",
      comment: "café 预",
    });
    expect(second).toMatchObject({ ticket: "200", exit_reason: "tp", take_profit_used: true });
    expect(second).not.toHaveProperty("stop_loss_used");
  });

  test("a position that was closed in parts is one row with its parts", () => {
    const here = terminal();
    const own = { position: 5, time: serverSeconds("2026-07-01 10:00:00") };
    here.knows(deal({ ...own, ticket: 1, volume: 0.3, commission: -1.5 }));
    here.knows(deal({ ...own, ticket: 2, entry: "out", profit: 10 }));
    expect(here.rows()).toEqual([]);
    here.knows(deal({ ...own, ticket: 3, entry: "out", profit: 20, volume: 0.2 }));
    const [row] = here.rows();
    expect(row).toMatchObject({ lot_size: 0.3, profit_loss: 28.5 });
    expect(row.partial_closes).toMatchObject([{ profit_loss: 9.5, commission: -0.5 }]);
  });

  test.each([
    ["2026-07-01 10:00:00", "us", "+03:00"],
    ["2026-03-29 02:59:59", "eu", "+02:00"],
    ["2026-03-29 03:00:00", "eu", "+03:00"],
    ["2025-11-02 07:59:59", "us", "+03:00"],
    ["2025-11-02 08:00:00", "us", "+02:00"],
    ["2026-07-01 10:00:00", "none", "+02:00"],
  ])("%s of a server that follows %s is %s", (time, rule, offset) => {
    const here = terminal();
    const own = { position: 1, time: serverSeconds(time) };
    here.knows(deal({ ...own, ticket: 1 }), deal({ ...own, ticket: 2, entry: "out" }));
    const [row] = here.rows("--summer", rule);
    expect(row.exit_time).toBe(`${time.replace(" ", "T")}${offset}`);
  });

  test("a file is added to, and nothing stands in it twice", () => {
    const here = terminal();
    const out = path.join(here.folder, "keluar.ndjson");
    const tickets = () =>
      readFileSync(out, "utf8")
        .split("\n")
        .flatMap((line) => {
          try {
            return [JSON.parse(line).ticket];
          } catch {
            return [];
          }
        });
    here.knows(...closed(100), ...closed(200));
    here.rows("--out", out);
    here.rows("--out", out);
    expect(tickets()).toEqual(["100", "200"]);
    truncateSync(out, readFileSync(out).length - 20);
    here.knows(...closed(300));
    here.rows("--out", out);
    expect(tickets()).toEqual(["100", "200", "300"]);
  });

  test("a terminal that cannot be reached is said, and nothing is written", () => {
    const here = terminal();
    writeFileSync(here.file, "{}");
    const { status, stdout, stderr } = here.run("--utc-hours", "2");
    expect([status, stdout, stderr]).toEqual([1, "", expect.stringContaining("IPC timeout")]);
  });

  test("the statement after it adds nothing", async () => {
    const [m] = fc.sample(model, { numRuns: 1, seed: 7 }) as [Model];
    const { account, currency, decimals: digits, trades } = m;
    const mt5 = terminal({ account, currency, digits });
    mt5.knows(...dealsOf(m));
    const here = desk();
    await here.fine("profile", "edit", "--currency", currency);
    const input = mt5.run("--utc-hours", "2").stdout;
    const piped = await here.jurnal(["trade", "log", "--stdin"], { input });
    expect(piped.err).toContain(`${trades.length} dicatat, 0 sudah ada, 0 ditolak`);
    const statement = path.join(here.folder, "ReportHistory.html");
    writeFileSync(statement, utf16(writeMt5(m)));
    const words = ["trade", "import", statement, "--server-zone", "+02:00", "--no-input", "--json"];
    const [outcome] = JSON.parse(await here.fine(...words));
    expect(outcome).toMatchObject({ added: 0, similar: [] });
    const count = "SELECT count(*) AS trades FROM daily_trading_data";
    expect(look(here.file, count)).toEqual([{ trades: trades.length }]);
  });
});

test.skipIf(!hasPython)("the lines for QuantumBotX write into a journal", () => {
  const page = readFileSync("contrib/mt5/README.md", "utf8");
  const lines = /```python\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const calls = [
    'log_trade_for_ai_analysis(3, "XAUUSD", -12.4, 0.02, True, False, 1.5, "MA_CROSSOVER")',
    'log_trade_for_ai_analysis(3, "EURUSD", 4.1, 0.1)',
    "jurnal.stdin.close(); jurnal.wait()",
  ];
  const { folder, env, file } = desk(Date.now);
  writeFileSync(path.join(folder, "jurnal"), `#!/bin/sh\nexec "${NODE}" "${BIN}" "$@"\n`, {
    mode: 0o755,
  });
  const told = spawnSync("python3", ["-c", lines + calls.join("\n")], {
    encoding: "utf8",
    env: { ...env, PATH: `${folder}${path.delimiter}${env.PATH}` },
  });
  expect(told).toMatchObject({ status: 0, stderr: expect.stringContaining("2 dicatat") });
  const wanted =
    "SELECT bot_id, symbol, profit_loss, lot_size, stop_loss_used, risk_percent, strategy_used FROM daily_trading_data";
  expect(look(file, wanted)).toEqual([
    {
      bot_id: 3,
      symbol: "XAUUSD",
      profit_loss: -12.4,
      lot_size: 0.02,
      stop_loss_used: 1,
      risk_percent: 1.5,
      strategy_used: "MA_CROSSOVER",
    },
    expect.objectContaining({ symbol: "EURUSD", stop_loss_used: null, risk_percent: null }),
  ]);
});
