import { existsSync } from "node:fs";
import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import { MOODS } from "../src/base/moods.ts";
import { dump } from "./journal/temporary.ts";
import { CTRL_C, fakeWorld, linesOf, type Question } from "./world.ts";

const trades = (file: string) => dump(file, ["daily_trading_data"]).daily_trading_data ?? [];

describe("trade log asks a person for what is missing", () => {
  test("all of it, and what is passed over stays unknown", async () => {
    const { jurnal, file } = fakeWorld();
    const done = await jurnal(
      ["trade", "log"],
      ["xauusd", "-25.30", "", "", "", undefined, "", ""],
    );
    expect(done.code).toBe(0);
    expect(done.asked).toHaveLength(8);
    expect(trades(file)).toMatchObject([
      {
        symbol: "XAUUSD",
        profit_loss: -25.3,
        lot_size: 0,
        side: null,
        exit_time: null,
        risk_percent: null,
        stop_loss_used: null,
        take_profit_used: null,
        strategy_used: null,
      },
    ]);
  });

  test("only the rest, offering what was used before, the most frequent first", async () => {
    const { jurnal, asked, file } = fakeWorld();
    for (const symbol of ["EURUSD", "XAUUSD", "XAUUSD"]) {
      await jurnal(["trade", "log", symbol, "5", "--strategy", "breakout", "--no-input"]);
    }
    const done = await jurnal(
      ["trade", "log", "--lot", "0.2", "--side", "sell", "--stop", "3300"],
      ["GBPUSD", "7", "18:30", "1%", "pullback"],
    );
    expect(done.code).toBe(0);
    expect(asked[0]?.suggestions).toEqual(["XAUUSD", "EURUSD"]);
    expect(asked[4]?.suggestions).toEqual(["breakout"]);
    expect(trades(file).at(-1)).toMatchObject({
      symbol: "GBPUSD",
      profit_loss: 7,
      lot_size: 0.2,
      side: "sell",
      exit_time: "2025-07-09 11:30:00",
      risk_percent: 1,
      stop_loss: 3300,
      stop_loss_used: 1,
      strategy_used: "pullback",
    });
  });

  test("each answer is judged where it is typed", async () => {
    const { jurnal } = fakeWorld();
    const judged: unknown[] = [];
    const judge =
      (good: string, ...bad: string[]) =>
      ({ check }: Question) => {
        judged.push(...bad.map((answer) => check?.(answer)), check?.(good));
        return good;
      };
    await jurnal(
      ["trade", "log"],
      [
        judge("XAUUSD", "", "5"),
        judge("45,50", "", "1,234", "Rp5"),
        judge("", "-1"),
        "buy",
        judge("18:30", "besok"),
        true,
        judge("1%", "-1"),
        "x",
      ],
    );
    expect(judged.map((told) => (told === true ? "ok" : told))).toEqual([
      expect.stringMatching(/./),
      expect.stringMatching(/^Harus nama simbol/),
      "ok",
      expect.stringMatching(/^Harus hasil/),
      expect.stringMatching(/1\.234 atau 1234/),
      expect.stringMatching(/^Harus dalam USD/),
      "ok",
      expect.stringMatching(/^Harus ukuran lot/),
      "ok",
      expect.stringMatching(/^Harus waktu/),
      "ok",
      expect.stringMatching(/^Harus persen/),
      "ok",
    ]);
  });

  test("Enter alone never says that something was good", async () => {
    const { jurnal, asked } = fakeWorld();
    const enter = ({ choices }: Question) => choices?.[0]?.value ?? "";
    const { code, out } = await jurnal(
      ["trade", "log"],
      ["XAUUSD", "5", enter, enter, enter, enter, enter, enter],
    );
    expect([code, asked.filter(({ choices }) => choices !== undefined).length]).toEqual([0, 2]);
    expect(out).toMatch(/XAUUSD \+\$5\.00/);
    const shown = JSON.parse((await jurnal(["trade", "show", "1", "--json"])).out);
    expect(shown).toMatchObject({ side: null, stop_loss_used: null, exit_time: null });
  });

  test("nothing at all when a value already typed cannot stand", async () => {
    const { jurnal } = fakeWorld();
    const done = await jurnal(["trade", "log", "XAUUSD", "--lot", "-3"]);
    expect(done).toMatchObject({ code: 2, asked: [] });
  });

  test("nothing with --no-input, with --json, or without a terminal", async () => {
    const { jurnal, file } = fakeWorld();
    for (const [argv, more] of [
      [["trade", "log", "XAUUSD", "--no-input"], {}],
      [["trade", "log", "XAUUSD", "--json"], {}],
      [["trade", "log", "XAUUSD"], { isInteractive: false }],
      [["mood", "set", "--no-input"], {}],
      [["session", "set", "--no-input"], {}],
      [["feedback", "--no-input"], {}],
    ] as const) {
      const done = await jurnal(argv, [], more);
      expect([argv, done.code, done.out, done.asked]).toEqual([argv, 2, "", []]);
    }
    expect(existsSync(file) ? trades(file) : []).toEqual([]);
  });
});

