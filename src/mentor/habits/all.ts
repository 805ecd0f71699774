import type { HabitId, PatternId, SegmentId } from "../ids.ts";
import { cutWinners, heldLosers, looseRules, losingAdds } from "./exits.ts";
import type { HabitTest } from "./habit.ts";
import { afterTwoLosses, largeLots, lateTrades, segmentTests } from "./outcomes.ts";
import { burstsAfterLoss, fastAfterLoss } from "./pace.ts";
import { brokenChecklist, leftPlan, withoutPlan } from "./planned.ts";
import { lotAfterLoss, lotBySessionResult, lotSteps, revengeRate } from "./size.ts";

const TEST_OF_HABIT: Readonly<Record<HabitId, HabitTest>> = {
  lot_naik_setelah_rugi: lotAfterLoss,
  lot_naik_saat_untung: lotBySessionResult,
  lot_naik_saat_rugi_sesi: lotBySessionResult,
  masuk_cepat_setelah_rugi: fastAfterLoss,
  balas_dendam: revengeRate,
  martingale: lotSteps,
  rata_rugi: losingAdds,
  efek_disposisi: heldLosers,
  potong_untung: cutWinners,
  aturan_longgar: looseRules,
  ledakan_setelah_rugi: burstsAfterLoss,
  tanpa_rencana: withoutPlan,
  keluar_dari_rencana: leftPlan,
  checklist_dilewati: brokenChecklist,
};

/**
 * The habits: what the trader does. One family, whose tests share one false discovery rate; a test
 * with two answers is one test.
 */
export const HABITS: readonly HabitTest[] = [...new Set(Object.values(TEST_OF_HABIT))];

const TEST_OF_POSITION: Readonly<Record<Exclude<PatternId, SegmentId>, HabitTest>> = {
  hasil_setelah_2_rugi: afterTwoLosses,
  hasil_trade_akhir: lateTrades,
  lot_besar_hasil_buruk: largeLots,
};

/** The outcome patterns: where the results are worse. A family of their own. */
export const OUTCOMES: readonly HabitTest[] = [
  ...Object.values(TEST_OF_POSITION),
  ...segmentTests(),
];
