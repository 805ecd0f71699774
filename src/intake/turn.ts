import { createHash } from "node:crypto";
import { normalSymbol } from "../base/symbols.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import { parseUtc } from "../base/time.ts";
import { dayAt } from "../journal/days.ts";
import type { IncomingTrade } from "../journal/imports.ts";
import type { IncomingOpen, NewCash, NewOpen } from "../journal/incoming/cash-and-open.ts";
import type { Store } from "../journal/store.ts";
import type { NewTrade } from "../model.ts";
import { COSTS, type OwnField, TRADE_FIELDS, type TradeField } from "../trade/fields.ts";
import { type PartialClose, partsText, readParts } from "../trade/parts.ts";
import { netOfParts } from "./drafts.ts";
import type { ExportedTrade, JournalTrade } from "./mapped/row.ts";
import type { CashDraft, DraftPart, Note, TradeDraft } from "./statement.ts";

/** What drafts of one file are turned into trades with. */
export interface DraftContext {
  store: Store;
  account: string | null;
  importId: number;
  /** From the clock of the file to UTC. */
  toUtc(time: string): string;
  /** Magic number -> bot. */
  magics: ReadonlyMap<string, number>;
  bots: ReadonlySet<number>;
  /** A cost of zero only means that the table has no column for it. */
  zeroIsUnknown: boolean;
}

/** Turns drafts into what the journal takes; remembers what repeats within the file. */
export interface DraftReader {
  trade(draft: TradeDraft): IncomingTrade;
  open(draft: TradeDraft): IncomingOpen;
  /** The key of a closed trade, or of an open one. */
  key(draft: TradeDraft): string;
  /** Keys that it may have in the journal, of before its account was known. */
  keysBefore(draft: TradeDraft): string[];
  cash(draft: CashDraft): NewCash;
  /** Magic numbers without a bot, with how many trades carry them. */
  unknownMagics: Map<string, number>;
  /** Codes of what was assumed: bots that the file names and the journal does not know. */
  notes(): Note[];
}

const LONGEST_TEXT = 500;

/** A reader of drafts for one file. */
export function draftReader(context: DraftContext): DraftReader {
  const { store } = context;
  const { keyOf, fillKey, keysBefore } = keysFor(store.profile.id);
  const symbols = new Map<string, string>();
  const unknownMagics = new Map<string, number>();
  const unknownBots = new Set<number>();
  const utc = (time: string | null) => (time === null ? null : context.toUtc(time));
  const dayOf = (epochMs: number) => dayAt(store, epochMs);
  const symbolOf = (raw: string): string => {
    let symbol = symbols.get(raw);
    if (symbol === undefined) {
      symbol = normalSymbol(cleanLine(raw)) || "?";
      symbols.set(raw, symbol);
    }
    return symbol;
  };
  const botOf = (draft: TradeDraft, told: string | number | null): number | null => {
    if (told !== null && context.bots.has(Number(told))) return Number(told);
    if (told !== null) unknownBots.add(Number(told));
    const magic = magicOf(draft);
    if (magic === null) return null;
    const bot = context.magics.get(magic);
    if (bot === undefined) unknownMagics.set(magic, (unknownMagics.get(magic) ?? 0) + 1);
    return bot ?? null;
  };
  return {
    unknownMagics,
    notes: () => (unknownBots.size === 0 ? [] : [`unknown-bots:${[...unknownBots].join(", ")}`]),
    trade(draft) {
      const { account: told = null, own, exported }: Partial<JournalTrade> = draft;
      const account = clean(told) ?? context.account;
      const trade = brokerFields(draft, symbolOf(draft.symbol), utc, dayOf);
      trade.bot_id = botOf(draft, own?.bot_id ?? null);
      trade.account = account;
      trade.import_id = context.importId;
      if (context.zeroIsUnknown && exported === undefined) forgetZeroCosts(trade);
      if (own !== undefined) setOwn(trade, own);
      if (exported !== undefined) setExported(trade, exported, dayOf);
      const time = trade.exit_time ?? trade.entry_time;
      const date =
        time === null && exported !== undefined
          ? exported.session_date
          : dayAt(store, time === null ? store.now() : parseUtc(time));
      const key = keyOf(account, draft.externalId, draft.raw);
      const named = fillKey(account, draft);
      const formerly = keysBefore(account, draft);
      if (named !== undefined) formerly.push(key);
      if (draft.formerRaw !== undefined) formerly.push(keyOf(account, null, draft.formerRaw));
      return { trade, date, key: named ?? key, formerly, line: draft.line };
    },
    open(draft) {
      const key = keyOf(context.account, draft.externalId, `open|${draft.raw}`);
      const named = fillKey(context.account, draft);
      const fields = brokerFields(draft, symbolOf(draft.symbol), utc, dayOf);
      const row = openPosition(fields, named ?? key, context.account);
      const formerly = keysBefore(context.account, draft);
      if (named !== undefined) formerly.push(key);
      return { row, formerly };
    },
    key: (draft) =>
      fillKey(context.account, draft) ??
      `${store.profile.id}|${context.account ?? ""}|${draft.externalId}`,
    keysBefore: (draft) => keysBefore(context.account, draft),
    cash(draft) {
      const { account } = context;
      const raw = ["cash", draft.time, draft.kind, draft.amount, draft.comment].join("|");
      const id = draft.externalId === null ? null : `cash:${draft.externalId}`;
      return {
        key: keyOf(account, id, raw),
        account,
        time: utc(draft.time),
        kind: draft.kind,
        amount: Number(draft.amount),
        comment: clean(draft.comment),
      };
    },
  };
}

