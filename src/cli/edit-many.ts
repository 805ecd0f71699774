import { nearest } from "../base/text.ts";
import type { Context } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import { type Operation, operate, updateRow } from "../journal/changes.ts";
import { requireBot } from "../journal/owners.ts";
import { endReading, type Store } from "../journal/store.ts";
import { columnValue, listTrades, pickTrades, type TradeFilter } from "../journal/trades.ts";
import type { NewTrade, Trade } from "../model.ts";
import { TRADE_FIELDS, type TradeField, type TradeValues } from "../trade/fields.ts";
import { tradeTable } from "../views/trade.ts";
import { meantWord, missing, usage } from "../words/errors.ts";
import { noTrades, UNDO } from "../words/messages.ts";
import { type FilterOptions, filterFrom, filterWords, refuseUnknownSymbol } from "./filters.ts";
import { noteFrom } from "./inputs.ts";
import { type PeriodOptions, rangeOrPeriodFrom } from "./periods.ts";
import { TRADE_OPTION_NAMES, type TradeFlags, tradeValuesFrom } from "./trade-flags.ts";

/** What narrows which trades are changed, beside the options that say what they become. */
export interface ManyOptions extends PeriodOptions, FilterOptions {
  where?: string[];
  yes?: boolean;
}

/** Options that say which trades, where no number does; the others of a trade say what it becomes. */
const FILTERS = [
  ...(["symbol", "side", "account", "market", "body", "bots", "manual", "win", "loss"] as const),
] as const satisfies readonly (keyof FilterOptions)[];
/** Options that `--where NAME=VALUE` narrows by. */
const WHERE: readonly (keyof FilterOptions)[] = [
  ...(["symbol", "setup", "bot", "mood", "market", "side", "account", "tag"] as const),
  ...(["timeframe", "confidence", "mistake", "body"] as const),
];
const RANGE = ["period", "days", "date", "from", "to"] as const;

/** Whether any option asks for trades by something else than their number. */
export const asksForMany = (options: ManyOptions): boolean =>
  [...FILTERS, ...RANGE, "where" as const].some((name) => options[name] !== undefined);

/** More rows are not looked at before a yes. */
const SHOWN = 8;

/**
 * Changes all trades that pass the filter at once: shows them, asks where a person is there, and is one
 * operation. Only what is the trader's own can be said of many.
 */
export async function editMany(context: Context, options: ManyOptions & TradeFlags): Promise<void> {
  const flags = changesOf(options);
  if (flags.note !== undefined) flags.note = await noteFrom(context, flags.note);
  const store = await context.open("read");
  const filter = filterOf(store, options);
  const values = tradeValuesFrom(store, flags, null);
  const said = wordsOf(values);
  if (values.bot_id != null) requireBot(store, values.bot_id);
  const matching = [...listTrades(store, filter, "all")()];
  if (matching.length === 0) {
    refuseUnknownSymbol(store, filter);
    throw new UserError("no-trades", noTrades({ from: filter.from ?? "", to: filter.to ?? "" }));
  }
  const other = matching.filter((trade) => isOther(trade, values));
  if (other.length === 0) {
    const told = `${matching.length} transaksi itu sudah begitu; tidak ada yang berubah.`;
    return await context.done({ matched: matching.length, changed: [] }, told);
  }
  const head = `${other.length} dari ${matching.length} transaksi (${scopeWords(filter)}) menjadi: ${said}`;
  await confirm(context, store, other, head, options);
  const ids = other.map(({ id }) => id);
  const summary = (changed: readonly number[]) => `ubah ${changed.length} transaksi: ${said}`;
  const changed = operate(store, "trade.edit", summary, (operation) =>
    changeAll(operation, ids, values),
  );
  const told = `${changed.length} transaksi diubah: ${said} · ${UNDO}`;
  await context.done({ matched: matching.length, changed }, told);
}

function filterOf(store: Store, options: ManyOptions): TradeFilter & { from: string; to: string } {
  const picked: FilterOptions = {};
  for (const name of FILTERS) Object.assign(picked, { [name]: options[name] });
  for (const term of options.where ?? []) Object.assign(picked, whereOf(term));
  const { from, to } = rangeOrPeriodFrom(store, options);
  return { from, to, ...filterFrom(picked) };
}

