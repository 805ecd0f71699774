import { currencyOf, formatMoney } from "../base/money.ts";
import { withoutDust } from "../base/number.ts";
import { lots, percent } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import { MINUTE_MS, utcText } from "../base/time.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { fieldContext } from "../journal/days.ts";
import { answered, findPlan, type KeptPlan } from "../journal/plans/plans.ts";
import { type Setup, setupNames, setupsInUse } from "../journal/plans/setups.ts";
import { lotTerms } from "../journal/plans/symbols.ts";
import { openPromises } from "../journal/promises.ts";
import type { Store } from "../journal/store.ts";
import { seenBefore } from "../journal/trades.ts";
import { brokenBy } from "../mentor/promise-table.ts";
import type { StatusFacts } from "../mentor/rules/rule.ts";
import type { Status } from "../mentor/status.ts";
import { TOLERANCE } from "../mentor/thresholds.ts";
import type { PlanCheck, Side } from "../model.ts";
import { brokenReasons, type Draft, limitReasons } from "../report/plan.ts";
import type { Sizing } from "../trade/lot.ts";
import * as read from "../trade/readers.ts";
import { missing, usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";
import { idFrom, moodFrom } from "./inputs.ts";
import { priceFrom, requireTarget, type SizingFlags, sideFrom, symbolFrom } from "./sizing.ts";

/** What a plan says beside its prices and its size. */
export const PLAN_OPTIONS: readonly HelpLine[] = [
  ["--setup <nama>", "setup atau strategi; checklist-nya ikut ditanyakan"],
  ["--why <teks>", "alasannya"],
  ["--mood <suasana>", "suasana hati saat ini"],
  ["--valid <lama>", "berapa lama rencana berlaku, misalnya 30m, 4h, 2d (bawaan: 4h)"],
  ["--check [nomor]", "semua butir checklist terpenuhi, atau yang bernomor ini: 1,3"],
  ["--no-check", "tidak satu pun butir checklist terpenuhi"],
  ["--anyway <alasan>", "tetap dicatat walau aturan berkata tidak, dengan alasannya"],
];

export interface PlanFlags extends SizingFlags {
  setup?: string;
  why?: string;
  mood?: string;
  valid?: string;
  /** True: all, false: none, else numbers. */
  check?: boolean | string;
  anyway?: string;
  lot?: string;
}

const HOUR_MS = 60 * MINUTE_MS;
const USUAL_VALIDITY_MS = 4 * HOUR_MS;
const MOST_VALIDITY_MS = 30 * 24 * HOUR_MS;

/** How long a plan holds. */
function validityFrom(words: string | undefined): number {
  if (words === undefined) return USUAL_VALIDITY_MS;
  const shape = /^(?:(\d{1,3}) ?d)? ?(?:(\d{1,4}) ?h)? ?(?:(\d{1,5}) ?m)?$/i;
  const [, days = "0", hours = "0", minutes = "0"] = shape.exec(words.trim()) ?? [];
  const total = (Number(days) * 24 + Number(hours)) * HOUR_MS + Number(minutes) * MINUTE_MS;
  if (total > 0 && total <= MOST_VALIDITY_MS) return total;
  throw usage(
    "--valid",
    words,
    "lama dengan satuannya, paling lama 30d, misalnya 30m, 4h, atau 1d12h",
  );
}

/** The same as the symbol can be traded: a size between its steps, or below the smallest, is refused. */
export function tradedLotFrom(
  store: Store,
  field: string,
  words: string | undefined,
  symbol: string,
): number | null {
  const lot = lotFrom(store, field, words);
  const terms = lot === null ? null : lotTerms(store, symbol);
  if (lot === null || terms === null) return lot;
  const { step, min_lot } = terms;
  const other = `(kalau lain: jurnal symbol set ${symbol} --step ATAU --min-lot)`;
  if (lot < min_lot - TOLERANCE) {
    throw usage(
      field,
      words ?? "",
      `paling kecil ${lots(min_lot)}, lot terkecil ${symbol} ${other}`,
    );
  }
  const steps = lot / step;
  if (Math.abs(steps - Math.round(steps)) < LIKE_WHOLE) return lot;
  const [low, high] = [Math.floor(steps), Math.ceil(steps)].map((n) => lots(withoutDust(n * step)));
  const expected = `kelipatan ${lots(step)}, langkah lot ${symbol}: ${low} atau ${high} ${other}`;
  throw usage(field, words ?? "", expected);
}

/** So near to a whole number of steps is one: what is left are binary digits. */
const LIKE_WHOLE = 1e-6;

/** A lot that was typed; null where none was. */
export function lotFrom(store: Store, field: string, words: string | undefined): number | null {
  if (words === undefined) return null;
  const reading = read.size(words, fieldContext(store, null));
  if (!reading.ok) throw usage(field, words, reading.expected);
  if (!(Number(reading.value) > 0))
    throw usage(field, words, "ukuran lot di atas 0, misalnya 0.01");
  return reading.value as number;
}

/** A reason in one line; null where nothing was said. */
export const reasonFrom = (words = ""): string | null =>
  cleanLine(words).trim().slice(0, LONGEST_REASON) || null;

const LONGEST_REASON = 500;

/** The plan with this number in this profile. */
export function planFrom(store: Store, words: string): KeptPlan {
  const plan = findPlan(store, idFrom("nomor", words));
  if (plan !== null) return plan;
  const hint = "Lihat nomornya dengan: jurnal plan list";
  throw new UserError("plan-unknown", `Rencana ${words} tidak ada di profil ini.`, hint);
}

/** What stands or is asked of the setup: its name, and its checklist as it was answered. */
export async function setupFrom(
  context: Context,
  store: Store,
  flags: PlanFlags,
): Promise<{ setup: string | null; checks: PlanCheck[] }> {
  const typed = flags.setup === undefined ? "" : cleanLine(flags.setup).trim().slice(0, 100);
  const isIt = ({ name }: Setup) => name.toLowerCase() === typed.toLowerCase();
  const known = setupsInUse(store).find(isIt);
  const texts = known?.checks ?? [];
  return { setup: known?.name ?? (typed || null), checks: await checksFrom(context, texts, flags) };
}

async function checksFrom(
  context: Context,
  texts: readonly string[],
  { check }: PlanFlags,
): Promise<PlanCheck[]> {
  if (typeof check === "boolean") return answered(texts, () => check);
  if (check !== undefined) {
    const numbers = check.split(/[\s,]+/).map(Number);
    const isRight = numbers.every(
      (one) => Number.isInteger(one) && one >= 1 && one <= texts.length,
    );
    if (!isRight) {
      throw usage(
        "--check",
        check,
        texts.length === 0
          ? "kosong: setup ini tanpa checklist"
          : `nomor butir, 1 sampai ${texts.length}, misalnya 1,3`,
      );
    }
    return answered(texts, (index) => numbers.includes(index + 1));
  }
  if (texts.length === 0) return [];
  if (!context.mayAsk) throw missing("checklist (--check, --check 1,3, atau --no-check)");
  const checks: PlanCheck[] = [];
  for (const text of texts) {
    const ok = await context.world.ask.choose({
      message: cleanLine(text),
      choices: [
        { value: true, label: "ya" },
        { value: false, label: "tidak" },
      ],
      initial: false,
    });
    checks.push({ text, ok });
  }
  return checks;
}

/** What is known of the moment at which a plan is made. */
export interface Moment {
  facts: StatusFacts;
  status: Status;
}

/** The plan that the words and the size make, with what says no to it; nothing is written. */
export function draftOf(
  store: Store,
  moment: Moment,
  sizing: Sizing,
  said: { flags: PlanFlags; setup: string | null; checks: PlanCheck[] },
): Draft {
  const { flags, setup, checks } = said;
  const { symbol, side, entry, stop, target, point, answer, balance } = sizing;
  const own = tradedLotFrom(store, "--lot", flags.lot, symbol);
  const lot = own ?? answer.lot;
  const risk_money = withoutDust(own === null ? answer.risk_money : own * sizing.loss);
  const draft = {
    symbol,
    side: side as Side,
    entry: entry as number,
    stop,
    target,
    lot,
    risk_money,
    risk_percent:
      balance === null || balance <= 0 ? null : Math.round((10_000 * risk_money) / balance) / 100,
    rr: answer.rr,
    point_value: point.value,
    setup,
    ...saidOf(store, flags),
    checks,
  };
  const size = sizeReasons(sizing, own, risk_money, store.profile.currency);
  // Where the rule is what limits the size, the size has told of it.
  const others = moment.facts.rules.filter(({ kind }) => kind !== "risk");
  const rules = sizing.allowed.from === "rule" ? others : moment.facts.rules;
  return judged(store, moment, draft, flags, [...size, ...brokenReasons(rules, draft)]);
}

/** The plan of a position that is opened without a stop: what it risks nobody can say. */
export function unstoppedDraft(
  store: Store,
  moment: Moment,
  symbol: string,
  said: { flags: PlanFlags; setup: string | null; checks: PlanCheck[] },
): Draft {
  const { flags, setup, checks } = said;
  const side = sideFrom(store, "arah", flags.side) as Side;
  const entry = priceFrom(store, "harga", flags.entry) as number;
  const target = priceFrom(store, "--target", flags.target);
  if (target !== null) requireTarget(side, entry, target);
  const name = symbolFrom(store, symbol);
  const draft = {
    symbol: name,
    side,
    entry,
    stop: null,
    target,
    lot: tradedLotFrom(store, "--lot", flags.lot, name) as number,
    risk_money: null,
    risk_percent: null,
    rr: null,
    point_value: null,
    setup,
    checks,
    ...saidOf(store, flags),
  };
  return judged(store, moment, draft, flags, brokenReasons(moment.facts.rules, draft));
}

/** What a plan says beside prices, size and setup. */
function saidOf(store: Store, flags: PlanFlags) {
  return {
    why: reasonFrom(flags.why),
    mood: flags.mood === undefined ? null : moodFrom("--mood", flags.mood),
    valid_until: utcText(store.now() + validityFrom(flags.valid)),
  };
}

/** The draft with all that says no to it: limits, what is `wrong` with itself, promises. */
function judged(
  store: Store,
  { facts, status }: Moment,
  draft: Omit<Draft, "allowed" | "reasons" | "against_reason">,
  { anyway }: PlanFlags,
  wrong: readonly string[],
): Draft {
  const promises = brokenBy(openPromises(store), facts, draft);
  const reasons = [
    ...limitReasons(status, facts.rules),
    ...wrong,
    ...promises.map(({ id, text }) => `janji ${id}: ${cleanLine(text).replace(/\.$/, "")}`),
  ];
  const allowed = reasons.length === 0;
  const why = reasonFrom(anyway);
  if (anyway !== undefined && why === null)
    throw usage("--anyway", anyway, "alasannya, beberapa kata");
  return { ...draft, allowed, reasons, against_reason: allowed ? null : why };
}

/** The size against what may be lost. */
function sizeReasons(
  { answer, allowed }: Sizing,
  own: number | null,
  risk: number,
  code: string,
): string[] {
  const money = (value: number) => formatMoney(value, currencyOf(code));
  if (own === null && answer.skip) {
    return [
      `lot terkecil ${lots(answer.least.lot)} berisiko ${money(answer.least.risk_money)}, lebih dari ${money(allowed.money)}`,
    ];
  }
  if (risk <= allowed.money * (1 + TOLERANCE)) return [];
  const share = allowed.percent === null ? "" : ` (${percent(allowed.percent)})`;
  return [`risiko ${money(risk)} lebih dari batas ${money(allowed.money)}${share}`];
}

/** The words of a plan where a person is there to give what was not typed. */
export interface PlanWords {
  symbol: string;
  side: string;
  entry: string;
  flags: PlanFlags;
}

/** Asks for what a plan lacks; without a person symbol, side, entry and stop must have been typed. */
export async function askPlan(
  context: Context,
  store: Store,
  given: { symbol?: string; side?: string; entry?: string; flags: PlanFlags },
): Promise<PlanWords> {
  const { symbol, side, entry } = given;
  const flags = { ...given.flags };
  if (!context.mayAsk) {
    if (symbol === undefined) throw missing("simbol (isian pertama)");
    if (side === undefined) throw missing("arah (isian kedua: buy atau sell)");
    if (entry === undefined) throw missing("harga masuk (isian ketiga)");
    return { symbol, side, entry, flags };
  }
  const { ask } = context.world;
  const isAsked = symbol === undefined || side === undefined || entry === undefined;
  const price = (mayBeEmpty: boolean) => (answer: string) => {
    if (answer === "") return mayBeEmpty || "Harus harga di atas 0.";
    const reading = read.price(answer, fieldContext(store, null));
    return reading.ok || `Harus ${reading.expected}.`;
  };
  const words = {
    symbol:
      symbol ??
      (await ask.suggest({
        message: "Simbol",
        suggestions: seenBefore(store, "symbol"),
        check: (answer) => {
          const reading = read.symbol(answer, fieldContext(store, null));
          return reading.ok || `Harus ${reading.expected}.`;
        },
      })),
    side:
      side ??
      (await ask.choose({
        message: "Arah",
        choices: ["buy", "sell"].map((value) => ({ value, label: value })),
      })),
    entry: entry ?? (await ask.text({ message: "Harga masuk", check: price(false) })),
  };
  if (flags.stop === undefined && flags.pips === undefined) {
    flags.stop = await ask.text({ message: "Harga stop loss", check: price(false) });
  }
  if (!isAsked) return { ...words, flags };
  const skipped = (answer: string) => (answer.trim() === "" ? undefined : answer);
  flags.target ??= skipped(
    await ask.text({ message: "Target (Enter untuk melewati)", check: price(true) }),
  );
  flags.setup ??= skipped(
    await ask.suggest({
      message: "Setup (Enter untuk melewati)",
      suggestions: setupNames(store),
      skip: "lewati",
    }),
  );
  flags.why ??= skipped(await ask.text({ message: "Alasannya (Enter untuk melewati)" }));
  return { ...words, flags };
}
