import { groupBy } from "../base/groups.ts";
import type { Trade } from "../model.ts";
import { knownLot } from "../trade/point-value.ts";
import type { Action, FollowUp, NoteSigns, RiskScore, RuleCheck } from "./day-review.ts";
import { byHand } from "./decisions.ts";
import { FACTS } from "./events/all.ts";
import {
  inSteps,
  lotsOfLate,
  mostTrades,
  usualLot,
  usualLotAfterLoss,
  usualLots,
} from "./events/asked.ts";
import type { BadFact } from "./events/event.ts";
import { isSwing, pauseMinutes } from "./exposure.ts";
import { smallerForm, subjectOf, targetOf } from "./followup.ts";
import { type ActionId, isBadFactId, isPatternId, isPromiseId, type PatternId } from "./ids.ts";
import { isChecked } from "./promise-table.ts";
import { kindOf } from "./rules/all.ts";
import { ruleOf } from "./rules/rule.ts";
import { TRIAL } from "./thresholds.ts";
import { clamp, knownRisk, medianOrNull } from "./trade.ts";
import type { DayHistory, Finding, MentorSettings, ProvenFinding } from "./types.ts";

const MAX_ACTIONS = 3;
/** Below this share of answers known, better notes are worth an action of their own. */
const THIN_COVERAGE = 2 / 3;
type Advised = Omit<Action, "focus">;

/** The action that replaces what a finding is about, with a target that can be counted. */
function planOf(
  id: ActionId,
  params: Advised["params"],
  { trades }: Pick<Finding, "trades">,
): Advised {
  return { id, params, target: targetOf(id, params), trades };
}

/** The action for a proven habit or pattern. */
export function habitAdvice(finding: ProvenFinding, history: DayHistory): Advised | null {
  const plan = (id: ActionId, params: Advised["params"] = {}) => planOf(id, params, finding);
  const { id } = finding;
  if (isPatternId(id)) return halfLot(id, finding, history);
  // No default: a habit that calls for nothing does not compile.
  switch (id) {
    case "lot_naik_setelah_rugi":
    case "balas_dendam":
    case "martingale": {
      const { id: asked, params } = usualLotAfterLoss(usualLot(history), history);
      return plan(asked, params);
    }
    case "lot_naik_saat_untung":
    case "lot_naik_saat_rugi_sesi": {
      const ahead = id === "lot_naik_saat_untung" ? 1 : 0;
      return plan("lot_tetap", { ...usualLot(history), ahead });
    }
    case "masuk_cepat_setelah_rugi":
      return isSwing(history)
        ? null
        : plan("jeda_setelah_rugi", { minutes: pauseMinutes(history) });
    case "rata_rugi":
      return plan("tunggu_tertutup");
    case "efek_disposisi":
    case "potong_untung":
      return plan("biarkan_order");
    case "aturan_longgar":
      return plan("sl_sebelum_order");
    case "ledakan_setelah_rugi":
      return plan("batas_jumlah", { most: mostTrades(usualCount(history), history) });
    case "tanpa_rencana":
      return plan("rencana_dulu");
    case "keluar_dari_rencana":
      return plan("sesuai_rencana");
    case "checklist_dilewati":
      return plan("checklist_penuh");
  }
}

/** Half of the usual lot where the results are worse; null where that cannot be ordered. */
function halfLot(segment: PatternId, finding: ProvenFinding, history: DayHistory): Advised | null {
  const label = finding.values.label ?? null;
  const params = { segment, label, trades: TRIAL.trades, ...usualLots(history) };
  if (!canHalve(history)) return null;
  const half = planOf("lot_setengah", params, finding);
  // What no trade tells of itself (the hour, the mood) is advice, not a promise to be checked.
  return isChecked(segment) ? half : { ...half, target: null };
}

/** Half of the usual lot can be ordered, of every symbol of late. */
function canHalve(history: DayHistory): boolean {
  return lotsOfLate(history).every(
    ({ symbol, usual }) => inSteps(TRIAL.lot01 * usual, symbol, history) !== null,
  );
}

/** The median number of trades by hand a day. */
function usualCount(history: DayHistory): number {
  const days = groupBy(byHand(history.earlier), (trade) => trade.session_id);
  const counts = [...days.values()].map((day) => day.length);
  return medianOrNull(counts) ?? byHand(history.trades).length;
}

