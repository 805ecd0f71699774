import { formatDateTime, formatEntry } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { moodLabel } from "../base/moods.ts";
import { amount, listed, lots, percent, price } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import { dayOf, parseUtc, type Zone } from "../base/time.ts";
import type { DeviationKind, PlanDeviation } from "../mentor/planned/types.ts";
import { kindOf, ruleTyped } from "../mentor/rules/all.ts";
import type { PlanTerms } from "../mentor/rules/rule.ts";
import type { Status } from "../mentor/status.ts";
import type { Plan, PlanCheck, Rule } from "../model.ts";
import type { Fact } from "./lot.ts";
import { ruleWordsOf } from "./words/rules.ts";

/** What is decided of a plan before it is sealed. */
export type Draft = Omit<Plan, "id" | "sealed_at" | "closed_at" | "closed_as" | "close_reason">;

/** "XAUUSD buy 3350": a plan in one breath. */
export const planBrief = ({ symbol, side, entry }: Pick<Plan, "symbol" | "side" | "entry">) =>
  `${symbol} ${side} ${price(entry)}`;

/** "XAUUSD buy 3350, stop 3345, target 3360, 0.06 lot, risiko $30.00 (1%)". */
export function planText(plan: Draft, currency: string): string {
  const { stop, target, lot, risk_money, risk_percent, rr } = plan;
  const share = risk_percent === null ? "" : ` (${percent(risk_percent)})`;
  const parts = [
    planBrief(plan),
    stop === null ? "tanpa stop" : `stop ${price(stop)}`,
    ...(target === null ? [] : [`target ${price(target)}`]),
    `${lots(lot)} lot`,
    ...(risk_money === null
      ? []
      : [`risiko ${formatMoney(risk_money, currencyOf(currency))}${share}`]),
    ...(rr === null ? [] : [`R:R ${amount(rr)}`]),
  ];
  return parts.join(", ");
}

/** "2/3; belum: Trend H4 searah". */
export function checksText(checks: readonly PlanCheck[]): string {
  const open = checks.filter(({ ok }) => !ok).map(({ text }) => cleanLine(text));
  const count = `${checks.length - open.length}/${checks.length}`;
  return open.length === 0 ? count : `${count}; belum: ${open.join("; ")}`;
}

/** Until when a plan holds: the time, with the day where that is another one. */
export function untilText(plan: Pick<Plan, "sealed_at" | "valid_until">, zone: Zone): string {
  const day = dayOf(parseUtc(plan.sealed_at), zone, 0);
  return formatEntry(parseUtc(plan.valid_until), zone, day);
}

/** What of the trader's own limits stands in the way now, in words. */
export function limitReasons(status: Status, rules: readonly Rule[]): string[] {
  return status.limits.flatMap(({ rule: kind, reached, left }) => {
    if (reached !== true) return [];
    const rule = rules.find((one) => one.kind === kind);
    if (rule === undefined) return [kind];
    const told = ruleWordsOf(rule).now?.reached(rule.params, left) ?? "tercapai";
    return [`aturan ${ruleTyped(rule)}: ${told}`];
  });
}

/** What of the trader's own rules a plan breaks by what it says, in words. */
export function brokenReasons(rules: readonly Rule[], plan: PlanTerms): string[] {
  const broken = rules.filter((rule) => kindOf(rule).forbids?.(rule.params, plan) === true);
  return broken.map((rule) => {
    const { planned, name } = ruleWordsOf(rule);
    return `aturan ${ruleTyped(rule)}: ${planned?.(plan) ?? name}`;
  });
}

const STATES = {
  open: "menunggu",
  taken: "diambil",
  lapsed: "lewat waktunya",
  cancelled: "dibatalkan",
  missed: "tidak diambil",
} as const;

/** A plan with what became of it. */
export interface ShownPlan extends Plan {
  state: keyof typeof STATES;
  trade_id: number | null;
  position_id: number | null;
}

/** What became of a plan, in a few words: "diambil: transaksi #12". */
export function stateText({ state, trade_id, position_id, close_reason }: ShownPlan): string {
  const reason = close_reason === null ? "" : `: ${cleanLine(close_reason)}`;
  if (state !== "taken") return `${STATES[state]}${reason}`;
  return `${STATES.taken}: ${trade_id === null ? `posisi #${position_id}` : `transaksi #${trade_id}`}`;
}

/** All that a plan says. */
export function planFacts(plan: ShownPlan, currency: string, zone: Zone): Fact[] {
  const facts: Fact[] = [
    ["Rencana", `#${plan.id}, disegel ${formatDateTime(parseUtc(plan.sealed_at), zone)}`],
    ["Isinya", planText(plan, currency)],
    ["Berlaku", `sampai ${untilText(plan, zone)}`],
  ];
  if (plan.setup !== null) facts.push(["Setup", cleanLine(plan.setup)]);
  if (plan.checks.length > 0) facts.push(["Checklist", checksText(plan.checks)]);
  if (plan.why !== null) facts.push(["Alasan", cleanLine(plan.why)]);
  if (plan.mood !== null) facts.push(["Suasana", moodLabel(plan.mood)]);
  if (!plan.allowed) {
    const why =
      plan.against_reason === null ? "" : ` Tetap dibuat: ${cleanLine(plan.against_reason)}`;
    facts.push(["Melawan", `${listed(plan.reasons.map(cleanLine))}.${why}`]);
  }
  facts.push(["Keadaan", stateText(plan)]);
  return facts;
}

/** How a trade departed from its plan, in words; "sesuai rencana" where it did not. */
export function deviationText(deviation: PlanDeviation, currency: string): string {
  const { entry, stop, target, lot, cost, against } = deviation;
  const words: Readonly<Record<DeviationKind, string>> = {
    entry: `masuk ${price(entry ?? 0)} lebih buruk`,
    stop: stop === null ? "tanpa stop" : `stop ${price(stop)} lebih jauh`,
    target:
      (target ?? 0) > 0
        ? `target ${price(target ?? 0)} lebih jauh`
        : `target ${price(-(target ?? 0))} lebih dekat`,
    lot: `${lots(lot ?? 0)} lot di atas rencana`,
    outside: "di luar waktu rencana",
  };
  const parts = deviation.kinds.map((kind) => words[kind]);
  const told = parts.length === 0 ? "sesuai rencana" : listed(parts);
  const lost = cost < 0 ? `; menghabiskan ${formatMoney(-cost, currencyOf(currency))}` : "";
  return `${told}${lost}${against ? " (rencana melawan aturan)" : ""}`;
}