function whereOf(term: string): FilterOptions {
  const [name = "", ...value] = term.split("=");
  const word = name.trim().toLowerCase();
  const known = WHERE.find((one) => one === word || (one === "setup" && word === "strategy"));
  if (known !== undefined && value.length > 0 && value.join("=").trim() !== "") {
    return { [known]: value.join("=").trim() };
  }
  const meant = known === undefined ? meantWord(nearest(word, WHERE)) : "";
  throw usage(
    "--where",
    term,
    `nama=isi, misalnya setup=breakout; nama: ${WHERE.join(", ")}${meant}`,
  );
}

const ONE_ONLY = "untuk satu transaksi: sebutkan nomornya";

/** What the trades become; what only one trade can have is refused. */
function changesOf(options: ManyOptions & TradeFlags & { plan?: string }): TradeFlags {
  if (options.plan !== undefined) throw usage("--plan", options.plan, ONE_ONLY);
  const flags: Record<string, unknown> = {};
  for (const { column, key, shown } of TRADE_OPTION_NAMES) {
    const value = options[key as keyof TradeFlags];
    if (value === undefined || (FILTERS as readonly string[]).includes(key)) continue;
    if (TRADE_FIELDS[column].whose !== "trader") {
      throw usage(shown, String(value), ONE_ONLY);
    }
    flags[key] = value;
  }
  if (Object.keys(flags).length > 0) return flags as TradeFlags;
  throw missing("apa yang diubah, misalnya --setup pullback");
}

/** "setup pullback, tanda (kosong)". */
function wordsOf(values: TradeValues): string {
  return Object.entries(values)
    .map(([field, value]) => {
      const { label } = TRADE_FIELDS[field as TradeField];
      return `${label} ${value === null ? "(kosong)" : String(value).split("\n").join(", ")}`;
    })
    .join(", ");
}

function scopeWords(filter: TradeFilter & { from: string; to: string }): string {
  const range = `${filter.from} sampai ${filter.to}`;
  const narrowed = filterWords(filter);
  return narrowed === "" ? range : `${range}; ${narrowed}`;
}

const columnsOf = (values: TradeValues) => Object.keys(values) as (keyof NewTrade)[];

const isOther = (trade: Trade, values: TradeValues) =>
  columnsOf(values).some((column) => (trade[column] ?? null) !== (values as NewTrade)[column]);

/** Shows what would change; goes on only where the trader says so, here or with --yes. */
async function confirm(
  { world, style, mayAsk }: Context,
  store: Store,
  trades: readonly Trade[],
  head: string,
  { yes }: ManyOptions,
): Promise<void> {
  if (yes) return;
  const some = trades.slice(-SHOWN);
  const rest = trades.length - some.length;
  const lines = [head, ...tradeTable(() => some, store.profile, style)];
  if (rest > 0) lines.push(`dan ${rest} sebelumnya`);
  world.err(`${style.plain(lines.join("\n"))}\n`);
  if (!mayAsk) throw new UserError("unconfirmed", ...UNCONFIRMED, EXIT.usage);
  endReading(store.db);
  const isSure = await world.ask.choose({
    message: `Ubah ${trades.length} transaksi ini?`,
    choices: [
      { value: false, label: "tidak" },
      { value: true, label: "ya" },
    ],
  });
  if (!isSure) throw new UserError("declined", "Tidak jadi; jurnal tidak berubah.");
}

const UNCONFIRMED = ["Belum diubah.", "Kalau memang itu, ulangi dengan --yes."] as const;

/** Sets the values of those of the trades that still are there; their numbers. */
function changeAll(operation: Operation, ids: readonly number[], values: TradeValues): number[] {
  const columns = columnsOf(values);
  return pickTrades(operation.store, ids).flatMap((trade) => {
    const edited = { ...trade, ...(values as Partial<NewTrade>) };
    const row = Object.fromEntries(columns.map((column) => [column, columnValue(edited, column)]));
    if (!updateRow(operation, "daily_trading_data", trade.id, row)) return [];
    operation.touched.add(trade.session_id);
    return [trade.id];
  });
}
