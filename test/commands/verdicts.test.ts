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
    expect(await fine("2025-07-07T22:01", "trade show 1")).toMatch(/18.67% \(dihitung\)/);
  });
});

describe("a promise", () => {
  const usual = (from: string, to: string, lot = 0.02) => gold(from, to, lot, 10);
  type Told = { id: number; outcome: string };

  test("is judged by the lot it was made with, whatever is usual by then", async () => {
    const { trades, fine, json } = await trader();
    for (const day of ["01", "02", "03"]) await trades(`2025-07-${day}`, usual("14:00", "15:00"));
    const large = { ...usual("16:00", "17:00", 0.2), stop_loss: 1999 };
    await trades("2025-07-04", usual("14:00", "15:00"), large);
    await fine("2025-07-04T22:00", "report");
    const [made] = await json("2025-07-04T22:01", "promise list");
    expect(made).toMatchObject({ action: { id: "lot_dasar", params: { base: 0.02 } } });
    // Larger day by day: in the end the usual lot itself is 0.05.
    for (const day of ["07", "08", "09", "10"]) {
      await trades(`2025-07-${day}`, usual("14:00", "15:00", 0.05), usual("16:00", "17:00", 0.05));
    }
    const { followup } = await json("2025-07-10T22:00", "report 2025-07-10");
    expect(followup).toMatchObject([{ id: "lot_dasar", outcome: "broken" }]);
  });

  test("with other numbers is another one from the next day on; words alone change nothing else", async () => {
    const { trades, fine, json, at } = await trader();
    const hasty = [gold("14:00", "14:10", 0.02, -10), gold("14:12", "14:30", 0.06, -10)];
    await trades("2025-07-07", usual("10:00", "11:00"), ...hasty);
    await fine("2025-07-07T22:00", "report");
    const edit = (text: string) => at("2025-07-07T22:05", ["promise", "edit", "1", text]);
    expect(await edit("Setelah rugi saya jalan kaki dulu.")).toMatchObject({ code: 0 });
    expect(await json("2025-07-07T22:06", "promise list")).toMatchObject([
      { id: 1, text: "Setelah rugi saya jalan kaki dulu." },
    ]);
    const refused = await edit("Setelah rugi paling banyak 2 transaksi.");
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toMatch(/tidak bisa dinilai dengan 2.*menit/s);
    expect((await edit("Setelah rugi jeda 45 menit, lot 0,02.")).out).toMatch(
      /menjadi janji \d+; mulai besok ditepati bila .*45 menit/s,
    );
    const [own] = await json("2025-07-07T22:07", "promise list");
    expect(own).toMatchObject({ action: { params: { minutes: 45, base: 0.02 } } });
    // Making the day's report again brings the mentor's own back neither.
    await fine("2025-07-07T22:08", "report");
    expect((await json("2025-07-07T22:09", "promise list")).length).toBe(1);
    await trades("2025-07-08", gold("14:00", "14:10", 0.02, -10), usual("14:45", "15:00"));
    const { followup } = await json("2025-07-08T22:00", "report");
    expect(followup.map(({ id, outcome }: Told) => [id, outcome])).toEqual([
      ["lot_dasar_setelah_rugi", "broken"],
    ]);
  });

  test("is opened once, whichever day is reported first", async () => {
    const { trades, fine, json } = await trader();
    const bare = { ...usual("14:00", "15:00"), stop_loss: undefined, stop_loss_used: false };
    await trades("2025-07-07", bare);
    await trades("2025-07-08", bare);
    await fine("2025-07-08T22:00", "report 2025-07-08");
    await fine("2025-07-08T22:01", "report 2025-07-07");
    const open = await json("2025-07-08T22:02", "promise list");
    const actions = open.map(({ action }: { action: { id: string } }) => action.id);
    expect(actions.filter((id: string) => id === "sl_sebelum_order")).toHaveLength(1);
  });

  test("about the bots costs what the bots lost, and keeps its words on later days", async () => {
    const { fine, json } = await trader();
    const grid = async (date: string, result: string) => {
      const times = `--entry ${date}T10:00 --exit ${date}T11:00`;
      await fine(`${date}T12:00`, `trade log XAUUSD ${result} --bot 1 --lot 0.1 --no-sl ${times}`);
      return await fine(`${date}T21:00`, "report");
    };
    await fine("2025-07-07T08:00", "bot add Grid");
    await grid("2025-07-07", "-8");
    const [made] = await json("2025-07-07T21:01", "promise list");
    expect(made).toMatchObject({ action: { id: "bot_pasang_sl" } });
    expect(made.text).not.toMatch(/hari ini|#/);
    const said = await grid("2025-07-08", "-1.50");
    const [, number] = /pengaturan bot: terlewat di #2 \(-\$1\.50\)\. \[(\d+)\]/.exec(said) ?? [];
    const why = await fine("2025-07-08T21:01", `report --why ${number}`);
    expect(why.replace(/\s+/g, " ")).toContain(made.text);
  });

  test("that was let go is judged on that day a last time and not carried on", async () => {
    const { trades, fine } = await trader();
    const bare = { ...usual("14:00", "15:00"), stop_loss: undefined, stop_loss_used: false };
    await trades("2025-07-07", bare);
    await fine("2025-07-07T22:00", "report");
    await trades("2025-07-08", { ...bare, ticket: "2" });
    expect(await fine("2025-07-08T21:30", "report")).toMatch(/^Besok .*hari ke-2/m);
    await fine("2025-07-08T22:00", "promise drop 1");
    const said = await fine("2025-07-08T22:01", "report");
    expect(said).toMatch(/^Janji .*terlewat di #2/m);
    expect(said).toMatch(/Dilepas\s+hari\s+ini\./);
    expect(said).not.toMatch(/hari ke-|FOKUS: stop loss|Masih itu/);
    // On the evening before it stood open, and is told so.
    expect(await fine("2025-07-08T22:02", "report 2025-07-07")).toMatch(/FOKUS: stop loss/);
    await trades("2025-07-09", usual("14:00", "15:00"));
    expect(await fine("2025-07-09T22:00", "report")).not.toMatch(/^Janji/m);
  });

  test("made last is what a day without trades carries on, not the oldest", async () => {
    const { trades, fine, json } = await trader();
    await fine("2025-07-07T08:00", "bot add Grid");
    const bot = "trade log XAUUSD -8 --bot 1 --lot 0.1 --no-sl --entry 10:00 --exit 11:00";
    await fine("2025-07-07T12:00", bot);
    await fine("2025-07-07T22:00", "report");
    await trades("2025-07-08", {
      ...usual("14:00", "15:00"),
      stop_loss: undefined,
      stop_loss_used: false,
    });
    expect(await fine("2025-07-08T22:00", "report")).toMatch(/FOKUS: stop loss terisi sebelum/);
    const open = await json("2025-07-08T22:01", "promise list");
    expect(open[0].action.id).toBe("bot_pasang_sl");
    await fine("2025-07-09T10:00", "mood set tenang");
    expect(await fine("2025-07-09T22:00", "report")).toMatch(
      /^Besok +Tetap \(hari ke-1\): stop loss terisi sebelum/m,
    );
  });

  test("that was let go is not asked for again on the next day", async () => {
    const { trades, fine, json } = await trader();
    const bare = { ...usual("14:00", "15:00"), stop_loss: undefined, stop_loss_used: false };
    await trades("2025-07-07", bare);
    await fine("2025-07-07T22:00", "report");
    type Kept = { id: number; action: { id: string } };
    const open = async (date: string): Promise<Kept[]> =>
      await json(`${date}T22:30`, "promise list");
    const stop = (some: Kept[]) => some.find(({ action }) => action.id === "sl_sebelum_order");
    await fine("2025-07-07T22:10", `promise drop ${stop(await open("2025-07-07"))?.id}`);
    await trades("2025-07-08", bare);
    expect(await fine("2025-07-08T22:00", "report")).not.toMatch(/FOKUS: stop loss/);
    expect(stop(await open("2025-07-08"))).toBeUndefined();
    // A week later it may be asked for anew.
    await trades("2025-07-16", bare);
    await fine("2025-07-16T22:00", "report");
    expect(stop(await open("2025-07-16"))).toBeDefined();
  });

  test("about the bots is followed up on the days of the bots", async () => {
    const { trades, fine, json } = await trader();
    await fine("2025-07-01T09:00", "bot add Emas --market XAUUSD");
    const bot = { ...usual("14:00", "15:00"), bot_id: 1, stop_loss: undefined };
    await trades("2025-07-07", { ...bot, stop_loss_used: false });
    await fine("2025-07-07T22:00", "report");
    expect(await json("2025-07-07T22:01", "promise list")).toMatchObject([
      { action: { id: "bot_pasang_sl" } },
    ]);
    await trades("2025-07-08", { ...bot, stop_loss_used: true });
    const { followup } = await json("2025-07-08T22:00", "report");
    expect(followup).toMatchObject([{ id: "bot_pasang_sl", outcome: "kept" }]);
    expect(await fine("2025-07-08T22:01", "report")).toMatch(/Ditepati: .*bot/);
  });

  test("is the same one on the dashboard, in the list and in the report", async () => {
    const { trades, fine, json } = await trader();
    const listed = async (when: string) => {
      const list = await json(when, "promise list");
      const { promises } = JSON.parse(await fine(when, "--json"));
      const ids = (some: { id: number }[]) => some.map(({ id }) => id);
      expect(ids(promises)).toEqual(ids(list));
      return ids(list);
    };
    await trades("2025-07-07", usual("14:00", "15:00"));
    await fine("2025-07-07T22:00", "report");
    // What is to go on as it is is praise, and no promise.
    expect(await listed("2025-07-07T22:01")).toEqual([]);
    const bare = { ...usual("14:00", "15:00"), stop_loss: undefined, stop_loss_used: false };
    await trades("2025-07-08", bare);
    await fine("2025-07-08T22:00", "report");
    const open = await listed("2025-07-08T22:01");
    await trades("2025-07-09", usual("14:00", "15:00"));
    const { followup } = await json("2025-07-09T22:00", "report");
    expect(followup.map(({ promise }: { promise: number }) => promise)).toEqual(open);
    expect(await listed("2025-07-09T22:01")).toEqual(open);
  });
});

describe("the trader's own rules", () => {
  test("are the one limit and the one pause of a day's screen", async () => {
    const { trades, fine } = await trader();
    await fine("2025-07-01T09:00", "rule add max-daily-loss 2%");
    await fine("2025-07-01T09:01", "rule add pause-after-loss 30m");
    await trades(
      "2025-07-07",
      gold("10:00", "10:30", 0.02, -20),
      gold("10:33", "10:50", 0.08, -20),
      gold("11:00", "11:20", 0.08, 5),
    );
    for (const line of ["report", "report --full"]) {
      const said = await fine("2025-07-07T22:00", line);
      expect(said).toMatch(/\$60\.00/);
      expect(said).not.toMatch(/\$150\.00|\$63\.00/);
      const pauses = [...said.matchAll(/(?:jeda|setelah|chart) (\d+) menit/gi)].map(([, n]) => n);
      expect([line, new Set(pauses.filter((n) => n !== "3" && n !== "10"))]).toEqual([
        line,
        new Set(["30"]),
      ]);
    }
    const list = await fine("2025-07-07T22:01", "promise list");
    expect(list).toMatch(/\$60\.00/);
  });

  test("hold from the minute they were made, and to the minute they were replaced", async () => {
    const { trades, fine, json } = await trader();
    await fine("2025-07-07T12:00", "rule add max-trades 1");
    await fine("2025-07-07T12:01", "rule add hours 13-15");
    await trades("2025-07-07", gold("10:00", "10:30", 0.02, 5), gold("11:00", "11:20", 0.02, 5));
    type Check = { kind: string; outcome: string; trades: number[] };
    const rules = async (day: string) =>
      (await json(`${day}T22:00`, "report")).rules.map(({ kind, outcome, trades: ids }: Check) => [
        kind,
        outcome,
        ids,
      ]);
    expect(await rules("2025-07-07")).toEqual([
      ["hours", "untested", []],
      ["max-trades", "untested", []],
    ]);
    await trades("2025-07-07", gold("14:00", "14:20", 0.02, 5), gold("16:00", "16:20", 0.02, 5));
    expect(await rules("2025-07-07")).toEqual([
      ["hours", "broken", [4]],
      ["max-trades", "broken", [3, 4]],
    ]);
    await trades("2025-07-08", gold("13:00", "13:30", 0.02, 5), gold("14:00", "14:20", 0.02, 5));
    await fine("2025-07-08T20:00", "rule add max-trades 5");
    expect((await rules("2025-07-08")).slice(1)).toEqual([
      ["max-trades", "untested", []],
      ["max-trades", "broken", [6]],
    ]);
  });
});

describe("the one thing for tomorrow", () => {
  const focusOf = async (here: Awaited<ReturnType<typeof trader>>, day: string) => {
    const { actions } = await here.json(`${day}T22:00`, "report");
    return actions[0];
  };

  test("is the day's largest violation, not an older or lighter promise", async () => {
    const here = await trader();
    const { trades, fine } = here;
    const unknown = {
      ...gold("14:00", "15:00", 0.02, 10),
      stop_loss: undefined,
      entry_price: undefined,
    };
    // Three days of a promise to note the risk, broken each time, so that it is to become smaller.
    for (const day of ["01", "02", "03", "04"]) {
      await trades(`2025-07-${day}`, unknown, { ...unknown, from: "16:00", to: "17:00" });
      await fine(`2025-07-${day}T22:00`, "report");
    }
    const risky = { ...gold("18:00", "18:30", 0.28, -20), stop_loss: 1980 };
    await trades("2025-07-07", unknown, risky);
    expect(await focusOf(here, "2025-07-07")).not.toMatchObject({ id: "lengkapi_data" });
    expect((await focusOf(here, "2025-07-07")).trades).toContain(10);
  });

  test("of a large lot is about its own symbol, whatever is promised of another", async () => {
    const here = await trader();
    const { trades, fine, json } = here;
    const gbp = (from: string, to: string, lot_size: number) => ({
      ...gold(from, to, lot_size, 0.001),
      symbol: "GBPUSD",
      entry_price: 1.3,
      exit_price: 1.301,
      stop_loss: 1.2999,
      profit_loss: 100 * lot_size,
    });
    const tight = (from: string, to: string, lot: number) => ({
      ...gold(from, to, lot, 1),
      stop_loss: 1999,
    });
    for (const day of ["01", "02", "03", "04"]) {
      await trades(`2025-07-${day}`, tight("10:00", "10:30", 0.02), gbp("11:00", "11:30", 0.02));
    }
    await trades("2025-07-07", tight("10:00", "10:30", 0.2));
    await fine("2025-07-07T22:00", "report");
    await trades("2025-07-08", gbp("11:00", "11:30", 0.2));
    expect(await focusOf(here, "2025-07-08")).toMatchObject({
      id: "lot_dasar",
      params: { symbol: "GBPUSD", base: 0.02 },
    });
    const open = await json("2025-07-08T22:01", "promise list");
    const symbols = open.map(
      ({ action }: { action: { params: { symbol?: string } } }) => action.params.symbol,
    );
    expect(symbols).toEqual(expect.arrayContaining(["XAUUSD", "GBPUSD"]));
  });

  test("never asks for a lot above the limit of risk, nor for one that cannot be ordered", async () => {
    const here = await trader();
    const { trades } = here;
    // The usual lot itself risks 5 %.
    const usual = (from: string, to: string, lot = 0.05, points = 10) => ({
      ...gold(from, to, lot, points),
      stop_loss: 1970,
    });
    for (const day of ["01", "02", "03", "04"])
      await trades(`2025-07-${day}`, usual("10:00", "11:00"));
    await trades("2025-07-07", usual("10:00", "11:00", 0.05, -5), usual("11:03", "11:30", 0.2));
    const focus = await focusOf(here, "2025-07-07");
    expect(focus).toMatchObject({ id: "risiko_maksimum", params: { limit: 2, lot: 0.02 } });
    // With a stop this wide not even the smallest lot is within it: none is named.
    await trades("2025-07-08", { ...usual("10:00", "11:00", 0.01), stop_loss: 1900 });
    const { params } = await focusOf(here, "2025-07-08");
    expect(params).toMatchObject({ limit: 2, lot: null });
  });
});

describe("what nobody entered", () => {
  test("is not entered: market and mood are a dash until somebody says them, also as normal", async () => {
    const { trades, fine, json } = await trader();
    await trades("2025-07-07", gold("10:00", "11:00", 0.02, 10));
    const when = "2025-07-07T22:00";
    const screens = async () => [
      await fine(when, []),
      await fine(when, "session show"),
      await fine(when, "report --full"),
    ];
    for (const screen of await screens()) expect(screen).toMatch(/Pasar +–/);
    expect(await fine(when, "stats --by market")).toMatch(/tidak dicatat/);
    expect(await fine(when, "stats --by mood")).not.toMatch(/netral/);
    expect(await json(when, "trade list --market normal --days 9")).toEqual([]);
    await fine(when, "session set --market normal");
    for (const screen of await screens()) expect(screen).toMatch(/Pasar +normal/);
    expect(await fine(when, "stats --by market")).toMatch(/normal/);
    expect(await json(when, "trade list --market normal --days 9")).toHaveLength(1);
    await fine(when, "undo");
    expect(await fine(when, "session show")).toMatch(/Pasar +–/);
  });
});

describe("sentences of a day and a month", () => {
  const bot = { bot_id: 1 };

  test("are of the trader's own trades, and say so where bots turn the sum", async () => {
    const { trades, fine } = await trader();
    await fine("2025-07-01T09:00", "bot add Emas --market XAUUSD");
    const lost = ["10", "11", "12"].map((hour) => ({
      ...gold(`${hour}:00`, `${hour}:30`, 0.01, -5),
      ...bot,
    }));
    const won = { ...gold("15:00", "15:30", 0.05, 10), ...bot };
    await trades("2025-07-07", gold("09:00", "09:30", 0.01, -10), ...lost, {
      ...won,
      profit_loss: 65,
    });
    const full = await fine("2025-07-07T22:00", "report --full");
    expect(full).not.toMatch(/rugi dalam sehari itu berat|rugi tanpa satu kemenangan/);
    expect(full).toMatch(/Ruginya \$10\.00 oleh Anda,\s+bersama bot \+\$40\.00/);
    expect(await fine("2025-07-07T22:01", "report")).toMatch(/\+\$40\.00.*Anda -\$10\.00/);
    expect(await fine("2025-07-07T22:02", "history")).toMatch(/bersama bot\s+untung/);
  });

  test("name a loss of three times its plan, also where only the risk was typed", async () => {
    const { trades, fine } = await trader();
    const planned = { from: "09:00", to: "09:30", lot_size: 0.02, stop_loss_used: true };
    await trades("2025-07-07", { ...planned, risk_percent: 1, profit_loss: -93 });
    expect(await fine("2025-07-07T22:00", "report")).toMatch(
      /#1 3\.1x risiko yang\s+direncanakan; \$60\.00 di antaranya/,
    );
  });

  test("of a month that lost half of the account begin with that", async () => {
    const { trades, fine, json } = await trader();
    await trades("2025-07-07", gold("09:00", "09:30", 1, -10), gold("10:00", "10:30", 0.5, -9));
    const review = await fine("2025-07-31T22:00", "report --month");
    expect(review).toMatch(/-\$1,450\.00, 48\.3% saldo.*\n[\s\S]*Hampir setengah saldo hilang/);
    expect((await json("2025-07-31T22:00", "report --month")).headline).toMatch(
      /-\$1,450\.00, 48[.,]3% saldo hilang/,
    );
    await trades("2025-08-04", gold("09:00", "09:30", 0.01, -10));
    expect(await fine("2025-08-31T22:00", "report --month")).not.toMatch(/% saldo|hilang/);
  });
});

describe("after notes of distress", () => {
  test("the dashboard gives no tip on the day and the day after; a month keeps its figures", async () => {
    const { trades, fine } = await trader();
    await trades("2025-07-07", gold("09:00", "09:30", 0.02, -10));
    await fine("2025-07-07T20:00", ["mood", "set", "marah", "--note", "pengen mati aja"]);
    await fine("2025-07-07T22:00", "report");
    const told = /Tutup chart|entry berikutnya|Janji yang terbuka/i;
    expect(await fine("2025-07-07T22:01", [])).not.toMatch(told);
    await fine("2025-07-08T09:00", "mood set marah");
    expect(await fine("2025-07-08T09:01", [])).not.toMatch(told);
    await fine("2025-07-09T09:00", "mood set marah");
    expect(await fine("2025-07-09T09:01", [])).toMatch(told);
    for (const when of ["2025-07-07T22:30", "2025-07-31T22:00"]) {
      expect(await fine(when, "report --month")).toMatch(
        /· -\$20\.00 · proses[\s\S]*drawdown\s+terbesar \$20\.00/,
      );
    }
    expect(await fine("2025-08-31T22:00", "report --month 2025-07-07")).not.toMatch(
      /Hari-hari ini berat/,
    );
  });
});

test("the one thing for tomorrow is always a promise; of three others the least tested gives way", async () => {
  const { trades, fine, json } = await trader();
  await trades("2025-07-04", gold("10:00", "11:00", 0.02, 10));
  const bare = { stop_loss: undefined, stop_loss_used: false, entry_price: undefined };
  const risky = { ...gold("14:00", "15:00", 0.02, 10), risk_percent: 3 };
  await trades("2025-07-07", { ...gold("10:00", "11:00", 0.02, -80), ...bare }, risky);
  await fine("2025-07-07T22:00", "report");
  const actions = async (when: string) =>
    (await json(when, "promise list")).map(({ action }: { action: { id: string } }) => action.id);
  const first = await actions("2025-07-07T22:01");
  expect(first).toHaveLength(3);
  // Another kind of violation: averaging into a loser.
  const long = (from: string, entry_price: number) => ({
    ...gold(from, "13:00", 0.02, 5),
    ...{ entry_price, exit_price: entry_price + 5, stop_loss: entry_price - 20, risk_percent: 1.3 },
  });
  await trades("2025-07-08", long("10:00", 2000), long("11:00", 1990));
  const report = await fine("2025-07-08T22:00", "report --full");
  const { actions: told } = await json("2025-07-08T22:00", "report");
  expect(await actions("2025-07-08T22:01")).toContain(told[0].id);
  expect(await actions("2025-07-08T22:01")).toHaveLength(3);
  expect(report).toMatch(/Tempatnya diambil janji yang lebih\s+mendesak/);
  // Again and again the same.
  await fine("2025-07-08T22:02", "report");
  expect(await actions("2025-07-08T22:03")).toHaveLength(3);
});

describe("a loss larger than what was risked", () => {
  const lost = { from: "10:00", to: "11:00", profit_loss: -5000, risk_percent: 1 };

  test("is named beside a limit of risk that was kept by what was typed", async () => {
    const { trades, fine } = await trader();
    await fine("2025-07-06T08:00", "rule add risk 1%");
    for (const bare of [{}, { stop_loss_used: false }]) {
      const date = `2025-07-0${"stop_loss_used" in bare ? 8 : 7}`;
      await trades(date, { ...lost, ...bare, profit_loss: -1000 });
    }
    const first = await fine("2025-07-07T22:00", "report 2025-07-07");
    const flat = first.replaceAll(/\s+/g, " ");
    expect(flat).toContain(
      "Ditepati: risiko paling besar 1% per transaksi (menurut rencana; rugi #1 33.33x risiko itu)",
    );
    expect(flat).not.toContain("Sesuai rencana: stop loss terpasang dan risiko");
    const bare = (await fine("2025-07-08T22:00", "report 2025-07-08")).replaceAll(/\s+/g, " ");
    expect(bare).toContain("(menurut rencana; rugi #2 50x risiko itu)");
  });
});

describe("the limit in money", () => {
  test("is the trader's own where it is lower than the average win", async () => {
    const { trades, fine } = await trader();
    await fine("2025-07-06T08:00", "rule add risk 2%");
    await trades(
      "2025-07-07",
      { from: "10:00", to: "10:30", profit_loss: 90, risk_percent: 1 },
      { from: "11:00", to: "11:30", profit_loss: 90, risk_percent: 1 },
      { from: "12:00", to: "12:30", profit_loss: -300, stop_loss_used: true },
    );
    const report = await fine("2025-07-07T22:00", "report --full");
    expect(report).toContain("$60.00");
    expect(report.replaceAll(/\s+/g, " ")).not.toContain("paling besar $90.00");
  });

  test("is that of the rule of tomorrow, once one day broke another", async () => {
    const { trades, fine } = await trader();
    await fine("2025-07-06T08:00", "rule add max-daily-loss 3%");
    await trades(
      "2025-07-07",
      { from: "10:00", to: "10:30", profit_loss: -100 },
      { from: "11:00", to: "11:30", profit_loss: -5 },
    );
    await fine("2025-07-07T21:30", "rule add max-daily-loss 2%");
    const report = await fine("2025-07-07T22:00", "report");
    expect(report).toMatch(/FOKUS: [^.]*\$60\.00/);
  });
});

test("a promise whose judgement a rule has told is named, not numbered", async () => {
  const { trades, fine } = await trader();
  await fine("2025-07-06T08:00", "rule add hours 08:00-12:00");
  await fine("2025-07-06T08:00", "rule add max-trades 1");
  const out = (from: string, to: string) => ({ from, to, profit_loss: -10, risk_percent: 0.5 });
  const screens: string[] = [];
  for (const day of ["07", "08"]) {
    const date = `2025-07-${day}`;
    await trades(date, out("13:00", "13:20"), out("14:00", "14:20"), out("15:00", "15:20"));
    screens.push(await fine(`${date}T22:00`, "report"));
  }
  const [, second = ""] = screens;
  expect(second).toContain("Tetap (hari ke-2): sesi selesai setelah 1 transaksi.");
  expect(second).not.toMatch(/Janji \[\d+\] yang sama/);
});
