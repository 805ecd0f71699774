import { formatDuration, WEEKDAYS } from "../../base/dates.ts";
import { currencyOf, formatMoney } from "../../base/money.ts";
import { formatNumber } from "../../base/number.ts";
import { amount, listed, lots, signed } from "../../base/phrases.ts";
import type { RuleCheck } from "../../mentor/day-review.ts";
import type { PlanTerms } from "../../mentor/rules/rule.ts";
import { rrOfPlan } from "../../mentor/trade.ts";
import type { RuleKind, RuleParams, RuleTerms } from "../../model.ts";
import type { Topic } from "../screen/told.ts";

/** What is said of one kind of the trader's own rules, wherever it is spoken of. */
interface OwnRuleWords<K extends RuleKind> {
  /** In a few words, for a headline. */
  name: string;
  /** For help and manual: a value to type ("": it takes none), what it means then, and other values. */
  value: string;
  meaning: string;
  also: readonly string[];
  /** What it asks, in a few words: "paling banyak 5 transaksi sehari". */
  asks(params: RuleParams[K], currency: string): string;
  /** What has to be noted of a trade for it to be judged, and is not. */
  missing: string;
  /** What gives it a chance to be broken; null: every trade does. */
  chance: string | null;
  /** Why it could not be tested on a day of which all is known. */
  untested(check: RuleCheck, currency: string): string;
  /** What it tells of the trades that broke it: the daily screen does not tell that again. */
  topics: readonly Topic[];
  /** What of a plan breaks it; there where a plan can. */
  planned?(plan: PlanTerms): string;
  /** For `jurnal status`; null: said with the number of trades, or it stops no trade. */
  now: StandingWords<K> | null;
}

interface StandingWords<K extends RuleKind> {
  /** It stands in the way of another trade; `left` is of a pause. */
  reached(params: RuleParams[K], left: number | null): string;
  /** What is left of it; null: nothing is said. */
  left: ((left: number, currency: string, params: RuleParams[K]) => string) | null;
}

const NO_CHANCE = () => "Tidak ada transaksi yang bisa melanggarnya";

