import * as v from "valibot";
import { isDate } from "../../base/dates.ts";
import { isRecord } from "../../base/json.ts";
import { currencyOf, isCurrencyCode } from "../../base/money.ts";
import { BODIES } from "../../base/moods.ts";
import { MOST_NUMBER } from "../../base/number.ts";
import { canonicalZone, parseUtc, utcText } from "../../base/time.ts";
import { isActionId } from "../../mentor/ids.ts";
import { RULE_KINDS, readRule, ruleValue } from "../../mentor/rules/all.ts";
import type { RuleTerms } from "../../model.ts";
import { FIELD_LIST } from "../../trade/fields.ts";
import { type FieldReader, LONGEST_TEXT, NO_CONTEXT, toNumber } from "../../trade/readers.ts";
import { LONGEST_CHECK } from "../../trade/setups.ts";
import { SETTINGS } from "../settings.ts";
import { ASIDE_DAY } from "../store.ts";
import type { Column } from "../tables.ts";

/** A value that none of our doors lets in: it came by another program, or the file is damaged. */
interface OddValue {
  column: string;
  value: unknown;
  expected: string;
  /** Of the profile whose row it is. */
  currency: string;
}

/** Null: the value may stand; else what was expected. `currency` is that of the row's profile. */
type Rule = (value: unknown, currency: string) => string | null;

const rule =
  (expected: string, fits: (value: unknown) => boolean): Rule =>
  (value) =>
    fits(value) ? null : expected;

const LONGEST_JSON = 50_000_000;

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown) => typeof value === "number" && Math.abs(value) <= MOST_NUMBER;

const NUMBER = rule("angka yang bisa disimpan", isNumber);
const ID = rule(
  "nomor mulai 1",
  (value) => Number.isInteger(value) && isNumber(value) && Number(value) > 0,
);
const DAY_ID = rule(
  "nomor mulai 1",
  (value) =>
    Number.isInteger(value) && isNumber(value) && (Number(value) > 0 || value === ASIDE_DAY),
);
const COUNT = rule(
  "bilangan bulat mulai 0",
  (value) => Number.isInteger(value) && isNumber(value) && Number(value) >= 0,
);
const TEXT = rule(
  `teks sampai ${LONGEST_TEXT} huruf`,
  (value) => isText(value) && value.length <= LONGEST_TEXT,
);
const NAME = rule(
  "nama sampai 100 huruf",
  (value) => isText(value) && value.trim() !== "" && value.length <= 100,
);
const LONG_TEXT = rule("teks", (value) => isText(value) && value.length <= LONGEST_JSON);
/** A real time as it is stored, of a year that has room for others around it. */
const isTime = (text: string) =>
  text >= "1900" && text < "3000" && text.length === 19 && text[10] === " " && isMoment(text);
const isMoment = (text: string) => !Number.isNaN(parseUtc(text));
const TIME = rule(
  "waktu UTC seperti 2026-11-22 14:30:00",
  (value) => isText(value) && isTime(value),
);
const DATE = rule("tanggal seperti 2026-11-22", (value) => isText(value) && isDate(value));
const ZONE = rule(
  "zona waktu seperti Asia/Jakarta",
  (value) => isText(value) && canonicalZone(value) !== null,
);
const oneOf = (...words: string[]) =>
  rule(words.join(", "), (value) => words.includes(String(value)));

/** JSON of this form, which is written by us alone. */
const json = (schema: v.GenericSchema) =>
  rule("JSON seperti di ekspor jurnal", (value) => {
    try {
      return isText(value) && v.is(schema, JSON.parse(value));
    } catch {
      return false;
    }
  });
/** No list: valibot takes one for an object. */
const OBJECT = v.custom<Record<string, unknown>>(isRecord);
const scalars = v.pipe(OBJECT, v.record(v.string(), v.nullable(v.union([v.string(), v.number()]))));
const IDS = v.array(v.number());
const ANALYSIS = v.looseObject({
  findings: v.array(v.looseObject({ id: v.string(), trades: IDS, values: scalars })),
  risk: v.looseObject({ score: v.number(), raw: v.number(), known: v.boolean(), n: v.number() }),
  rules: v.optional(v.array(OBJECT)),
  text: v.optional(v.array(v.string())),
});
const ADVICE = v.looseObject({
  actions: v.array(
    v.looseObject({ id: v.custom<string>(isActionId), params: scalars, trades: IDS }),
  ),
  text: v.array(v.string()),
});

