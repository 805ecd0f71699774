import { addMoney, currencyOf } from "../base/money.ts";
import { formatNumber, formatPercent } from "../base/number.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { capital, chance, inR, listed, pIs, signed, unsigned } from "../base/phrases.ts";
import { LEAST_IN_ALL } from "../figures/groups.ts";
import type { Condition } from "../figures/scenario.ts";
import {
  LEAST,
  type Side,
  WHAT_IF_LEVEL,
  type WhatIf,
  type WhatIfVerdict,
} from "../figures/what-if.ts";
import { BASE_WINDOW, PLANNED_R } from "../mentor/thresholds.ts";
import type { Asked, ReadScenario } from "../review/what-if.ts";
import {
  type Block,
  line,
  type ReportDocument,
  type Section,
  type TableCell,
  toneOf,
} from "./document.ts";
import { DIVISION_TITLE, groupLabel } from "./groups.ts";
import { rText } from "./known-risk.ts";
import { share } from "./stats.ts";
import { ruleWords } from "./words/rules.ts";

/** A scenario with its figures and what may be said of them. */
export interface ToldScenario extends Pick<ReadScenario, "scenario" | "changed" | "between"> {
  asked: Asked;
  found: WhatIf;
  verdict: WhatIfVerdict;
  /** Scenarios tried in this profile so far, this one included. */
  tried: number;
}

interface About {
  period: Period;
  /** What the trades are narrowed by, in words. */
  filter: string;
  currency: string;
  /** Names of bots by their number. */
  bots: ReadonlyMap<string, string>;
}

/** The scenario for scripts. Money in major units, `r` the sum of R; percentile 0 to 100. */
export function whatIfJson({ found, verdict, tried }: ToldScenario) {
  const side = ({ trades, net, r, max_drawdown }: Side) => ({ trades, net, r, max_drawdown });
  const { placebo, unit } = found;
  return {
    actual: side(found.actual),
    scenario: side(found.scenario),
    left_out: found.left_out,
    placebo: {
      draws: placebo?.draws ?? 0,
      percentile: placebo?.percentile ?? null,
      p: placebo?.p ?? null,
      unit,
    },
    tried,
    beats_chance: verdict === "beats",
  };
}

/** Both sides, how the scenario stands among random ones, and what cannot be known. */
export function composeWhatIf(
  told: ToldScenario,
  about: About,
): Pick<ReportDocument, "title" | "date" | "sections"> {
  const { period, filter } = about;
  const words = capital(scenarioWords(told.asked, about));
  return {
    title: "Bagaimana jika",
    date: filter === "" ? periodLabel(period) : `${periodLabel(period)}, ${filter}`,
    sections: [
      {
        id: "perbandingan",
        heading: words,
        blocks: [table(told.found, about.currency), ...worked(told)],
      },
      { id: "analisis", heading: "Dibandingkan dengan kebetulan", blocks: against(told, about) },
      ...(told.verdict === "nothing" ? [] : [unknowable(told)]),
    ],
  };
}

/** "tanpa hari Jumat, paling banyak 3 transaksi sehari". */
function scenarioWords(asked: Asked, { currency, bots }: About): string {
  const { conditions, rules, baseLot, withStops, exitAtPlan } = asked;
  return listed([
    ...conditions.map((one) => conditionWords(one, bots)),
    ...rules.map((one) => ruleWords(one, currency)),
    ...(baseLot ? ["semua lot seperti biasa"] : []),
    ...(withStops ? ["rugi berhenti di stop"] : []),
    ...(exitAtPlan ? ["keluar sesuai rencana"] : []),
  ]);
}

function conditionWords({ by, keys, only }: Condition, bots: About["bots"]): string {
  const names = listed(keys.map((key) => groupLabel(key, by, bots)));
  const isPlain = by === "plan" || (by === "bot" && keys.every((key) => key === "0"));
  const what = isPlain ? "yang" : DIVISION_TITLE[by].toLowerCase();
  return `${only ? "hanya" : "tanpa"} ${what} ${names}`;
}

