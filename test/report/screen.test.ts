import { describe, expect, test } from "vitest";
import { addDays, weekday } from "../../src/base/dates.ts";
import type { Finding } from "../../src/mentor/types.ts";
import { HABIT_WORDS } from "../../src/report/words/habits.ts";
import { PRAISE_WORDS } from "../../src/report/words/praise.ts";
import { shortSentence } from "../../src/report/words/short.ts";
import { explanationOf } from "../../src/report/words/why.ts";
import { splitMix64 } from "../../src/stats/permutation.ts";
import { desk } from "../cli/jurnal.ts";
import { explanations } from "./explanations.ts";

/** The last day of the journal; its clock stands at the evening of each day in turn. */
const FIRST = "2026-10-12";
const MOODS = ["tenang", "tenang", "tenang", "netral", "percaya diri", "cemas"];

/** Working days from the first one on. */
function workingDays(count: number): string[] {
  const days: string[] = [];
  for (let date = FIRST; days.length < count; date = addDays(date, 1)) {
    if (weekday(date) <= 5) days.push(date);
  }
  return days;
}

interface Typed {
  symbol: string;
  [field: string]: string | number | boolean | undefined;
}

/** One to three orderly trades: a stop, about 1 % risk, the usual lot, an hour between them. */
function quietTrades(date: string, draw: () => number): Typed[] {
  const hour = 13 + Math.floor(4 * draw());
  return Array.from({ length: 1 + Math.floor(3 * draw()) }, (_, index) => {
    const isGold = draw() < 0.7;
    const side = draw() < 0.5 ? "buy" : "sell";
    const held = 15 + Math.floor(70 * draw());
    const minute = Math.floor(20 * draw());
    const isWon = draw() < 0.5;
    const result = isWon ? 20 + 30 * draw() : -20 - 3 * draw();
    const entry = Date.parse(
      `${date}T${hour + 2 * index}:${String(minute).padStart(2, "0")}:00+07:00`,
    );
    const note = draw() < 0.15 ? { note: `tunggu ${isGold ? 3340 : 1.1} dulu, ${index + 1}` } : {};
    return {
      symbol: isGold ? "XAUUSD" : "EURUSD",
      side,
      lot_size: isGold ? 0.05 : 0.2,
      profit_loss: Math.round(100 * result) / 100,
      entry_time: new Date(entry).toISOString(),
      exit_time: new Date(entry + held * 60_000).toISOString(),
      stop_loss_used: true,
      risk_percent: Math.round(10 * (0.8 + 0.4 * draw())) / 10,
      strategy_used: isGold ? "pullback" : "breakout",
      ...note,
    };
  });
}

/** The screens of days one after the other, each printed on its own evening. */
async function played(days: readonly { date: string; trades: Typed[]; mood?: string }[]) {
  let clock = Date.parse(`${FIRST}T00:00:00Z`);
  const here = desk(() => clock);
  const at = (date: string, time: string) => {
    clock = Date.parse(`${date}T${time}:00+07:00`);
  };
  at(addDays(FIRST, -30), "08:00");
  await here.fine("profile", "edit", "--zone", "WIB", "--balance", "3000");
  const screens: string[] = [];
  for (const { date, trades, mood } of days) {
    at(date, "08:00");
    if (mood !== undefined) await here.fine("mood", "set", mood);
    at(date, "23:30");
    const input = trades.map((trade) => JSON.stringify(trade)).join("\n");
    if (trades.length > 0) await here.jurnal(["trade", "log", "--stdin"], { input });
    screens.push(await here.fine("report", date));
  }
  return { here, screens };
}

