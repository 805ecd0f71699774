import type { FollowUp, RuleCheck } from "./day-review.ts";
import { FACTS } from "./events/all.ts";
import {
  type ActionId,
  type GONE,
  type GoodId,
  type HabitId,
  isBadFactId,
  isGoodFactId,
  isGoodId,
  type PraiseId,
  type PromiseId,
  type RuleId,
} from "./ids.ts";
import { kindOf } from "./rules/all.ts";
import type { Finding } from "./types.ts";

/** The habits and promises that say the opposite of a praise; facts of the day and own rules say so themselves. */
interface Opposite {
  habits: readonly HabitId[];
  promises: readonly PromiseId[];
}

const STOPS: Opposite = { habits: ["aturan_longgar"], promises: ["sl_sebelum_order"] };
const SIZES: Opposite = {
  habits: ["lot_naik_setelah_rugi", "balas_dendam", "martingale"],
  promises: ["lot_dasar_setelah_rugi", "lot_dasar", "lot_tetap"],
};

/** Null: nothing that one day can show. A good fact is denied as the praise that includes it. */
const OPPOSITES: Readonly<Record<PraiseId | typeof GONE, Opposite | null>> = {
  sl_disiplin: STOPS,
  risiko_terjaga: { habits: [], promises: ["risiko_maksimum"] },
  ukuran_konsisten: {
    ...SIZES,
    habits: [...SIZES.habits, "lot_naik_saat_untung", "lot_naik_saat_rugi_sesi"],
  },
  lot_netral_setelah_rugi: SIZES,
  jeda_setelah_rugi: {
    habits: ["masuk_cepat_setelah_rugi", "balas_dendam"],
    promises: ["jeda_setelah_rugi", "lot_dasar_setelah_rugi"],
  },
  rugi_sesuai_rencana: { habits: [], promises: ["stop_di_tempat"] },
  berhenti_di_batas: { habits: [], promises: ["batas_rugi"] },
  target_dipegang: { habits: ["potong_untung", "efek_disposisi"], promises: ["biarkan_order"] },
  jurnal_lengkap: { habits: [], promises: ["lengkapi_data"] },
  edge_terbukti: null,
  kebiasaan_hilang: null,
};

/** The findings without praise of what was broken on this day, or that a proven habit contradicts. */
export function withoutContradicted(
  findings: readonly Finding[],
  rules: readonly RuleCheck[],
  followup: readonly FollowUp[],
): Finding[] {
  const bad: ReadonlySet<RuleId> = new Set(
    findings.filter(({ kind }) => kind === "bad").map(({ id }) => id),
  );
  const broken = <T extends { outcome: string }>(some: readonly T[]) =>
    some.filter(({ outcome }) => outcome === "broken");
  const denied = new Set([
    ...broken(rules).flatMap((rule) => kindOf(rule).denies),
    ...[...bad].flatMap((id): readonly GoodId[] => (isBadFactId(id) ? FACTS[id].denies : [])),
  ]);
  const promisesBroken: ReadonlySet<ActionId> = new Set(broken(followup).map(({ id }) => id));
  return findings.filter(({ kind, id }) => {
    if (kind !== "good" || !isGoodId(id)) return true;
    if (denied.has(id)) return false;
    const opposite = OPPOSITES[isGoodFactId(id) ? FACTS[id].within : id];
    if (opposite === null) return true;
    return !(
      opposite.habits.some((one) => bad.has(one)) ||
      opposite.promises.some((one) => promisesBroken.has(one))
    );
  });
}
