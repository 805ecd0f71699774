import type { DecimalMark } from "../base/amounts.ts";
import type { Delimiter } from "../base/delimited.ts";
import { type DateOrder, fixedOffsetMinutes } from "./times.ts";
import type { ImportProblem, TradeDraft } from "./types.ts";

/** What a column can hold. `net` counts all costs already, `profit` none of them. */
export const MAP_FIELDS = [
  "ticket",
  "account",
  "currency",
  "symbol",
  "side",
  "lot",
  "date", // the day, where entry_time and exit_time are times of day
  "entry_time",
  "exit_time",
  "entry_price",
  "exit_price",
  "stop_loss",
  "take_profit",
  "stop_loss_used",
  "take_profit_used",
  "net",
  "profit",
  "commission",
  "swap",
  "fee",
  "risk_percent",
  "strategy",
  "bot",
  "tags",
  "note",
  "comment",
  "magic",
  "status", // "open" and "cancelled" are heeded
  "exit_reason",
] as const;

export type MapField = (typeof MAP_FIELDS)[number];

/** How to read a delimited file of any making; plain JSON, to be kept and shared. */
export interface ColumnMap {
  /** Header name, or number of the column from 1 in a file without a header. */
  columns: Partial<Record<MapField, string | number>>;
  decimal: DecimalMark;
  dateOrder: DateOrder;
  /**
   * The clock of the times: "UTC", "+07:00", or a name such as "Asia/Jakarta", which the caller
   * turns into UTC; "cell" where every time carries its own offset; null for the broker's clock.
   */
  zone: string | null;
  /** How costs are written: with their sign, or as positive numbers to be taken off. */
  costs: "signed" | "positive";
  delimiter: Delimiter | null;
}

/** A trade with what a journal knows of it beyond the broker. */
export interface JournalTrade extends TradeDraft {
  account: string | null;
  currency: string | null;
  riskPercent: number | null;
  strategy: string | null;
  botId: string | null;
  tags: string | null;
  note: string | null;
  /** What only our own export tells, word for word. */
  exported?: ExportedTrade;
}

/** The texts of an exported trade as the journal had them: nothing is left to be guessed. */
export interface ExportedTrade {
  symbol: string;
  raw_symbol: string | null;
  /** The day of a trade without times. */
  session_date: string;
  exit_time: string | null;
  strategy_used: string | null;
  account: string | null;
  ticket: string | null;
  tags: string | null;
  note: string | null;
  parent_ticket: string | null;
  magic: string | null;
  comment: string | null;
  approximate: boolean;
  /** Costs that are not known, which is something else than 0. */
  unknown: readonly ("commission" | "swap" | "fee")[];
}

/** Checks a map read from JSON; the problem names the key that is wrong. */
export function parseColumnMap(value: unknown): ColumnMap | ImportProblem {
  if (!isRecord(value)) return wrong("map", value, "object");
  const { columns, decimal = ".", dateOrder = "ymd", zone = null, costs = "signed" } = value;
  const { delimiter = null } = value;
  if (!isRecord(columns)) return wrong("columns", columns, "object");
  for (const [field, column] of Object.entries(columns)) {
    if (!MAP_FIELDS.some((known) => known === field)) {
      return wrong("columns", field, MAP_FIELDS.join("|"));
    }
    const isNumber = Number.isInteger(column) && Number(column) > 0;
    if (!isNumber && (typeof column !== "string" || column === "")) {
      return wrong(`columns.${field}`, column, "header name or column number from 1");
    }
  }
  if (decimal !== "." && decimal !== ",") return wrong("decimal", decimal, ".|,");
  if (dateOrder !== "ymd" && dateOrder !== "dmy" && dateOrder !== "mdy") {
    return wrong("dateOrder", dateOrder, "ymd|dmy|mdy");
  }
  if (costs !== "signed" && costs !== "positive") return wrong("costs", costs, "signed|positive");
  if (zone !== null && !isZone(zone)) return wrong("zone", zone, "UTC|+07:00|Asia/Jakarta|cell");
  const isDelimiter = delimiter === null || /^[,;\t|]$/.test(String(delimiter));
  if (!isDelimiter) return wrong("delimiter", delimiter, ",|;|\\t||");
  const map = { columns, decimal, dateOrder, zone, costs, delimiter } as ColumnMap;
  const missing = missingField(map);
  return missing === null ? map : wrong("columns", null, missing);
}

/** The first field without which no trade can be read; null when the map suffices. */
export function missingField({ columns }: ColumnMap): MapField | null {
  if (columns.symbol === undefined) return "symbol";
  if (columns.net === undefined && columns.profit === undefined) return "net";
  return columns.exit_time === undefined && columns.date === undefined ? "exit_time" : null;
}

function isZone(zone: unknown): zone is string {
  if (typeof zone !== "string") return false;
  return (
    zone === "cell" || fixedOffsetMinutes(zone) !== null || /^[A-Za-z_]+\/[\w/+-]+$/.test(zone)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(place: string, value: unknown, expected: string): ImportProblem {
  const shown = value === null || value === undefined ? null : String(JSON.stringify(value));
  return { code: "map-invalid", place, value: shown?.slice(0, 80) ?? null, expected };
}