/** Makes the keys of a file's rows; those without an id of any kind are known by text and count. */
function keysFor(profileId: number) {
  const seen = new Map<string, number>();
  const startOf = (account: string | null) => `${profileId}|${account ?? ""}|`;
  const fillKey = (account: string | null, { fillKey: key, exitTime }: TradeDraft) =>
    key === undefined ? undefined : `${startOf(account)}${exitTime === null ? "open:" : ""}${key}`;
  return {
    keyOf(account: string | null, id: string | null, raw: string): string {
      const start = startOf(account);
      if (id !== null) return start + id;
      const hash = createHash("sha1").update(raw).digest("hex").slice(0, 20);
      const count = (seen.get(start + hash) ?? 0) + 1;
      seen.set(start + hash, count);
      return `${start}#${hash}:${count}`;
    },
    fillKey,
    /** Keys of before its account was known: only what has a name of its own is told by one. */
    keysBefore(account: string | null, draft: TradeDraft): string[] {
      if (!account) return [];
      const named = fillKey(null, draft);
      if (named !== undefined) return [named];
      return draft.externalId === null ? [] : [startOf(null) + draft.externalId];
    },
  };
}

function forgetZeroCosts(trade: NewTrade): void {
  for (const cost of COSTS) {
    if (trade[cost] === 0) trade[cost] = null;
  }
}

type OwnColumns = Required<Pick<NewTrade, Exclude<OwnField, "bot_id">>>;

/** What is the trader's own, tidied; its bot is found by the journal. */
function setOwn(trade: NewTrade, own: JournalTrade["own"]): void {
  const text = (value: string | number | null) => (value === null ? null : String(value));
  const columns: OwnColumns = {
    risk_percent: own.risk_percent === null ? null : Number(own.risk_percent),
    strategy_used: clean(text(own.strategy_used)),
    tags: tagsOf(text(own.tags)),
    timeframe: text(own.timeframe),
    mood: text(own.mood),
    confidence: own.confidence === null ? null : Number(own.confidence),
    mistakes: text(own.mistakes),
    links: text(own.links),
    note: cleanText(text(own.note) ?? "").trim() || null,
  };
  Object.assign(trade, columns);
}

