import { currencyOf, formatMoney } from "../base/money.ts";
import { inStyleOf } from "../base/number.ts";
import { inR } from "../base/phrases.ts";
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
    const part = standing && limitPart(rule, standing, code);
    if (part) parts.push(part);
  }
  return parts;
}

/** In the order of the kinds. */
const inOrder = (rules: readonly Rule[]) =>
  RULE_KINDS.flatMap((kind) => rules.filter((rule) => rule.kind === kind));

function limitPart(rule: Rule, { reached, left }: Limit, code: string): Part | null {
  const { now } = ruleWordsOf(rule);
  if (now === null) return null;
  // A guard that cannot guard must not look like one that found nothing.
  if (reached === null) return bad("batas rugi belum bisa dihitung: saldo awal belum diisi");
  if (reached) return bad(now.reached(rule.params, left));
  return left === null || now.left === null ? null : plain(now.left(left, code));
}

function countPart({ trades, bot_trades, max_trades }: Status, isReached: boolean): Part {
  const bots = bot_trades === 0 ? "" : ` + ${bot_trades} oleh bot`;
  if (max_trades === null) return plain(`${trades} transaksi${bots}`);
  const text = `${trades}/${max_trades} transaksi${bots}`;
  return isReached ? bad(`${text}, jatah habis`) : plain(text);
}
