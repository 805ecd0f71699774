import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { dump, hashOf } from "../journal/temporary.ts";
import { fakeWorld, linesOf } from "../world.ts";

/** A journal in WIB with a balance; commands run at a clock of the day, or of another one. */
async function trader() {
  const here = fakeWorld({ isInteractive: false });
  const at = async (when: string, line: string, more = {}) => {
    const now = () => Date.parse(when.includes("T") ? when : `2025-07-09T${when}:00+07:00`);
    return await here.jurnal(line.split(" "), [], {
      now,
      isTerminal: false,
      isInteractive: false,
      ...more,
    });
  };
  const fine = async (when: string, line: string, more = {}) => {
    const done = await at(when, line, more);
    if (done.code !== 0) throw new Error(`${line}: ${done.err}`);
    return done.out;
  };
  const json = async (when: string, line: string) => JSON.parse((await at(when, line)).out);
  await fine("2025-07-07T08:00:00+07:00", "profile edit --zone WIB --balance 1000");
  return { ...here, at, fine, json };
}

const kinds = (rules: { kind: string; typed: string }[]) => rules.map(({ typed }) => typed);

describe("jurnal rule", () => {
  test("one of a kind: adding again replaces and says so, the same again changes nothing", async () => {
    const { fine, json, file } = await trader();
    expect(await fine("08:00", "rule add max-trades 5")).toMatch(/paling banyak 5.*jurnal undo/);
    expect(await fine("08:01", "aturan tambah max-trades 3")).toMatch(/menggantikan max-trades 5/);
    const before = dump(file);
    expect(await fine("08:02", "rule add max-trades 3")).toMatch(/tidak ada yang berubah/);
    expect(dump(file)).toEqual(before);
    await fine("08:03", "rule add hours 14-23");
    expect(kinds(await json("08:04", "rule list --json"))).toEqual([
      "hours 14:00-23:00",
      "max-trades 3",
    ]);
    expect(await fine("08:05", "aturan hapus hours")).toMatch(/sampai hari ini tetap/);
    expect(kinds(await json("08:06", "rule list --json"))).toEqual(["max-trades 3"]);
  });

  test("undo takes back every step", async () => {
    const { fine, file } = await trader();
    const states = [dump(file, ["rules"])];
    for (const line of [
      "rule add risk 1%",
      "rule add risk 0.5%",
      "rule add stop-required",
      "rule drop risk",
      "rule add risk 2%",
    ]) {
      await fine("08:00", line);
      states.push(dump(file, ["rules"]));
    }
    for (const state of states.slice(0, -1).reverse()) {
      expect(await fine("09:00", "undo")).toMatch(/Dibatalkan: (hapus )?aturan /);
      expect(dump(file, ["rules"])).toEqual(state);
    }
  });

  test("a value that cannot stand names field, value and expectation", async () => {
    const { jurnal } = fakeWorld({ isInteractive: false });
    for (const [line, told] of [
      ["rule add max-trades lima", /max-trades: "lima".*bilangan bulat/],
      ["rule add hours 14:00", /hours: "14:00".*14:00-23:00/],
      ["rule add risk", /risk belum diisi/],
      ["rule add max-trade 5", /jenis: "max-trade".*paling mirip: max-trades/],
    ] as const) {
      const { code, out, err } = await jurnal(line.split(" "));
      expect([line, code, out]).toEqual([line, 2, ""]);
      expect(err).toMatch(told);
    }
    expect(await jurnal(["rule", "drop", "hours"])).toMatchObject({ code: 2 });
  });

  test("a share of the balance warns where there is none", async () => {
    const { jurnal } = fakeWorld({ isInteractive: false });
    const told = await jurnal(["rule", "add", "max-daily-loss", "2%"]);
    expect(told).toMatchObject({ code: 0 });
    expect(told.err).toMatch(/Saldo awal belum diketahui/);
    expect((await jurnal(["rule", "add", "max-daily-loss", "50"])).err).toBe("");
  });
});

