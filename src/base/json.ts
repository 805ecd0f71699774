/** Whether a value out of JSON is an object: no list, no null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The object on one line of NDJSON, or of a JSON array with one object a line (a comma may follow,
 * a byte order mark may stand before it). Null when the line holds anything else.
 */
export function readObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line.replace(/^\ufeff/, "").replace(/,\s*$/, ""));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether a line of NDJSON holds nothing: it is empty, or a bracket of the array around the lines. */
export function isFrame(line: string): boolean {
  return line.length < 9 && /^\ufeff?\s*[[\]]?\s*$/.test(line);
}

/** A value as JSON, for a message; what is nested too deep to be written is only named. */
export function shownJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Array.isArray(value) ? "[…]" : "{…}";
  }
}

/** C1 and Bidi controls, spelled out: property classes take twice as long. */
const HARMFUL = /[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const ALL_HARMFUL = new RegExp(HARMFUL, "g");

/**
 * JSON that may be shown on a terminal: what could steer one, or turn its text around, is written as
 * an escape, which means the same. (Of C0 controls `JSON.stringify` does so itself.)
 */
export function toJson(
  value: unknown,
  replacer?: (key: string, value: unknown) => unknown,
  space?: number,
): string {
  return safeJson(JSON.stringify(value, replacer, space));
}

/** The same of JSON that is made already. */
export function safeJson(json: string): string {
  if (!HARMFUL.test(json)) return json;
  return json.replace(
    ALL_HARMFUL,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
