import { addMoney, currencyOf } from "../base/money.ts";
import { sum } from "../stats/moments.ts";
import { beyondPlan, overBase } from "./cost-parts.ts";
import type { Evidence } from "./habits/habit.ts";
import { clamp } from "./numbers.ts";
import type { CostKind } from "./types.ts";
import type { Window } from "./window.ts";

/** Lots from here on are larger than usual. */
const BIGGER = 1.2;

/** What money can be said of a habit; detectors not named here say only what came out. */
const KINDS: Readonly<Record<string, CostKind>> = {
  lot_naik_setelah_rugi: "size",
  lot_naik_saat_untung: "size",
  lot_naik_saat_rugi_sesi: "size",
  balas_dendam: "size",
  martingale: "size",
  aturan_longgar: "stop",
  potong_untung: "none",
  efek_disposisi: "none",
};

/** Family by detector: at most one finding of a family is printed and advised on. */
const FAMILIES: Readonly<Record<string, string>> = {
  lot_naik_setelah_rugi: "ukuran",
  lot_naik_saat_untung: "ukuran",
  lot_naik_saat_rugi_sesi: "ukuran",
  balas_dendam: "ukuran",
  martingale: "ukuran",
  masuk_cepat_setelah_rugi: "waktu",
  rata_rugi: "posisi",
  efek_disposisi: "exit",
  potong_untung: "exit",
  aturan_longgar: "stop",
  ledakan_trading: "jumlah",
  ledakan_setelah_rugi: "jumlah",
};

/** The family of a detector of habits or outcomes; the outcomes are one family. */
export function habitFamily(id: string): string {
  return FAMILIES[id] ?? "segmen";
}

/**
 * Money of a proven habit. size: sum of p (1 - base/lot) over the larger lots, the same trades at
 * the base lot. stop: sum of min(0, p + 1.1 planned loss). realised: what the trades came to, which
 * is no cost. none: cannot be told without prices after the exit.
 */
export function costOf(
  evidence: Evidence,
  window: Window,
  currency: string,
): { kind: CostKind; money: number | null } {
  const kind = KINDS[evidence.id] ?? "realised";
  if (kind === "none") return { kind, money: null };
  const parts = evidence.about.map((i) => {
    const pl = window.deals[i]?.pl ?? 0;
    if (kind === "realised") return pl;
    if (kind === "size") return overBase(pl, sizeRatio(window, i));
    const r = window.r[i] ?? 0;
    return r === 0 ? 0 : beyondPlan(pl, pl / r);
  });
  const finite = parts.filter(Number.isFinite);
  return { kind, money: addMoney(finite, currencyOf(currency)) };
}

/** The lot over the symbol's base, else the size in the measure that was compared; at least 1. */
function sizeRatio(window: Window, i: number): number {
  const byLot = (window.deals[i]?.lot ?? Number.NaN) / (window.baseLot[i] ?? Number.NaN);
  const ratio = Number.isNaN(byLot) ? Math.exp(window.rel[i] ?? 0) : byLot;
  return ratio >= BIGGER ? ratio : 1;
}

/** How strong an effect is, 0 to 1, against one that nobody would overlook. */
function effect01({ id, effect }: Evidence): number {
  switch (id) {
    case "lot_naik_setelah_rugi":
    case "lot_naik_saat_untung":
      return effect / 2;
    case "lot_naik_saat_rugi_sesi":
      return 1 / (2 * effect);
    case "masuk_cepat_setelah_rugi":
      return 0.25 / effect;
    case "efek_disposisi":
      return effect / 3;
    case "ledakan_trading":
      return effect / 4;
    default:
      return Math.abs(effect) / 0.5;
  }
}

/** Habits that can empty an account by themselves are never ranked low. */
const DANGEROUS = ["martingale", "rata_rugi"];
const FLOOR = 60;
/**
 * From three steps up in four losses on it is a system, of which a larger lot after a loss is but a
 * part: the whole is told, not the part that happened to cost more.
 */
const SYSTEM_SHARE = 0.75;
const SYSTEM_FLOOR = 95;

/**
 * How much a finding weighs, for ranking only: 100 (0.4 C + 0.3 E + 0.2 F + 0.1 N), C its cost over
 * a quarter of the window's losses, E the effect, F the share of trades over a quarter, N whether it
 * was seen in the last session (1) or the last five (0.5).
 */
export function habitSeverity(
  evidence: Evidence,
  window: Window,
  cost: { kind: CostKind; money: number | null },
): number {
  const losses = sum(window.deals.map((deal) => Math.min(0, deal.pl)));
  const exact = cost.kind === "size" || cost.kind === "stop" ? (cost.money ?? 0) : 0;
  const costly = exact < 0 && losses < 0 ? exact / (0.25 * losses) : 0;
  const share = evidence.about.length / window.deals.length;
  const about = new Set(evidence.about);
  const seenIn = (count: number) =>
    window.sessions.slice(-count).some((session) => session.some((i) => about.has(i)));
  const recent = seenIn(1) ? 1 : seenIn(5) ? 0.5 : 0;
  const total =
    0.4 * clamp(costly, 0, 1) +
    0.3 * clamp(effect01(evidence), 0, 1) +
    0.2 * clamp(share / 0.25, 0, 1) +
    0.1 * recent;
  return Math.max(Math.round(100 * total), floorOf(evidence));
}

function floorOf({ id, effect }: Evidence): number {
  if (id === "martingale" && effect >= SYSTEM_SHARE) return SYSTEM_FLOOR;
  return DANGEROUS.includes(id) ? FLOOR : 0;
}
