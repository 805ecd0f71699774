import { joined } from "../base/groups.ts";
import { type Outcome, outcome } from "../base/outcome.ts";
import { MINUTE_MS } from "../base/time.ts";
import { mean, median, sum } from "../stats/moments.ts";
import type { Deal, Measures } from "./deals.ts";
import { type Exit, exitsOf, lastExit, toldOf } from "./decisions.ts";
import { BREAK_EVEN_R, BREAK_EVEN_SHARE01, MIN_BASE } from "./thresholds.ts";
import { Usual, withImputed } from "./trade.ts";

/** The trades a look is made of, with what could be known at each entry. NaN: unknown. */
export interface Window {
  deals: readonly Deal[];
  /** Indices by session, in order of entry. */
  sessions: readonly (readonly number[])[];
  /** Result in R; imputed where the trade had no known risk. */
  r: Float64Array;
  /** 1 where `r` rests on an imputed risk. */
  imputed: Uint8Array;
  /** 1 win, -1 loss, 0 break-even of the trade itself. */
  label: Int8Array;
  /** Index of the trade that is told of what had closed last in the session at this entry; -1: none. */
  prev: Int32Array;
  /** What these came to as one: 1 win, -1 loss, 0 break-even. */
  together(some: readonly number[]): Outcome;
  /** `together` of all that closed with `prev`; 0 without one. */
  after: Int8Array;
  /** Minutes from that close to this entry. */
  gap: Float64Array;
  /** Losing exits in a row in the session up to this entry; what closed in one second is one. */
  streak: Int32Array;
  /** Exits of the session that had closed at this entry; what closed in one second is one. */
  seen: Int32Array;
  /** Sum of `r` of the session's trades closed at this entry. */
  sessionR: Float64Array;
  /** Place in the session, from 0. */
  index: Int32Array;
  /** ln(size / usual size). */
  rel: Float64Array;
  /** Median lot of the symbol's previous 3 to 20 trades. */
  baseLot: Float64Array;
  /** Every entry and exit time is known. */
  timed: boolean;
  /**
   * What belongs together: trades of one day, and days that a position in the same symbol connects.
   * What is in different blocks is taken for independent.
   */
  block: Int32Array;
}

/**
 * What the detectors look at, computed inside the window alone, so that the same trades give the
 * same features whatever came before. Deals come in order of session, entry, id.
 */
export function makeWindow(deals: readonly Deal[]): Window {
  const n = deals.length;
  const { r, imputed, label, together } = resultsOf(deals);
  const sessions = sessionsOf(deals);
  const lots = relativeTo(
    deals,
    (deal) => deal.lot,
    (deal) => deal.symbol,
  );
  const risks = relativeTo(
    deals,
    (deal) => deal.riskPercent,
    () => "",
  );
  const window: Window = {
    deals,
    sessions,
    r,
    imputed,
    label,
    together,
    prev: new Int32Array(n).fill(-1),
    after: new Int8Array(n),
    gap: new Float64Array(n).fill(Number.NaN),
    streak: new Int32Array(n),
    seen: new Int32Array(n),
    sessionR: new Float64Array(n),
    index: new Int32Array(n),
    rel: steadier(lots, risks),
    baseLot: lots.base,
    timed: deals.every((deal) => !Number.isNaN(deal.entryMs) && !Number.isNaN(deal.exitMs)),
    block: blocksOf(deals, sessions),
  };
  for (const session of sessions) fillSession(window, session);
  return window;
}

function sessionsOf(deals: readonly Deal[]): number[][] {
  const sessions: number[][] = [];
  deals.forEach((deal, i) => {
    const last = sessions.at(-1);
    if (last !== undefined && deals[i - 1]?.session === deal.session) last.push(i);
    else sessions.push([i]);
  });
  return sessions;
}

/** Blocks by number: the sessions, those joined between which a position of one symbol was open. */
function blocksOf(deals: readonly Deal[], sessions: readonly (readonly number[])[]): Int32Array {
  const block = new Int32Array(deals.length);
  sessions.forEach((session, index) => {
    for (const i of session) block[i] = index;
  });
  const open = new Map<string, { until: number; of: number }>();
  const order = deals.flatMap(({ entryMs, exitMs }, i) => (exitMs >= entryMs ? [i] : []));
  order.sort((a, b) => (deals[a]?.entryMs ?? 0) - (deals[b]?.entryMs ?? 0) || a - b);
  const blocks = joined(sessions.length);
  for (const i of order) {
    const { symbol = "", entryMs = 0, exitMs = 0 } = deals[i] ?? {};
    const before = open.get(symbol);
    const of = block[i] ?? 0;
    if (before !== undefined && entryMs < before.until) blocks.join(of, before.of);
    open.set(symbol, { until: Math.max(exitMs, before?.until ?? exitMs), of });
  }
  return block.map((index) => blocks.firstOf(index));
}

