import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { fillUsual, makeOrigin } from "../journal/origin-files.ts";
import { dump, filesIn } from "../journal/temporary.ts";
import { type Desk, desk, ended, look, wrongTotals } from "./jurnal.ts";

type Answer = Record<string, unknown>;

const answersIn = (out: string): Answer[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

async function pipe({ jurnal }: Desk, input: string | Uint8Array, ...words: string[]) {
  const { code, out, err } = await jurnal(["trade", "log", "--stdin", ...words], { input });
  return { code, answers: answersIn(out), err };
}

const trade = (more: object = {}) => JSON.stringify({ symbol: "XAUUSD", profit_loss: 1, ...more });
const statuses = (answers: Answer[]) => answers.map(({ line, status }) => `${line} ${status}`);

describe("trade log --stdin", () => {
  test("answers each line in order; bad ones do not stop good ones", async () => {
    const here = desk();
    const lines = [
      trade(),
      "{rusak",
      trade({ lot_size: -1 }),
      "",
      trade({ profit_loss: "1,234" }),
      '["XAUUSD", 5]',
      '{"symbol":"XAUUSD"}',
      '{"profit_loss":5}',
      trade({ exit_time: "2025-02-30T10:00:00Z" }),
      trade({ stop_loss_used: "mungkin", bot_id: 4 }),
      trade({ bot_id: 4 }),
      trade({ warna: "merah", lot_size: 0.1 }),
      "   ",
      trade({ profit_loss: null }),
      trade({ ticket: 12345678901234567890n.toString() }),
    ];
    const { code, answers, err } = await pipe(here, `${lines.join("\n")}\n`);
    expect(code).toBe(1);
    expect(statuses(answers)).toEqual([
      "1 recorded",
      ...[2, 3, 5, 6, 7, 8, 9, 10, 11].map((line) => `${line} rejected`),
      "12 recorded",
      "14 rejected",
      "15 recorded",
    ]);
    const rejected = answers.filter(({ status }) => status === "rejected");
    for (const answer of rejected) {
      expect(Object.keys(answer)).toEqual(["line", "status", "field", "value", "expected"]);
    }
    expect(rejected.map(({ field, value }) => [field, value])).toEqual([
      ["baris", "{rusak"],
      ["lot_size", "-1"],
      ["profit_loss", "1,234"],
      ["baris", '["XAUUSD", 5]'],
      ["profit_loss", ""],
      ["symbol", ""],
      ["exit_time", "2025-02-30T10:00:00Z"],
      ["stop_loss_used", "mungkin"],
      ["bot_id", "4"],
      ["profit_loss", "null"],
    ]);
    expect(answers.find(({ line }) => line === 12)).toEqual({
      line: 12,
      status: "recorded",
      id: 2,
      ignored: ["warna"],
    });
    expect(err).toMatch(/3 dicatat, 0 sudah ada, 10 ditolak/);
    expect(look(here.file, "SELECT id FROM daily_trading_data")).toHaveLength(3);
  });

  test("what stands under a key that is no field is said at the end, with the field that was meant", async () => {
    const lines = [
      trade({ lot: 0.1, Setup: "pullback" }),
      trade({ lot: 0.2, warna: "biru" }),
      trade({ lot_size: 0.3, created_at: "2026-11-20" }),
    ];
    const { err, code } = await pipe(desk(), `${lines.join("\n")}\n`);
    expect(code).toBe(0);
    expect(err.replaceAll(/\s+/g, " ")).toContain(
      "Kunci yang tidak dikenal, jadi isinya tidak dicatat: lot (2 baris; mungkin maksudnya " +
        "lot_size), Setup (1 baris; mungkin maksudnya strategy_used), warna (1 baris).",
    );
    const known = await pipe(desk(), `${trade({ lot_size: 0.3 })}\n`);
    expect(known.err).not.toContain("tidak dikenal");
  });

  test("a pipe that makes up keys is told the first ones", async () => {
    const lines = Array.from({ length: 300 }, (_, index) => trade({ [`k${index}`]: 1 }));
    const { err } = await pipe(desk(), `${lines.join("\n")}\n`);
    expect(err).toMatch(/k0 \(1 baris\), k1 .*k4 \(1 baris\), dan lainnya\./s);
    expect(err).not.toContain("k5");
  });

  test("a ticket of an account is one trade, however often it comes", async () => {
    const here = desk();
    const lines = [
      trade({ ticket: 7, account: "a" }),
      trade({ ticket: "7", account: "a", profit_loss: 99 }),
      trade({ ticket: 7, account: "b" }),
      trade({ ticket: 7 }),
      trade(),
      trade(),
    ];
    const first = await pipe(here, `${lines.join("\n")}\n`);
    expect(statuses(first.answers).map((text) => text.slice(2))).toEqual([
      "recorded",
      "duplicate",
      "recorded",
      "recorded",
      "recorded",
      "recorded",
    ]);
    expect(first.answers[1]?.id).toBe(first.answers[0]?.id);
    expect(first.code).toBe(0);
    const again = await pipe(here, `${lines.slice(0, 4).join("\n")}\n`);
    expect(again.answers.map(({ status, id }) => [status, id])).toEqual([
      ...[1, 1, 2, 3].map((id) => ["duplicate", id]),
    ]);
    expect(again.code).toBe(0);
    expect(look(here.file, "SELECT SUM(profit_loss) AS sum FROM daily_trading_data")).toEqual([
      { sum: 5 },
    ]);
    expect(wrongTotals(here.file)).toEqual([]);
  });

  test("unknown bots: refused, or made with --create-bots", async () => {
    const here = desk();
    const lines = `${trade({ bot_id: 7, strategy_used: "RSI" })}\n${trade({ bot_id: 3 })}\n`;
    expect((await pipe(here, lines)).answers.map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    const made = await pipe(here, lines, "--create-bots");
    expect(made.answers.map(({ status }) => status)).toEqual(["recorded", "recorded"]);
    expect(look(here.file, "SELECT id, name, market, strategy FROM bots ORDER BY id")).toEqual([
      { id: 3, name: "Bot #3", market: "XAUUSD", strategy: "Unknown" },
      { id: 7, name: "Bot #7", market: "XAUUSD", strategy: "RSI" },
    ]);
    await here.fine("undo");
    expect(look(here.file, "SELECT id FROM bots")).toEqual([]);
  });

  test("what options say holds for lines that do not say it", async () => {
    const here = desk();
    const lines = `${trade()}\n${trade({ strategy_used: "RSI", account: null })}\n`;
    await pipe(here, lines, "--strategy", "scalp", "--account", "99", "--no-sl", "--lot", "0.5");
    expect(
      look(
        here.file,
        "SELECT strategy_used, account, stop_loss_used, lot_size FROM daily_trading_data",
      ),
    ).toEqual([
      { strategy_used: "scalp", account: "99", stop_loss_used: 0, lot_size: 0.5 },
      { strategy_used: "RSI", account: null, stop_loss_used: 0, lot_size: 0.5 },
    ]);
  });

  test("the day of a line is that of its exit, in the profile's zone", async () => {
    const here = desk();
    await here.fine("profile", "edit", "--zone", "WIB", "--day-start", "05:00");
    const times = ["2025-03-03T21:59:59Z", "2025-03-03T22:00:00Z", "2025-03-04T05:00:00+07:00"];
    await pipe(here, times.map((exit_time) => `${trade({ exit_time })}\n`).join(""));
    expect(
      look(here.file, "SELECT session_date, total_trades FROM trading_sessions ORDER BY 1"),
    ).toEqual([
      { session_date: "2025-03-03", total_trades: 1 },
      { session_date: "2025-03-04", total_trades: 2 },
    ]);
  });

  test("bytes as they come: CRLF, a BOM, no last line end, UTF-8 cut or broken", async () => {
    const here = desk();
    const note = "ragu… 📈";
    const text = `\ufeff${trade({ note })}\r\n\r\n${trade({ note })}\r\n${trade({ note })}`;
    const whole = await pipe(here, text);
    expect(statuses(whole.answers)).toEqual(["1 recorded", "3 recorded", "4 recorded"]);
    // Byte by byte: every chunk cuts a letter somewhere.
    const child = here.start(["trade", "log", "--stdin"]);
    const end = ended(child);
    for (const byte of Buffer.from(text)) child.stdin?.write(Buffer.of(byte));
    child.stdin?.end();
    expect(statuses(answersIn((await end).out))).toEqual(statuses(whole.answers));
    const broken = Buffer.concat([
      Buffer.from('{"symbol":"XAUUSD","profit_loss":1,"note":"'),
      Buffer.of(0xff, 0xfe, 0x80),
      Buffer.from('"}\n\u0000\n'),
      Buffer.from(`${trade({ note })}\n`),
    ]);
    const answered = await pipe(here, broken);
    expect(statuses(answered.answers)).toEqual(["1 recorded", "2 rejected", "3 recorded"]);
    const notes = look<{ note: string }>(here.file, "SELECT note FROM daily_trading_data");
    expect(notes.filter((row) => row.note === note)).toHaveLength(7);
  });

  test("a huge line is one rejected line, and nothing at all is fine", async () => {
    const here = desk();
    const huge = `{"symbol":"XAUUSD","profit_loss":1,"note":"${"x".repeat(5_000_000)}"}`;
    const { answers } = await pipe(here, `${trade()}\n${huge}\n${trade()}\n`);
    expect(statuses(answers)).toEqual(["1 recorded", "2 rejected", "3 recorded"]);
    expect(JSON.stringify(answers[1]).length).toBeLessThan(500);
    expect(await pipe(here, "")).toMatchObject({ code: 0, answers: [] });
    expect(await pipe(here, "\n\n")).toMatchObject({ code: 0, answers: [] });
  });

  test("a pipe that stays open gets each answer at once", async () => {
    const here = desk();
    const child = here.start(["trade", "log", "--stdin"]);
    const end = ended(child);
    if (child.stdout === null) throw new Error("no stdout");
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (let line = 1; line <= 20; line++) {
      child.stdin?.write(`${trade({ profit_loss: line })}\n`);
      const { value } = await answers.next();
      expect(JSON.parse(value)).toEqual({ line, status: "recorded", id: line });
      // Acknowledged is on disk, for anyone who looks.
      expect(look(here.file, "SELECT COUNT(*) AS n FROM daily_trading_data")).toEqual([
        { n: line },
      ]);
    }
    child.stdin?.end();
    expect((await end).code).toBe(0);
    // Twenty lines of one minute are one operation.
    expect(await here.fine("undo")).toMatch(/20 transaksi/);
    expect(look(here.file, "SELECT * FROM daily_trading_data")).toEqual([]);
  });

  test("a reader of the answers that goes away ends it with 1; what it read is kept", async () => {
    const here = desk();
    const line = trade().replaceAll('"', '\\"');
    const { code, out, err } = await here.shell(
      `for i in $(seq 4000); do echo "${line}"; done |
        { jurnal trade log --stdin; echo "kode $?" >&2; } | head -1`,
    );
    expect([code, out]).toEqual([0, '{"line":1,"status":"recorded","id":1}\n']);
    expect(err).toMatch(/baris sesudahnya tidak diambil[\s\S]*kode 1/);
    expect(wrongTotals(here.file)).toEqual([]);
  });

  test("a copy of the file alone, made while the pipe is quiet, holds all that was answered", async () => {
    const here = desk();
    const child = here.start(["trade", "log", "--stdin"]);
    const end = ended(child);
    child.stdin?.write(`${trade()}\n`.repeat(300));
    let heard = 0;
    await new Promise<void>((resolve) => {
      child.stdout?.on("data", (text: string) => {
        heard += String(text).split("\n").length - 1;
        if (heard === 300) resolve();
      });
    });
    expect(await here.fine("doctor")).toMatch(/jurnal backup/);
    const copy = path.join(here.folder, "salinan.db");
    const held = () => {
      copyFileSync(here.file, copy);
      return look(copy, "SELECT COUNT(*) n FROM daily_trading_data");
    };
    await expect.poll(held, { timeout: 10_000, interval: 200 }).toEqual([{ n: 300 }]);
    child.stdin?.end();
    expect((await end).code).toBe(0);
    expect(await here.fine("doctor")).not.toMatch(/jurnal backup/);
  });
});

const ROUNDS = 8;
const LINES_A_ROUND = 1500;
/** So many lines may wait for an answer: on a busy machine all would be answered before the kill. */
const AHEAD = 200;

/** Feeds lines to an intake and kills it once so many are answered; what it had answered. */
async function killAfter(here: Desk, lines: readonly string[], answered: number) {
  const child = here.start(["trade", "log", "--stdin"]);
  const end = ended(child);
  let heard = 0;
  child.stdout?.on("data", (text: string) => {
    heard += text.split("\n").length - 1;
    if (heard >= answered) child.kill("SIGKILL");
  });
  child.stdin?.on("error", () => {});
  for (let start = 0; start < lines.length && child.exitCode === null && !child.killed; ) {
    child.stdin?.write(`${lines.slice(start, start + 15).join("\n")}\n`);
    start += 15;
    // The first answer tells that the program is up; from then on lines come while it commits.
    while (!child.killed && (heard === 0 || start - heard > AHEAD)) {
      await Promise.race([new Promise((go) => child.stdout?.once("data", go)), end]);
    }
    await new Promise((go) => setTimeout(go, 1));
  }
  child.stdin?.end();
  const { out } = await end;
  return answersIn(out.slice(0, out.lastIndexOf("\n") + 1));
}

test("kill -9 loses nothing that was acknowledged and leaves nothing half done", async () => {
  const here = desk();
  const lines = Array.from({ length: ROUNDS * LINES_A_ROUND }, (_, index) =>
    trade({
      ticket: index + 1,
      account: "k",
      profit_loss: (index % 7) - 3.1,
      exit_time: `2025-03-0${(index % 5) + 1}T10:00:00Z`,
    }),
  );
  const acknowledged = new Map<number, unknown>();
  let cutShort = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const first = round * LINES_A_ROUND;
    const block = lines.slice(first, first + LINES_A_ROUND);
    const answers = await killAfter(here, block, 1 + round * 173);
    if (answers.length < LINES_A_ROUND) cutShort++;
    for (const { line, id } of answers) acknowledged.set(first + Number(line), id);
    const kept = new Map(
      look<{ ticket: string; id: number }>(
        here.file,
        "SELECT ticket, id FROM daily_trading_data",
      ).map(({ ticket, id }) => [Number(ticket), id]),
    );
    for (const [line, id] of acknowledged) expect(kept.get(line)).toBe(id);
    expect(wrongTotals(here.file)).toEqual([]);
    expect(look(here.file, "PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    const loose = "SELECT * FROM operations WHERE id NOT IN (SELECT operation_id FROM changes)";
    expect(look(here.file, loose)).toEqual([]);
  }
  expect(cutShort).toBe(ROUNDS);
  const rest = await pipe(here, `${lines.join("\n")}\n`);
  expect(rest.code).toBe(0);
  expect(look(here.file, "SELECT COUNT(*) AS n FROM daily_trading_data")).toEqual([
    { n: lines.length },
  ]);
  for (const [line, id] of acknowledged) {
    expect(rest.answers[line - 1]).toEqual({ line, status: "duplicate", id });
  }
  expect(wrongTotals(here.file)).toEqual([]);
});

describe("many at once", () => {
  test("8 processes of 500 lines each end with 4,000 trades and exact totals", async () => {
    const here = desk();
    const profits = [0.1, -0.2, 1_000_000.01, 33.33, -7.07];
    const bots = Array.from({ length: 8 }, async (_, bot) => {
      const child = here.start(["trade", "log", "--stdin", "--account", String(bot)]);
      const end = ended(child);
      for (let start = 0; start < 500; start += 25) {
        for (let index = start; index < start + 25; index++) {
          const profit_loss = profits[index % profits.length];
          const exit_time = `2025-03-0${(index % 3) + 1}T10:00:00Z`;
          child.stdin?.write(`${trade({ profit_loss, exit_time, ticket: index })}\n`);
        }
        await new Promise((go) => setTimeout(go, 5));
      }
      child.stdin?.end();
      return end;
    });
    for (const { code, out } of await Promise.all(bots)) {
      expect([code, out.trim().split("\n").length]).toEqual([0, 500]);
    }
    expect(
      look(
        here.file,
        "SELECT COUNT(*) AS n, COUNT(DISTINCT external_key) AS k FROM daily_trading_data",
      ),
    ).toEqual([{ n: 4000, k: 4000 }]);
    expect(wrongTotals(here.file)).toEqual([]);
    // 800 rounds of the five amounts, in cents.
    const cents = 800 * (10 - 20 + 100_000_001 + 3333 - 707);
    const total = look<{ cents: number }>(
      here.file,
      "SELECT SUM(CAST(ROUND(total_profit_loss * 100) AS INTEGER)) AS cents FROM trading_sessions",
    );
    expect(total).toEqual([{ cents }]);
  });

  test("commands started together on no journal at all: one journal, one session, all trades", async () => {
    const here = desk();
    const runs = Array.from({ length: 24 }, (_, index) =>
      index % 3 === 0
        ? here.spawned(["session", "today"])
        : here.spawned(["trade", "log", "XAUUSD", "0.1", "--ticket", String(index)]),
    );
    for (const { code, err } of await Promise.all(runs))
      expect([code, /✖/.test(err) ? err : ""]).toEqual([0, ""]);
    expect(look(here.file, "SELECT total_trades, total_profit_loss FROM trading_sessions")).toEqual(
      [{ total_trades: 16, total_profit_loss: 1.6 }],
    );
    expect(look(here.file, "SELECT id FROM users")).toHaveLength(1);
    for (let left = 16; left > 0; left--) await here.fine("undo");
  });
});

test("commands started together on a bots.db: one of them upgrades it, all of them work", async () => {
  const here = desk();
  for (let round = 0; round < 5; round++) {
    const folder = path.join(here.folder, `putaran-${round}`);
    mkdirSync(folder);
    const file = path.join(folder, "bots.db");
    makeOrigin(file, [], fillUsual);
    const before = dump(file);
    const runs = Array.from({ length: 6 }, (_, index) =>
      index % 2 === 0
        ? here.spawned(["--db", file, "history"])
        : here.spawned(["--db", file, "trade", "log", "XAUUSD", "0.1"]),
    );
    for (const { code, err } of await Promise.all(runs))
      expect([code, /✖/.test(err) ? err : ""]).toEqual([0, ""]);
    expect(look(file, "SELECT COUNT(*) AS n FROM daily_trading_data")).toEqual([{ n: 8 }]);
    expect(wrongTotals(file)).toEqual([]);
    const backups = filesIn(folder).filter((name) => name.endsWith(".bak"));
    expect(backups).toHaveLength(1);
    for (const name of backups) expect(dump(path.join(folder, name))).toEqual(before);
  }
});