/** What stands must be what is read of it: a side in capitals is no side to a query. */
const asRead = (kind: string, value: unknown, read: unknown) => kind !== "choice" || value === read;

function reader(kind: string, read: FieldReader): Rule {
  let context = NO_CONTEXT;
  return (value, currency) => {
    if (context.currency !== currency) context = { ...NO_CONTEXT, currency };
    const reading = read(value, context);
    if (!reading.ok) return reading.expected;
    return asRead(kind, value, reading.value) ? null : String(reading.value);
  };
}

/** Amounts, sizes, prices and choices are what `trade log` takes; of texts files may say more. */
const FIELDS: Readonly<Record<string, Rule>> = Object.fromEntries(
  FIELD_LIST.flatMap(({ column, kind, read }) => {
    if (["time", "day", "text", "lines"].includes(kind)) return [];
    const reads = reader(kind, read);
    // The door also reads words; a column holds them only where its kind is words.
    const isWords = kind === "choice" || kind === "parts" || kind === "links";
    const typed: Rule = (value, currency) =>
      (isWords ? TEXT(value, currency) && LONG_TEXT(value, currency) : NUMBER(value, currency)) ??
      reads(value, currency);
    return [[column, typed] as const];
  }),
);

const money = FIELDS.profit_loss as Rule;

/** Readers of the doors, by column of a trade. */
const READERS: Readonly<Record<string, FieldReader>> = Object.fromEntries(
  FIELD_LIST.filter(({ kind }) => !["time", "day"].includes(kind)).map(
    ({ column, read }) => [column, read] as const,
  ),
);

const ABOVE_0 = rule("angka di atas 0", (value) => isNumber(value) && Number(value) > 0);
const FROM_0 = rule("angka mulai 0", (value) => isNumber(value) && Number(value) >= 0);

const CURRENCY = rule(
  "kode mata uang seperti USD",
  (value) => isText(value) && isCurrencyCode(value) && currencyOf(value) !== null,
);

/** What the values of a column must be, where its type does not say all. */
const RULES: Readonly<Record<string, Rule>> = {
  "users.name": NAME,
  "users.currency": CURRENCY,
  "users.zone": ZONE,
  "users.day_start": rule(
    "jam seperti 05:00",
    (value) => isText(value) && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value),
  ),
  "users.initial_balance": money,
  "trading_sessions.id": DAY_ID,
  "daily_trading_data.session_id": DAY_ID,
  "session_hands.session_id": DAY_ID,
  "trading_sessions.total_trades": COUNT,
  "trading_sessions.risk_score": rule(
    "nilai 0 sampai 10",
    (value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 10,
  ),
  "trading_sessions.body": oneOf(...BODIES),
  "trading_sessions.personal_notes": LONG_TEXT,
  "bots.strategy_params": LONG_TEXT,
  "deleted_bots.strategy_params": LONG_TEXT,
  "accounts.server_zone": ZONE,
  "imports.counts": json(v.pipe(OBJECT, v.looseObject({ server_zone: v.nullish(v.string()) }))),
  "imports.declared": json(v.union([v.array(v.unknown()), OBJECT])),
  "imports.operation_id": COUNT,
  "cash_flows.amount": money,
  "cash_flows.kind": oneOf("deposit", "withdrawal", "credit", "correction", "cost", "other"),
  "open_positions.floating": money,
  "fills.data": json(OBJECT),
  "changes.row_id": rule("nomor atau kunci", (value) => isNumber(value) || isText(value)),
  "changes.row_count": COUNT,
  "changes.before": json(OBJECT),
  "changes.after": json(v.union([OBJECT, v.array(v.unknown())])),
  "edits.row_id": rule("nomor atau kunci", (value) => isNumber(value) || isText(value)),
  "edits.deleted": json(OBJECT),
  "deleted_trades.trade_id": COUNT,
  "mentor_looks.basis": json(v.unknown()),
  "mentor_looks.result": json(v.unknown()),
  "watched_files.size": COUNT,
  "watched_files.outcome": oneOf("taken", "refused", "other"),
  "watched_files.taken_bytes": COUNT,
  "watched_files.taken_lines": COUNT,
  "scenarios.scenario": json(OBJECT),
  "setups.name": NAME,
  "setups.checks": json(v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_CHECK)))),
  "symbols.symbol": NAME,
  "symbols.contract": ABOVE_0,
  "symbols.step": ABOVE_0,
  "symbols.min_lot": ABOVE_0,
  "symbols.pip": ABOVE_0,
  "symbols.price_step": ABOVE_0,
  "symbols.fee": FROM_0,
  "symbols.fee_buy": FROM_0,
  "symbols.fee_sell": FROM_0,
  "rates.currency": CURRENCY,
  "rates.quote": CURRENCY,
  "rates.rate": ABOVE_0,
  "daily_trading_data.plan_id": COUNT,
  "plans.symbol": NAME,
  "plans.side": oneOf("buy", "sell"),
  "plans.entry": ABOVE_0,
  "plans.stop": ABOVE_0,
  "plans.target": ABOVE_0,
  "plans.lot": FROM_0,
  "plans.checks": json(v.array(v.strictObject({ text: v.string(), ok: v.boolean() }))),
  "plans.allowed": oneOf("0", "1"),
  "plans.reasons": json(v.array(v.string())),
  "plans.closed_as": oneOf("cancelled", "missed"),
  "promises.action": rule("rencana yang dikenal", isActionId),
  "promises.params": json(scalars),
  // QuantumBotX writes "6/10 - GOOD".
  "ai_mentor_reports.risk_management_score": rule(
    "angka atau teks",
    (value) => isNumber(value) || isText(value),
  ),
  "ai_mentor_reports.stale": oneOf("0", "1"),
};

