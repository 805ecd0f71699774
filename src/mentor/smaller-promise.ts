import type { Action } from "./day-review.ts";

/** Promises that can be asked of the first occasion of the day only. */
const FIRST_ONLY: readonly string[] = [
  "lot_dasar_setelah_rugi",
  "jeda_setelah_rugi",
  "lot_dasar",
  "lot_setengah",
  "lot_tetap",
  "risiko_maksimum",
  "risiko_terbuka",
  "sl_sebelum_order",
  "stop_di_tempat",
  "tunggu_tertutup",
  "rugi_sebesar_untung",
  "biarkan_order",
  "lengkapi_data",
];

/**
 * The smaller form of a promise that was too large: the first occasion of the day, or one trade
 * more where it counts trades; null where it has none (a larger loss a day would be no step), or is
 * the smaller form already.
 */
export function smallerForm({
  id,
  params,
}: Pick<Action, "id" | "params">): Action["params"] | null {
  if (params.first_only === 1) return null;
  if (id === "batas_jumlah") return { ...params, most: Number(params.most) + 1, first_only: 1 };
  return FIRST_ONLY.includes(id) ? { ...params, first_only: 1 } : null;
}

type Target = Readonly<NonNullable<Action["target"]>>;

/** What can be counted to see whether an action was kept, by its id; the same for a smaller form. */
export function targetOf(id: string, params: Action["params"]): Target | null {
  const target = TARGETS[id];
  return target === undefined ? null : target(params);
}

const atMost = (measure: string, value: number): Target => ({ measure, op: "<=", value });
const atLeast = (measure: string, value: number): Target => ({ measure, op: ">=", value });
const exactly = (measure: string, value: number): Target => ({ measure, op: "=", value });

const TARGETS: Readonly<Record<string, (params: Action["params"]) => Target>> = {
  lot_dasar_setelah_rugi: () => atMost("lot_ratio_after_loss", 1.25),
  jeda_setelah_rugi: ({ minutes }) => atLeast("gap_minutes_after_loss", Number(minutes)),
  lot_dasar: () => atMost("lot_ratio", 1.25),
  lot_tetap: () => atMost("lot_ratio", 1.25),
  lot_setengah: () => atMost("lot_ratio", 0.5),
  risiko_maksimum: ({ limit }) => atMost("risk_percent", Number(limit)),
  risiko_terbuka: ({ limit }) => atMost("open_risk_percent", Number(limit)),
  sl_sebelum_order: () => exactly("share_with_stop", 1),
  stop_di_tempat: () => atLeast("lowest_r", -1.1),
  tunggu_tertutup: () => exactly("adds_to_losers", 0),
  batas_jumlah: ({ most }) => atMost("trades", Number(most)),
  batas_rugi: () => exactly("entries_after_limit", 0),
  rugi_sebesar_untung: ({ amount }) => atMost("largest_loss", Number(amount)),
  target_di_atas_biaya: () => atMost("cost_share", 0.2),
  biarkan_order: () => atLeast("share_at_target", 0.8),
  lengkapi_data: () => atLeast("coverage", 0.9),
};