/** What a screen says, sentence by sentence: without first line, table and the hint at the end. */
function sentencesOf(screen: string): string[] {
  const lines = screen.trimEnd().split("\n").slice(2);
  const told = lines.filter((line) => !/^ {2}[ \d…]/.test(line) || /^ {9}/.test(line));
  const text = told
    .slice(0, -1)
    .join("\n")
    .replace(/\n {9}(?=[a-z#(\d[])/g, " ");
  return text
    .split(/\n|(?<=[.”])\s+(?=\p{Lu})/u)
    .map((line) =>
      line.replace(/^(?:Janji|Aturan|Pola|Bot|Emosi|Risiko|Besok|Pesan|Catatan)?[ !?]+/, "").trim(),
    )
    .filter((line) => line !== "");
}

const countLines = (screen: string) => screen.trimEnd().split("\n").length;

/** The most frequent of the texts, with how many screens hold it. */
function mostTold(screens: readonly string[], shape: (sentence: string) => string) {
  const counts = new Map<string, number>();
  for (const screen of screens) {
    for (const one of new Set(sentencesOf(screen).map(shape))) {
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

describe.each([1, 5, 8])("fifteen quiet days, drawn from seed %i", (seed) => {
  const random = splitMix64(seed);
  const draw = () => random.below(1_000_000) / 1_000_000;
  const days = workingDays(15).map((date) => ({
    date,
    trades: quietTrades(date, draw),
    ...(draw() < 0.8 ? { mood: MOODS[Math.floor(draw() * MOODS.length)] ?? "tenang" } : {}),
  }));

  test("are worth reading: no sentence stands in more than three of them", async () => {
    const { here, screens } = await played(days);
    expect(mostTold(screens, (one) => one).filter(([, count]) => count > 3)).toEqual([]);
    // Nor is it one sentence with other numbers, day after day.
    const shapes = mostTold(screens, (one) => one.replace(/[\d.,:]+/g, "0"));
    expect(shapes.filter(([, count]) => count > 7)).toEqual([]);
    for (const screen of screens) expect(countLines(screen)).toBeLessThanOrEqual(18);
    // Printed again when much more is known, a day reads as it did then.
    for (const at of [14, 3, 8]) {
      expect(await here.fine("report", days[at]?.date ?? "")).toBe(screens[at]);
    }
  });
});

const trade = (date: string, from: string, to: string, profit_loss: number, more: object = {}) => ({
  symbol: "XAUUSD",
  side: "buy",
  lot_size: 0.02,
  profit_loss,
  entry_time: `${date}T${from}:00+07:00`,
  exit_time: `${date}T${to}:00+07:00`,
  stop_loss_used: true,
  risk_percent: 0.7,
  strategy_used: "pullback",
  ...more,
});

/** A week of days of every kind, with own rules from its second day on. */
async function mixedWeek() {
  let clock = Date.parse(`${FIRST}T01:00:00Z`);
  const here = desk(() => clock);
  const [first, second, third, fourth, fifth, sixth, seventh] = workingDays(7) as [
    ...[string, string, string, string, string, string, string],
  ];
  const at = (date: string, time: string) => {
    clock = Date.parse(`${date}T${time}:00+07:00`);
  };
  const log = async (date: string, trades: object[]) => {
    at(date, "23:30");
    const input = trades.map((one) => JSON.stringify(one)).join("\n");
    expect((await here.jurnal(["trade", "log", "--stdin"], { input })).code).toBe(0);
    return await here.fine("report", date);
  };
  await here.fine("profile", "edit", "--zone", "WIB", "--balance", "3000");
  await here.fine("bot", "add", "EA Gold", "--market", "XAUUSD", "--strategy", "breakout");
  const screens: Record<string, string> = {};
  const early = ["09", "10", "11", "13", "14"].map((hour) =>
    trade(first, `${hour}:00`, `${hour}:40`, 12),
  );
  screens.first = await log(first, early);
  at(second, "07:00");
  for (const rule of ["max-daily-loss 2%", "pause-after-loss 30m", "stop-required"]) {
    await here.fine("rule", "add", ...rule.split(" "));
  }
  at(second, "15:00");
  await here.fine("mood", "set", "marah", "--note", "mau balas, pasar jahat");
  at(second, "22:00");
  await here.fine("session", "set", "--notes", "Hancur.");
  const bare = { stop_loss_used: false, risk_percent: 3 };
  screens.worst = await log(second, [
    trade(second, "14:10", "14:40", -40, bare),
    trade(second, "14:46", "15:20", -180, { ...bare, lot_size: 0.1 }),
    trade(second, "15:23", "16:42", -210, { ...bare, lot_size: 0.3, risk_percent: 12 }),
    trade(second, "16:45", "17:30", -1_000, { ...bare, lot_size: 0.6, risk_percent: 20 }),
    trade(second, "17:31", "17:50", -60, { ...bare, lot_size: 0.2, symbol: "EURUSD" }),
  ]);
  screens.lucky = await log(third, [
    trade(third, "10:00", "10:30", 20),
    trade(third, "11:00", "11:40", 190, { ...bare, lot_size: 0.08 }),
  ]);
  at(fourth, "21:00");
  await here.fine("mood", "set", "netral", "--date", fourth);
  screens.none = await here.fine("report", fourth);
  screens.bots = await log(fifth, [
    trade(fifth, "10:00", "10:30", 8, { bot_id: 1 }),
    trade(fifth, "12:00", "12:30", -5, { bot_id: 1 }),
  ]);
  screens.thirty = await log(
    sixth,
    Array.from({ length: 30 }, (_, i) =>
      trade(
        sixth,
        `${9 + Math.floor(i / 3)}:0${3 * (i % 3)}`.padStart(5, "0"),
        `${9 + Math.floor(i / 3)}:0${3 * (i % 3) + 2}`.padStart(5, "0"),
        i % 3 === 0 ? -9 : 6,
      ),
    ),
  );
  at(seventh, "20:00");
  await here.fine("session", "set", "--notes", "Kena MC lagi. Ini uang dapur.");
  screens.distress = await log(seventh, [trade(seventh, "10:00", "10:30", -300, bare)]);
  return { here, screens, dates: { second, seventh } };
}

describe("a week of every kind", () => {
  test("each day fits its room", async () => {
    const { screens } = await mixedWeek();
    const lines = Object.fromEntries(
      Object.entries(screens).map(([name, screen]) => [name, countLines(screen)]),
    );
    expect(lines.first).toBeLessThanOrEqual(18);
    expect(lines.worst).toBeLessThanOrEqual(40);
    expect(lines.lucky).toBeLessThanOrEqual(18);
    expect(lines.none).toBeLessThanOrEqual(6);
    expect(lines.bots).toBeLessThanOrEqual(10);
    // Two promises end on it, and it was won the wrong way.
    expect(lines.thirty).toBeLessThanOrEqual(30);
    expect(lines.distress).toBeLessThanOrEqual(14);
    await expect(Object.values(screens).join("\n")).toMatchFileSnapshot(
      "../golden/report-week-of-days.txt",
    );
  });

  test("speaks of results, not of statistics, and in one style of numbers and dates", async () => {
    const { screens } = await mixedWeek();
    for (const screen of Object.values(screens)) {
      expect(screen).not.toMatch(
        /\bn = |\bp <|95 ?%|batas bawah|median|\d{4}-\d\d-\d\d|[a-z]_[a-z]/,
      );
      expect(screen).not.toMatch(/\d,\d{1,2}\b(?!\d)/);
    }
  });

  test("every number on a screen can be asked about, in the trader's words, and appealed", async () => {
    const { here, screens, dates } = await mixedWeek();
    const numbers = [...(screens.worst ?? "").matchAll(/\[(\d+)\]/g)].map(([, n = ""]) => n);
    expect(numbers.length).toBeGreaterThan(4);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) {
      const why = await here.fine("report", dates.second, "--why", number);
      expect(why).not.toMatch(/[a-z]_[a-z]|undefined|null|NaN/);
      await here.fine("appeal", number, "sudah direncanakan", "--date", dates.second);
      await here.fine("undo");
    }
    expect(await here.fine("report", dates.second)).toBe(screens.worst);
  });

  test("in full it has all its sections, and the data for scripts hold everything", async () => {
    const { here, dates } = await mixedWeek();
    const full = await here.fine("report", dates.second, "--full");
    for (const heading of [
      "Ringkasan",
      "Analisis pola trading",
      "Emosi vs performa",
      "Rekomendasi",
      "Evaluasi manajemen risiko",
      "Pesan motivasi",
      "Catatan pribadi",
      "Rencana besok",
    ]) {
      expect(full).toContain(heading);
    }
    const json = JSON.parse(await here.fine("report", dates.second, "--json"));
    const told = [...json.findings, ...json.praise, ...json.rules, ...json.followup];
    expect(told.length).toBeGreaterThan(4);
    for (const one of told) expect(one).toMatchObject({ text: expect.stringMatching(/\.$/) });
  });
});

test("an appeal against a rule, or the score, leaves its trades out of that count alone", async () => {
  const { here, dates } = await mixedWeek();
  const report = async () => JSON.parse(await here.fine("report", dates.second, "--json"));
  const before = await report();
  const pause = before.rules.find(({ kind }: { kind: string }) => kind === "pause-after-loss");
  expect(pause.outcome).toBe("broken");
  await here.fine("appeal", String(pause.number), "rilis data", "--date", dates.second);
  const after = await report();
  const again = after.rules.find(({ kind }: { kind: string }) => kind === "pause-after-loss");
  expect(again).toMatchObject({ outcome: "untested", trades: [] });
  const others = (rules: { kind: string }[]) =>
    rules.filter(({ kind }) => kind !== "pause-after-loss");
  expect(others(after.rules)).toEqual(others(before.rules));
  const score = String(judgedIn(after) + 1);
  await here.fine("appeal", score, "uji coba", "--date", dates.second, "--trade", "9");
  expect((await report()).risk.n).toBe(before.risk.n - 1);
});

/** How many numbered sentences there are beside the score, which is the last. */
function judgedIn(report: Record<string, { number: number | null }[]>): number {
  const all = ["rules", "followup", "findings", "praise"].flatMap((key) => report[key] ?? []);
  return all.filter(({ number }) => number !== null).length;
}

const PRAISES = [
  ...Object.keys(PRAISE_WORDS),
  ...["berhenti_di_batas", "edge_terbukti", "lot_netral_setelah_rugi"],
];

test("every rule of the mentor has its short sentence", () => {
  const beside = {
    settings: {
      ...{ zone: "UTC", dayStart: 0, currency: "USD", riskLimitPercent: 2 },
      voice: "Anda" as const,
    },
    result: () => "",
  };
  for (const id of Object.keys(explanations())) {
    const praise = PRAISES.includes(id) ? 1 : 0;
    const finding = {
      ...{ id, level: "kejadian" as const, family: "", kind: "bad" as const, n: 3, trades: [1] },
      ...{ values: { praise }, cost: null, severity: 1 },
    } as Finding;
    // Habits and patterns fall back on their names.
    if (!(id in HABIT_WORDS)) expect(shortSentence(finding, beside), id).toMatch(/\.$/);
  }
});

test("beside rupiah every number is written as rupiah are", async () => {
  const here = desk(() => Date.parse(`${FIRST}T16:30:00Z`));
  await here.fine("profile", "edit", "--zone", "WIB", "--currency", "IDR", "--balance", "50jt");
  const input = [
    trade(FIRST, "09:00", "09:40", 1_250_000),
    trade(FIRST, "10:00", "10:40", -600_500, { risk_percent: 1.35, lot_size: 0.15 }),
  ].map((one) => JSON.stringify(one));
  await here.jurnal(["trade", "log", "--stdin"], { input: input.join("\n") });
  for (const words of [[], ["--full"]]) {
    const screen = await here.fine("report", FIRST, ...words);
    expect(screen).toContain("Rp1.250.000");
    expect(screen).toContain("0,15");
    expect(screen).toMatch(/1,35%/);
    expect(screen).not.toMatch(/\d\.\d{1,2}\b(?!\d)/);
  }
});

describe("odd days", () => {
  const clocked = (minutes: number) =>
    [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

  /** A journal whose clock stands at the evening of the last of these days. */
  async function oddDays() {
    const dates = workingDays(6) as [...[string, string, string, string, string, string]];
    let clock = Date.parse(`${FIRST}T01:00:00Z`);
    const here = desk(() => clock);
    await here.fine("profile", "edit", "--zone", "WIB", "--balance", "3000");
    await here.fine("bot", "add", "Grid", "--market", "forex");
    for (const rule of ["max-trades 2", "pause-after-loss 30m", "risk 1"]) {
      await here.fine("rule", "add", ...rule.split(" "));
    }
    clock = Date.parse(`${dates[5]}T23:30:00+07:00`);
    const [many, bots, quiet, lost, distress, together] = dates;
    const rushed = Array.from({ length: 32 }, (_, at) =>
      trade(many, clocked(480 + 20 * at), clocked(488 + 20 * at), at % 2 === 0 ? -10 : 12),
    );
    const bare = { stop_loss_used: false, risk_percent: null };
    const trades = [
      ...rushed,
      trade(bots, "09:00", "09:30", 5, { bot_id: 1 }),
      trade(quiet, "09:00", "09:30", -12),
      ...["09", "11", "13"].map((hour) => trade(lost, `${hour}:00`, `${hour}:30`, -80, bare)),
      trade(distress, "09:00", "09:30", -100),
      trade(together, "09:00", "10:00", 15),
      trade(together, "09:00", "10:00", 16),
      trade(together, "11:00", "11:30", -7),
    ];
    const input = trades.map((one) => JSON.stringify(one)).join("\n");
    const logged = await here.jurnal(["trade", "log", "--stdin"], { input });
    expect(logged.code, logged.err).toBe(0);
    await here.fine("mood", "set", "marah", "--date", lost);
    await here.fine("mood", "set", "sedih", "--note", "pengen mati aja", "--date", distress);
    const screenOf = (date: string) => here.fine("report", date);
    return { here, screenOf, many, quiet, lost, together };
  }

  test("what was told is not told again after a day of bots, or one of distress", async () => {
    const { screenOf, many, quiet, lost, together } = await oddDays();
    const looked = "Pemeriksaan kebiasaan di transaksi ke-30";
    expect(await screenOf(many)).toContain(looked);
    for (const day of [quiet, lost, together]) expect(await screenOf(day)).not.toContain(looked);
  });

  test("a look that is told says when the next is, and nothing else does", async () => {
    const here = desk();
    const day = (date: string, count: number) =>
      Array.from({ length: count }, () => "5")
        .map((result) =>
          JSON.stringify({ symbol: "EURUSD", profit_loss: result, session_date: date }),
        )
        .join("\n");
    const lines = `${day("2025-07-01", 28)}\n${day("2025-07-02", 20)}\n`;
    await here.jurnal(["trade", "log", "--stdin"], { input: lines });
    // 48 trades: looked at 30, and 50 is near.
    const screen = (await here.fine("report", "2025-07-02")).replaceAll(/\s+/g, " ");
    expect(screen).toContain("tidak ada yang terbukti. Berikutnya di ke-50.");
    expect(screen).not.toContain("Pemeriksaan kebiasaan berikutnya");
    expect(screen.match(/ke-50/g)).toHaveLength(1);
  });

  test("a rule broken all day is what comes next, and nothing of it is to be kept on", async () => {
    const { screenOf, many } = await oddDays();
    const screen = await screenOf(many);
    expect(screen).toContain("Jeda 30 menit setelah rugi: terlewat");
    expect(screen).not.toContain("Pertahankan");
    // 32 trades where two are allowed: that was broken by most.
    expect(screen).toContain("FOKUS: sesi selesai setelah 2 transaksi.");
  });

  test("hours that were not kept are what comes next", async () => {
    let clock = Date.parse(`${FIRST}T00:30:00Z`);
    const here = desk(() => clock);
    await here.fine("profile", "edit", "--zone", "WIB", "--balance", "3000");
    await here.fine("rule", "add", "hours", "08:00-12:00");
    clock = Date.parse(`${FIRST}T16:30:00Z`);
    const trades = ["13", "15"].map((hour) => trade(FIRST, `${hour}:00`, `${hour}:30`, 10));
    const input = trades.map((one) => JSON.stringify(one)).join("\n");
    await here.jurnal(["trade", "log", "--stdin"], { input });
    const screen = await here.fine("report", FIRST);
    expect(screen).toContain("FOKUS: entry hanya pukul 08:00 sampai 12:00.");
    expect(screen).not.toContain("Sekali lagi seperti");
  });

  test("a hard day is called so once, and a mood noted on another day carries its date", async () => {
    const { here, screenOf, lost } = await oddDays();
    const screen = await screenOf(lost);
    expect(screen).toContain("Itu berat, dan semuanya tercatat");
    expect(screen.match(/semuanya tercatat/gi)).toHaveLength(1);
    expect(screen).toMatch(/Marah \d+ Okt pukul 23:30, setelah #\d+ rugi/);
    expect(await here.fine("report", lost, "--full")).toMatch(/\d+ Okt 23:30 marah/);
  });

  test("trades of one decision are named, with their money, and none is praised for its part", async () => {
    const { screenOf, together } = await oddDays();
    const screen = await screenOf(together);
    const [, first] = /#(\d+) dan #\d+ satu keputusan: di bawah/.exec(screen) ?? [];
    expect(first).toBeDefined();
    expect(screen).toContain(`Risiko paling besar 1% per transaksi: terlewat di #${first}`);
    expect(screen).toMatch(/hasilnya\s+\+\$31\.00/);
    expect(screen).not.toMatch(/sesuai rencana: .*risiko/);
  });

  test("a rule that could not be checked of every trade says of how many", async () => {
    let clock = Date.parse(`${FIRST}T00:30:00Z`);
    const here = desk(() => clock);
    await here.fine("profile", "edit", "--zone", "WIB", "--balance", "3000");
    await here.fine("rule", "add", "risk", "1");
    clock = Date.parse(`${FIRST}T16:30:00Z`);
    const trades = [
      trade(FIRST, "09:00", "09:30", 5),
      trade(FIRST, "12:00", "12:30", 5, { risk_percent: null }),
    ];
    const input = trades.map((one) => JSON.stringify(one)).join("\n");
    await here.jurnal(["trade", "log", "--stdin"], { input });
    const screen = (await here.fine("report", FIRST)).replace(/\s+/g, " ");
    expect(screen).toContain(
      "risiko paling besar 1% per transaksi (1 transaksi tidak bisa diperiksa)",
    );
  });
});

test("a fact of the day is explained as one, not as the praise of many days", () => {
  for (const id of [
    ...["semua_sl", "risiko_terjaga", "rugi_sesuai_rencana"],
    ...["ukuran_tetap_setelah_rugi", "jeda_setelah_rugi", "berhenti_di_batas"],
  ]) {
    const finding = {
      ...{ id, level: "kejadian" as const, family: "", kind: "good" as const, n: 3, trades: [1] },
      ...{ values: {}, cost: null, severity: 1 },
    } as unknown as Finding;
    expect([id, explanationOf(finding).rule]).toEqual([
      id,
      expect.not.stringMatching(/Pujian|>= \d+ hari/),
    ]);
  }
});