describe("rules and the report", () => {
  test("a change of the rules today, and its undo, make today's report out of date", async () => {
    const { fine, json } = await trader();
    await fine("09:00", "trade log XAUUSD 5 --sl");
    const stale = async () => (await json("19:00", "history --json"))[0].stale;
    await fine("19:00", "report");
    expect(await stale()).toBe(false);
    await fine("19:01", "rule add max-trades 5");
    expect(await stale()).toBe(true);
    await fine("19:02", "report");
    expect(await stale()).toBe(false);
    await fine("19:03", "undo");
    expect(await stale()).toBe(true);
  });

  const TRADES = [
    { profit_loss: -15, entry_time: "02:00", exit_time: "02:30", risk_percent: 1.5 },
    { profit_loss: -10, entry_time: "02:36", exit_time: "03:00", risk_percent: 1.5 },
    { profit_loss: 5, entry_time: "05:00", exit_time: "06:00", risk_percent: 0.5 },
  ];
  const logOn = (date: string) =>
    linesOf(
      ...TRADES.map((trade) => ({
        symbol: "XAUUSD",
        lot_size: 0.1,
        stop_loss_used: true,
        ...trade,
        entry_time: `${date}T${trade.entry_time}:00Z`,
        exit_time: `${date}T${trade.exit_time}:00Z`,
      })),
    );

  test("a day is judged by the rules of that day, whatever was changed since", async () => {
    const { fine, json, file } = await trader();
    const [monday, tuesday] = ["2025-07-07T19:00:00+07:00", "2025-07-08T19:00:00+07:00"];
    await fine(monday, "trade log --stdin", { input: logOn("2025-07-07") });
    const first = await fine(monday, "report");
    expect(first).not.toMatch(/Aturan Anda/);
    for (const rule of ["risk 1%", "pause-after-loss 15m", "max-daily-loss 2%", "max-trades 5"]) {
      await fine("2025-07-08T08:00:00+07:00", `rule add ${rule}`);
    }
    await fine(tuesday, "trade log --stdin", { input: logOn("2025-07-08") });
    const second = await json(tuesday, "report --json");
    const outcomes = Object.fromEntries(
      second.rules.map(({ kind, outcome, trades, cost }: Record<string, unknown>) => [
        kind,
        [outcome, trades, cost],
      ]),
    );
    expect(outcomes).toEqual({
      "max-daily-loss": ["broken", [6], 5],
      "max-trades": ["kept", [], null],
      "pause-after-loss": ["broken", [5], -10],
      risk: ["broken", [4, 5], -8.33333333],
    });
    expect(second.findings.map(({ id }: { id: string }) => id)).toContain("risiko_lebih_2pct");
    const printed = await fine(tuesday, "report");
    expect(printed).toMatch(/^Aturan /m);
    expect(await fine(tuesday, "report --full")).toMatch(/Aturan Anda/);

    const stored = dump(file, ["ai_mentor_reports"]);
    await fine("08:00", "rule add risk 5%");
    await fine("08:00", "rule drop pause-after-loss");
    await fine("08:00", "rule add stop-required");
    await fine("08:00", "config set batas-risiko 9");
    expect(await fine("08:05", "report 2025-07-08")).toBe(printed);
    expect(await fine("08:05", "report 2025-07-07")).toMatch(/^Senin, 7 Juli 2025/);
    expect(dump(file, ["ai_mentor_reports"]).ai_mentor_reports).toHaveLength(2);
    expect(stored.ai_mentor_reports?.[1]).toEqual(
      dump(file, ["ai_mentor_reports"]).ai_mentor_reports?.find(
        ({ session_id }) => session_id === 2,
      ),
    );
  });

  test("the rule about risk goes before the setting, and the setting says so", async () => {
    const { fine, at, json } = await trader();
    await fine("08:00", "trade log XAUUSD 5 --risk 1.5 --sl");
    const limit = async () =>
      (await json("19:00", "report --json")).risk.items.find(
        ({ id }: { id: string }) => id === "risiko",
      ).lost;
    expect(await limit()).toBe(0);
    await fine("08:00", "rule add risk 1%");
    expect(await limit()).toBeGreaterThan(0);
    expect((await at("08:00", "config set batas-risiko 3")).err).toMatch(/risk 1%.*didahulukan/);
    expect(await limit()).toBeGreaterThan(0);
    await fine("08:00", "rule drop risk");
    expect(await limit()).toBe(0);
    expect((await at("08:00", "config set batas-risiko 2")).err).toBe("");
  });
});

