import { countKnown, type HandTrade, handDay, isTimed } from "../facts.ts";
import type { Finding } from "../types.ts";
import { MIN_BASE } from "./big-lot.ts";
import { type Detector, fact } from "./event.ts";

const CALM_GAP_SECONDS = 15 * 60;
const IN_LINE = 1.25;

/**
 * What was done right after a loss, if it was done every time: `ukuran_tetap_setelah_rugi` (lot at
 * most 1.25 x the symbol's median) and `jeda_setelah_rugi` (at least 15 minutes before the entry).
 */
export const afterLoss: Detector = (history) => {
  const day = handDay(history);
  if (day.length < 2) return [];
  const timed = countKnown(day, isTimed);
  if (timed < 2) return { id: "setelah_rugi", reason: "jam", have: timed, need: 2 };
  const after = day.filter((view) => view.afterLoss);
  if (after.length === 0) return [];
  const findings: Finding[] = [];
  const ids = after.map((view) => view.trade.id);
  if (after.every(isInLine)) {
    const max = Math.max(...after.map((view) => view.lotRatio ?? 0));
    const values = { count: after.length, max_ratio: max, limit: IN_LINE };
    const rest = { n: after.length, trades: ids, values, cost: null, severity: 58 };
    findings.push(fact("ukuran_tetap_setelah_rugi", "ukuran", "good", rest));
  }
  const shortest = Math.min(...after.map((view) => view.gapSeconds ?? 0));
  if (shortest >= CALM_GAP_SECONDS) {
    const values = { count: after.length, min_gap_seconds: shortest, limit_minutes: 15 };
    const rest = { n: after.length, trades: ids, values, cost: null, severity: 56 };
    findings.push(fact("jeda_setelah_rugi", "waktu", "good", rest));
  }
  return findings;
};

function isInLine(view: HandTrade): boolean {
  return view.lotRatio !== null && view.baseLotCount >= MIN_BASE && view.lotRatio <= IN_LINE;
}