/**
 * R = result / planned loss, imputed where the plan is unknown. Where none is known up to there, the
 * usual loss for the trade's size stands for it.
 */
export function resultsOf(
  deals: readonly Measures[],
): Pick<Window, "r" | "imputed" | "label" | "together"> {
  const n = deals.length;
  const r = new Float64Array(n);
  const label = new Int8Array(n);
  const usualLoss = usualLosses(deals);
  const { plans, imputed, together } = judging(deals);
  deals.forEach(({ pl }, i) => {
    const plan = plans[i] ?? Number.NaN;
    r[i] = pl / (Number.isNaN(plan) ? (usualLoss[i] ?? 1) : plan);
    label[i] = together([i]);
  });
  return { r, imputed, label, together };
}

/**
 * What any of these come to as one, and the planned losses that it goes by. The only place that tells
 * a loss from what a few cents of costs leave of a break-even, for the day's events and for the habits:
 * beyond 0.05 R, without a plan beyond 5 % of the median |result|; in the trader's own band is neither.
 * What closed together is judged as one trade, by its money over its risk.
 */
export function judging(
  deals: readonly Pick<Measures, "pl" | "riskMoney" | "balance" | "evenWithin">[],
): ReturnType<typeof withImputed> & Pick<Window, "together"> {
  const zone = BREAK_EVEN_SHARE01 * median(deals.map((deal) => Math.abs(deal.pl)));
  const { plans, imputed } = withImputed(
    deals.map((deal) => deal.riskMoney),
    deals.map((deal) => deal.balance),
  );
  const together = (some: readonly number[]): Outcome => {
    const add = (value: (i: number) => number) => sum(some.map(value));
    const pl = add((i) => deals[i]?.pl ?? 0);
    const band = add((i) => deals[i]?.evenWithin ?? 0);
    const plan = add((i) => plans[i] ?? Number.NaN);
    if (outcome(pl, band) === 0) return 0;
    return Number.isNaN(plan) ? outcome(pl, zone) : outcome(pl / plan, BREAK_EVEN_R);
  };
  return { plans, imputed, together };
}

/**
 * The usual loss of a trade of each one's size: size times the median loss per unit of size, where
 * size is the risk in percent (of the balance, where that is known), else the lot of its symbol, else
 * the balance, else all the same. Without the size, a larger lot or a larger account would by itself
 * look like a worse or a better result.
 */
function usualLosses(deals: readonly Measures[]): number[] {
  const sizes = sizesOf(deals);
  const typical = (key: string | null) => {
    const per = deals.flatMap((deal, i) => {
      const size = sizes[i];
      if (size === undefined || !(deal.pl < 0) || (key !== null && size.key !== key)) return [];
      return [-deal.pl / size.value];
    });
    return per.length === 0 ? Number.NaN : median(per);
  };
  const byKey = new Map<string, number>();
  return sizes.map(({ key, value }) => {
    const known = byKey.get(key) ?? typical(key);
    byKey.set(key, known);
    return value * (Number.isNaN(known) ? typical(null) : known);
  });
}

function sizesOf(deals: readonly Measures[]): { key: string; value: number }[] {
  const isFunded = deals.every((deal) => (deal.balance ?? 0) > 0);
  const account = (deal: Measures) => (isFunded ? (deal.balance ?? 1) : 1);
  if (deals.every((deal) => deal.riskPercent > 0)) {
    return deals.map((deal) => ({ key: "", value: deal.riskPercent * account(deal) }));
  }
  if (deals.every((deal) => deal.lot > 0)) {
    return deals.map((deal) => ({ key: deal.symbol, value: deal.lot }));
  }
  return deals.map((deal) => ({ key: "", value: account(deal) }));
}

/** Each trade against those of the session that had closed when it was opened. */
function fillSession(window: Window, session: readonly number[]): void {
  const { deals, r } = window;
  const { exits, before } = exitsAmong(window, session);
  /** Losing exits in a row, and the sum of `r`, once these had followed the exits before them. */
  const then: { streak: number; total: number }[] = [];
  const following = (members: readonly number[], place: number) => {
    const { streak, total } = then[place - 1] ?? { streak: 0, total: 0 };
    const after = window.together(members);
    return {
      after,
      streak: after === -1 ? streak + 1 : 0,
      total: total + sum(members.map((other) => r[other] ?? 0)),
    };
  };
  exits.forEach(({ members }, place) => {
    then.push(following(members, place));
  });
  session.forEach((i, index) => {
    window.index[i] = index;
    const last = before(i, index);
    if (last === undefined) return;
    const { after, streak, total } = following(last.members, last.place);
    window.prev[i] = toldOf(last.members, after === -1, (other) => deals[other]?.pl ?? 0);
    window.after[i] = after;
    window.streak[i] = streak;
    window.seen[i] = last.place + 1;
    window.sessionR[i] = total;
    window.gap[i] = ((deals[i]?.entryMs ?? Number.NaN) - last.at) / MINUTE_MS;
  });
}