describe("a rule dropped after it was broken", () => {
  test("still judges its last day, also where another took its place, and guards no more", async () => {
    const { fine, at, json } = await trader();
    await fine("08:00", "rule add max-trades 1");
    const now = (clock: string) => ["--entry", clock, "--exit", clock];
    const day = (clock: string) => `2025-07-10T${clock}:00+07:00`;
    const log = async (clock: string) =>
      fine(day(clock), ["trade", "log", "XAUUSD", "5", "--sl", ...now(clock)].join(" "));
    await log("09:00");
    await log("10:00");
    await fine(day("11:00"), "rule drop max-trades");
    const judged = async (clock: string) =>
      (await json(clock, "report 2025-07-10 --json")).rules.map(
        ({ outcome, params }: { outcome: string; params: object }) => [outcome, params],
      );
    expect(await judged(day("20:00"))).toEqual([["broken", { most: 1 }]]);
    expect((await at(day("11:05"), "status")).code).toBe(0);
    await fine(day("20:05"), "rule add max-trades 3");
    expect(await judged(day("20:10"))).toEqual([
      ["untested", { most: 3 }],
      ["broken", { most: 1 }],
    ]);
  });
});

describe("the newer kinds", () => {
  test("a week and a drawdown go over days, and undo takes the rule back", async () => {
    const { fine, at, json, file } = await trader();
    const day = (number: number, clock: string) => `2025-07-0${number}T${clock}:00+07:00`;
    // 7 July is a Monday.
    await fine(day(7, "09:00"), "rule add max-weekly-loss 5%");
    const states = dump(file, ["rules"]);
    await fine(day(7, "09:00"), "rule add max-drawdown 6% --trailing");
    await fine(day(7, "12:00"), "trade log XAUUSD 20 --lot 0.02 --entry 10:00 --exit 11:00");
    await fine(day(8, "12:00"), "trade log XAUUSD -45 --lot 0.02 --entry 10:00 --exit 11:00");
    const left = async (when: string) =>
      (await json(when, "status --json")).limits.map(
        ({ rule, reached, left }: { rule: string; reached: boolean; left: number }) => [
          rule,
          reached,
          left,
        ],
      );
    // Week: 5 % of 1,000 less the 25 lost. Drawdown: 6 % of 1,020 less the 45 lost.
    expect(await left(day(9, "09:00"))).toEqual([
      ["max-weekly-loss", false, 25],
      ["max-drawdown", false, 16.2],
    ]);
    await fine(day(9, "12:00"), "trade log XAUUSD -25 --lot 0.02 --entry 10:00 --exit 11:00");
    const stopped = await at(day(9, "12:00"), "status");
    expect(stopped).toMatchObject({ code: 3 });
    expect(stopped.out).toMatch(/batas rugi pekan ini tercapai · batas drawdown tercapai/);
    // Monday begins anew, the drawdown stays.
    expect(await left("2025-07-14T09:00:00+07:00")).toEqual([
      ["max-weekly-loss", false, 47.5],
      ["max-drawdown", true, 0],
    ]);
    await fine(
      "2025-07-14T12:00:00+07:00",
      "trade log XAUUSD 5 --lot 0.02 --entry 10:00 --exit 11:00",
    );
    expect((await at("2025-07-14T20:00:00+07:00", "report")).out.replace(/\s+/g, " ")).toMatch(
      /akun turun 6% dari saldo tertingginya \(\$61\.20\): sudah tercapai sebelum hari ini, #4 dibuka/,
    );
    const week = await json("2025-07-14T20:00:00+07:00", "report --week --json");
    expect(week.rules).toMatchObject([
      { kind: "max-drawdown", broken: [{ trades: [4] }] },
      { kind: "max-weekly-loss", broken: [] },
    ]);
    for (let i = 0; i < 5; i++) await fine("2025-07-14T21:00:00+07:00", "undo");
    expect(dump(file, ["rules"])).toEqual(states);
  });

  test("no lot is advised above one's own largest", async () => {
    const { fine, json } = await trader();
    await fine("08:00", "rule add max-lot 0.05");
    const typed = "--lot 0.2 --side buy --open-price 3350 --stop 3347 --close-price 3348";
    await fine("12:00", `trade log XAUUSD -40 ${typed} --entry 10:00 --exit 11:00`);
    const { actions } = await json("20:00", "report --json");
    const named = actions.filter(({ params }: { params: object }) => "lot" in params);
    expect(named).toMatchObject([{ id: "risiko_maksimum", params: { lot: 0.05 } }]);
  });

  test("a programme of a firm: one operation, from the initial balance", async () => {
    const { fine, at, json, file } = await trader();
    await fine("08:00", "rule add max-daily-loss 2%");
    const before = dump(file, ["rules"]);
    const done = await at("08:01", "rule template apply FTMO-1-step");
    expect(done.out).toMatch(
      /max-daily-loss 30, max-drawdown 100 --trailing, profit-target 100, best-day 50%/,
    );
    expect(done.err).toMatch(/floating/);
    expect(kinds(await json("08:02", "rule list --json"))).toHaveLength(4);
    expect((await at("08:02", "status")).out).toMatch(/sisa batas rugi hari ini \$30\.00/);
    expect(await fine("08:03", "rule template apply ftmo-1-step")).toMatch(
      /tidak ada yang berubah/,
    );
    await fine("08:04", "undo");
    expect(dump(file, ["rules"])).toEqual(before);
    expect(await at("08:05", "rule template apply ftmo-3-step")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/paling mirip: ftmo-/),
    });
    const list = (await at("08:05", "rule template list")).out.replace(/\s+/g, " ");
    expect(list).toMatch(
      /ftmo-2-step .*rugi sehari 5%, rugi total 10%, target 10%.*periksa di situsnya/,
    );
  });

  test("a programme needs the initial balance, and changes nothing without one", async () => {
    const { jurnal, file } = fakeWorld({ isInteractive: false });
    await jurnal(["profile", "edit", "--zone", "WIB"]);
    const before = dump(file);
    const { code, err } = await jurnal(["rule", "template", "apply", "ftmo-2-step"]);
    expect([code, dump(file)]).toEqual([1, before]);
    expect(err).toMatch(/Saldo awal.*profile edit --balance/s);
  });
});

