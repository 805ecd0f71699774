import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { stopDistance } from "../../src/trade/point-value.ts";
import { dump } from "../journal/temporary.ts";
import { type Answer, fakeWorld, linesOf } from "../world.ts";

/** A journal in WIB on one day in July 2025; `at` is the clock of each command. */
async function trader() {
  const here = fakeWorld();
  const say = (at: string, argv: readonly string[], replies?: Answer[], more = {}) => {
    const now = () => Date.parse(at.includes("T") ? at : `2025-07-09T${at}:00+07:00`);
    const isInteractive = replies !== undefined;
    return here.jurnal(argv, replies ?? [], { now, isTerminal: false, isInteractive, ...more });
  };
  const fine = async (at: string, line: string) => {
    const done = await say(at, line.split(" "));
    if (done.code !== 0) throw new Error(`${line}: ${done.err}${done.out}`);
    return done.out;
  };
  const json = async (at: string, line: string) =>
    JSON.parse((await say(at, [...line.split(" "), "--json"])).out);
  await fine("08:00", "profile edit --zone WIB --balance 3000");
  return { ...here, say, fine, json };
}

const GOLD = "plan XAUUSD buy 3350 --stop 3345 --target 3360 --risk 1%";

describe("jurnal plan", () => {
  test("is sealed with its size; its JSON is what lot says and more", async () => {
    const { json } = await trader();
    expect(await json("09:00", `${GOLD} --setup pullback --valid 90m --mood tenang`)).toMatchObject(
      {
        ...{ id: 1, sealed_at: "2025-07-09T02:00:00Z", valid_until: "2025-07-09T03:30:00Z" },
        ...{ symbol: "XAUUSD", lot: 0.06, risk_money: 30, risk_percent: 1, rr: 2, skip: false },
        ...{ point_value: 100, point_value_from: "table", n: 0, limits: [] },
        ...{ checks: [], allowed: true, reasons: [] },
      },
    );
    expect(await json("09:01", "plan show 1")).toMatchObject({
      ...{ entry: 3350, stop: 3345, target: 3360, setup: "pullback", mood: "tenang" },
      state: "open",
    });
    expect(await json("10:31", "plan show 1")).toMatchObject({ state: "lapsed" });
  });

  test("answers in at most eight lines at 80 columns", async () => {
    const { say, fine } = await trader();
    await fine("08:01", "rule add max-trades 5");
    await fine("08:01", "rule add max-daily-loss 2%");
    const { out } = await say("09:00", GOLD.split(" "));
    expect(out).toMatch(/Rencana #1 disegel, berlaku sampai 13:00/);
    expect(out.trimEnd().split("\n").length).toBeLessThanOrEqual(8);
  });

  test("what a rule forbids is not recorded and ends with 3; --anyway records it as such", async () => {
    const { say, fine, json, file } = await trader();
    await fine("08:01", "rule add pause-after-loss 30m");
    await fine("08:50", "trade log XAUUSD -20 --exit 08:49");
    const before = dump(file);
    const refused = await say("09:00", GOLD.split(" "));
    expect([refused.code, refused.err]).toEqual([3, ""]);
    expect(refused.out).toMatch(/Jangan dulu: aturan pause-after-loss 30m: jeda 19 menit/);
    expect(dump(file)).toEqual(before);
    const json3 = await say("09:00", [...GOLD.split(" "), "--json"]);
    expect([json3.code, JSON.parse(json3.out)]).toMatchObject([
      3,
      {
        id: null,
        sealed_at: null,
        allowed: false,
        reasons: [/jeda 19 menit/.exec(refused.out) && expect.stringContaining("jeda")],
      },
    ]);
    const anyway = await say("09:00", [...GOLD.split(" "), "--anyway", "berita besar"]);
    expect([anyway.code, /, walau aturan pause-after-loss/.test(anyway.out)]).toEqual([0, true]);
    expect(await json("09:01", "plan show 1")).toMatchObject({
      allowed: false,
      against_reason: "berita besar",
    });
    const shown = await fine("09:01", "plan show 1");
    expect(shown).toMatch(/Melawan +aturan pause-after-loss 30m/);
    expect(anyway.out + shown).not.toMatch(/aturan \(?aturan|aturan +aturan/i);
  });

  test("a lot of one's own above the limit, and a smallest lot that is too much", async () => {
    const { say } = await trader();
    const large = await say("09:00", [...GOLD.split(" "), "--lot", "0.1"]);
    expect([large.code, large.out]).toMatchObject([
      3,
      expect.stringMatching(/\$50\.00 lebih dari batas \$30\.00/),
    ]);
    const small = await say("09:00", "plan XAUUSD buy 3350 --stop 3300 --risk 4".split(" "));
    expect([small.code, small.out]).toMatchObject([3, expect.stringMatching(/lot terkecil 0\.01/)]);
    // Without a lot there is nothing to record.
    const anyway = await say("09:00", [
      ..."plan XAUUSD buy 3350 --stop 3300 --risk 4 --anyway".split(" "),
      "mau",
    ]);
    expect(anyway.code).toBe(3);
  });

  test("a lot that the symbol cannot have is refused, of one that is not known it is taken", async () => {
    const { say, fine, file } = await trader();
    const before = dump(file);
    for (const [line, told] of [
      [`${GOLD} --lot 0.013`, /"0\.013" .*kelipatan 0\.01, langkah lot XAUUSD: 0\.01 atau 0\.02/],
      [`${GOLD} --lot 0.001`, /paling kecil 0\.01, lot terkecil XAUUSD/],
      ["open XAUUSD buy 0.013 3350 --stop 3345", /kelipatan 0\.01.*symbol set XAUUSD --step/],
      ["open XAUUSD buy 0.013 3350", /kelipatan 0\.01/],
    ] as const) {
      const { code, err } = await say("09:00", line.split(" "));
      expect([line, code, err.replace(/\s+/g, " ")]).toEqual([
        line,
        2,
        expect.stringMatching(told),
      ]);
    }
    expect(dump(file)).toEqual(before);
    await fine("09:00", `${GOLD} --lot 0.03`);
    const own = await say("09:01", ["open", "1", "3350", "--lot", "0.025"]);
    expect([own.code, own.err]).toMatchObject([2, expect.stringMatching(/0\.02 atau 0\.03/)]);
    await fine("09:02", "symbol set XAUUSD --step 0.001 --min-lot 0.001");
    await fine("09:03", "open 1 3350 --lot 0.025");
    // What a broker booked is what it is, and of an unknown symbol no step is known.
    await fine("09:04", "trade log EURUSD 5 --lot 0.013");
    await fine("09:05", "open MYSTERY buy 0.0137 10");
  });

  test("is told the first promise that is about its symbol", async () => {
    const { say, file } = await trader();
    const db = new Database(file);
    const promise = (action: string, params: object, text: string) =>
      db
        .prepare(
          `INSERT INTO promises (user_id, made_on, action, params, text)
           VALUES (1, '2025-07-01', ?, ?, ?)`,
        )
        .run(action, JSON.stringify(params), text);
    promise("lot_dasar", { symbol: "XAUUSD", base: 0.05, "lot:XAUUSD": 0.05 }, "lot XAUUSD 0.05");
    promise("jeda_setelah_rugi", { minutes: 15 }, "jeda 15 menit");
    db.close();
    const told = async (line: string) => (await say("09:00", line.split(" "))).out;
    expect(await told(GOLD)).toMatch(/Janji +lot XAUUSD 0\.05/);
    const euro = await told("plan EURUSD buy 1.08 --stop 1.078 --risk 1%");
    expect(euro).toMatch(/Janji +jeda 15 menit/);
    expect(euro).not.toContain("XAUUSD");
  });

  test("rules about a trade itself say no, whatever risk was asked for", async () => {
    const { say, fine } = await trader();
    for (const rule of ["risk 1%", "max-lot 0.1", "min-rr 2", "symbols XAUUSD", "stop-required"]) {
      await fine("08:01", `rule add ${rule}`);
    }
    const reasons = async (line: string) => {
      const { code, out } = await say("09:00", [...line.split(" "), "--json"]);
      return [code, ...JSON.parse(out).reasons];
    };
    expect(await reasons("plan XAUUSD buy 3350 --stop 3345 --target 3358 --risk 2%")).toEqual([
      3,
      "aturan max-lot 0.1: lotnya 0.12",
      "aturan min-rr 2: R:R-nya 1.6",
      "aturan risk 1%: risikonya 2%",
    ]);
    // Where the rule is the limit of the size, the size has told of it.
    expect(await reasons("plan XAUUSD buy 3350 --stop 3345 --target 3360 --lot 0.08")).toEqual([
      3,
      "risiko $40.00 lebih dari batas $30.00 (1%)",
    ]);
    expect(await reasons("open EURUSD buy 0.1 1.08 --target 1.09")).toEqual([
      3,
      "aturan min-rr 2: tanpa stop loss",
      "aturan stop-required: tanpa stop loss",
      "aturan symbols XAUUSD: simbolnya EURUSD",
    ]);
    expect(await reasons("open XAUUSD buy 0.01 3350 --stop 3345")).toEqual([
      3,
      "aturan min-rr 2: tanpa target",
    ]);
    // By prices alone, as a day is judged by it: costs take off what is earned, not off the rule.
    await fine("08:02", "symbol set XAUUSD --fee 7");
    expect(await reasons("plan XAUUSD buy 3350 --stop 3345 --target 3360")).toEqual([0]);
  });

  test("checklist-required is judged before the trade, now, by the day and by the week", async () => {
    const { say, fine, json } = await trader();
    await say("08:00", ["setup", "add", "pullback", "--check", "Trend searah", "--check", "Sepi"]);
    await fine("08:01", "rule add checklist-required");
    const reasons = async (line: string) => {
      const { code, out } = await say("09:00", [...line.split(" "), "--json"]);
      return [code, ...JSON.parse(out).reasons];
    };
    const no = "aturan checklist-required";
    expect(await reasons(GOLD)).toEqual([3, `${no}: tanpa checklist`]);
    expect(await reasons(`${GOLD} --setup pullback --check 1`)).toEqual([
      3,
      `${no}: 1 dari 2 butir belum terpenuhi`,
    ]);
    expect(await reasons("open XAUUSD buy 0.01 3350 --stop 3345")).toEqual([
      3,
      `${no}: tanpa checklist`,
    ]);
    expect(await reasons(`${GOLD} --setup pullback --check`)).toEqual([0]);
    await fine("09:20", "trade log XAUUSD 10 --side buy --entry 09:05 --exit 09:20");
    expect(await fine("09:30", "status")).not.toContain("checklist");
    const judged = async (line: string) =>
      (await json("20:00", line)).rules.map((one: { outcome: string }) => one.outcome);
    expect(await judged("report 2025-07-09")).toEqual(["kept"]);
    await fine("09:40", "trade log XAUUSD -5 --side buy --entry 09:31 --exit 09:40");
    expect(await fine("09:41", "status")).toContain("1 tanpa checklist lengkap");
    expect(await json("09:41", "status")).toMatchObject({ without_checklist: 1, allowed: true });
    expect(await judged("report 2025-07-09")).toEqual(["broken"]);
    expect(await json("20:00", "report --week 2025-07-09")).toMatchObject({
      rules: [{ kind: "checklist-required", broken: [{ trades: [2] }] }],
    });
  });

  test("a person is asked for what is not there", async () => {
    const { say, json } = await trader();
    const done = await say(
      "09:00",
      ["plan", "--risk", "1%"],
      ["XAUUSD", "buy", "3350", "3345", "", "pullback", "retest"],
    );
    expect([done.code, done.err]).toEqual([0, ""]);
    expect(await json("09:01", "plan show 1")).toMatchObject({
      why: "retest",
      setup: "pullback",
      target: null,
    });
    const script = await say("09:00", ["plan", "XAUUSD"]);
    expect([script.code, script.err]).toMatchObject([2, expect.stringMatching(/Arah/)]);
  });

  test("a setup's checklist is asked with yes and no, or answered by numbers", async () => {
    const { say, fine, json, file } = await trader();
    await fine("08:01", "rule add max-trades 9");
    const db = new Database(file);
    db.exec(`INSERT INTO setups (user_id, name, checks, created_at)
      VALUES (1, 'pullback', '["Trend H4 searah","Bukan berita"]', '2025-07-01 00:00:00')`);
    db.close();
    const line = [...GOLD.split(" "), "--setup", "Pullback"];
    const missing = await say("09:00", line);
    expect([missing.code, missing.err]).toMatchObject([2, expect.stringMatching(/--check/)]);
    const asked = await say("09:00", line, [true, false]);
    expect(asked.asked).toEqual(["Trend H4 searah", "Bukan berita"]);
    expect(asked.out).toMatch(/Checklist +1\/2; belum: Bukan berita/);
    for (const [flags, ok] of [
      [["--check"], [true, true]],
      [["--no-check"], [false, false]],
      [
        ["--check", "2"],
        [false, true],
      ],
    ] as const) {
      const { id } = JSON.parse((await say("09:00", [...line, ...flags, "--json"])).out);
      const { checks, setup } = await json("09:01", `plan show ${id}`);
      expect([setup, checks.map((one: { ok: boolean }) => one.ok)]).toEqual(["pullback", ok]);
    }
    const odd = await say("09:00", [...line, "--check", "3"]);
    expect([odd.code, odd.err]).toMatchObject([
      2,
      expect.stringMatching(/--check: "3".*1 sampai 2/),
    ]);
  });
});

describe("a sealed plan", () => {
  test("no statement of SQL changes what was decided, only what became of it", async () => {
    const { fine, file } = await trader();
    await fine("09:00", GOLD);
    const db = new Database(file);
    const columns = db.pragma("table_info(plans)") as { name: string }[];
    for (const { name } of columns) {
      const change = () => db.prepare(`UPDATE plans SET ${name} = ${name} || '1'`).run();
      if (/^clos/.test(name)) expect(change, name).not.toThrow();
      else expect(change, name).toThrow(/sealed/);
    }
    db.close();
  });

  test("undo takes it back within five minutes and as long as nothing else was done", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", GOLD);
    expect(await fine("09:04", "undo")).toMatch(/Dibatalkan: rencana #1/);
    expect(await json("09:04", "plan list")).toEqual([]);
    await fine("09:05", "redo");
    expect(await json("09:05", "plan show 1")).toMatchObject({ sealed_at: "2025-07-09T02:00:00Z" });
    const late = await say("09:06", ["undo"]);
    expect(late.out + late.err).toMatch(/sudah disegel/);
    expect(await json("09:07", "plan list")).toHaveLength(1);
    await fine("09:08", GOLD);
    await fine("09:09", "mood set tenang");
    const list = await json("09:09", "undo --list");
    const { operation_id } = list.find((one: { summary: string }) => one.summary.includes("#2"));
    await say("09:09", ["undo", String(operation_id)]);
    expect(await json("09:10", "plan list")).toHaveLength(2);
  });

  test("is cancelled or missed, once, and undo takes that back", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", GOLD);
    await say("09:01", ["plan", "missed", "1", "harga tidak sampai"]);
    expect(await json("09:02", "plan show 1")).toMatchObject({
      ...{ state: "missed", close_reason: "harga tidak sampai" },
    });
    expect(await say("09:03", ["plan", "cancel", "1"])).toMatchObject({ code: 1 });
    await fine("09:04", "undo");
    expect(await json("09:05", "plan show 1")).toMatchObject({ state: "open" });
    expect((await say("09:05", ["plan", "cancel", "7"])).err).toMatch(/Rencana 7 tidak ada/);
  });

  test("goes with the whole journal, and leaves with it again", async () => {
    const { fine, say, json, file } = await trader();
    await fine("08:10", "symbol set US30 --contract 1");
    await fine("09:00", GOLD);
    await fine("09:05", "open 1");
    await fine("09:30", "close 1 3355 --part 0.02");
    const tables = ["plans", "symbols", "open_positions", "daily_trading_data"];
    const [whole, other] = [`${file}.ndjson`, `${file}.2`];
    await say("10:00", ["export", "--all", "--out", whole]);
    const empty = async () => dump(other, tables);
    await say("20:00", ["--db", other, "import", whole]);
    expect(dump(other, tables)).toEqual(dump(file, tables));
    const back = await say("20:01", ["--db", other, "undo"]);
    expect(back.err).not.toMatch(/Dibiarkan/);
    expect(Object.values(await empty()).flat()).toEqual([]);
    expect(await json("20:02", "plan list")).toHaveLength(1);
  });
});

describe("open and close by hand", () => {
  test("a plan taken at once, closed in parts, is one trade with its plan", async () => {
    const { fine, json } = await trader();
    await fine("09:00", "open XAUUSD buy 0.03 3350 --stop 3345 --risk 1% --setup pullback");
    await fine("09:30", "close 1 3355 --part 0.01");
    expect(await json("09:31", "positions")).toMatchObject([
      { id: 1, lot_size: 0.02, stop_known: true, risk_money: 10, risk_r: 0.67 },
    ]);
    expect(await json("09:31", "trade show 1")).toMatchObject({ profit_loss: 5, lot_size: 0.01 });
    await fine("10:00", "close 1 3353 --part 0.01");
    await fine("11:00", "close 1 3344");
    const trade = await json("11:01", "trade show 1");
    expect(trade).toMatchObject({
      ...{ profit_loss: 2, lot_size: 0.03, plan_id: 1, strategy_used: "pullback" },
      ...{ entry_time: "2025-07-09T02:00:00Z", exit_time: "2025-07-09T04:00:00Z" },
    });
    expect(trade.exit_price).toBeCloseTo((3355 + 3353 + 3344) / 3, 4);
    const parts = JSON.parse(trade.partial_closes);
    expect(
      parts.map((one: { profit_loss: number; exit_price: number }) => [
        one.profit_loss,
        one.exit_price,
      ]),
    ).toEqual([
      [5, 3355],
      [3, 3353],
    ]);
    expect(await json("11:01", "positions")).toEqual([]);
    expect(await json("11:01", "plan show 1")).toMatchObject({ state: "taken", trade_id: 1 });
  });

  test("each step is taken back whole, also over two days", async () => {
    const { fine, file } = await trader();
    const tables = ["open_positions", "daily_trading_data", "trading_sessions", "plans"];
    const states = [dump(file, tables)];
    for (const [at, line] of [
      ["2025-07-09T09:00:00+07:00", "open XAUUSD sell 0.03 3350 --stop 3355 --risk 1%"],
      ["2025-07-09T09:30:00+07:00", "close 1 3345 --part 0.01"],
      ["2025-07-10T09:30:00+07:00", "close 1 3351 --part 0.01"],
      ["2025-07-11T09:30:00+07:00", "close 1 -5.5"],
    ] as const) {
      await fine(at, line);
      states.push(dump(file, tables));
    }
    expect(await fine("2025-07-11T10:00:00+07:00", "doctor")).not.toMatch(/TIDAK/);
    for (const state of states.slice(1, -1).reverse()) {
      await fine("2025-07-11T10:01:00+07:00", "undo");
      expect(dump(file, tables)).toEqual(state);
    }
  });

  test("a number without a sign is a price, with one a result; one that is neither is refused", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", "open EURUSD buy 0.1 1.085");
    const odd = await say("09:01", ["close", "1", "25"]);
    expect([odd.code, odd.err]).toMatchObject([
      2,
      expect.stringMatching(/hasil bersih ditulis \+25 atau -25/),
    ]);
    await fine("09:02", "close 1 -12.5");
    expect(await json("09:03", "trade show 1")).toMatchObject({
      profit_loss: -12.5,
      exit_price: null,
    });
    expect((await say("09:04", ["close", "1", "1.09"])).err).toMatch(/Posisi 1 tidak ada/);
  });

  test("a plan that waited is taken at another price, once", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", GOLD);
    await fine("09:10", "open 1 3351 --lot 0.05");
    expect(await json("09:11", "positions")).toMatchObject([
      { entry_price: 3351, lot_size: 0.05, plan_id: 1, risk_r: 1 },
    ]);
    expect(await say("09:12", ["open", "1"])).toMatchObject({ code: 1 });
    await fine("09:30", "close 1 3345");
    expect((await json("09:31", "trade show 1")).plan_deviation).toMatchObject({
      entry: 1,
      kinds: ["entry"],
    });
  });

  test("a plan that is taken keeps what it says: nothing is typed that would go nowhere", async () => {
    const { fine, say, file } = await trader();
    await fine("09:00", GOLD);
    const before = dump(file);
    for (const [rest, field] of [
      ["3351 0.5", "isian ketiga"],
      ["3351 --mood fomo", "--mood"],
      ["3351 --risk 5%", "--risk"],
      ["--no-check", "--check"],
    ] as const) {
      const { code, err } = await say("09:30", `open 1 ${rest}`.split(" "));
      expect([code, err]).toMatchObject([2, expect.stringContaining(`${field}: `)]);
    }
    const twice = await say("09:30", "open XAUUSD buy 0.02 3350 --stop 3349 --lot 0.05".split(" "));
    expect([twice.code, twice.err]).toMatchObject([2, expect.stringContaining("--lot: ")]);
    expect(dump(file)).toEqual(before);
    await fine("09:30", "open 1 3351 --lot 0.05 --stop 3344 --target 3361");
  });

  test("without a stop the rule that asks for one says no", async () => {
    const { fine, say, json } = await trader();
    await fine("08:01", "rule add stop-required");
    const refused = await say("09:00", "open EURUSD buy 0.1 1.085".split(" "));
    expect([refused.code, refused.out]).toMatchObject([3, expect.stringMatching(/stop-required/)]);
    await say("09:00", [..."open EURUSD buy 0.1 1.085 --anyway".split(" "), "cuma sebentar"]);
    await fine("09:00", "open XAUUSD buy 0.01 3350 --stop 3345 --risk 1%");
    const rows = await json("09:01", "positions");
    expect(
      rows.map((one: { symbol: string; stop_known: boolean }) => [one.symbol, one.stop_known]),
    ).toEqual([
      ["EURUSD", false],
      ["XAUUSD", true],
    ]);
  });

  test("shares are closed with their costs, in lots of a hundred", async () => {
    const { fine, json } = await trader();
    await fine("08:01", "profile add saham --currency IDR --balance 100jt --zone WIB");
    await fine("09:00", "--profile saham open BBCA buy 5 9000 --stop 8800 --risk 2%");
    await fine("10:00", "--profile saham close 1 9500");
    // 250,000 less 0.15 % of 4.5 million and 0.25 % of 4.75 million.
    expect(await json("10:01", "--profile saham trade show 1")).toMatchObject({
      profit_loss: 250_000 - 6750 - 11_875,
      fee: -(6750 + 11_875),
    });
  });
});