export const RULE_WORDS: { readonly [K in RuleKind]: OwnRuleWords<K> } = {
  "max-daily-loss": {
    name: "batas rugi harian",
    value: "2%",
    meaning:
      "berhenti saat rugi hari itu mencapai 2% dari saldo awal hari; hasil bot ikut dihitung",
    also: ["50", "$50", "500rb"],
    asks: (params, currency) =>
      `berhenti saat rugi hari itu mencapai ${lossText(params, currency)}`,
    ...limitOfLoss("hasil hari itu", "batas rugi hari ini"),
  },
  "max-weekly-loss": {
    name: "batas rugi mingguan",
    value: "5%",
    meaning:
      "berhenti sampai Senin saat rugi pekan itu mencapai 5% dari saldo awal pekan; hasil bot ikut dihitung",
    also: ["150", "$150"],
    asks: (params, currency) =>
      `berhenti saat rugi pekan itu mencapai ${lossText(params, currency)}`,
    ...limitOfLoss("hasil pekan itu sampai hari itu", "batas rugi pekan ini"),
  },
  "max-drawdown": {
    name: "batas drawdown",
    value: "10%",
    meaning:
      "berhenti saat hasil akun turun 10% dari modal; dengan `--trailing` dari saldo tertinggi di akhir hari. " +
      "Hasil bot ikut dihitung, setoran dan penarikan tidak",
    also: ["10% --trailing", "$300"],
    asks: (params, currency) =>
      `berhenti saat akun turun ${lossText(params, currency, "")} dari ` +
      (params.trailing === 1 ? "saldo tertingginya" : "modal"),
    ...limitOfLoss("di akhir hari itu", "batas drawdown", " dari patokannya"),
  },
  "max-trades": {
    name: "jumlah transaksi",
    value: "5",
    meaning: "paling banyak 5 transaksi sehari, tanpa bot",
    also: [],
    asks: ({ most }) => `paling banyak ${most} transaksi sehari`,
    missing: "jam masuknya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: ["count"],
    now: null,
  },
  "stop-after-losses": {
    name: "berhenti setelah rugi",
    value: "2",
    meaning: "berhenti hari itu setelah 2 kali rugi, berturut-turut atau tidak, tanpa bot",
    also: [],
    asks: ({ losses }) => `berhenti setelah ${losses} kali rugi sehari`,
    missing: "jamnya tidak dicatat",
    chance: null,
    untested: ({ values }) => `Batas itu tidak tercapai; hari itu ${values.losses} kali rugi`,
    topics: ["limit"],
    now: {
      reached: ({ losses }) => `sudah ${losses} kali rugi hari ini`,
      left: (left) => `${left} kali rugi lagi`,
    },
  },
  "max-open": {
    name: "posisi bersamaan",
    value: "2",
    meaning:
      "paling banyak 2 posisi terbuka bersamaan, tanpa bot; yang baru ditutup di hari lain belum terlihat",
    also: [],
    asks: ({ most }) => `paling banyak ${most} posisi terbuka bersamaan`,
    missing: "jamnya tidak lengkap",
    chance: null,
    untested: NO_CHANCE,
    topics: ["open"],
    now: { reached: ({ most }) => `${most} posisi sudah terbuka`, left: null },
  },
  "stop-required": {
    name: "stop loss wajib",
    value: "",
    meaning: "stop loss di setiap transaksi",
    also: [],
    asks: () => "stop loss di setiap transaksi",
    missing: "stop-nya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: ["stop"],
    planned: () => "tanpa stop loss",
    now: null,
  },
  hours: {
    name: "jam trading",
    value: "14:00-23:00",
    meaning: "entry hanya di jam ini, menurut zona profil; boleh melewati tengah malam",
    also: ["20:00-02:00"],
    asks: ({ from, to }) => `entry hanya pukul ${from} sampai ${to}`,
    missing: "jam masuknya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: ["hours"],
    now: { reached: ({ from, to }) => `di luar jam ${from}-${to}`, left: null },
  },
  weekdays: {
    name: "hari trading",
    value: "senin-kamis",
    meaning: "entry hanya di hari ini, menurut kalender zona profil",
    also: ["selasa,rabu"],
    asks: ({ days }) => `entry hanya hari ${dayNames(days)}`,
    missing: "jam masuknya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: [],
    now: { reached: ({ days }) => `hari ini bukan ${dayNames(days)}`, left: null },
  },
  symbols: {
    name: "simbol yang boleh",
    value: "XAUUSD,EURUSD",
    meaning: "hanya simbol ini; akhiran broker (XAUUSD.m) tidak dibedakan",
    also: ["XAUUSD"],
    asks: ({ symbols }) => `hanya ${listed(symbols.split(","))}`,
    missing: "simbolnya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: [],
    planned: ({ symbol }) => `simbolnya ${symbol}`,
    now: null,
  },
  risk: {
    name: "risiko per transaksi",
    value: "1%",
    meaning:
      "risiko paling besar per transaksi; didahulukan daripada pengaturan `batas-risiko`, juga di skor risiko",
    also: ["0.5%"],
    asks: ({ percent }) => `risiko paling besar ${share(percent)} per transaksi`,
    missing: "risikonya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: ["risk"],
    planned: ({ risk_percent }) => `risikonya ${share(risk_percent)}`,
    now: null,
  },
  "plan-required": {
    name: "rencana",
    value: "",
    meaning: "rencana yang disegel sebelum setiap transaksi (`jurnal plan`), tanpa bot",
    also: [],
    asks: () => "setiap transaksi dengan rencana",
    missing: "jam masuknya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: [],
    now: null,
  },
  "checklist-required": {
    name: "checklist",
    value: "",
    meaning:
      "rencana dengan checklist yang semua butirnya terpenuhi sebelum setiap transaksi (`jurnal plan --setup`), tanpa bot",
    also: [],
    asks: () => "setiap transaksi dengan checklist yang lengkap",
    missing: "rencananya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: [],
    planned({ checks }) {
      const open = checks.filter(({ ok }) => !ok).length;
      return open === 0 ? "tanpa checklist" : `${open} dari ${checks.length} butir belum terpenuhi`;
    },
    now: null,
  },
  "max-lot": {
    name: "batas lot",
    value: "0.1",
    meaning: "lot paling besar satu transaksi, di simbol apa pun",
    also: ["1"],
    asks: ({ lot }) => `lot paling besar ${lots(lot)}`,
    missing: "lotnya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: ["lot"],
    planned: ({ lot }) => `lotnya ${lots(lot)}`,
    now: null,
  },
  "min-rr": {
    name: "RR rencana",
    value: "1.5",
    meaning: "target paling sedikit 1.5 kali jarak stop, menurut harga entry, stop, dan target",
    also: ["2"],
    asks: ({ times: least }) => `RR rencana paling kecil ${amount(least)}`,
    missing: "harga entry, stop, atau targetnya tidak dicatat",
    chance: null,
    untested: NO_CHANCE,
    topics: [],
    planned(plan) {
      const rr = rrOfPlan(plan);
      if (rr !== null) return `R:R-nya ${amount(Math.round(100 * rr) / 100)}`;
      return plan.target === null ? "tanpa target" : "tanpa stop loss";
    },
    now: null,
  },
  "pause-after-loss": {
    name: "jeda setelah rugi",
    value: "15m",
    meaning: "jeda setelah rugi (m: menit, h: jam), tanpa bot",
    also: ["1h", "1h30m"],
    asks: ({ minutes }) => `jeda ${formatDuration(minutes * 60)} setelah rugi`,
    missing: "jamnya tidak dicatat",
    chance: "entry setelah rugi",
    untested: ({ n }) => `Tidak ada entry setelah rugi (0 dari ${n} transaksi)`,
    topics: ["pause"],
    now: { reached: (_, left) => `jeda ${formatDuration((left ?? 0) * 60)}`, left: null },
  },
  "profit-target": {
    name: "target untung",
    value: "10%",
    meaning: "target untung 10% dari modal; hanya diikuti di `jurnal status`, tidak dinilai",
    also: ["$1000"],
    asks: (params, currency) => `target untung ${lossText(params, currency, " dari modal")}`,
    missing: "",
    chance: null,
    untested: NO_CHANCE,
    topics: [],
    now: {
      reached: () => "",
      left: (left, currency) =>
        left === 0 ? "target tercapai" : `${money(left, currency)} lagi ke target`,
    },
  },
  "best-day": {
    name: "hari terbaik",
    value: "50%",
    meaning:
      "hari terbaik paling banyak 50% dari semua untung (konsistensi); hanya diikuti di `jurnal status`",
    also: [],
    asks: ({ percent }) => `hari terbaik paling banyak ${share(percent)} dari semua untung`,
    missing: "",
    chance: null,
    untested: NO_CHANCE,
    topics: [],
    now: {
      reached: () => "",
      left: (left, _, { percent }) =>
        `hari terbaik ${share(left)} dari semua untung (batas ${share(percent)})`,
    },
  },
};