describe("jurnal status", () => {
  test("one line, and 3 once a limit is reached; nothing is written", async () => {
    const { fine, at, json, file } = await trader();
    for (const rule of ["max-daily-loss 4%", "max-trades 2", "pause-after-loss 15m"]) {
      await fine("08:00", `rule add ${rule}`);
    }
    const empty = await at("08:00", "status");
    expect(empty).toMatchObject({
      code: 0,
      err: "",
      out: "0/2 transaksi · $0.00 · sisa batas rugi hari ini $40.00\n",
    });
    await fine("10:00", "trade log XAUUSD -16 --risk 2 --sl --entry 09:00 --exit 09:54");
    const bytes = hashOf(file);
    expect(await at("10:00", "status")).toMatchObject({
      code: 3,
      err: "",
      out: "1/2 transaksi · -0.8R · sisa batas rugi hari ini $24.00 (1.2R) · jeda 9 menit\n",
    });
    expect(await at("10:10", "keadaan --ascii")).toMatchObject({
      code: 0,
      out: "1/2 transaksi | -0.8R | sisa batas rugi hari ini $24.00 (1.2R)\n",
    });
    expect(await json("10:00", "status --json")).toMatchObject({
      date: "2025-07-09",
      trades: 1,
      max_trades: 2,
      net: -16,
      r: -0.8,
      loss_left: 24,
      pause_left_minutes: 9,
      within_hours: null,
      allowed: false,
    });
    expect(hashOf(file)).toBe(bytes);
    await fine("10:30", "trade log XAUUSD 3 --risk 2 --sl --entry 10:12 --exit 10:20");
    const full = await at("10:40", "status");
    expect(full).toMatchObject({ code: 3 });
    expect(full.out).toMatch(/^2\/2 transaksi, jatah habis/);
    await fine("10:41", "rule drop max-trades");
    expect(await at("10:42", "status")).toMatchObject({ code: 0 });
    expect((await at("2025-07-10T08:00:00+07:00", "status")).out).toMatch(/^0 transaksi/);
  });

  test("the pause goes on over midnight", async () => {
    const { fine, at } = await trader();
    await fine("20:00", "rule add pause-after-loss 1h");
    await fine("23:50", "trade log XAUUSD -5 --exit 23:40");
    expect((await at("2025-07-10T00:10:00+07:00", "status")).out).toMatch(/jeda 30 menit/);
    expect(await at("2025-07-10T00:41:00+07:00", "status")).toMatchObject({ code: 0 });
  });

  test("before there is a journal it says so, and makes none", async () => {
    const { jurnal, file } = fakeWorld({ isInteractive: false });
    for (const words of [["status"], ["status", "--json"]]) {
      const { code, out, err } = await jurnal(words);
      expect([code, out]).toEqual([1, ""]);
      expect(err).toContain(`Belum ada jurnal di ${file}`);
    }
    expect(existsSync(file)).toBe(false);
  });

  test("colour only on a terminal", async () => {
    const { fine, at, world } = await trader();
    await fine("08:00", "rule add hours 14-23");
    const env = { ...world.env, NO_COLOR: undefined };
    expect((await at("08:00", "status", { env })).out).not.toContain("\u001b");
    expect((await at("08:00", "status", { env, isTerminal: true })).out).toContain("\u001b[31m");
  });
});