describe("a broker's trade finds its plan", () => {
  const trade = (fields: object) => ({
    ...{
      symbol: "XAUUSD",
      side: "buy",
      lot_size: 0.06,
      profit_loss: 12,
      ticket: "1",
      account: "9",
    },
    ...{ entry_price: 3350.4, exit_price: 3352.4, stop_loss: 3345 },
    ...{ entry_time: "2025-07-09T02:20:00Z", exit_time: "2025-07-09T02:50:00Z" },
    ...fields,
  });
  const pipe = (say: Awaited<ReturnType<typeof trader>>["say"], ...rows: object[]) =>
    say("12:00", ["trade", "log", "--stdin"], undefined, { input: linesOf(...rows) });

  test("by symbol, side, time and price, one to one, the nearest first", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", `${GOLD} --valid 2h`);
    await fine("09:10", `${GOLD} --valid 2h`);
    await pipe(
      say,
      trade({ ticket: "1", entry_time: "2025-07-09T02:50:00Z" }),
      trade({ ticket: "2", entry_time: "2025-07-09T02:11:00Z" }),
      trade({ ticket: "3", entry_time: "2025-07-09T02:12:00Z" }),
      trade({ ticket: "4", side: "sell" }),
      trade({ ticket: "5", symbol: "EURUSD" }),
      trade({ ticket: "6", entry_price: 3355.1 }),
      trade({ ticket: "7", entry_time: "2025-07-09T04:11:00Z", exit_time: "2025-07-09T04:12:00Z" }),
    );
    const rows = [];
    for (let id = 1; id <= 7; id++) rows.push(await json("12:01", `trade show ${id}`));
    expect(rows.map(({ plan_id }) => plan_id ?? null)).toEqual([
      null,
      2,
      1,
      null,
      null,
      null,
      null,
    ]);
  });

  test("a trade that is logged by hand finds it too, and a position by hand gives way", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", GOLD);
    await fine("09:05", "open 1");
    await pipe(say, trade({}));
    expect(await json("12:01", "positions")).toEqual([]);
    expect(await json("12:01", "trade show 1")).toMatchObject({ plan_id: 1 });
    await fine("12:02", GOLD);
    await fine("12:10", "trade log XAUUSD 10 --side buy --entry 12:03 --exit 12:09");
    expect(await json("12:11", "trade show 2")).toMatchObject({ plan_id: 2 });
  });

  test("what the trader says of it stays, whatever comes again", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", GOLD);
    await pipe(say, trade({}), trade({ ticket: "2", entry_time: "2025-07-09T02:30:00Z" }));
    await fine("12:01", "trade edit 1 --plan none");
    expect((await json("12:02", "trade show 1")).plan_id).toBeNull();
    await fine("12:03", "trade edit 2 --plan 1");
    await pipe(say, trade({}), trade({ ticket: "2" }));
    expect(await json("12:04", "trade show 2")).toMatchObject({ plan_id: 1 });
    expect((await json("12:04", "trade show 1")).plan_id).toBeNull();
    const taken = await say("12:05", "trade edit 1 --plan 1".split(" "));
    expect([taken.code, taken.err]).toMatchObject([
      2,
      expect.stringMatching(/--plan: "1".*diambil: transaksi #2/),
    ]);
    await fine("12:06", "undo");
    expect((await json("12:07", "trade show 2")).plan_id).toBeNull();
  });

  test("its setup comes with it, unless the trade names its own", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", `${GOLD} --setup pullback`);
    await fine("09:00", `${GOLD} --setup pullback`);
    const setups = async () =>
      [(await json("12:01", "trade show 1")).strategy_used].concat(
        (await json("12:01", "trade show 2")).strategy_used,
      );
    await pipe(say, trade({}), trade({ ticket: "2", strategy_used: "news" }));
    expect(await setups()).toEqual(["pullback", "news"]);
    const { groups } = await json("12:02", "stats --by setup");
    expect(groups.map(({ key }: { key: string }) => key)).toEqual(["news", "pullback"]);
    // What came with the plan goes with it, what was said stays.
    await fine("12:03", "trade edit 1 --plan none");
    await fine("12:03", "trade edit 2 --plan none");
    expect(await setups()).toEqual([null, "news"]);
    await fine("12:04", "trade edit 1 --plan 2");
    expect(await setups()).toEqual(["pullback", "news"]);
    await fine("12:05", "undo");
    expect(await setups()).toEqual([null, "news"]);
  });

  test("without a side it is that of the plans, where they are of one", async () => {
    const { fine, json } = await trader();
    await fine("09:00", GOLD);
    await fine("09:30", "trade log XAUUSD 10 --entry 09:10 --exit 09:29");
    expect(await json("09:31", "trade show 1")).toMatchObject({ plan_id: 1, side: null });
    await fine("10:00", GOLD);
    await fine("10:01", "plan XAUUSD sell 3351 --stop 3356 --risk 1%");
    await fine("10:30", "trade log XAUUSD 10 --entry 10:10 --exit 10:29");
    expect((await json("10:31", "trade show 2")).plan_id).toBeNull();
    await fine("10:40", "trade log XAUUSD 10 --side sell --entry 10:20 --exit 10:39");
    expect(await json("10:41", "trade show 3")).toMatchObject({ plan_id: 3 });
  });

  test("an open position of a statement finds it too, and hands it on to its trade", async () => {
    const { fine, json, file } = await trader();
    const statement = (name: string, ...lines: string[]) => {
      const path = join(dirname(file), name);
      writeFileSync(path, `${lines.join("\n")}\n`);
      return path;
    };
    const open = statement(
      "open.csv",
      "ticket,opening_time_utc,type,original_position_size,symbol,opening_price,commission",
      "81,2025-07-09T02:20:05,buy,0.06,XAUUSDm,3350.2,",
      "82,2025-07-09T02:21:05,sell,0.06,XAUUSDm,3350.2,",
    );
    const closed = statement(
      "closed.csv",
      "ticket,opening_time_utc,closing_time_utc,type,lots,original_position_size,symbol,opening_price,closing_price,stop_loss,take_profit,commission_usd,swap_usd,profit_usd,equity_usd,margin_level,close_reason",
      "81,2025-07-09T02:20:05,2025-07-09T05:00:00,buy,0.06,0.06,XAUUSDm,3350.2,3355.2,3345,,,,30,,,user",
    );
    await fine("09:00", `${GOLD} --setup pullback`);
    await fine("09:19", "open 1");
    await fine("10:00", `trade import ${open}`);
    const positions = async () =>
      (await json("10:01", "positions")).map((one: { ticket: string; plan_id: number | null }) => [
        one.ticket,
        one.plan_id,
      ]);
    expect(await positions()).toEqual([
      ["81", 1],
      ["82", null],
    ]);
    expect(await json("10:01", "plan show 1")).toMatchObject({ state: "taken", position_id: 2 });
    // It is taken: another trade does not find it, and takes no position out.
    await fine("10:10", "trade log XAUUSD 10 --side buy --entry 09:02 --exit 10:09");
    expect((await json("10:11", "trade show 1")).plan_id).toBeNull();
    await fine("10:12", `trade import ${open}`);
    expect(await positions()).toEqual([
      ["81", 1],
      ["82", null],
    ]);
    await fine("13:00", `trade import ${closed}`);
    expect(await json("13:01", "trade show 2")).toMatchObject({
      ...{ ticket: "81", plan_id: 1, strategy_used: "pullback" },
    });
    expect(await positions()).toEqual([["82", null]]);
    await fine("13:02", "undo");
    expect(await positions()).toEqual([
      ["81", 1],
      ["82", null],
    ]);
    await fine("13:03", "undo");
    await fine("13:04", "undo");
    expect(await positions()).toEqual([[null, 1]]);
  });

  test("cancelled and missed plans are not found; a plan of another profile neither", async () => {
    const { fine, say, json } = await trader();
    await fine("09:00", GOLD);
    await say("09:01", ["plan", "cancel", "1"]);
    await fine("09:02", "profile add lain --balance 3000 --zone WIB");
    await fine("09:02", `--profile lain ${GOLD}`);
    await pipe(say, trade({}));
    expect((await json("12:04", "trade show 1")).plan_id).toBeNull();
  });
});