/** The words of these terms; that kind and parameters belong together, the table cannot know. */
export function ruleWordsOf({ kind }: { kind: RuleKind }): OwnRuleWords<RuleKind> {
  return RULE_WORDS[kind] as unknown as OwnRuleWords<RuleKind>;
}

/** What the rule asks, in a few words: "paling banyak 5 transaksi sehari". */
export const ruleWords = (
  terms: { kind: RuleKind; params: RuleTerms["params"] },
  currency: string,
): string => ruleWordsOf(terms).asks(terms.params, currency);

const share = (percent: number | null) => `${formatNumber(percent ?? 0, 2, { trim: true })}%`;
const money = (amount: number, currency: string) => formatMoney(amount, currencyOf(currency));

/** "2% dari saldo" or "$50.00"; `of` says of what the share is. */
function lossText(
  { percent, amount: sum }: RuleParams["max-daily-loss"],
  currency: string,
  of = " dari saldo",
): string {
  return sum === null ? `${share(percent)}${of}` : money(sum, currency);
}

/** The words that limits of a loss share: what came in, counted from what, and the limit's name now. */
function limitOfLoss(result: string, limit: string, from = "") {
  return {
    missing: "jamnya tidak dicatat",
    chance: null,
    untested: ({ values }: RuleCheck, currency: string) =>
      `Batas itu tidak tercapai; ${result} ${signed(values.net, currency)}${from}`,
    topics: ["limit"] as const,
    now: {
      reached: () => `${limit} tercapai`,
      left: (left: number, currency: string) => `sisa ${limit} ${money(left, currency)}`,
    },
  };
}

/** "Senin sampai Kamis", "Selasa dan Rabu". */
function dayNames(days: string): string {
  const names = [...days].map((day) => WEEKDAYS[Number(day) - 1] ?? "");
  const isRow = days.length > 2 && "1234567".includes(days);
  return isRow ? `${names[0]} sampai ${names.at(-1)}` : listed(names);
}
