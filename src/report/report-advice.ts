import { idList } from "../base/report-parts.ts";
import type { Voice } from "../base/voice.ts";
import type { Action } from "../mentor/day-review.ts";
import type { ReportSettings } from "./report-document.ts";
import { type Advice, PLANS } from "./words/plans.ts";

/** The words of an action; `when` is the day that its numbers are of. */
export function adviceOf(
  action: Action,
  settings: Pick<ReportSettings, "currency" | "voice">,
  when = "hari ini",
): Advice {
  if (action.id === "pertahankan") return keepAdvice(action, when);
  if (action.id === "istirahat") return restAdvice(settings.voice);
  const write = PLANS[action.id];
  if (write === undefined) throw new RangeError(`no words for action ${action.id}`);
  return write(action.params, settings.currency, action.trades, when);
}

const KEEP: Readonly<Record<string, string>> = {
  sl_disiplin: "stop loss terpasang di setiap order",
  ukuran_konsisten: "ukuran posisi yang sama",
  jurnal_lengkap: "suasana dan catatan setiap hari",
  edge_terbukti: "cara trading yang sama",
  target_dipegang: "kemenangan dibiarkan sampai target",
  lot_netral_setelah_rugi: "lot yang sama setelah rugi",
  kebiasaan_hilang: "cara baru yang menggantikan kebiasaan lama",
  semua_sl: "stop loss terpasang di setiap order",
  risiko_terjaga: "risiko dihitung sebelum order dikirim",
  rugi_sesuai_rencana: "stop dibiarkan bekerja",
  ukuran_tetap_setelah_rugi: "lot yang sama setelah rugi",
  jeda_setelah_rugi: "jeda setelah rugi",
  berhenti_di_batas: "berhenti ketika batas rugi tercapai",
};

function keepAdvice({ params, trades }: Action, when: string): Advice {
  const habit = KEEP[String(params.habit)];
  if (habit === undefined) throw new RangeError(`no words for habit ${params.habit}`);
  const evidence = trades.length === 0 ? "" : ` (${idList(trades)})`;
  // Praise over many trades has none of this day: it may not even have been put to the test.
  const like = trades.length === 0 ? "selama ini" : when;
  return {
    plan: `Pertahankan seperti ${like}: ${habit}${evidence}.`,
    short: `${habit}, seperti ${like}`,
    kept: null,
  };
}

function restAdvice(voice: Voice): Advice {
  return {
    plan:
      "Berhenti dulu untuk hari ini: tutup platform dan jauhkan layar. Bicaralah dengan " +
      `seseorang yang ${voice} percaya tentang keadaan ini; tidak perlu ditanggung sendiri.`,
    short: "istirahat",
    kept: null,
  };
}
