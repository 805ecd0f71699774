import { addTo, groupBy } from "../base/groups.ts";
import { addMoney, currencyOf } from "../base/money.ts";
import type { Action, FollowUp, NoteSigns, RiskScore } from "./day-review.ts";
import { pauseMinutes } from "./exposure.ts";
import { lotName, SEGMENTS, smallerForm, subjectOf, targetOf } from "./followup.ts";
import { BASE_WINDOW, COSTS, DAY_LIMIT_PERCENT, TRIAL } from "./thresholds.ts";
import { byHand, isByHand, knownLot, knownRisk, medianOrNull } from "./trade.ts";
import type { DayHistory, Finding, MentorSettings } from "./types.ts";

const MAX_ACTIONS = 3;
/** What is traded most of late is seen in the last so many trades. */
const RECENT = 50;
/** Below this share of answers known, better notes are worth an action of their own. */
const THIN_COVERAGE = 2 / 3;
/** Costs within their share of the gain: the gain must be so many times the cost. */
const GAIN_PER_COST = 1 / COSTS.share01;

type Plan = Omit<Action, "focus">;

/** The action that replaces what a finding is about, with a target that can be counted. */
function planOf(id: string, params: Plan["params"], { trades }: Pick<Finding, "trades">): Plan {
  return { id, params, target: targetOf(id, params), trades };
}

/** The action for a proven habit or pattern. */
export function habitPlan(finding: Finding, history: DayHistory): Plan {
  const plan = (id: string, params: Plan["params"] = {}) => planOf(id, params, finding);
  const { values } = finding;
  switch (finding.id) {
    case "lot_naik_setelah_rugi":
    case "balas_dendam":
    case "martingale": {
      const lots = { ...usualLot(history), ...usualLots(history) };
      const params = { ...lots, minutes: pauseMinutes(history) };
      return plan("lot_dasar_setelah_rugi", params);
    }
    case "lot_naik_saat_untung":
    case "lot_naik_saat_rugi_sesi": {
      const lots = { ...usualLot(history), ...usualLots(history) };
      const params = { ...lots, ahead: finding.id === "lot_naik_saat_untung" ? 1 : 0 };
      return plan("lot_tetap", params);
    }
    case "masuk_cepat_setelah_rugi":
      return plan("jeda_setelah_rugi", { minutes: pauseMinutes(history) });
    case "rata_rugi":
      return plan("tunggu_tertutup");
    case "efek_disposisi":
    case "potong_untung":
      return plan("biarkan_order");
    case "aturan_longgar":
      return plan("sl_sebelum_order");
    case "ledakan_setelah_rugi":
      return plan("batas_jumlah", { most: Math.ceil(usualCount(history)) + 1 });
    default: {
      const params = {
        segment: finding.id,
        label: values.label ?? null,
        trades: TRIAL.trades,
        ...usualLots(history),
      };
      const half = plan("lot_setengah", params);
      // What no trade tells of itself (the hour, the mood) is advice, not a promise to be checked.
      return finding.id in SEGMENTS ? half : { ...half, target: null };
    }
  }
}

/** The lots of late by symbol. */
function recentLots(history: DayHistory): Map<string, number[]> {
  const bySymbol = new Map<string, number[]>();
  for (const trade of [...history.earlier, ...history.trades].filter(isByHand).slice(-RECENT)) {
    const lot = knownLot(trade);
    if (lot !== null) addTo(bySymbol, trade.symbol, lot);
  }
  return bySymbol;
}

/** The symbol traded most of late and its median lot. */
function usualLot(history: DayHistory): { symbol: string | null; base: number | null } {
  const bySymbol = [...recentLots(history)];
  const [most] = bySymbol.sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  if (most === undefined) return { symbol: null, base: null };
  return { symbol: most[0], base: medianOrNull(most[1].slice(-BASE_WINDOW)) };
}

/** The usual lot of each symbol of late: a promise about lots is judged by those it was made with. */
function usualLots(history: DayHistory): Record<string, number | null> {
  const usual = [...recentLots(history)].map(
    ([symbol, lots]) => [lotName(symbol), medianOrNull(lots.slice(-BASE_WINDOW))] as const,
  );
  return Object.fromEntries(usual);
}

