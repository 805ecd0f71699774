/** Stored UTC times leave the program as ISO 8601 with Z, which nobody can take for local time. */
const TIME_KEY = /(?:^|_)(?:time|at)$/;
const STORED = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Data as the JSON that `--json` prints: keys are the columns, indented by two, one final newline. */
export function renderJson(data: unknown): string {
  return `${JSON.stringify(data, isoTimes, 2)}\n`;
}

function isoTimes(key: string, value: unknown): unknown {
  if (typeof value !== "string" || !TIME_KEY.test(key) || !STORED.test(value)) return value;
  return `${value.replace(" ", "T")}Z`;
}