describe("jurnal promise accept", () => {
  const made = async () => {
    const here = await trader();
    await here.fine("09:00", "trade log XAUUSD -20 --lot 0.1 --no-sl --entry 08:00 --exit 08:30");
    await here.fine("19:00", "report");
    const list = () => here.json("19:01", "promise list --json");
    return { ...here, list };
  };

  test("marks the report's promise as the trader's own; again is no change; undo takes it back", async () => {
    const { fine, list } = await made();
    expect((await list())[0]).toMatchObject({ accepted_on: null });
    expect(await fine("19:02", "promise accept 1")).toMatch(/^✔ Janji diterima: Jika/);
    expect(await list()).toHaveLength(1);
    expect((await list())[0]).toMatchObject({ accepted_on: "2025-07-09" });
    expect(await fine("19:03", "promise list")).toMatch(
      /\(sejak\s9 Jul 2025, Anda terima 9 Jul 2025\)/,
    );
    expect(await fine("19:03", "promise accept sl_sebelum_order")).toMatch(
      /tidak ada yang berubah/,
    );
    await fine("19:04", "undo");
    expect((await list())[0]).toMatchObject({ accepted_on: null });
  });

  test("opens a dropped one again, and the next report says who took it on", async () => {
    const { fine, json, list } = await made();
    await fine("19:02", "promise drop 1");
    expect(await list()).toEqual([]);
    await fine("19:03", "janji terima 1");
    expect(await list()).toMatchObject([{ id: 1, accepted_on: "2025-07-09" }]);
    const next = "2025-07-10T19:00:00+07:00";
    await fine(next, "trade log XAUUSD 20 --lot 0.1 --sl --entry 08:00 --exit 08:30");
    const { followup } = await json(next, "report --json");
    expect(followup).toMatchObject([{ outcome: "kept", accepted_on: "2025-07-09" }]);
    expect(await fine(next, "report --full")).toMatch(/Anda menerima janji ini pada 9 Jul 2025/);
  });

  test("what the trader accepted is not taken away when the report is made anew", async () => {
    const { fine, list } = await made();
    await fine("19:02", "promise accept 1");
    await fine("19:03", "trade edit 1 --sl");
    await fine("19:04", "report");
    expect((await list())[0]).toMatchObject({ id: 1, accepted_on: "2025-07-09" });
  });

  test("only what is in the last report, and can be counted", async () => {
    const { at } = await made();
    const told = await at("19:02", "promise accept 9");
    expect(told).toMatchObject({ code: 2 });
    expect(told.err).toMatch(/nomor: "9".*rekomendasi/);
    const { jurnal } = fakeWorld({ isInteractive: false });
    await jurnal(["session", "today"]);
    expect((await jurnal(["promise", "accept", "1"])).err).toMatch(/belum ada satu pun/);
    await jurnal(["trade", "log", "XAUUSD", "5", "--risk", "1", "--sl"]);
    await jurnal(["report"]);
    expect((await jurnal(["promise", "accept", "1"])).code).toBe(1);
  });
});
