/*
 * Everything the mentor can say, by its name: one table a kind. Whatever belongs to a name (its
 * detector, sentences, `--why`, plan, check, topics) is a complete record over its kind, so that a
 * name without one of them does not compile. Names that come from a journal may be of another
 * version: they pass through the guards here, and what is unknown is left out.
 */

/** Facts of one day that are to be mended. */
const BAD_FACTS = [
  "tanpa_sl",
  "risiko_lebih_2pct",
  "kejadian_balas_dendam",
  "kejadian_martingale",
  "kejadian_rata_rugi",
  "lot_besar",
  "rugi_melebihi_rencana",
  "batas_rugi_harian",
  "lanjut_setelah_batas",
  "trade_hari_ini_tidak_biasa",
  "satu_rugi_besar",
  "biaya_tinggi",
  "risiko_terbuka_lebih_6pct",
  "ukuran_tidak_konsisten",
  "strategi_kosong",
] as const;

/** Facts that are only counted. */
const INFO_FACTS = ["fokus_simbol", "balik_arah"] as const;

/** What one day showed to be right. */
const GOOD_FACTS = [
  "semua_sl",
  "risiko_terjaga",
  "rugi_sesuai_rencana",
  "ukuran_tetap_setelah_rugi",
  "jeda_setelah_rugi",
  "berhenti_di_batas",
] as const;

/** What the trader does, proven over many trades. */
const HABITS = [
  "lot_naik_setelah_rugi",
  "lot_naik_saat_untung",
  "lot_naik_saat_rugi_sesi",
  "masuk_cepat_setelah_rugi",
  "balas_dendam",
  "martingale",
  "rata_rugi",
  "efek_disposisi",
  "potong_untung",
  "aturan_longgar",
  "ledakan_setelah_rugi",
  "tanpa_rencana",
  "keluar_dari_rencana",
  "checklist_dilewati",
] as const;

/** Those of them that are seen by what they came to. */
const BY_RESULTS = ["tanpa_rencana", "keluar_dari_rencana", "checklist_dilewati"] as const;

/** Parts of the trades whose label is each trade's own, and those of a whole day. */
export const TRADE_SEGMENTS = ["jam", "simbol", "strategi", "arah"] as const;
export const DAY_SEGMENTS = ["hari", "emosi", "kondisi"] as const;

/** Where the results are worse, proven over many trades. */
const PATTERNS = [
  "hasil_setelah_2_rugi",
  "hasil_trade_akhir",
  "lot_besar_hasil_buruk",
  ...TRADE_SEGMENTS,
  ...DAY_SEGMENTS,
] as const;

/** Good habits that are a share of chances kept, of trades or also of days ... */
export const TRADE_PRAISE = [
  "sl_disiplin",
  "risiko_terjaga",
  "ukuran_konsisten",
  "jeda_setelah_rugi",
  "rugi_sesuai_rencana",
  "target_dipegang",
] as const;
const SHARE_PRAISE = [...TRADE_PRAISE, "jurnal_lengkap"] as const;
/** ... and those that are proven in another way. */
const OTHER_PRAISE = ["lot_netral_setelah_rugi", "berhenti_di_batas", "edge_terbukti"] as const;

/** Praise for a habit that was proven and is no longer seen. */
export const GONE = "kebiasaan_hilang";

/** What can be advised and promised. */
const PROMISES = [
  "lot_dasar_setelah_rugi",
  "lot_tetap",
  "jeda_setelah_rugi",
  "biarkan_order",
  "lot_setengah",
  "lot_dasar",
  "risiko_maksimum",
  "risiko_terbuka",
  "sl_sebelum_order",
  "stop_di_tempat",
  "tunggu_tertutup",
  "batas_jumlah",
  "rencana_dulu",
  "sesuai_rencana",
  "checklist_penuh",
  "jam_sendiri",
  "batas_rugi",
  "rugi_sebesar_untung",
  "target_di_atas_biaya",
  "bot_pasang_sl",
  "lengkapi_data",
] as const;
/** Advice that is no promise: to go on with what is done well already, and to rest for the day. */
const NO_PROMISES = ["pertahankan", "istirahat"] as const;

export type BadFactId = (typeof BAD_FACTS)[number];
export type InfoFactId = (typeof INFO_FACTS)[number];
export type GoodFactId = (typeof GOOD_FACTS)[number];
export type FactId = BadFactId | InfoFactId | GoodFactId;
export type HabitId = (typeof HABITS)[number];
export type TradeSegmentId = (typeof TRADE_SEGMENTS)[number];
export type DaySegmentId = (typeof DAY_SEGMENTS)[number];
/** Parts of the trades. */
export type SegmentId = TradeSegmentId | DaySegmentId;
export type PatternId = (typeof PATTERNS)[number];
/** What is proven by a test over many trades. */
export type ClaimId = HabitId | PatternId;
export type TradePraiseId = (typeof TRADE_PRAISE)[number];
export type SharePraiseId = (typeof SHARE_PRAISE)[number];
export type OtherPraiseId = (typeof OTHER_PRAISE)[number];
export type PraiseId = SharePraiseId | OtherPraiseId;
/** What can be gone on with. */
export type GoodId = GoodFactId | PraiseId | typeof GONE;
/** What is asked once for two names, and so has a name of its own where too little is known. */
export type SharedQuestion = "setelah_rugi" | "lot_vs_pl_sesi";
/** A rule of the mentor's, of whatever kind. */
export type RuleId = FactId | ClaimId | PraiseId | typeof GONE;
export type PromiseId = (typeof PROMISES)[number];
export type ActionId = PromiseId | (typeof NO_PROMISES)[number];

function among<T extends string>(...lists: readonly (readonly T[])[]) {
  const known: ReadonlySet<unknown> = new Set(lists.flat());
  return (id: unknown): id is T => known.has(id);
}

export const isFactId = among<FactId>(BAD_FACTS, INFO_FACTS, GOOD_FACTS);
export const isBadFactId = among<BadFactId>(BAD_FACTS);
export const isHabitId = among<HabitId>(HABITS);
export const isPatternId = among<PatternId>(PATTERNS);
export const isClaimId = among<ClaimId>(HABITS, PATTERNS);
const isByResults = among<HabitId>(BY_RESULTS);
/** What a claim rests on, by which its second test counts (`SECOND_TEST01`). */
export const restsOn = (id: ClaimId) =>
  isPatternId(id) ? "outcomes" : isByResults(id) ? "results" : "habits";
/** With what a claim shares the error it may make (`RULE_B`). */
export const errorFamily = (id: ClaimId | SharedQuestion) =>
  isPatternId(id) ? "outcomes" : id === "aturan_longgar" ? "stops" : "habits";
export const isSharePraiseId = among<SharePraiseId>(SHARE_PRAISE);
export const isPraiseId = among<PraiseId>(SHARE_PRAISE, OTHER_PRAISE);
export const isGoodFactId = among<GoodFactId>(GOOD_FACTS);
export const isGoodId = among<GoodId>(GOOD_FACTS, SHARE_PRAISE, OTHER_PRAISE, [GONE]);
export const isPromiseId = among<PromiseId>(PROMISES);
export const isActionId = among<ActionId>(PROMISES, NO_PROMISES);
