import { csvCell, csvText } from "./csv.ts";
import { scaledInteger } from "./decimal.ts";
import { toJson } from "./json.ts";

/** How the values of a column are written. */
export type ExportKind = "text" | "number" | "time" | "flag";

export interface ExportColumn {
  name: string;
  kind: ExportKind;
}

export type ExportFormat = "ndjson" | "csv" | "json";

export type RowWriter = (row: readonly unknown[]) => string;

const STORED_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const EXPONENT = /e/;
/** The smallest double has 1,074 decimals; no amount or price has more than this. */
const MOST_DECIMALS = 30;

/** A stored UTC time as ISO 8601 with Z; what is no such time stays. */
function isoTime(value: string): string {
  return STORED_TIME.test(value) ? `${value.slice(0, 10)}T${value.slice(11)}Z` : value;
}

/** The time as it is stored; what is no ISO time with Z stays. */
export function storedTime(value: string): string {
  return ISO_TIME.test(value) ? `${value.slice(0, 10)} ${value.slice(11, 19)}` : value;
}

/**
 * The number as a plain decimal, all digits that tell the double from its neighbours: 1e-8 is
 * 0.00000001. "" for what is not finite.
 */
export function plainDecimal(value: number): string {
  const text = String(value);
  if (!EXPONENT.test(text)) return Number.isFinite(value) ? text : "";
  const digits = scaledInteger(Math.abs(value), MOST_DECIMALS).toString();
  const padded = digits.padStart(MOST_DECIMALS + 1, "0");
  const whole = padded.slice(0, -MOST_DECIMALS);
  const fraction = padded.slice(-MOST_DECIMALS).replace(/0+$/, "");
  return `${value < 0 ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/**
 * Writes a row as one JSON object, keys in the order of the columns. `lead` stands before them
 * ("" or `"table":"bots",`); with `sparse` what is NULL is left out.
 */
export function jsonWriter(
  columns: readonly ExportColumn[],
  { lead = "", sparse = false }: { lead?: string; sparse?: boolean } = {},
): RowWriter {
  const keys = columns.map(({ name }) => `${toJson(name)}:`);
  const kinds = columns.map(({ kind }) => kind);
  return (row) => {
    let text = `{${lead}`;
    let isFirst = true;
    for (let index = 0; index < kinds.length; index++) {
      const value = row[index];
      if (value === null && sparse) continue;
      if (!isFirst) text += ",";
      isFirst = false;
      text += (keys[index] as string) + jsonValue(value, kinds[index] as ExportKind);
    }
    return `${text}}`;
  };
}

function jsonValue(value: unknown, kind: ExportKind): string {
  if (typeof value === "number") {
    if (kind === "flag") return value === 0 ? "false" : "true";
    return plainDecimal(value) || "null";
  }
  if (typeof value === "string") return toJson(kind === "time" ? isoTime(value) : value);
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value))
      ? String(value)
      : JSON.stringify({ integer: String(value) });
  }
  if (value instanceof Uint8Array) {
    return JSON.stringify({ base64: Buffer.from(value).toString("base64") });
  }
  return "null";
}

/** What `jsonValue` wrote as an object, as it was: a large integer or bytes; undefined: nothing. */
export function largeValue(value: unknown): bigint | Uint8Array | undefined {
  const { integer, base64 } = (value ?? {}) as { integer?: unknown; base64?: unknown };
  if (typeof integer === "string" && /^-?\d{1,19}$/.test(integer)) return BigInt(integer);
  return typeof base64 === "string" ? Buffer.from(base64, "base64") : undefined;
}

/** Writes a row as one line of CSV without its end: NULL is empty, a flag 1 or 0. */
export function csvWriter(columns: readonly ExportColumn[]): RowWriter {
  const kinds = columns.map(({ kind }) => kind);
  return (row) => {
    let text = "";
    for (let index = 0; index < kinds.length; index++) {
      if (index > 0) text += ",";
      const value = row[index];
      if (typeof value === "number") text += plainDecimal(value);
      else if (typeof value === "string") {
        const time = kinds[index] === "time" ? isoTime(value) : value;
        text += time === value ? csvText(value) : time;
      }
    }
    return text;
  };
}

/** The heading of a CSV. */
export function csvHeader(columns: readonly ExportColumn[]): string {
  return columns.map(({ name }) => csvCell(name)).join(",");
}