/** `prev` and `after` of a window, but of all sessions: what had closed last, whenever it was. */
export function lastExits(window: Window): Pick<Window, "prev" | "after"> {
  const { deals, together } = window;
  const prev = new Int32Array(deals.length).fill(-1);
  const after = new Int8Array(deals.length);
  const { before } = exitsAmong(window, [...deals.keys()]);
  for (const i of deals.keys()) {
    const last = before(i, i);
    if (last === undefined) continue;
    after[i] = together(last.members);
    prev[i] = toldOf(last.members, after[i] === -1, (other) => deals[other]?.pl ?? 0);
  }
  return { prev, after };
}

/**
 * The exits of these trades, the earliest first, and the last of them before one, which is told by its
 * place among them too: with times missing each trade is an exit, and the journal's order stands in for
 * that of the closes. Those taken out of a window have none.
 */
function exitsAmong({ deals, timed }: Window, some: readonly number[]) {
  const exitMs = (i: number) => deals[i]?.exitMs ?? Number.NaN;
  const order = (i: number) => i;
  const exits: Exit<number>[] = timed
    ? exitsOf(some, exitMs, order)
    : some.map((i) => ({ at: exitMs(i), members: [i] }));
  const before = (i: number, place: number) => {
    if (timed) return lastExit(exits, deals[i]?.entryMs ?? Number.NaN, i, exitMs, order);
    const last = exits[place - 1];
    return last === undefined ? undefined : { ...last, place: place - 1 };
  };
  return { exits, before };
}

interface Relative {
  rel: Float64Array;
  base: Float64Array;
  /** How many trades have the value at all. */
  known: number;
}

/** ln(value / median of the <= 20 previous known values of the same kind), from 3 on. */
function relativeTo(
  deals: readonly Deal[],
  measure: (deal: Deal) => number,
  kindOf: (deal: Deal) => string,
): Relative {
  const rel = new Float64Array(deals.length).fill(Number.NaN);
  const base = new Float64Array(deals.length).fill(Number.NaN);
  const usual = new Usual();
  let known = 0;
  deals.forEach((deal, i) => {
    const kind = kindOf(deal);
    const value = measure(deal);
    const before = usual.of(kind);
    if (before.count >= MIN_BASE) base[i] = before.median ?? Number.NaN;
    usual.add(value, kind);
    if (!(value > 0)) return;
    known++;
    rel[i] = Math.log(value / (base[i] ?? Number.NaN));
  });
  return { rel, base, known };
}

/**
 * The measure of size that varies less: the lot for a trader of fixed lots, the risk for one of
 * fixed fractions. The choice does not look at results, so it cannot bias what follows. A risk that
 * is unknown for some trades is not used: those without a stop are the ones that matter.
 */
function steadier(lots: Relative, risks: Relative): Float64Array {
  const byLot = spreadOf(lots.rel);
  if (Number.isNaN(byLot)) return risks.rel;
  return risks.known >= lots.known && spreadOf(risks.rel) < byLot ? risks.rel : lots.rel;
}

function spreadOf(values: Float64Array): number {
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return Number.NaN;
  const centre = median(known);
  return mean(known.map((value) => Math.abs(value - centre)));
}

/**
 * The window in which these trades no longer count for a detector: they are in no group and no
 * session, while what later trades knew of them stays.
 */
export function withoutTrades(window: Window, ids: ReadonlySet<number>): Window {
  const out = window.deals.flatMap((deal, i) => (ids.has(deal.id) ? [i] : []));
  if (out.length === 0) return window;
  const changed = {
    ...window,
    deals: window.deals.map((deal) =>
      ids.has(deal.id)
        ? { ...deal, lot: Number.NaN, hasStop: null, add: 0 as const, exitMs: Number.NaN }
        : deal,
    ),
    sessions: window.sessions
      .map((session) => session.filter((i) => !out.includes(i)))
      .filter((session) => session.length > 0),
    r: window.r.slice(),
    label: window.label.slice(),
    after: window.after.slice(),
    gap: window.gap.slice(),
    rel: window.rel.slice(),
    streak: window.streak.slice(),
  };
  for (const i of out) {
    for (const values of [changed.r, changed.gap, changed.rel]) values[i] = Number.NaN;
    for (const values of [changed.label, changed.after, changed.streak]) values[i] = 0;
  }
  return changed;
}