function table({ actual, scenario }: WhatIf, currency: string): Block {
  const plain = (text: string): TableCell => ({ text, tone: "plain" });
  const toned = (text: string, value: number): TableCell => ({ text, tone: toneOf(value) });
  const none = plain("–");
  const money = (value: number) => toned(signed(value, currency), value);
  const [was, is] = [actual.win_rate, scenario.win_rate];
  const shared = (value: number | null) => (value === null ? none : plain(share(value)));
  const multiple = (value: number | null) => (value === null ? none : toned(inR(value), value));
  const ofSide = ({ r, r_known: known, trades: of }: Side) =>
    r === null ? none : toned(rText(r, { known, of }) ?? "–", r);
  const points = (value: number) => plain(`${formatNumber(100 * value, 1, { sign: true })} poin`);
  const fall = scenario.max_drawdown - actual.max_drawdown;
  const rows: [string, TableCell, TableCell, TableCell][] = [
    [
      "Transaksi",
      plain(formatNumber(actual.trades, 0)),
      plain(formatNumber(scenario.trades, 0)),
      plain(formatNumber(scenario.trades - actual.trades, 0, { sign: true })),
    ],
    [
      "Hasil bersih",
      money(actual.net),
      money(scenario.net),
      money(gainOf({ actual, scenario }, currency)),
    ],
    [
      "R",
      ofSide(actual),
      ofSide(scenario),
      actual.r === null || scenario.r === null ? none : multiple(scenario.r - actual.r),
    ],
    ["Win rate", shared(was), shared(is), was === null || is === null ? none : points(is - was)],
    [
      "Drawdown",
      plain(unsigned(actual.max_drawdown, currency)),
      plain(unsigned(scenario.max_drawdown, currency)),
      toned(signed(fall, currency), -fall),
    ],
  ];
  return {
    kind: "table",
    columns: [
      { title: "", align: "left", dropOrder: 0, least: 12 },
      { title: "Sebenarnya", align: "right", dropOrder: 0 },
      { title: "Andai", align: "right", dropOrder: 0 },
      { title: "Selisih", align: "right", dropOrder: 1 },
    ],
    rows: rows.map(([label, ...cells]) => [plain(label), ...cells]),
  };
}

const gainOf = ({ actual, scenario }: Pick<WhatIf, "actual" | "scenario">, currency: string) =>
  addMoney([scenario.net, -actual.net], currencyOf(currency));

/** What was worked out anew, and of how many it could not be. */
function worked({ asked, changed, between }: ToldScenario): Block[] {
  const { exits, stops, lots } = changed;
  const said = [
    asked.exitAtPlan
      ? `${counted(exits)} berakhir di stop atau target rencananya; ${counted(between)} keluar di antara keduanya, jadi harganya tidak memberi tahu dan hasilnya tetap.`
      : "",
    asked.withStops
      ? `${counted(stops)} rugi melebihi rencana, dan dihentikan di ${inR(-PLANNED_R, 1)}; yang rencananya tidak dicatat memakai risiko yang biasa.`
      : "",
    asked.baseLot
      ? `${counted(lots)} memakai lot lain daripada yang biasa (median sampai ${BASE_WINDOW} transaksi sebelumnya di simbol itu).`
      : "",
  ];
  return said.filter((text) => text !== "").map((text) => line(text));
}

const counted = (count: number) => `${formatNumber(count, 0)} transaksi`;

/** Where the scenario stands among random ones, on what evidence, and what it cost to look. */
function against(told: ToldScenario, { currency }: About): Block[] {
  const { found, tried, asked } = told;
  const { placebo, interval } = found;
  const range = interval === null ? [] : [line(intervalWords(interval, currency))];
  if (placebo === null) return [line(untested(told)), ...range];
  const draws = formatNumber(placebo.draws, 0);
  const below = formatPercent(placebo.percentile / 100, 1);
  const how =
    found.left_out > 0
      ? `Dari ${draws} pilihan acak yang membuang sama banyaknya (${choiceWords(found)})`
      : `Dari ${draws} kali lot-lot yang sama dibagikan acak di antara ${counted(found.choice.of)} itu`;
  const limit = WHAT_IF_LEVEL / tried;
  return [
    line(`${how}, ${below} lebih rendah hasilnya daripada skenario ini (${pIs(placebo.p)}).`),
    ...(asked.withStops || asked.exitAtPlan ? [line(PARTLY, "muted")] : []),
    ...range,
    verdictBlock(told, limit),
    line(
      `Skenario yang sudah dicoba: ${formatNumber(tried, 0)}. Makin banyak dicoba, makin mudah satu ` +
        `tampak bagus karena kebetulan; batas p sekarang ${digits(WHAT_IF_LEVEL)} : ${formatNumber(tried, 0)} = ${digits(limit)}.`,
      "muted",
    ),
  ];
}

