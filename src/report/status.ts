import { currencyOf, formatMoney } from "../base/money.ts";
import { inStyleOf } from "../base/number.ts";
import { inR, lots, markR, tradesAsDecisions } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import { RULE_KINDS } from "../mentor/rules/all.ts";
import type { Limit, Status } from "../mentor/status.ts";
import type { Rule } from "../model.ts";
import type { Tone } from "./document.ts";
import { ruleWordsOf } from "./words/rules.ts";

interface Part {
  text: string;
  tone: Tone;
}

const plain = (text: string): Part => ({ text, tone: "plain" });
const bad = (text: string): Part => ({ text, tone: "bad" });

/** The day in one line, in parts: only what there is a rule or a number for. */
export function statusParts(status: Status, rules: readonly Rule[], code: string): Part[] {
  return inStyleOf(code, () => partsOf(status, rules, code));
}

function partsOf(status: Status, rules: readonly Rule[], code: string): Part[] {
  const currency = currencyOf(code);
  const isReached = (rule: string) =>
    status.limits.some((limit) => limit.rule === rule && limit.reached === true);
  const parts = [countPart(status, isReached("max-trades"))];
  // R of some trades alone would leave out just those without a plan.
  const isInR = status.r !== null && status.r_known === status.trades;
  if (rules.length === 0 || !isInR) {
    parts.push(plain(formatMoney(status.net, currency, { sign: true })));
  }
  if (isInR) parts.push(plain(inR(status.r, 1)));
  for (const rule of inOrder(rules)) {
    const standing = status.limits.find((limit) => limit.rule === rule.kind);
    const part = standing && limitPart(rule, standing, status, code);
    // What is missing for several is said once.
    if (part && !parts.some(({ text }) => text === part.text)) parts.push(part);
  }
  const { without_checklist: bare } = status;
  if (bare !== null && bare > 0) parts.push(bad(`${bare} tanpa checklist lengkap`));
  return parts;
}

/** What is open, as one look shows it. */
export interface OpenSum {
  open: number;
  /** At their stops, of those where it can be told. */
  open_risk_money: number;
  without_stop: number;
}

/** "2 posisi terbuka, risiko $43.00, 1 tanpa stop"; null: nothing is open. */
export function openPart(sum: OpenSum, code: string): Part | null {
  const { open, open_risk_money, without_stop } = sum;
  if (open === 0) return null;
  const risk = `risiko ${formatMoney(open_risk_money, currencyOf(code))}`;
  const text = `${open} posisi terbuka, ${risk}`;
  return without_stop === 0 ? plain(text) : bad(`${text}, ${without_stop} tanpa stop`);
}

/** In the order of the kinds. */
const inOrder = (rules: readonly Rule[]) =>
  RULE_KINDS.flatMap((kind) => rules.filter((rule) => rule.kind === kind));

function limitPart(rule: Rule, limit: Limit, status: Status, code: string): Part | null {
  const { reached, left } = limit;
  const { now } = ruleWordsOf(rule);
  if (now === null) return null;
  // A guard that cannot guard must not look like one that found nothing.
  if (reached === null) return bad("batas rugi belum bisa dihitung: saldo awal belum diisi");
  if (reached) return bad(now.reached(rule.params, left));
  if (left === null || now.left === null) return null;
  const usual = limit === tightest(status) ? usualText(limit, status) : "";
  return plain(now.left(left, code, rule.params) + usual);
}

/** The limit of money that is reached first: what is left of it is told in risks and lots too. */
function tightest({ limits }: Status): Limit | undefined {
  const some = limits.filter(({ reached, left_r }) => reached === false && left_r !== null);
  return some.sort((a, b) => (a.left ?? 0) - (b.left ?? 0))[0];
}

/** " (1.2R, 0.06 lot XAUUSD)": in usual risks, and in lots at the usual distance of the stop. */
function usualText({ left_r, left_lot }: Limit, { usual_symbol }: Status): string {
  const told = [
    ...(left_r === null ? [] : [markR(Math.floor(left_r * 10) / 10)]),
    ...(left_lot === null || usual_symbol === null
      ? []
      : [`${lots(left_lot)} lot ${cleanLine(usual_symbol)}`]),
  ];
  return told.length === 0 ? "" : ` (${told.join(", ")})`;
}

function countPart(status: Status, isReached: boolean): Part {
  const { trades, booked_trades, bot_trades, max_trades } = status;
  const bots = bot_trades === 0 ? "" : ` + ${bot_trades} oleh bot`;
  if (max_trades === null) return plain(tradesAsDecisions(booked_trades, trades) + bots);
  const counted = `${trades}/${max_trades}`;
  const text =
    booked_trades === trades
      ? `${counted} transaksi${bots}`
      : `${counted} keputusan (${booked_trades} transaksi)${bots}`;
  return isReached ? bad(`${text}, jatah habis`) : plain(text);
}