const KINDS: Readonly<Record<string, Rule>> = {
  INTEGER: NUMBER,
  REAL: NUMBER,
  BOOLEAN: NUMBER,
  DATETIME: TIME,
  DATE,
  TEXT,
};

/** Tables whose columns of a trade's names hold what a trade holds. */
const OF_TRADES = ["daily_trading_data", "open_positions"];

function ruleOf(table: string, { name, type }: Column): Rule | undefined {
  const own = RULES[`${table}.${name}`];
  if (own !== undefined) return own;
  if (name === "id" || name.endsWith("_id")) return ID;
  if (OF_TRADES.includes(table) && FIELDS[name] !== undefined) return FIELDS[name];
  return LONG_TABLES.includes(table) ? { ...KINDS, TEXT: LONG_TEXT }[type] : KINDS[type];
}

/** Whose words are longer than any of a trade or a day. */
const LONG_TABLES = ["changes", "ai_mentor_reports", "mentor_looks", "odd_cells"];

/**
 * What a cell that cannot stand says all the same, as it has to stand; undefined: nothing, or more
 * than one thing. A time with an offset is a moment, a day without one tells no time (null), text
 * that reads as one number is it, bytes that are words are these, and nothing at all is not known.
 */
export function meaningOf(
  table: string,
  column: Column,
  value: unknown,
  currency: string,
): string | number | null | undefined {
  const { name, type, notnull } = column;
  const words = value instanceof Uint8Array ? wordsIn(value) : value;
  if (typeof words !== "string") return undefined;
  const text = words.trim();
  const fits = (meant: string | number) =>
    ruleOf(table, column)?.(meant, currency) == null ? meant : undefined;
  if (text === "") return notnull === 0 ? null : undefined;
  if (type === "DATE") return isTimeOfDay(text) ? fits(text.slice(0, 10)) : undefined;
  if (type === "DATETIME") {
    if (isMoment(text)) return fits(utcText(parseUtc(text)));
    return isDate(text) && notnull === 0 ? null : undefined;
  }
  const read = OF_TRADES.includes(table) ? READERS[name] : undefined;
  if (read === undefined && type === "TEXT") return fits(words);
  const reading = read?.(text, { ...NO_CONTEXT, currency });
  const meant =
    reading === undefined ? toNumber(text, "plain", currency) : reading.ok && reading.value;
  if (typeof meant === "boolean") return reading?.ok ? fits(Number(meant)) : undefined;
  if (typeof meant === "number") return fits(meant);
  return reading !== undefined && typeof meant === "string" ? fits(meant) : undefined;
}

