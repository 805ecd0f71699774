import { formatDuration } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { formatNumber, MOST_NUMBER } from "../base/number.ts";
import type { RuleKind, RuleTerms } from "../model.ts";
import { type Reading, toNumber } from "./readers.ts";

/** The trader's own rules: how they are typed and what they say. */

export const RULE_KINDS: readonly RuleKind[] = [
  "max-daily-loss",
  "max-trades",
  "stop-required",
  "hours",
  "risk",
  "pause-after-loss",
];

/** More trades a day, or a longer pause in minutes, than anyone means. */
const MOST_TRADES = 1000;
const MOST_MINUTES = 24 * 60;

const ok = (value: RuleTerms): Reading<RuleTerms> => ({ ok: true, value });
const no = (expected: string): Reading<RuleTerms> => ({ ok: false, expected });

/** The rule that the words mean for a profile in this currency, or what was expected of them. */
export function readRule(kind: RuleKind, words: string, currency: string): Reading<RuleTerms> {
  const text = words.trim();
  switch (kind) {
    case "max-daily-loss":
      return readDayLoss(text, currency);
    case "max-trades": {
      const most = /^\d{1,4}$/.test(text) ? Number(text) : 0;
      if (most >= 1 && most <= MOST_TRADES) return ok({ kind, params: { most } });
      return no(`bilangan bulat 1 sampai ${MOST_TRADES}, misalnya 5`);
    }
    case "stop-required":
      return text === "" ? ok({ kind, params: {} }) : no("kosong; aturan ini tidak butuh nilai");
    case "hours":
      return readHours(text);
    case "risk": {
      const percent = percentOf(text.replace(/ ?%$/, ""));
      if (typeof percent === "number") return ok({ kind, params: { percent } });
      return no(percent || "persen per transaksi, di atas 0 sampai 100, misalnya 1%");
    }
    case "pause-after-loss": {
      const [, hours, minutes] = /^(?:(\d{1,2}) ?h)? ?(?:(\d{1,4}) ?m)?$/i.exec(text) ?? [];
      const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
      if (total >= 1 && total <= MOST_MINUTES) return ok({ kind, params: { minutes: total } });
      return no("lama jeda dengan satuannya, paling lama 24h, misalnya 15m, 1h, atau 1h30m");
    }
  }
}

/** A share above 0 up to 100, or what was expected instead ("": whatever the field says). */
function percentOf(text: string): number | string {
  const value = toNumber(text, "plain", "");
  if (typeof value === "string") return value;
  return value > 0 && value <= 100 ? value : "";
}

function readDayLoss(text: string, currency: string): Reading<RuleTerms> {
  const kind = "max-daily-loss";
  const expected = "persen dari saldo (2%) atau uang di atas 0 (50, $50, 500rb)";
  if (text.endsWith("%")) {
    const percent = percentOf(text.slice(0, -1).trimEnd());
    if (typeof percent === "number") return ok({ kind, params: { percent, amount: null } });
    return no(percent || `${expected}; persennya paling besar 100`);
  }
  const amount = toNumber(text, "money", currency);
  if (typeof amount === "string") return no(amount || expected);
  if (amount <= 0 || amount > MOST_NUMBER) return no(expected);
  return ok({ kind, params: { percent: null, amount } });
}

function readHours(text: string): Reading<RuleTerms> {
  const [, from = "", to = ""] = /^(\S+?) ?[-–] ?(\S+)$/.exec(text) ?? [];
  const [start, end] = [clockOf(from), clockOf(to)];
  const params = { from: start ?? "", to: end ?? "" };
  if (start !== null && end !== null && start !== end) return ok({ kind: "hours", params });
  return no("dua jam yang berbeda, misalnya 14:00-23:00 atau 20:00-02:00");
}

/** "9", "09.30", "24:00" as "09:00", "09:30", "00:00"; null: no time of day. */
function clockOf(text: string): string | null {
  const [, hours = "", minutes = "00"] = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(text) ?? [];
  if (hours === "" || Number(minutes) > 59) return null;
  if (Number(hours) > 24 || (hours === "24" && minutes !== "00")) return null;
  return `${String(Number(hours) % 24).padStart(2, "0")}:${minutes}`;
}

/** The value as `rule add` takes it: "2%", "50", "14:00-23:00", "1h30m"; "" where there is none. */
export function ruleValue({ kind, params }: RuleTerms): string {
  switch (kind) {
    case "max-daily-loss":
      return params.percent === null ? String(params.amount) : `${params.percent}%`;
    case "max-trades":
      return String(params.most);
    case "stop-required":
      return "";
    case "hours":
      return `${params.from}-${params.to}`;
    case "risk":
      return `${params.percent}%`;
    case "pause-after-loss": {
      const [hours, minutes] = [Math.floor(params.minutes / 60), params.minutes % 60];
      return `${hours > 0 ? `${hours}h` : ""}${minutes > 0 ? `${minutes}m` : ""}`;
    }
  }
}

/** The rule as `rule add` takes it: "max-daily-loss 2%". */
export const ruleTyped = (terms: RuleTerms): string => `${terms.kind} ${ruleValue(terms)}`.trim();

const percent = (value: number | null) => `${formatNumber(value ?? 0, 2, { trim: true })}%`;

/** What the rule asks, in a few words: "paling banyak 5 transaksi sehari". */
export function ruleWords({ kind, params }: RuleTerms, currency: string): string {
  switch (kind) {
    case "max-daily-loss": {
      const most =
        params.amount === null
          ? `${percent(params.percent)} dari saldo`
          : formatMoney(params.amount, currencyOf(currency));
      return `berhenti saat rugi hari itu mencapai ${most}`;
    }
    case "max-trades":
      return `paling banyak ${params.most} transaksi sehari`;
    case "stop-required":
      return "stop loss di setiap transaksi";
    case "hours":
      return `entry hanya pukul ${params.from} sampai ${params.to}`;
    case "risk":
      return `risiko paling besar ${percent(params.percent)} per transaksi`;
    case "pause-after-loss":
      return `jeda ${formatDuration(params.minutes * 60)} setelah rugi`;
  }
}