describe("moods", () => {
  test("are picked from the whole list", async () => {
    const { jurnal, asked, file } = fakeWorld();
    const pick = ({ choices }: Question) => choices?.find(({ label }) => label === "FOMO")?.value;
    expect((await jurnal(["mood", "set", "--note", "ikut teman"], [pick])).code).toBe(0);
    expect(asked[0]?.choices?.map(({ value }) => value)).toEqual(MOODS);
    expect(dump(file, ["mood_checkins"]).mood_checkins).toMatchObject([
      { mood: "fomo", note: "ikut teman", created_at: "2025-07-09 12:00:00" },
    ]);
    expect((await jurnal(["feedback"], [pick])).out).toMatch(/^FOMO\n/);
  });
});

describe("mood and notes", () => {
  test("mood set without words asks for the mood and then a note", async () => {
    const { jurnal, file } = fakeWorld();
    expect((await jurnal(["mood", "set"], ["cemas", "baru rugi dua kali"])).code).toBe(0);
    expect((await jurnal(["mood", "set"], ["tenang", ""])).code).toBe(0);
    expect((await jurnal(["mood", "set", "marah"])).asked).toEqual([]);
    expect(dump(file, ["mood_checkins"]).mood_checkins).toMatchObject([
      { mood: "cemas", note: "baru rugi dua kali" },
      { mood: "tenang", note: null },
      { mood: "marah", note: null },
    ]);
  });

  test("session set without options asks for market and notes, and Enter leaves them", async () => {
    const { jurnal, file } = fakeWorld();
    const sessions = () => dump(file, ["trading_sessions"]).trading_sessions;
    expect((await jurnal(["session", "set"], [undefined, ""])).code).toBe(0);
    expect(sessions()).toEqual([]);
    expect((await jurnal(["session", "set"], ["news", "Menunggu NFP"])).code).toBe(0);
    const day = { market_conditions: "news", personal_notes: "Menunggu NFP" };
    expect(sessions()).toMatchObject([day]);
    expect((await jurnal(["session", "set"], [undefined, ""])).code).toBe(0);
    expect(sessions()).toMatchObject([day]);
  });
});

describe("Ctrl-C", () => {
  test("at any question ends with 130, and nothing is written", async () => {
    const { jurnal, file } = fakeWorld();
    await jurnal(["session", "today"]);
    const before = dump(file);
    const answers = ["XAUUSD", "5", "0.1", "buy", "", true, "1", "x"];
    for (let question = 0; question < answers.length; question++) {
      const replies = [...answers.slice(0, question), CTRL_C];
      expect((await jurnal(["trade", "log"], replies)).code).toBe(130);
      expect(dump(file)).toEqual(before);
    }
    expect((await jurnal(["mood", "set"], [CTRL_C])).code).toBe(130);
    expect(dump(file)).toEqual(before);
  });
});

/** A week of trading up to Wednesday 9 July 2025, 19:00 in Jakarta. */
async function workingWeek() {
  const here = fakeWorld();
  const { jurnal } = here;
  const fine = async (line: string[], more = {}) => {
    const done = await jurnal(line, [], more);
    if (done.code !== 0) throw new Error(`${line.join(" ")}: ${done.err}`);
  };
  await fine(["profile", "edit", "--zone", "WIB", "--balance", "3000"]);
  await fine(["bot", "add", "EA Gold", "--market", "XAUUSD"]);
  const days: [string, string, string, [string, number, number | null, object?][]][] = [
    [
      "2025-07-03",
      "tenang",
      "trending",
      [
        ["XAUUSD", 120.5, 0.05],
        ["EURUSD", -40.25, 0.2],
      ],
    ],
    ["2025-07-04", "cemas", "news", [["XAUUSD", -81.6, 0.1, { stop_loss_used: false }]]],
    [
      "2025-07-07",
      "percaya diri",
      "normal",
      [
        ["BTC/USDT", 0, null],
        ["XAUUSDm", 1234.5, 0.05],
      ],
    ],
    [
      "2025-07-09",
      "marah",
      "volatile",
      [
        ["XAUUSD", 12.4, 0.02, { bot_id: 1 }],
        ["XAUUSD", -40.55, 0.05],
      ],
    ],
  ];
  for (const [date, mood, market, list] of days) {
    const now = () => Date.parse(`${date}T12:00:00Z`);
    const lines = list.map(([symbol, profit_loss, lot_size, more], index) => ({
      symbol,
      profit_loss,
      lot_size,
      side: index % 2 === 0 ? "buy" : "sell",
      entry_time: `${date}T0${3 + index}:05:00Z`,
      exit_time: `${date}T0${3 + index}:50:00Z`,
      stop_loss_used: true,
      strategy_used: "pullback ke rata-rata bergerak",
      ...more,
    }));
    await fine(["mood", "set", mood, "--note", "tidur cukup"], { now });
    await fine(
      ["session", "set", "--market", market, "--notes", "Dua setup 📈, satu di luar rencana."],
      { now },
    );
    await fine(["trade", "log", "--stdin"], { now, input: linesOf(...lines) });
    if (date !== "2025-07-07") await fine(["report"], { now });
  }
  await fine(["trade", "edit", "1", "--profit", "119.50"]);
  return here;
}