/** The median number of trades by hand a day. */
function usualCount(history: DayHistory): number {
  const days = groupBy(byHand(history.earlier), (trade) => trade.session_id);
  const counts = [...days.values()].map((day) => day.length);
  return medianOrNull(counts) ?? byHand(history.trades).length;
}

/**
 * At most three actions for tomorrow, the first being the focus: the heaviest finding of each
 * family, then better data where little was known, then one good habit to keep. Never a general
 * tip: without evidence there is no action. In distress there is one: rest.
 */
export function advise(
  history: DayHistory,
  settings: MentorSettings,
  seen: {
    findings: readonly Finding[];
    risk: RiskScore;
    notes: NoteSigns;
    followup: readonly FollowUp[];
  },
): Action[] {
  if (seen.notes.distress) {
    return [{ id: "istirahat", focus: true, params: {}, target: null, trades: [] }];
  }
  // What has just become a habit needs no promise; what was just let go is not asked for again.
  const over = seen.followup.filter((f) => f.next === "retire" || f.next === "let-go");
  const ended = new Set([...over, ...history.released].map(subjectOf));
  const plans: Plan[] = seen.followup.flatMap(smaller);
  const families = new Set<string>();
  for (const finding of seen.findings) {
    if (finding.kind !== "bad" || families.has(finding.family)) continue;
    const plan =
      finding.proof === undefined
        ? planFor(finding, history, settings)
        : habitPlan(finding, history);
    if (plan === null || plans.some((other) => subjectOf(other) === subjectOf(plan))) continue;
    if (ended.has(subjectOf(plan))) continue;
    families.add(finding.family);
    plans.push(asPromised(plan, seen.followup));
  }
  plans.push(...botPlans(seen.risk));
  addData(plans, dataPlans(seen.risk), ended);
  const good = seen.findings.find((f) => f.kind === "good" && !families.has(f.family));
  if (good !== undefined && plans.length < MAX_ACTIONS) plans.push(keepPlan(good));
  return plans.slice(0, MAX_ACTIONS).map((plan, index) => ({ ...plan, focus: index === 0 }));
}

/** The plan in the smaller form in which it is already promised. */
function asPromised(plan: Plan, followup: readonly FollowUp[]): Plan {
  const open = followup.find(
    (one) => subjectOf(one) === subjectOf(plan) && one.params.first_only === 1,
  );
  return open === undefined
    ? plan
    : { ...plan, params: open.params, target: targetOf(plan.id, open.params) };
}

/** Adds what should be noted; one action asks for all of it. */
function addData(plans: Plan[], wanted: readonly Plan[], ended: ReadonlySet<string>): void {
  for (const plan of wanted) {
    const place = plans.findIndex(({ id }) => id === plan.id);
    const asked = plans[place];
    if (asked !== undefined && asked.params.first_only !== 1) {
      plans[place] = { ...asked, params: { ...asked.params, ...plan.params } };
    } else if (asked === undefined && !ended.has(subjectOf(plan))) plans.push(plan);
  }
}

