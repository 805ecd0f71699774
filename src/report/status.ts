import { formatDuration } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { inStyleOf } from "../base/number.ts";
import { inR } from "../base/phrases.ts";
import type { Status } from "../mentor/status.ts";
import type { Rule } from "../model.ts";
import type { Tone } from "./document.ts";

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
  if (isReached("max-daily-loss")) parts.push(bad("batas rugi hari ini tercapai"));
  else if (status.loss_left !== null) {
    parts.push(plain(`sisa batas rugi hari ini ${formatMoney(status.loss_left, currency)}`));
  }
  // A guard that cannot guard must not look like one that found nothing.
  if (status.limits.some((limit) => limit.reached === null)) {
    parts.push(bad("batas rugi belum bisa dihitung: saldo awal belum diisi"));
  }
  const hours = rules.find((rule) => rule.kind === "hours");
  if (status.within_hours === false && hours?.kind === "hours") {
    parts.push(bad(`di luar jam ${hours.params.from}-${hours.params.to}`));
  }
  if (isReached("pause-after-loss")) {
    parts.push(bad(`jeda ${formatDuration((status.pause_left_minutes ?? 0) * 60)}`));
  }
  return parts;
}

function countPart({ trades, bot_trades, max_trades }: Status, isReached: boolean): Part {
  const bots = bot_trades === 0 ? "" : ` + ${bot_trades} oleh bot`;
  if (max_trades === null) return plain(`${trades} transaksi${bots}`);
  const text = `${trades}/${max_trades} transaksi${bots}`;
  return isReached ? bad(`${text}, jatah habis`) : plain(text);
}