/** What a cell of another program holds here: as it stands, else as it is meant; undefined: nothing. */
export function readCell(table: string, column: Column, value: unknown, currency: string): unknown {
  if (value === null || ruleOf(table, column)?.(value, currency) == null) return value;
  return meaningOf(table, column, value, currency);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });
/** Controls but for those of a text of several lines. */
const NO_WORDS = /[^\P{Cc}\t\n\r]/u;

/** The text that bytes are; null: they are none. */
function wordsIn(bytes: Uint8Array): string | null {
  try {
    const text = UTF8.decode(bytes);
    return NO_WORDS.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** A date that is followed by a time, which need be no moment. */
const isTimeOfDay = (text: string) =>
  isDate(text.slice(0, 10)) && /^[T ]\d\d:/.test(text.slice(10));

type Cells = Readonly<Record<string, unknown>>;

/** What only several cells of a row together tell: the column that is odd, and what was expected. */
const ROWS: Readonly<Record<string, (row: Cells, currency: string) => [string, string] | null>> = {
  settings({ key, value }) {
    const setting = SETTINGS.find((one) => one.key === key);
    if (setting === undefined || setting.read(String(value), null) !== null) return null;
    return ["value", setting.expected];
  },
  rules({ kind, params }, currency) {
    const expected = "nilai aturan seperti di ekspor jurnal";
    const isKind = RULE_KINDS.some((one) => one === kind);
    if (!isKind) return ["kind", RULE_KINDS.join(", ")];
    if (json(scalars)(params, currency) !== null) return ["params", expected];
    const terms = { kind, params: JSON.parse(String(params)) } as RuleTerms;
    const read = readRule(terms.kind, ruleValue(terms), currency);
    return read.ok ? null : ["params", read.expected];
  },
  ai_mentor_reports(row, currency) {
    // Those of QuantumBotX, which have no headline, may be any text.
    if (row.headline == null) return null;
    const { trading_patterns_analysis: analysis, recommendations: advice } = row;
    for (const [column, value, schema] of [
      ["trading_patterns_analysis", analysis, ANALYSIS],
      ["recommendations", advice, ADVICE],
    ] as const) {
      const expected = value == null ? null : json(schema)(value, currency);
      if (expected !== null) return [column, expected];
    }
    return null;
  },
};

/** Judges the rows of one table after another: the values of each that cannot be. */
type Judge = (values: readonly unknown[]) => readonly OddValue[];

const NONE: readonly OddValue[] = [];

/**
 * Makes judges of rows, the same for the file that is looked over and for rows that come in.
 * Profiles and days are to be judged before what is theirs: they tell the currency of an amount.
 */
export function judges(): (table: string, columns: readonly Column[]) => Judge {
  const currencies = new Map<unknown, string>();
  const owners = new Map<unknown, unknown>();
  return (table, columns) => {
    const rules = columns.flatMap((column, index) => {
      const own = ruleOf(table, column);
      return own === undefined ? [] : [{ index, column: column.name, own }];
    });
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    const [id, user, session, currency] = ["id", "user_id", "session_id", "currency"].map(at) as [
      number,
      number,
      number,
      number,
    ];
    const whole = ROWS[table];
    return (values) => {
      const code = String(values[currency]);
      // QuantumBotX's file has none, and a damaged one may have anything.
      if (table === "users" && isCurrencyCode(code)) currencies.set(values[id], code);
      if (table === "trading_sessions") owners.set(values[id], values[user]);
      const owner = session < 0 ? values[user] : owners.get(values[session]);
      const money = currencies.get(owner) ?? "USD";
      let odd: OddValue[] | null = null;
      for (const { index, column, own } of rules) {
        const value = values[index];
        if (value === null) continue;
        const expected = own(value, money);
        if (expected === null) continue;
        odd ??= [];
        odd.push({ column, value, expected, currency: money });
      }
      if (odd !== null) return odd;
      if (whole === undefined) return NONE;
      const row = Object.fromEntries(columns.map(({ name }, index) => [name, values[index]]));
      const [column, expected] = whole(row, money) ?? [];
      if (column === undefined || expected === undefined) return NONE;
      return [{ column, value: row[column], expected, currency: money }];
    };
  };
}