describe("what is open, on every look", () => {
  test("status and dashboard tell it, those without a stop too", async () => {
    const { fine, json } = await trader();
    await fine("09:00", "open XAUUSD buy 0.02 3350 --stop 3345 --risk 1%");
    await fine("09:01", "open EURUSD sell 0.1 1.085");
    const sum = { open: 2, open_risk_money: 10, without_stop: 1 };
    expect(await json("09:02", "status")).toMatchObject({ ...sum, allowed: true });
    expect(await fine("09:02", "status")).toMatch(
      /2 posisi terbuka, risiko \$10\.00, 1 tanpa stop/,
    );
    expect((await json("09:02", "--no-input")).positions).toEqual(sum);
    expect(await fine("09:02", "--no-input")).toMatch(/Terbuka +2 posisi terbuka/);
    await fine("09:30", "close 1 3352");
    await fine("09:31", "close 2 -3");
    expect(await fine("09:32", "status")).not.toMatch(/terbuka/);
  });
});

describe("the report of a day", () => {
  /** One as planned, one with more lots and a stop moved away, one missed, one cancelled, one bare. */
  async function played() {
    const here = await trader();
    const { fine, say } = here;
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --target 3360 --risk 10");
    await fine("09:05", "open 1");
    await fine("09:30", "close 1 3360");
    await fine("10:00", "plan XAUUSD sell 3370 --stop 3375 --risk 10");
    await fine("10:05", "open 2 --lot 0.04 --stop 3380");
    await fine("10:30", "close 2 3380");
    await fine("11:00", "plan EURUSD buy 1.08 --pips 20 --risk 20");
    await say("12:00", ["plan", "missed", "3", "harga tidak sampai"]);
    await fine("12:01", "plan EURUSD sell 1.09 --pips 20 --risk 20");
    await fine("12:02", "plan cancel 4");
    await fine("13:00", "trade log GBPUSD -5 --side buy --entry 12:30 --exit 12:50");
    return here;
  }

  test("holds what was done against what was planned, with what is arithmetic", async () => {
    const { json } = await played();
    const { plans } = await json("20:00", "report");
    expect(plans).toMatchObject({
      ...{ sealed: 3, taken: 2, untaken: [3], unplanned: [3] },
      // 40 lost: 20 beyond the planned stop, of the other 20 half by twice the lot.
      cost: -30,
      done: [
        { trade: 1, plan: 1, deviation: { kinds: [], cost: 0 } },
        { trade: 2, plan: 2, deviation: { kinds: ["stop", "lot"], stop: 5, lot: 0.02, cost: -30 } },
      ],
    });
  });

  test("tells it on the screen and in full, and hides prices and lots from others", async () => {
    const { fine } = await played();
    const told =
      /2 dari 3 rencana diambil; 1 dari 2 transaksi sesuai rencananya; tidak diambil: rencana #3; tanpa rencana: #3/;
    const flat = (text: string) => text.replace(/\s+/g, " ");
    for (const line of ["report", "report --full", "report --md"]) {
      const out = flat(await fine("20:00", line));
      expect(out, line).toMatch(told);
      expect(out, line).toMatch(
        /#2, rencana #2: stop 5 lebih jauh dan 0\.02 lot di atas rencana; menghabiskan \$30\.00/,
      );
    }
    const masked = flat(await fine("20:00", "report --mask"));
    expect(masked).toMatch(/#2 menyimpang dari rencana #2/);
    expect(masked).not.toMatch(/lebih jauh|menghabiskan/);
  });

  test("a plan that still holds is waiting, and becomes untaken when its time is over", async () => {
    const { fine, json } = await trader();
    await fine("08:50", "mood set tenang");
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10 --valid 2h");
    expect((await json("10:00", "report")).plans).toMatchObject({ untaken: [], waiting: [1] });
    for (const line of ["report", "report --full"]) {
      const out = await fine("10:00", line);
      expect(out, line).toMatch(/Masih menunggu: rencana #1\./);
      expect(out, line).not.toMatch(/tidak\s+diambil/i);
      const later = (await fine("12:00", line)).replace(/\s+/g, " ");
      expect(later, line).toMatch(/0 dari 1 rencana diambil; tidak diambil: rencana #1\./);
      expect(later, line).not.toMatch(/menunggu: rencana/);
    }
  });

  test("does not call it waiting where a position was opened", async () => {
    const { fine } = await trader();
    await fine("08:50", "mood set tenang");
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    expect(await fine("09:01", "report")).toMatch(/memilih menunggu/);
    await fine("09:05", "open 1");
    for (const line of ["report", "report --full"]) {
      const out = await fine("10:00", line);
      expect(out, line).toMatch(/Tidak ada posisi yang selesai hari ini\./);
      expect(out, line).not.toMatch(/menunggu/i);
    }
  });

  test("tells the sum of what departures cost only where more than one cost something", async () => {
    const { fine } = await trader();
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --target 3360 --risk 10");
    await fine("09:05", "open 1 3351");
    await fine("09:30", "close 1 3361");
    await fine("10:00", "plan XAUUSD sell 3370 --stop 3375 --risk 10");
    await fine("10:05", "open 2 --lot 0.04");
    await fine("10:30", "close 2 3375");
    const out = await fine("20:00", "report");
    expect(out.match(/menghabiskan/g)).toHaveLength(1);
    // A sign never touches its label.
    expect(out).toMatch(/^Rencana {2}/m);
  });

  test("leaves what is as planned to the plan where there is one", async () => {
    const { fine } = await trader();
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    await fine("09:05", "open 1 --stop 3340");
    await fine("09:30", "close 1 3340");
    for (const line of ["report", "report --full"]) {
      const out = await fine("20:00", line);
      expect(out, line).toMatch(/0 dari 1 transaksi sesuai rencananya/);
      expect(out, line).not.toMatch(/(berhenti|berakhir|transaksi) sesuai\s+rencana\b/);
    }
  });

  test("the list tells whole what became of a plan, whatever the width", async () => {
    const { say } = await played();
    for (const columns of [60, 80, 120]) {
      const { out } = await say("20:00", ["plan", "list"], undefined, { columns });
      expect(out, String(columns)).toMatch(/diambil: transaksi #1$/m);
      for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  test("parts the label of the plans from its sign", async () => {
    const { fine } = await trader();
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    await fine("09:05", "open 1");
    await fine("09:30", "close 1 3360");
    expect(await fine("20:00", "report")).toMatch(/^Rencana ✔ 1 dari 1 rencana diambil/m);
  });

  test("stats --by plan tells the trades of a plan from those without, since there were plans", async () => {
    const here = await trader();
    await here.fine("08:10", "trade log GBPUSD 4 --side buy --entry 08:05 --exit 08:09");
    await here.fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    await here.fine("09:05", "open 1");
    await here.fine("09:30", "close 1 3360");
    await here.say("09:40", [
      ..."open EURUSD buy 0.1 1.08 --stop 1.07 --anyway".split(" "),
      "yakin",
    ]);
    await here.fine("09:50", "close 2 -10");
    await here.fine("13:00", "trade log GBPUSD -5 --side buy --entry 12:30 --exit 12:50");
    const { groups } = await here.json("20:00", "stats --by plan");
    const told = groups.map((one: { key: string | null; n: number; net: number }) => [
      one.key,
      one.n,
      one.net,
    ]);
    expect(told).toEqual([
      ["planned", 1, 20],
      ["against", 1, -10],
      ["unplanned", 1, -5],
      [null, 1, 4],
    ]);
    const shown = (await here.fine("20:00", "stats --by plan")).replace(/\s+/g, " ");
    expect(shown).toMatch(/diperiksa mentor di `jurnal report`, bersama kebiasaan lain/);
    for (const label of ["dari rencana", "melawan aturan", "tanpa rencana"])
      expect(shown).toContain(label);
    expect(shown).not.toMatch(/planned|against/);
    await here.fine("20:01", "setup add retest --check tren");
    const plan = "plan XAUUSD buy 3350 --stop 3345 --risk 10 --setup retest";
    await here.fine("20:02", `${plan} --check`);
    await here.fine("20:03", "open 3");
    await here.fine("20:04", "close 3 3351");
    await here.fine("20:05", `${plan} --no-check --anyway yakin`);
    await here.fine("20:06", "open 4");
    await here.fine("20:07", "close 4 3351");
    const checks = await here.fine("20:10", "stats --by checklist");
    expect(checks).toMatch(/terpenuhi semua/);
    expect(checks).toMatch(/ada yang tidak/);
    expect(checks).not.toMatch(/whole|broken/);
  });

  test("a period counts them, with what the departures cost", async () => {
    const { json, fine } = await played();
    const { plans } = await json("20:00", "report --week");
    expect(plans).toMatchObject({ sealed: 3, taken: 2, untaken: [3], cost: -30 });
    const told =
      /2 dari 3 rencana diambil; 1 dari 2 transaksi sesuai rencananya; 1 transaksi tanpa rencana\. ?Menyimpang dari rencana menghabiskan \$30\.00/;
    for (const line of ["report --week", "report --week --full"]) {
      expect((await fine("20:00", line)).replace(/\s+/g, " "), line).toMatch(told);
    }
  });

  test("a period holds its trades against plans of the one before too", async () => {
    const { fine, json } = await trader();
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10 --valid 9d");
    await fine("2025-07-16T09:05:00+07:00", "open 1");
    await fine("2025-07-16T09:30:00+07:00", "close 1 3346");
    const { plans } = await json("2025-07-16T20:00:00+07:00", "report --week");
    expect(plans).toMatchObject({ sealed: 0, taken: 0, done: [{ trade: 1, plan: 1 }] });
    expect(await fine("2025-07-16T20:00:00+07:00", "report --week")).toMatch(
      /^Rencana +\S? ?1 dari 1 transaksi/m,
    );
  });

  test("a day on which it was only planned has a report, and undo takes the day back", async () => {
    const { fine, say } = await trader();
    await fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    expect(await fine("20:00", "report")).toMatch(/0 dari 1 rencana diambil/);
    await fine("20:01", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    const other = await trader();
    await other.fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    await other.fine("09:01", "undo");
    expect((await other.say("20:00", ["report"])).err).toMatch(/Belum ada sesi/);
    expect((await say("20:02", ["doctor"])).code).toBe(0);
  });

  test("a week whose plan still waits, without a trade of one, tells no share of nothing", async () => {
    const { fine } = await trader();
    await fine("09:00", "trade log GBPUSD -5 --side buy --entry 08:30 --exit 08:50");
    await fine("19:59", "plan XAUUSD buy 3350 --stop 3345 --risk 10");
    for (const line of ["report --week", "report --week --full"]) {
      const shown = (await fine("20:00", line)).replace(/\s+/g, " ");
      expect(shown, line).toMatch(/1 rencana masih menunggu; 1 transaksi tanpa rencana/);
      expect(shown, line).not.toMatch(/0 dari 0|0 dari 1 rencana/);
    }
  });

  test("says nothing of plans to who makes none", async () => {
    const { fine, json } = await trader();
    await fine("10:00", "trade log GBPUSD -5 --side buy --entry 09:30 --exit 09:50");
    expect((await json("20:00", "report")).plans).toBeNull();
    expect(await fine("20:00", "report --full")).not.toMatch(/Rencana dan kenyataan/);
  });
});

describe("R is measured from the stop of the plan", () => {
  const closed = async (price: string, stop: string) => {
    const here = await trader();
    await here.fine("09:00", "plan XAUUSD buy 3350 --stop 3345 --risk 1%");
    await here.fine("09:05", "open 1");
    await here.fine("09:30", `close 1 ${price} --stop ${stop}`);
    return here;
  };

  test("not from one that was moved away, nor from one that was drawn after the price", async () => {
    const away = await closed("3340", "3340");
    expect(await away.json("10:00", "stats")).toMatchObject({ expectancy_r: -2, r_known: 1 });
    expect(await away.json("10:00", "status")).toMatchObject({ r: -2 });
    // Told once, with the plan: neither again as a loss beyond it, nor as one within it.
    const report = await away.json("20:00", "report 2025-07-09");
    expect(report.plans).toMatchObject({ cost: -30 });
    expect(JSON.stringify(report.findings)).not.toMatch(/rugi_melebihi|rugi_sesuai/);
    const drawn = await closed("3354", "3354");
    expect(await drawn.json("10:00", "stats")).toMatchObject({ expectancy_r: 0.8, r_known: 1 });
    expect(await drawn.json("10:00", "status")).toMatchObject({ r: 0.8 });
    await drawn.fine("10:01", "config set impas 0.5R");
    expect(await drawn.json("10:02", "stats")).toMatchObject({ wins: 1 });
    await drawn.fine("10:03", "config set impas 0.9R");
    expect(await drawn.json("10:04", "stats")).toMatchObject({ wins: 0, even: 1 });
  });

  test("without a plan from the stop that the trade has", async () => {
    const { fine, json } = await closed("3340", "3340");
    await fine("10:00", "trade edit 1 --plan none");
    expect(await json("10:01", "stats")).toMatchObject({ expectancy_r: -1 });
  });

  test("where the entry slipped beyond it, from the stop that the trade has", () => {
    const bought = { side: "buy" as const, entry_price: 3350, stop_loss: 3340 };
    expect(stopDistance({ ...bought, planned_stop: 3345 })).toBe(5);
    expect(stopDistance({ ...bought, planned_stop: 3351 })).toBe(10);
    expect(stopDistance({ ...bought, planned_stop: null })).toBe(10);
    expect(stopDistance({ ...bought, stop_loss: 3352, planned_stop: 3345 })).toBe(5);
    expect(stopDistance({ ...bought, side: "sell", stop_loss: null, planned_stop: 3355 })).toBe(5);
  });
});

describe("closing by hand, to the last digit", () => {
  test("parts of very different sizes add up exactly, and each keeps what was typed", async () => {
    const { fine, json, say } = await trader();
    await say("09:00", [..."open XAUUSD buy 1 3350 --anyway".split(" "), "besar"]);
    const typed = ["123456789.12", "-0.01", "98765432.10", "0.07", "1.23"];
    for (const [index, result] of typed.entries()) {
      const signed = result.startsWith("-") ? result : `+${result}`;
      await fine(`09:1${index}`, `close 1 ${signed} --part 0.1`);
    }
    await fine("09:20", "close 1 -1.1");
    const { profit_loss, partial_closes } = await json("10:00", "trade show 1");
    expect(profit_loss).toBe(222_222_221.41);
    const parts = JSON.parse(partial_closes).map(
      (part: { profit_loss: number }) => part.profit_loss,
    );
    expect(parts).toEqual(typed.map(Number));
  });

  test("a journal that was brought back opens as many positions as it likes", async () => {
    const from = await trader();
    for (let n = 0; n < 3; n++) await from.fine("09:00", "open XAUUSD buy 0.01 3350 --stop 3349");
    const { out } = await from.say("09:10", ["export", "--all"]);
    const to = fakeWorld();
    const say = (argv: readonly string[]) => {
      const now = () => Date.parse("2025-07-09T10:00:00+07:00");
      return to.jurnal(argv, [], { now, isTerminal: false, isInteractive: false });
    };
    const whole = join(dirname(to.file), "all.ndjson");
    writeFileSync(whole, out);
    expect(await say(["import", whole])).toMatchObject({ code: 0 });
    for (let n = 0; n < 6; n++) {
      const done = await say("open XAUUSD buy 0.01 3350 --stop 3349".split(" "));
      expect([done.code, done.err]).toEqual([0, ""]);
    }
  });
});

describe("what is proven of plans", () => {
  test("trades without one that are worse become a habit, with a promise that the day keeps count of", async () => {
    const here = await trader();
    const days = Array.from({ length: 25 }, (_, k) => new Date(Date.UTC(2025, 6, 9 + k)));
    for (const [k, day] of days.entries()) {
      const date = day.toISOString().slice(0, 10);
      const at = (clock: string) => `${date}T${clock}:00+07:00`;
      await here.fine(at("09:00"), "plan XAUUSD buy 3350 --stop 3345 --target 3360 --risk 10");
      await here.fine(at("09:05"), `open ${k + 1}`);
      await here.fine(at("09:30"), `close ${k + 1} ${k % 3 === 0 ? 3345 : 3358}`);
      const bare = "--side buy --lot 0.02 --open-price 3350 --stop 3345";
      const [exit, won] = k % 5 === 0 ? [3355, 10] : [3345, -10];
      const trade = `trade log XAUUSD ${won} ${bare} --close-price ${exit}`;
      await here.fine(at("14:00"), `${trade} --entry 13:00 --exit 13:20`);
    }
    const flat = (text: string) => text.replace(/\s+/g, " ");
    const report = flat(await here.fine("2025-08-02T20:00:00+07:00", "report"));
    expect(report).toMatch(/Kebiasaan: tanpa rencana, rata-rata -0\.60R, dengan rencana \+0\.66R/);
    expect(report).toMatch(/FOKUS: rencana disegel sebelum setiap order/);
    const why = flat(await here.fine("2025-08-02T20:01:00+07:00", "report --why 1"));
    expect(why).toMatch(/\(25 vs 25\); p 0\.001; .* min 15\/15, min 10 hari, .* bobot 2/);
    await here.fine("2025-08-04T13:30:00+07:00", "trade log XAUUSD 5 --entry 13:00 --exit 13:20");
    expect(flat(await here.fine("2025-08-04T20:00:00+07:00", "report"))).toMatch(
      /Janji .*rencana disegel sebelum setiap order.*#51/i,
    );
  }, 120_000);
});
