import type { ClaimId, SharedQuestion, TradePraiseId } from "./ids.ts";

/*
 * The numbers that the mentor's rules hold to: first those that several share, then each rule's
 * own. The rules and the words that tell of them (report/words, docs) both read them here, so a
 * changed threshold is a changed sentence; words are needed where no rule runs, so nothing else is
 * in here. Shares end in 01, amounts of R in r.
 */

/** What is usual is the median of at most so many previous trades ... */
export const BASE_WINDOW = 20;
/** ... and of fewer than these it is no custom to depart from. */
export const MIN_BASE = 3;
/** A lot up to this multiple of the usual one is in line with it ... */
export const IN_LINE = 1.25;
/** ... and from this on a size that comes with losses is larger than usual. */
export const BIGGER = 1.2;
/** A lot of this multiple of the one before it is a step up. */
export const LOT_STEP = 1.4;
/** A tenth beyond the stop is ordinary slippage: a loss of so many R still went by the plan. */
export const PLANNED_R = 1.1;
/** |R| up to here is break-even: neither a win nor a loss. */
export const BREAK_EVEN_R = 0.05;
/** The same as a share of the median |result|, where no risk is known. */
export const BREAK_EVEN_SHARE01 = 0.05;
/** A win closed at this share of its target was held to it. */
export const NEAR_TARGET01 = 0.8;
/** A day bursts that has so many times the median of trades and so many more. */
export const BURST = { times: 2, more: 3 } as const;
/** Room for the last binary digit of a percentage that was computed. */
export const TOLERANCE = 1e-9;

/** How many earlier trades and days a report reaches back at most. */
export const HISTORY_TRADES = 200;
export const HISTORY_DAYS = 20;
/** A look sees at most this many trades, so that a finding fades once the trader has changed. */
export const WINDOW = 200;

/** risiko_lebih_2pct: where neither a rule nor the setting says otherwise (Elder). */
export const RISK_LIMIT_PERCENT = 2;
/** kejadian_balas_dendam: so soon after a loss, so much larger than usual. */
export const REVENGE = { minutes: 15, ratio: 1.5 } as const;
/** kejadian_martingale: so many steps up in a row. */
export const MARTINGALE = { rises: 3 } as const;
/** lot_besar */
export const BIG_LOT = { ratio: 1.5 } as const;
/** ukuran_tidak_konsisten: standard deviation over mean of so many sizes. */
export const UNEVEN = { sizes: 20, variation: 0.5 } as const;
/** balik_arah; p is stricter than 5 %, because it is looked at more than once. */
export const SIDE_FLIPS = { group: 8, p: 0.01 } as const;
/** biaya_tinggi: of the gross profit. */
export const COSTS = { share01: 0.2 } as const;
/** fokus_simbol: a share from which the account hangs on one symbol. */
export const SYMBOL_FOCUS = { recent: 50, minimum: 20, share01: 0.8 } as const;
/** strategi_kosong: so many trades against as many before. */
export const BLANK_STRATEGY = { group: 20, p: 0.01, difference01: 0.2 } as const;
/** batas_rugi_harian: the loss at which most prop firms close an account (FTMO 2-Step), of the initial balance. */
export const DAY_LIMIT_PERCENT = 5;
/** trade_hari_ini_tidak_biasa: fewer days are no custom. */
export const TRADE_COUNT = { days: 6 } as const;
/** jeda_setelah_rugi, as a fact of the day. */
export const CALM = { minutes: 15 } as const;
/** risiko_terbuka_lebih_6pct: so many limits of a single trade together (Elder's 6 %). */
export const OPEN_LIMITS = 3;
/** satu_rugi_besar: with a single win every second day of losses would be called this. */
export const ONE_LOSS = { wins: 2 } as const;

/** lot_naik_setelah_rugi; inside a session the same must show, or big lots and losses merely share the bad days. */
export const LOT_AFTER_LOSS = { group: 8, ratio: 1.15, within: 1.1, withinGroup: 5 } as const;
/** lot_naik_saat_untung, lot_naik_saat_rugi_sesi; ahead or behind by more than so many R. */
export const LOT_BY_RESULT = { days: 8, group: 8, ratio: 1.15, aheadR: 0.05 } as const;
/** masuk_cepat_setelah_rugi; shorter pauses count as `shortest`: their logarithms would outweigh all others. */
export const FAST = { group: 8, ratio: 0.67, within: 0.8, withinDays: 5, shortest: 0.5 } as const;
/** balas_dendam */
export const REVENGE_RATE = { group: 8, events: 3, difference01: 0.1 } as const;
/** martingale */
export const LOT_STEPS = { group: 8, share01: 0.5, difference01: 0.25 } as const;
/** rata_rugi; by chance as many adds are at a better price as at a worse one. */
export const ADDS = { count: 6, share01: 0.75, chance01: 0.5 } as const;
/** efek_disposisi; where no plan is known the effect must be larger. */
export const HELD = { group: 10, ratio: 1.3, unplanned: 2 } as const;
/**
 * potong_untung: exits by hand between so many R. Of unbiased ones near zero up to 62 % are small
 * wins: the stop is nearer.
 */
export const CUT = {
  exits: 10,
  share01: 0.8,
  chance01: 0.65,
  fromR: 0.1,
  toR: 0.5,
} as const;
/**
 * aturan_longgar. A rule that is loosened is one that is kept otherwise: `ratio` times as often. What is
 * asked of one loss counts `oneTimes` its p, since it is asked beside the question of losses in a row.
 */
