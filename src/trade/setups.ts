import { cleanLine } from "../base/text.ts";
import { line, type Reading } from "./readers.ts";

/** The longest text of one line of a setup's checklist. */
export const LONGEST_CHECK = 200;
/** More lines than this nobody reads before an entry. */
const MOST_CHECKS = 20;

/** The name of a setup: one line that a trade can name. */
export function readSetupName(words: string): Reading<string> {
  const reading = line("nama satu baris", 100)(words, undefined as never) as Reading<string | null>;
  if (reading.ok && reading.value === null)
    return { ok: false, expected: "nama yang tidak kosong" };
  return reading as Reading<string>;
}

/** A checklist, each line once; empty ones are left out. */
export function readChecks(typed: readonly string[]): Reading<string[]> {
  const checks = [...new Set(typed.map((text) => cleanLine(text).trim()).filter(Boolean))];
  if (checks.length > MOST_CHECKS) return { ok: false, expected: `paling banyak ${MOST_CHECKS}` };
  if (checks.every((text) => text.length <= LONGEST_CHECK)) return { ok: true, value: checks };
  return { ok: false, expected: `teks sampai ${LONGEST_CHECK} huruf` };
}
