import type { Action } from "./day-review.ts";
import { isByHand, knownLot } from "./facts.ts";
import { SEGMENTS } from "./followup.ts";
import { pauseMinutes } from "./gaps.ts";
import { median } from "./numbers.ts";
import type { DayHistory, Finding } from "./types.ts";

const IN_LINE = 1.25;
/** After this many trades at half the lot a segment is looked at again. */
const TRIAL_TRADES = 20;

/** The action for a proven habit or pattern: what replaces it, with a target that can be counted. */
export function habitPlan(finding: Finding, history: DayHistory): Omit<Action, "focus"> | null {
  const { trades, values } = finding;
  const plan = (
    id: string,
    params: Action["params"],
    measure: string,
    op: "<=" | ">=" | "=",
    value: number,
  ) => ({ id, params, target: { measure, op, value }, trades });
  switch (finding.id) {
    case "lot_naik_setelah_rugi":
    case "balas_dendam":
    case "martingale": {
      const params = { ...usualLot(history), minutes: pauseMinutes(history) };
      return plan("lot_dasar_setelah_rugi", params, "lot_ratio_after_loss", "<=", IN_LINE);
    }
    case "lot_naik_saat_untung":
    case "lot_naik_saat_rugi_sesi": {
      const params = { ...usualLot(history), ahead: finding.id === "lot_naik_saat_untung" ? 1 : 0 };
      return plan("lot_tetap", params, "lot_ratio", "<=", IN_LINE);
    }
    case "masuk_cepat_setelah_rugi": {
      const minutes = pauseMinutes(history);
      return plan("jeda_setelah_rugi", { minutes }, "gap_minutes_after_loss", ">=", minutes);
    }
    case "rata_rugi":
      return plan("tunggu_tertutup", {}, "adds_to_losers", "=", 0);
    case "efek_disposisi":
    case "potong_untung":
      return plan("biarkan_order", {}, "share_at_target", ">=", 0.8);
    case "aturan_longgar":
      return plan("sl_sebelum_order", {}, "share_with_stop", "=", 1);
    case "ledakan_trading":
      return limitCount(Math.ceil(Number(values.median)) + 1, plan);
    case "ledakan_setelah_rugi":
      return limitCount(Math.ceil(usualCount(history)) + 1, plan);
    default: {
      const params = { segment: finding.id, label: values.label ?? null, trades: TRIAL_TRADES };
      const half = plan("lot_setengah", params, "lot_ratio", "<=", 0.5);
      // What no trade tells of itself (the hour, the mood) is advice, not a promise to be checked.
      return finding.id in SEGMENTS ? half : { ...half, target: null };
    }
  }
}

function limitCount<T>(
  most: number,
  plan: (...args: [string, Action["params"], string, "<=", number]) => T,
): T {
  return plan("batas_jumlah", { most }, "trades", "<=", most);
}

/** The symbol traded most of late and its median lot. */
function usualLot(history: DayHistory): { symbol: string | null; base: number | null } {
  const bySymbol = new Map<string, number[]>();
  for (const trade of [...history.earlier, ...history.trades].filter(isByHand).slice(-50)) {
    const lot = knownLot(trade);
    if (lot === null) continue;
    bySymbol.set(trade.symbol, [...(bySymbol.get(trade.symbol) ?? []), lot]);
  }
  const [most] = [...bySymbol].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  if (most === undefined) return { symbol: null, base: null };
  return { symbol: most[0], base: median(most[1].slice(-20)) };
}

/** The median number of trades by hand a day. */
function usualCount(history: DayHistory): number {
  const counts = new Map<number, number>();
  for (const trade of history.earlier.filter(isByHand)) {
    counts.set(trade.session_id, (counts.get(trade.session_id) ?? 0) + 1);
  }
  return median([...counts.values()]) ?? history.trades.filter(isByHand).length;
}
