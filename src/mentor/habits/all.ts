import type { HabitId, PatternId, SegmentId } from "../ids.ts";
import type { CostKind } from "../types.ts";
import { cutWinners, heldLosers, looseRules, losingAdds } from "./exits.ts";
import type { HabitTest } from "./habit.ts";
import { afterTwoLosses, largeLots, lateTrades, segmentTests } from "./outcomes.ts";
import { burstsAfterLoss, fastAfterLoss } from "./pace.ts";
import { brokenChecklist, leftPlan, withoutPlan } from "./planned.ts";
import { lotAfterLoss, lotBySessionResult, lotSteps, revengeRate } from "./size.ts";

/** A habit: who looks for it, and what it means for the rest of the report. */
interface HabitRule {
  /** One may look for two habits, and looks once. */
  look: HabitTest;
  /** At most one finding of a family is printed and advised on. */
  family: string;
  /** What can be said in money of it, and by what right; of an outcome pattern only what came out. */
  money: CostKind;
}

export const HABIT_RULES: Readonly<Record<HabitId, HabitRule>> = {
  lot_naik_setelah_rugi: { look: lotAfterLoss, family: "ukuran", money: "size" },
  lot_naik_saat_untung: { look: lotBySessionResult, family: "ukuran", money: "size" },
  lot_naik_saat_rugi_sesi: { look: lotBySessionResult, family: "ukuran", money: "size" },
  masuk_cepat_setelah_rugi: { look: fastAfterLoss, family: "waktu", money: "realised" },
  balas_dendam: { look: revengeRate, family: "ukuran", money: "size" },
  martingale: { look: lotSteps, family: "ukuran", money: "size" },
  rata_rugi: { look: losingAdds, family: "posisi", money: "realised" },
  efek_disposisi: { look: heldLosers, family: "exit", money: "none" },
  potong_untung: { look: cutWinners, family: "exit", money: "none" },
  aturan_longgar: { look: looseRules, family: "stop", money: "stop" },
  ledakan_setelah_rugi: { look: burstsAfterLoss, family: "jumlah", money: "realised" },
  tanpa_rencana: { look: withoutPlan, family: "rencana", money: "realised" },
  keluar_dari_rencana: { look: leftPlan, family: "rencana", money: "realised" },
  checklist_dilewati: { look: brokenChecklist, family: "rencana", money: "realised" },
};

/** The habits: what the trader does. A test with two answers is one test. */
export const HABITS: readonly HabitTest[] = [
  ...new Set(Object.values(HABIT_RULES).map(({ look }) => look)),
];

const TEST_OF_POSITION: Readonly<Record<Exclude<PatternId, SegmentId>, HabitTest>> = {
  hasil_setelah_2_rugi: afterTwoLosses,
  hasil_trade_akhir: lateTrades,
  lot_besar_hasil_buruk: largeLots,
};

/** The outcome patterns: where the results are worse. */
export const OUTCOMES: readonly HabitTest[] = [
  ...Object.values(TEST_OF_POSITION),
  ...segmentTests(),
];