const digits = (value: number) => formatNumber(value, 5, { trim: true });

const PARTLY =
  "Stop dan rencana dihitung apa adanya; yang dibandingkan dengan kebetulan hanya yang lainnya.";

const choiceWords = ({ choice, unit }: WhatIf) =>
  `${formatNumber(choice.left, 0)} dari ${formatNumber(choice.of, 0)} ${unit === "days" ? "hari, masing-masing utuh" : "transaksi"}`;

const intervalWords = ({ low, high }: { low: number; high: number }, currency: string) =>
  `Selisih uangnya, bila hari-harinya diundi ulang (95%): ${signed(low, currency)} sampai ${signed(high, currency)}.`;

/** Why there is nothing to compare with. */
function untested({ verdict, scenario, asked }: ToldScenario): string {
  if (verdict === "all") {
    return "Semua yang bisa dibuang sudah dibuang, jadi tidak ada pilihan acak lain untuk dibandingkan.";
  }
  if (verdict === "arithmetic") {
    return "Ini hitungan, bukan bukti: tidak ada transaksi yang dibuang, jadi tidak ada pilihan acak untuk dibandingkan.";
  }
  const isJudged = scenario.pool.includes(1) || asked.withStops || asked.exitAtPlan;
  return isJudged || scenario.sizes !== null
    ? "Skenario ini tidak mengubah satu transaksi pun."
    : "Tidak ada transaksi yang bisa dinilai skenario ini: yang dibutuhkannya (misalnya jam, lot, atau stop) tidak dicatat.";
}

function verdictBlock({ verdict, found, scenario }: ToldScenario, limit: number): Block {
  const { placebo, p } = found;
  const counts = p ?? 1;
  if (verdict === "beats") {
    return {
      kind: "item",
      mark: "good",
      text: `Pola hasil: melebihi kebetulan (${pIs(counts)}). Ini pola di data yang lalu, bukan sebab dan bukan janji.`,
    };
  }
  const item = (text: string): Block => ({ kind: "item", mark: "dot", text });
  if (verdict === "labelled") {
    return item(
      "Bukan bukti: yang dipakai memilih bisa ditulis, atau ikut ditentukan, saat hasilnya sudah diketahui. Jumlahnya saja.",
    );
  }
  if (verdict === "held") {
    return item(
      `Bukan bukti: aturan ini menghitung per hari, dan ${formatPercent(scenario.carried01)} transaksinya ditutup ` +
        "pada hari lain; yang selesai pada harinya sendiri tidak mewakili semua yang dibuka. Jumlahnya saja.",
    );
  }
  if (verdict === "too-few") {
    return item(
      `Terlalu sedikit untuk diuji: perlu ${LEAST_IN_ALL} transaksi, dan ${LEAST.trades} transaksi dan ${LEAST.days} hari di kedua sisinya. Jumlahnya saja.`,
    );
  }
  const { choices } = scenario;
  const reasons = [
    choices > 1
      ? `dikali ${formatNumber(choices, 0)} pilihan yang ada, karena kelompok biasanya dipilih sesudah tabelnya dilihat`
      : "",
    placebo !== null && counts > choices * placebo.tail
      ? "transaksi di hari yang sama saling terkait, jadi harinya yang dihitung"
      : "",
  ].filter((reason) => reason !== "");
  // Only where the draws alone would have said something else.
  const isNear = placebo !== null && placebo.tail <= limit && reasons.length > 0;
  const why = isNear ? ` p-nya menjadi ${chance(counts)}: ${reasons.join("; ")}.` : "";
  return item(`Belum bisa dibedakan dari kebetulan.${why}`);
}

/** What would have been different too, of a scenario that changes anything. */
const unknowable = ({ found }: ToldScenario): Section => ({
  id: "catatan",
  heading: "Yang tidak bisa diketahui",
  blocks: [
    line(
      found.left_out > 0
        ? "Tanpa transaksi itu, transaksi sesudahnya mungkin lain: waktunya, lotnya, dan suasananya. Di sini dianggap sama."
        : "Dengan lot atau stop lain, keputusan sesudahnya mungkin lain juga. Di sini dianggap sama.",
      "muted",
    ),
  ],
});
