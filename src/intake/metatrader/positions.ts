import { groupBy } from "../../base/groups.ts";
import { addMoneyParts, NO_MONEY, reasonOf, setMoney, tradeDraft } from "../drafts.ts";
import type { MoneyParts, Paired, TradeDraft } from "../statement.ts";
import { partsBeforeLast, VOLUME_STEP } from "./pair.ts";

export type DealEntry = "in" | "out" | "in/out";
export type DealReason = "manual" | "expert" | "sl" | "tp" | "stop-out";

/** One deal of a dump; volumes in lots, `order` sorts deals of one second. */
export interface DumpedDeal {
  line: number;
  /** Its ticket, or all that tells it apart where a dump has none. */
  ticket: string;
  position: string;
  entry: DealEntry;
  side: "buy" | "sell";
  time: string;
  order: number;
  symbol: string;
  volume: number;
  price: number | null;
  money: MoneyParts;
  magic: string | null;
  comment: string;
  reason: DealReason | null;
  raw: string;
}

/** A position between two moments at which nothing was open. */
interface Span {
  ins: DumpedDeal[];
  outs: DumpedDeal[];
  left: number;
  /** More was closed than had been opened by then: the dump began later than the position. */
  isOrphan: boolean;
}

/**
 * Puts deals together by their position id: one trade a position, however many
 * deals opened and closed it, prices weighted by volume, money of all its deals. A position of
 * which more was closed than the dump saw opened keeps its money and is marked approximate, with
 * no entry. One that is not wholly closed is open; its money so far is what was realised.
 */
export function pairPositions(deals: readonly DumpedDeal[]): Paired {
  const paired: Paired = { trades: [], open: [], skipped: [], notes: [] };
  for (const [id, own] of groupBy(deals, (deal) => deal.position)) {
    spansOf(own).forEach((span, index) => {
      // A reversal keeps the position's id: what it opened is a trade of its own.
      const draft = spanDraft(span, index === 0 ? id : `${id}/${index + 1}`);
      if (index > 0) draft.parentId = id;
      if (draft.exitTime !== null) paired.trades.push(draft);
      else paired.open.push(draft);
      if (draft.exitTime === null && span.outs.length > 0 && draft.line > 0) {
        paired.notes.push(`partly-closed:${id}`);
      }
    });
  }
  return paired;
}

function spansOf(unsorted: readonly DumpedDeal[]): Span[] {
  const deals = unsorted.toSorted(
    (a, b) =>
      (a.time < b.time ? -1 : a.time > b.time ? 1 : a.order - b.order) ||
      Number(a.ticket) - Number(b.ticket) ||
      0,
  );
  const spans: Span[] = [];
  let span: Span = { ins: [], outs: [], left: 0, isOrphan: false };
  for (const deal of deals) {
    if (deal.entry === "in") {
      span.ins.push(deal);
      span.left += deal.volume;
      continue;
    }
    const rest = deal.volume - Math.max(span.left, 0);
    if (deal.entry === "in/out" && span.ins.length > 0 && rest > VOLUME_STEP) {
      // The money of a reversal was earned by what it closed.
      span.outs.push({ ...deal, volume: span.left });
      span.left = 0;
      spans.push(span);
      span = {
        ins: [{ ...deal, volume: rest, money: NO_MONEY }],
        outs: [],
        left: rest,
        isOrphan: false,
      };
      continue;
    }
    span.outs.push(deal);
    span.left -= deal.volume;
    span.isOrphan ||= span.left < -VOLUME_STEP;
  }
  spans.push(span);
  return spans;
}

function spanDraft(span: Span, id: string): TradeDraft {
  const { ins, outs } = span;
  const opening = ins[0];
  const closing = outs.at(-1);
  const anyDeal = opening ?? closing;
  if (anyDeal === undefined) return tradeDraft({ line: 0, symbol: "" });
  const { isOrphan } = span;
  const isClosed = span.left <= VOLUME_STEP;
  const stop = levelIn(outs, "sl");
  const target = levelIn(outs, "tp");
  const reason = isClosed && closing !== undefined ? exitReason(opening, closing) : null;
  const draft = tradeDraft({
    line: [closing, ...ins, ...outs].find((deal) => (deal?.line ?? 0) > 0)?.line ?? 0,
    externalId: id,
    family: "mt5",
    symbol: anyDeal.symbol,
    side: opening?.side ?? (anyDeal.side === "buy" ? "sell" : "buy"),
    lot: total(isOrphan ? outs : ins),
    entryTime: isOrphan ? null : (opening?.time ?? null),
    exitTime: isClosed ? (closing?.time ?? null) : null,
    entryPrice: isOrphan ? null : weightedPrice(ins),
    exitPrice: isClosed ? weightedPrice(outs) : null,
    stopLoss: stop,
    takeProfit: target,
    // A dump says nothing of stops but where one was hit.
    stopLossUsed: stop !== null || reason === "sl" ? true : null,
    takeProfitUsed: target !== null || reason === "tp" ? true : null,
    magic: anyDeal.magic,
    comment: (opening ?? anyDeal).comment || null,
    exitReason: reason,
    approximate: isOrphan,
    raw: [...ins, ...outs].map((deal) => deal.raw).join("\n"),
  });
  if (isClosed) {
    draft.parts = partsBeforeLast(
      ins.map(({ money }) => money),
      outs,
    );
  }
  setMoney(
    draft,
    [...ins, ...outs].reduce((sum, deal) => addMoneyParts(sum, deal.money), NO_MONEY),
  );
  return draft;
}

/** Stops and targets first; a bot's position closed without its magic was closed by hand. */
function exitReason(
  opening: DumpedDeal | undefined,
  closing: DumpedDeal,
): TradeDraft["exitReason"] {
  const told = closing.reason ?? reasonOf(closing.comment);
  if (told === "sl" || told === "tp" || told === "stop-out" || told === "manual") return told;
  if (opening?.magic && closing.magic === null) return "manual";
  return told;
}

function levelIn(outs: readonly DumpedDeal[], word: "sl" | "tp"): number | null {
  for (const deal of outs.toReversed()) {
    const match = /^\[(sl|tp) ([\d.]+)\]?/i.exec(deal.comment);
    if (match?.[1]?.toLowerCase() === word) return Number(match[2]) || null;
  }
  return null;
}

function total(deals: readonly DumpedDeal[]): number {
  const sum = deals.reduce((lots, deal) => lots + deal.volume, 0);
  return Number(sum.toPrecision(12));
}

function weightedPrice(deals: readonly DumpedDeal[]): number | null {
  const first = deals[0]?.price ?? null;
  if (deals.some((deal) => deal.price === null)) return null;
  if (deals.every((deal) => deal.price === first)) return first;
  const value = deals.reduce((sum, deal) => sum + (deal.price ?? 0) * deal.volume, 0);
  return Number((value / deals.reduce((sum, deal) => sum + deal.volume, 0)).toPrecision(12));
}
