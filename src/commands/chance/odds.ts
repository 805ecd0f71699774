import { currencyOf } from "../../base/money.ts";
import type { CommandSpec } from "../../cli/command.ts";
import {
  FILTER_OPTIONS,
  type FilterOptions,
  filterFrom,
  filterWords,
  refuseUnknownSymbol,
} from "../../cli/filters.ts";
import { templateFrom } from "../../cli/inputs.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../../cli/periods.ts";
import { multiplesOf, PLAN_COLUMNS } from "../../figures/multiples.ts";
import { type OddsAsked, oddsOf, ownRisk, samplesOf } from "../../figures/odds.ts";
import { readLedger } from "../../journal/ledger/ledger.ts";
import { percentOf } from "../../mentor/rules/rule.ts";
import type { RuleTemplate } from "../../mentor/rules/templates.ts";
import { oddsJson } from "../../report/odds.ts";
import { renderOdds } from "../../views/odds.ts";
import { usage } from "../../words/errors.ts";

interface OddsOptions extends PeriodOptions, FilterOptions {
  horizon?: string;
  target?: string;
  maxLoss?: string;
  dailyLoss?: string;
  template?: string;
  streak?: string;
  risk?: string;
  ruin?: string;
}

const ASSUMED = `
Dihitung dari R Anda sendiri: hari-hari Anda diundi utuh, berkali-kali, seolah
hari-hari ke depan seperti yang lalu. Rentang 95% menghitung bahwa R itu sendiri
belum pasti: seluruh hitungan diulang atas 200 undian hari yang lain.
`;

export const command: CommandSpec = {
  description: "peluang transaksi ke depan dari R Anda sendiri: target, drawdown, rugi beruntun",
  options: [
    ["--horizon <n>", "berapa transaksi ke depan (bawaan: 100)"],
    ["--target <persen>", "untung yang dikejar, dari saldo awal (bawaan: 10%)"],
    ["--max-loss <persen>", "batas rugi, dari saldo awal (bawaan: 10%)"],
    ["--daily-loss <persen>", "batas rugi sehari, dari saldo awal (bawaan: tanpa batas)"],
    ["--template <nama>", "batas program prop firm, lihat: jurnal rule template list"],
    ["--streak <n>", "rugi beruntun sebanyak ini (bawaan: 5)"],
    ["--risk <persen>", "risiko per transaksi, dari saldo (bawaan: yang biasa akhir-akhir ini)"],
    ["--ruin <persen>", "saldo yang habis sebanyak ini berarti hancur (bawaan: 50%)"],
    ...PERIOD_OPTIONS,
    ...FILTER_OPTIONS,
  ],
  details: { after: ASSUMED },
  examples: [
    "jurnal odds",
    "jurnal odds --horizon 200 --target 8% --max-loss 10% --daily-loss 5%",
    "jurnal peluang --template ftmo-2-step",
    "jurnal odds --risk 0.5% --streak 8 --manual",
  ],
  async run(context, options: OddsOptions) {
    const template =
      options.template === undefined ? null : templateFrom("--template", options.template);
    const given = askedOf(options, template);
    const store = await context.open("read");
    const narrowed = filterFrom(options);
    const period = periodFrom(store, options);
    const filter = { from: period.from, to: period.to, ...narrowed };
    const ledger = readLedger(store, filter, [], PLAN_COLUMNS);
    if (ledger.n === 0) refuseUnknownSymbol(store, filter);
    const currency = currencyOf(store.profile.currency);
    const multiples = multiplesOf(ledger, currency);
    const usual = ownRisk(ledger, multiples, currency);
    const asked: OddsAsked = { ...given, risk: given.risk ?? usual ?? ASSUMED_RISK };
    const sample = samplesOf(ledger, multiples);
    const told = {
      asked,
      sample,
      odds: sample.isKnown ? oddsOf(sample.days, asked) : null,
      riskFrom: given.risk !== null ? "typed" : usual !== null ? "usual" : "assumed",
      template,
    } as const;
    const about = { period, filter: filterWords(narrowed), currency: currency.code };
    await context.show(oddsJson(told, options.streak !== undefined), () =>
      renderOdds(told, about, context.style),
    );
  },
};

/** Where nobody says what is risked. */
const ASSUMED_RISK = 0.01;

const MOST = { horizon: 2_000, streak: 100 } as const;

function askedOf(
  options: OddsOptions,
  template: RuleTemplate | null,
): Omit<OddsAsked, "risk"> & { risk: number | null } {
  const share = (option: string, words: string | undefined, usual: number) => {
    if (words === undefined) return usual / 100;
    const percent = percentOf(words.replace(/ ?%$/, ""));
    if (typeof percent === "number") return percent / 100;
    throw usage(option, words, percent || "persen di atas 0 sampai 100, misalnya 10%");
  };
  const count = (
    option: string,
    words: string | undefined,
    usual: number,
    least: number,
    most: number,
  ) => {
    if (words === undefined) return usual;
    const value = /^\d{1,5}$/.test(words) ? Number(words) : 0;
    if (value >= least && value <= most) return value;
    throw usage(option, words, `bilangan bulat ${least} sampai ${most}`);
  };
  const { target, total, daily, trailing } = template ?? NO_TEMPLATE;
  return {
    horizon: count("--horizon", options.horizon, 100, 1, MOST.horizon),
    target: share("--target", options.target, target),
    maxLoss: share("--max-loss", options.maxLoss, total),
    isTrailing: trailing,
    dailyLoss:
      options.dailyLoss === undefined && daily === null
        ? null
        : share("--daily-loss", options.dailyLoss, daily ?? 0),
    streak: count("--streak", options.streak, 5, 2, MOST.streak),
    risk: options.risk === undefined ? null : share("--risk", options.risk, 0),
    ruin: share("--ruin", options.ruin, 50),
  };
}

const NO_TEMPLATE = { target: 10, total: 10, daily: null, trailing: false };