export const LOOSE = {
  group: 8,
  violations: 4,
  difference01: 0.1,
  ratio: 2.5,
  losses: 2,
  oneTimes: 8,
} as const;
/** ledakan_setelah_rugi */
export const BURSTS_AFTER = { days: 12, group: 6, bursts: 3, difference01: 0.2 } as const;

/**
 * tanpa_rencana, keluar_dari_rencana, checklist_dilewati: on either side, and over so many days. Who
 * plans near targets and none for the far ones wins large without a plan: to cut that would make it worse.
 */
export const PLANNED = { group: 15, days: 10, clipR: 20 } as const;

/** An outcome pattern is worth a word from this difference of the mean R on. */
export const OUTCOME_R = -0.25;
/** hasil_setelah_2_rugi, hasil_trade_akhir; one runaway result must not carry the mean. */
export const POSITION = {
  group: 15,
  days: 10,
  losses: 2,
  clipR: 4,
  first: 3,
  lateDays: 2,
} as const;
/** lot_besar_hasil_buruk; a few sizes are groups, no order. */
export const LARGE_LOT = { trades: 25, sizes: 5, rho: -0.2 } as const;
/** jam, simbol, strategi, arah, hari, emosi, kondisi; also what a mood is compared by. */
export const SEGMENT = { trades: 12, days: 4, hours: 4, lowestR: -3, highestR: 4 } as const;

/** Outcome patterns need more trades than habits: results are far noisier than choices. */
export const MIN_TRADES = { habits: 30, outcomes: 60 } as const;
/**
 * Rule B: false discovery rates of one family at one look. Below `strong` a finding is proven now;
 * below `weak` when it was so at the look before as well. Until the window is full (`WINDOW`), `first`
 * takes the place of `strong`: each later look sees three quarters of the same trades again. Stops that
 * are left out have a family of their own, since they are what costs most and few trades come after
 * losses in a row. Chosen by simulation: of 100 traders without any habit 1 to 5 are told of one within
 * 300 trades, whatever their school.
 */
export const RULE_B = {
  habits: { first: 0.008, strong: 0.008, weak: 0.04 },
  stops: { first: 0.04, strong: 0.01, weak: 0.04 },
  outcomes: { first: 0.0025, strong: 0.0025, weak: 0.01 },
} as const;

/**
 * How much of the error that a family shares each habit may spend, against 1 of every other (weighted
 * false discovery rate, Genovese, Roeder & Wasserman 2006). More for what costs most and is hardest to
 * see: cut winners, revenge, adds to losers. Less for pauses and counts, which markets move too.
 * About as much as the mean of them for plans, so that who does not plan is judged as before.
 */
export const WEIGHTS: Readonly<Partial<Record<ClaimId | SharedQuestion, number>>> = {
  potong_untung: 4,
  balas_dendam: 3,
  rata_rugi: 2,
  masuk_cepat_setelah_rugi: 0.5,
  ledakan_setelah_rugi: 0.5,
  tanpa_rencana: 2,
  keluar_dari_rencana: 2,
  checklist_dilewati: 2,
};

/**
 * Of the p of the second test, by blocks: of habits it is there to see through trades that hang
 * together, and need not pay for the search a second time; of those seen by their results it counts
 * double, because three of them are looked for with the odds of a habit.
 */
export const SECOND_TEST01 = { habits: 0.25, results: 2, outcomes: 1 } as const;

/** lot_netral_setelah_rugi: the 90 % interval of the ratio lies within this of 1. */
export const NEUTRAL = { margin: 1.15, group: 10 } as const;
/**
 * What is said in R needs the risk of so many of its trades, at least; the usual risk may stand in for
 * the others.
 */
export const KNOWN_RISK01 = 0.8;
/** Praise rests on the last so many trades; what broke it must have cost less than this share of all losses. */
export const PRAISE = { recent: 50, cost01: 0.1 } as const;
/** Each good habit: the lower bound of the share kept (Wilson, one-sided 95 %), and the fewest chances. */
export const GOOD = {
  sl_disiplin: { bound01: 0.85, chances: 20 },
  risiko_terjaga: { bound01: 0.85, chances: 20 },
  ukuran_konsisten: { bound01: 0.8, chances: 20 },
  jeda_setelah_rugi: { bound01: 0.8, chances: 10 },
  rugi_sesuai_rencana: { bound01: 0.85, chances: 15 },
  target_dipegang: { bound01: 0.7, chances: 12 },
} as const satisfies Record<TradePraiseId, { bound01: number; chances: number }>;
/** jeda_setelah_rugi and rugi_sesuai_rencana, as praise over many trades. */
export const PRAISED = { minutes: 10, plannedR: 1.15 } as const;
/**
 * edge_terbukti: one-sided, at each look. Of 200 traders without an edge one or two hear of one within
 * 300 trades; with fewer blocks (days) than this no interval is worth its name.
 */
export const EDGE = { p: 0.002, blocks: 10 } as const;
/** berhenti_di_batas over days, jurnal_lengkap (lower bound of the share). */
export const LIMIT_DAYS = 3;
export const JOURNAL = { days: 10, bound01: 0.8 } as const;

/** The pause that is advised is one already kept, within these minutes, in steps. */
export const PAUSE = { least: 15, most: 60, step: 5, recent: 60 } as const;
/** Who holds positions for so long is not told to pause for minutes. */
export const SWING = { hours: 24 } as const;
/**
 * Results of days are not compared where more than this part of the decisions ended on a later day than
 * they began: with targets further off than stops, what ends on its own day is mostly what lost.
 */
export const CARRIED01 = 0.05;
/** lot_setengah: after so many trades at this part of the usual lot a segment is looked at again. */
export const TRIAL = { trades: 20, lot01: 0.5 } as const;