/** What our own export says word for word; texts are still outside text. */
function setExported(
  trade: NewTrade,
  { exit_time, firstStop, texts, unknown }: ExportedTrade,
  dayOf: (epochMs: number) => string,
): void {
  const { symbol, account: _, ...others } = texts;
  trade.symbol = cleanLine(symbol ?? "").trim() || trade.symbol;
  trade.exit_time = exit_time;
  trade.first_stop = firstStop;
  const said: Record<string, string | null> = {};
  for (const [column, text] of Object.entries(others)) {
    const { kind } = TRADE_FIELDS[column as TradeField];
    if (text === null) said[column] = null;
    else if (kind === "parts")
      said[column] = partsText(readParts(text, Number.POSITIVE_INFINITY) ?? [], dayOf);
    else said[column] = kind === "lines" ? cleanText(text) : cleanLine(text);
  }
  Object.assign(trade, said);
  for (const cost of unknown) trade[cost] = null;
}

function openPosition(fields: NewTrade, key: string, account: string | null): NewOpen {
  return {
    external_key: key,
    account,
    ticket: fields.ticket,
    symbol: fields.symbol,
    raw_symbol: fields.raw_symbol ?? null,
    side: fields.side,
    lot_size: fields.lot_size,
    entry_time: fields.entry_time,
    entry_price: fields.entry_price,
    stop_loss: fields.stop_loss,
    take_profit: fields.take_profit,
    floating: fields.profit_loss,
    magic: fields.magic ?? null,
    comment: fields.comment ?? null,
  };
}

/** The trade as the broker tells it; what is the trader's own is empty. */
function brokerFields(
  draft: TradeDraft,
  symbol: string,
  utc: (time: string | null) => string | null,
  dayOf: (epochMs: number) => string,
): NewTrade {
  const raw = cleanLine(draft.symbol).trim();
  return {
    symbol,
    raw_symbol: raw === symbol ? null : raw,
    profit_loss: Number(draft.net),
    lot_size: draft.lot === 0 ? null : draft.lot,
    side: draft.side,
    entry_time: utc(draft.entryTime),
    exit_time: utc(draft.exitTime),
    // Zero is how brokers write a price that they do not know.
    entry_price: draft.entryPrice || null,
    exit_price: draft.exitPrice || null,
    stop_loss: draft.stopLoss,
    take_profit: draft.takeProfit,
    stop_loss_used: draft.stopLossUsed,
    take_profit_used: draft.takeProfitUsed,
    commission: Number(draft.commission),
    swap: Number(draft.swap),
    fee: Number(draft.fee),
    ticket: draft.externalId,
    bot_id: null,
    account: null,
    import_id: null,
    risk_percent: null,
    strategy_used: null,
    tags: null,
    note: null,
    exit_reason: draft.exitReason,
    parent_ticket: draft.parentId,
    magic: magicOf(draft),
    comment: clean(draft.comment),
    approximate: draft.approximate ? true : null,
    partial_closes: partsText(
      draft.parts.map((part) => partOf(part, utc)),
      dayOf,
    ),
  };
}

function partOf(
  { exitTime, lot, exitPrice, money }: DraftPart,
  utc: (time: string | null) => string | null,
): Omit<PartialClose, "date"> {
  return {
    exit_time: utc(exitTime) ?? exitTime,
    lot_size: lot,
    exit_price: exitPrice,
    profit_loss: Number(netOfParts(money)),
    commission: Number(money.commission),
    swap: Number(money.swap),
    fee: Number(money.fee),
  };
}

/** Zero is MetaTrader's way to say that no expert did it. */
function magicOf({ magic }: TradeDraft): string | null {
  return magic === null || /^0*$/.test(magic) ? null : magic;
}

function clean(text: string | null): string | null {
  if (text === null) return null;
  return cleanLine(text).trim().slice(0, LONGEST_TEXT) || null;
}

function tagsOf(text: string | null): string | null {
  if (text === null) return null;
  const words = text.toLowerCase().match(/[\p{L}\p{N}_-]{1,40}/gu) ?? [];
  return words.length === 0 ? null : [...new Set(words)].join(" ");
}