describe("screens without colour", () => {
  test("the dashboard on someone's first look", async () => {
    const { jurnal, file } = fakeWorld();
    const { code, out } = await jurnal([]);
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot("golden/dashboard-first.txt");
    expect(existsSync(file)).toBe(false);
  });

  const SCREENS: Record<string, string[]> = {
    dashboard: [],
    session: ["session", "today"],
    history: ["history"],
    trades: ["trade", "list"],
    trade: ["trade", "show", "1"],
    moods: ["mood", "list"],
  };

  test.each(Object.keys(SCREENS))("%s at 60, 80 and 120 columns", async (name) => {
    const { jurnal } = await workingWeek();
    for (const columns of [60, 80, 120]) {
      const { code, out, err } = await jurnal(SCREENS[name] ?? [], [], { columns });
      expect([code, err]).toEqual([0, ""]);
      const widths = out.split("\n").map((line) => stringWidth(line));
      expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
      await expect(out).toMatchFileSnapshot(`golden/${name}-${columns}.txt`);
    }
  });

  test("colour adds nothing but colour", async () => {
    const { jurnal, world } = await workingWeek();
    const env = { ...world.env, NO_COLOR: undefined };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of
    const sgr = /\u001b\[\d+m/g;
    for (const [name, argv] of Object.entries(SCREENS)) {
      const plain = await jurnal(argv);
      const coloured = await jurnal(argv, [], { env });
      // Moods are words: there is nothing in them to colour.
      expect([name, coloured.out.includes("\u001b[")]).toEqual([name, name !== "moods"]);
      expect(coloured.out.replace(sgr, "")).toBe(plain.out);
    }
  });
});

test("the same journal prints the same report, and reading it again writes nothing", async () => {
  const { jurnal, file } = await workingWeek();
  const first = await jurnal(["report"]);
  const stored = dump(file);
  expect((await jurnal(["report"])).out).toBe(first.out);
  expect(dump(file)).toEqual(stored);
});

test("filters of the list: every one of them, and together", async () => {
  const { jurnal } = await workingWeek();
  await jurnal(["trade", "edit", "1", "--tag", "a_b", "NFP"]);
  await jurnal(["trade", "edit", "2", "--tag", "axb"]);
  const ids = async (...options: string[]) =>
    JSON.parse((await jurnal(["trade", "list", "--json", ...options])).out).map(
      ({ id }: { id: number }) => id,
    );
  expect(await ids()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await ids("--tag", "a_b")).toEqual([1]);
  expect(await ids("--tag", "#nfp")).toEqual([1]);
  expect(await ids("--tag", "%")).toEqual([]);
  expect(await ids("--symbol", "xauusd")).toEqual([1, 3, 5, 6, 7]);
  expect(await ids("--win")).toEqual([1, 5, 6]);
  expect(await ids("--loss")).toEqual([2, 3, 7]);
  expect(await ids("--bot", "1")).toEqual([6]);
  expect(await ids("--manual", "--mood", "kesal")).toEqual([7]);
  expect(await ids("--strategy", "Pullback ke rata-rata bergerak", "--limit", "2")).toEqual([6, 7]);
  expect(await ids("--from", "2025-07-04", "--to", "7 juli")).toEqual([3, 4, 5]);
  expect(await ids("--date", "kemarin")).toEqual([]);
  expect(await ids("--days", "3")).toEqual([4, 5, 6, 7]);
});