/**
 * At most three actions for tomorrow, the first being the focus: the day's worst of each family,
 * then what is proven, lighter facts, promises that became smaller, better data where little was
 * known, and one good habit to keep. Never a general tip: without evidence there is no action. In
 * distress there is one: rest.
 */
export function advise(
  history: DayHistory,
  settings: MentorSettings,
  seen: {
    findings: readonly Finding[];
    risk: RiskScore;
    rules: readonly RuleCheck[];
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
  const less = seen.followup.flatMap(smaller);
  const plans: Advised[] = [];
  const families = new Set<string>();
  const add = (wanted: Advised | null, family: string) => {
    const plan = wanted && withinLimit(wanted, history, settings);
    if (plan === null || plans.some((other) => subjectOf(other) === subjectOf(plan))) return;
    if (ended.has(subjectOf(plan))) return;
    families.add(family);
    plans.push(
      less.find((one) => subjectOf(one) === subjectOf(plan)) ?? asPromised(plan, seen.followup),
    );
  };
  const bad = seen.findings.filter(({ kind }) => kind === "bad");
  const facts = bad.filter((one) => one.proof === undefined);
  const broken = [
    ...seen.rules
      .filter(({ outcome }) => outcome === "broken")
      .flatMap((one) => rulePlan(one, history, settings)),
    ...facts.map((one) => ({
      ...one,
      weight: weightOf(one, seen.rules),
      plan: () => {
        const asked = isBadFactId(one.id) ? FACTS[one.id].plan(one, history, settings) : null;
        return asked === null ? null : planOf(asked.id, asked.params, one);
      },
    })),
  ].sort((a, b) => b.weight - a.weight);
  const addAll = (some: typeof broken) => {
    for (const { family, plan } of some) if (!families.has(family)) add(plan(), family);
  };
  addAll(broken.filter(({ weight }) => weight >= HEAVY));
  for (const finding of bad) {
    if (finding.proof === undefined || families.has(finding.family)) continue;
    add(habitAdvice(finding, history), finding.family);
  }
  addAll(broken.filter(({ weight }) => weight < HEAVY));
  for (const plan of less) add(plan, "");
  plans.push(...botPlans(seen.risk));
  addData(plans, dataPlans(seen.risk), ended);
  const good = seen.findings.find((f) => f.kind === "good" && !families.has(f.family));
  if (good !== undefined && plans.length < MAX_ACTIONS) plans.push(keepPlan(good));
  return plans.slice(0, MAX_ACTIONS).map((plan, index) => ({ ...plan, focus: index === 0 }));
}

/** A fact of this weight comes before what is proven over many days. */
const HEAVY = 75;
/** An own limit of risk that was broken weighs so much at least, as the plans of other rules do. */
const OWN_RISK = 77;

/** How much a fact of the day weighs among the others. */
function weightOf({ id, values, severity }: Finding, rules: readonly RuleCheck[]): number {
  const fact: BadFact | null = isBadFactId(id) ? FACTS[id] : null;
  const own = rules.find(({ kind, outcome }) => kind === "risk" && outcome === "broken");
  const isOwn = own !== undefined && id === "risiko_lebih_2pct";
  return Math.max(severity, fact?.leastWeight?.(values) ?? 0, isOwn ? OWN_RISK + excessOf(own) : 0);
}

/** What a rule weighs more for being broken by far: ten for each time the limit beyond it, at most 20. */
function excessOf({ kind, params, values }: RuleCheck): number {
  const times =
    "most" in params
      ? Number(values.count) / params.most
      : kind === "risk" && "percent" in params
        ? Number(values.max) / (params.percent ?? 0)
        : 1;
  return clamp(10 * (times - 1), 0, 20);
}

/** What the trader's own rule asks for in the words of a plan, once it was broken. */
function rulePlan(check: RuleCheck, history: DayHistory, settings: MentorSettings) {
  // What has taken its place in the meantime is what holds tomorrow.
  const { params } = ruleOf(history.rules, check.kind) ?? check;
  const made = kindOf(check).plan?.(params, history, settings);
  if (made === undefined) return [];
  const { family, id, params: asked } = made;
  const weight = made.weight + excessOf(check);
  return [{ family, weight, plan: () => planOf(id, asked, { trades: check.trades }) }];
}

/**
 * The plan, unless it would ask for a lot whose risk is above the limit: then for one within it.
 * The risk of a lot is that of the symbol's dearest trade of the day, else of its last one known.
 */
function withinLimit(plan: Advised, history: DayHistory, settings: MentorSettings): Advised | null {
  const { symbol, base } = plan.params;
  if (base === undefined || base === null) return plan;
  const usual = inSteps(Number(base), String(symbol), history) ?? 0;
  const risk = riskPerLot(String(symbol), history);
  const limit = settings.riskLimitPercent;
  if (risk === null || usual * risk.percent <= limit + RISK_ROOM * limit) {
    return { ...plan, params: { ...plan.params, base: usual > 0 ? usual : base } };
  }
  const lot = inSteps(limit / risk.percent, String(symbol), history);
  const params = { limit, symbol: symbol ?? null, lot };
  return planOf("risiko_maksimum", params, { trades: [risk.trade] });
}

/** A risk that was worked out to a hundredth of a percent may be so much above the limit. */
const RISK_ROOM = 0.01;

/** Percent of the balance that one whole lot of the symbol risked. */
function riskPerLot(symbol: string, history: DayHistory) {
  const known = (trades: readonly Trade[]) =>
    byHand(trades).flatMap((trade) => {
      const [risk, lot] = [knownRisk(trade), knownLot(trade)];
      if (trade.symbol !== symbol || risk === null || lot === null) return [];
      return [{ trade: trade.id, percent: risk / lot }];
    });
  const [dearest] = known(history.trades).sort((a, b) => b.percent - a.percent);
  return dearest ?? known(history.earlier).at(-1) ?? null;
}

/** The plan in the smaller form in which it is already promised. */
function asPromised(plan: Advised, followup: readonly FollowUp[]): Advised {
  const open = followup.find(
    (one) => subjectOf(one) === subjectOf(plan) && one.params.first_only === 1,
  );
  return open === undefined
    ? plan
    : { ...plan, params: open.params, target: targetOf(plan.id, open.params) };
}

/** Adds what should be noted; one action asks for all of it. */
function addData(plans: Advised[], wanted: readonly Advised[], ended: ReadonlySet<string>): void {
  for (const plan of wanted) {
    const place = plans.findIndex(({ id }) => id === plan.id);
    const asked = plans[place];
    if (asked !== undefined && asked.params.first_only !== 1) {
      plans[place] = { ...asked, params: { ...asked.params, ...plan.params } };
    } else if (asked === undefined && !ended.has(subjectOf(plan))) plans.push(plan);
  }
}

function botPlans(risk: RiskScore): Advised[] {
  const stop = risk.items.find((item) => item.id === "sl");
  if (risk.judged !== "bots" || stop === undefined || stop.lost === 0) return [];
  return [planOf("bot_pasang_sl", { bots: 1 }, stop)];
}

function dataPlans(risk: RiskScore): Advised[] {
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

function keepPlan(good: Finding): Advised {
  return planOf("pertahankan", { habit: good.id }, good);
}

/** A promise broken three days in a row becomes a smaller one, instead of one more. */
function smaller(followup: FollowUp): Advised[] {
  const less = followup.next === "shrink" ? smallerForm(followup) : null;
  return less === null ? [] : [planOf(followup.id, less, followup)];
}

/** More promises at once than this are none. */
export const MOST_OPEN = 3;
/** Whether an action can be promised: it is for the days to come, and it can be counted. */
export function isPromise({ id, target }: Action): boolean {
  return target !== null && isPromiseId(id);
}

/**
 * The promises, of which one gives its place where there are as many as can be kept and the focus is
 * another: never one that the trader said yes to, first the one that was put to the test least.
 */
export function withRoom(followup: readonly FollowUp[], actions: readonly Action[]): FollowUp[] {
  const focus = actions.find((action) => action.focus && isPromise(action));
  const open = followup.filter(({ next }) => next === "go-on");
  const isOpen = (action: Action) => open.some((one) => subjectOf(one) === subjectOf(action));
  if (focus === undefined || open.length < MOST_OPEN || isOpen(focus)) return [...followup];
  const [least] = open
    .filter((one) => one.accepted_on === null)
    .sort((a, b) => a.of - b.of || (a.made_on < b.made_on ? -1 : 1));
  return followup.map((one) => (one === least ? { ...one, next: "yield" } : one));
}