function planFor(finding: Finding, history: DayHistory, settings: MentorSettings): Plan | null {
  const plan = (id: string, params: Plan["params"] = {}) => planOf(id, params, finding);
  const { values } = finding;
  switch (finding.id) {
    case "kejadian_balas_dendam":
      return plan("lot_dasar_setelah_rugi", lotAfterLoss(values.symbol, values.base, history));
    case "kejadian_martingale":
      return plan("lot_dasar_setelah_rugi", lotAfterLoss(values.symbol, values.first_lot, history));
    case "lot_besar":
      return plan("lot_dasar", { symbol: values.symbol ?? null, base: values.base ?? null });
    case "ukuran_tidak_konsisten":
      // Where the largest is the usual one, advising it would be to raise the others.
      if (values.symbol === null || values.median === values.max) return null;
      return plan("lot_dasar", { symbol: values.symbol ?? null, base: values.median ?? null });
    case "risiko_lebih_2pct":
      return plan("risiko_maksimum", riskParams(values));
    case "risiko_terbuka_lebih_6pct":
      return plan("risiko_terbuka", { limit: values.limit ?? null });
    case "tanpa_sl":
      return plan("sl_sebelum_order");
    case "rugi_melebihi_rencana":
      return plan("stop_di_tempat");
    case "kejadian_rata_rugi":
      return plan("tunggu_tertutup");
    case "trade_hari_ini_tidak_biasa":
      return plan("batas_jumlah", { most: Math.ceil(Number(values.median)) + 1 });
    case "batas_rugi_harian":
    case "lanjut_setelah_batas":
      return plan("batas_rugi", dayLossParams(history, settings));
    case "satu_rugi_besar": {
      const average = addMoney([Number(values.average_win)], currencyOf(settings.currency));
      return plan("rugi_sebesar_untung", { amount: average });
    }
    case "biaya_tinggi": {
      const currency = currencyOf(settings.currency);
      const amount = addMoney([-GAIN_PER_COST * Number(values.per_trade)], currency);
      const cost = -Number(values.per_trade);
      return plan("target_di_atas_biaya", { amount, times: GAIN_PER_COST, cost });
    }
    case "strategi_kosong":
      return plan("lengkapi_data", { stop: 0, risk: 0, strategy: 1 });
    default:
      return null;
  }
}

function lotAfterLoss(
  symbol: Finding["values"][string] | undefined,
  base: Finding["values"][string] | undefined,
  history: DayHistory,
): Plan["params"] {
  const lots = { ...usualLots(history), [lotName(String(symbol))]: base ?? null };
  return { symbol: symbol ?? null, base: base ?? null, ...lots, minutes: pauseMinutes(history) };
}

/** The lot that the worst trade's stop distance would have allowed, by plain proportion. */
function riskParams(values: Finding["values"]): Plan["params"] {
  const { lot, max, limit, symbol } = values;
  const lots = lot === null ? null : (Number(lot) * Number(limit)) / Number(max);
  // Down to a hundredth, never up: a rounded-up lot would break the limit again.
  const most = lots === null ? null : Math.floor(lots * 100 + 1e-9) / 100;
  const known = most !== null && most > 0;
  return { limit: limit ?? null, symbol: symbol ?? null, lot: known ? most : null };
}

/** Three times the usual risk of a trade, at most the day limit that was broken. */
function dayLossParams(history: DayHistory, settings: MentorSettings): Plan["params"] {
  const balance = settings.initialBalance ?? 0;
  const all = [...history.earlier, ...history.trades].filter(isByHand);
  const usual = medianOrNull(all.flatMap((trade) => knownRisk(trade) ?? []));
  const percent = Math.min(DAY_LIMIT_PERCENT, usual === null ? DAY_LIMIT_PERCENT : 3 * usual);
  const amount = addMoney([(balance * percent) / 100], currencyOf(settings.currency));
  return { amount, percent, bots: history.trades.some(isByHand) ? 0 : 1 };
}

function botPlans(risk: RiskScore): Plan[] {
  const stop = risk.items.find((item) => item.id === "sl");
  if (risk.judged !== "bots" || stop === undefined || stop.lost === 0) return [];
  return [planOf("bot_pasang_sl", { bots: 1 }, stop)];
}

function dataPlans(risk: RiskScore): Plan[] {
  const { known, of } = risk.coverage;
  if (risk.judged !== "hand" || known >= THIN_COVERAGE * of) return [];
  const missing = risk.items.filter((item) => item.known < risk.n);
  // A size cannot be compared on the first days, however well they are noted.
  const params = {
    stop: missing.some((item) => item.id === "sl") ? 1 : 0,
    risk: missing.some((item) => item.id === "risiko") ? 1 : 0,
  };
  if (params.stop + params.risk === 0) return [];
  return [planOf("lengkapi_data", params, { trades: [] })];
}

function keepPlan(good: Finding): Plan {
  return planOf("pertahankan", { habit: good.id }, good);
}

/** A promise broken three days in a row becomes a smaller one, instead of one more. */
function smaller(followup: FollowUp): Plan[] {
  const less = followup.next === "shrink" ? smallerForm(followup) : null;
  return less === null ? [] : [planOf(followup.id, less, followup)];
}
