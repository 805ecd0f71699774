import { formatTime } from "../../base/dates.ts";
import { mistakeLabel, mistakeWords } from "../../base/mistakes.ts";
import { currencyOf, formatMoney } from "../../base/money.ts";
import { moodLabel } from "../../base/moods.ts";
import { formatPrice } from "../../base/number.ts";
import { amount } from "../../base/phrases.ts";
import { parseUtc } from "../../base/time.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { type Known, type LineChoice, readLine } from "../../cli/one-line.ts";
import { recordTyped } from "../../cli/record-trade.ts";
import type { TradeFlags } from "../../cli/trade-flags.ts";
import type { Context } from "../../context.ts";
import { today } from "../../journal/days.ts";
import { setupNames } from "../../journal/plans/setups.ts";
import type { Store } from "../../journal/store.ts";
import { latestOf, seenBefore } from "../../journal/trades.ts";
import type { NewTrade, Profile } from "../../model.ts";
import { missing, usage } from "../../words/errors.ts";

export const command: CommandSpec = {
  description: "catat satu transaksi dalam satu baris, urutan kata bebas",
  takes: [["[kata...]", "simbol, hasil, lot, jam, harga, sl, setup, suasana, #tanda, catatan"]],
  details: {
    before: [
      "",
      "Kata dikenali dari bentuknya:",
      "  xau, emas, bbca            simbol atau sebutannya",
      "  24.6, -50rb                hasil (tanda + atau - selalu berarti hasil)",
      "  0.02, 2lot                 lot",
      "  14:05-14:40                jam masuk dan keluar; satu jam saja: keluar",
      '  3350-3354.2                harga masuk dan keluar (juga "3350 > 3354.2", dalam kutip)',
      "  sl, sl 3345, tanpa sl      stop loss; begitu juga tp",
      "  1%, H1, kemarin            risiko, timeframe, tanggal",
      '  pullback, tenang, #berita, "catatan bebas"',
      "  setup=retest               setup baru; nama=isi juga untuk lainnya",
      "",
    ].join("\n"),
  },
  examples: [
    "jurnal + xau 24.6 0.02 14:05-14:40 sl pullback",
    "jurnal + sell eurusd -12.30 0.10 1.0850-1.0862 sl=1.0862 fomo",
    'jurnal catat -8 xau 0.01 #berita "masuk sebelum NFP"',
  ],
  run: logLine,
};

async function logLine(context: Context, words: string[]): Promise<void> {
  if (words.length === 0) throw missing("transaksinya, misalnya: jurnal + xau 24.6 0.02 sl");
  const store = await context.open("write");
  const reading = readLine(words, knownTo(store));
  if (!reading.ok) throw usage("kata", reading.word, reading.expected);
  const { flags } = await choose(context, words, reading.choices);
  await complete(context, store, flags);
  await recordTyped(context, store, flags, (trade) => echo(trade, store.profile));
}

function knownTo(store: Store): Known {
  const last = (symbol: string) => latestOf(store, symbol);
  return {
    symbols: seenBefore(store, "symbol"),
    setups: setupNames(store),
    lots: (symbol) => last(symbol).flatMap(({ lot_size }) => lot_size ?? []),
    price: (symbol) => {
      const trades = last(symbol);
      const priced = trades.find((one) => (one.exit_price ?? one.entry_price) !== null);
      return priced?.exit_price ?? priced?.entry_price ?? null;
    },
    currency: store.profile.currency,
    today: today(store),
  };
}

/** The reading that is meant, where the numbers have several. */
async function choose(
  { mayAsk, world }: Context,
  words: readonly string[],
  choices: readonly [LineChoice, ...LineChoice[]],
): Promise<LineChoice> {
  if (choices.length === 1) return choices[0];
  if (!mayAsk) {
    const ways = choices.map(({ told }) => `(${told})`).join(" atau ");
    throw usage("kata", words.join(" "), `jelas: ${ways}; tulis +hasil atau lot=ukuran`);
  }
  return await world.ask.choose({
    message: "Maksudnya?",
    choices: choices.map((value) => ({ value, label: value.told })),
  });
}

/** Symbol and result must be there: the one symbol of late is taken, anything else is asked for. */
async function complete({ mayAsk, world }: Context, store: Store, flags: TradeFlags) {
  const seen = seenBefore(store, "symbol");
  if (flags.symbol === undefined && seen.length === 1) flags.symbol = seen[0];
  if (flags.symbol === undefined) {
    const of = seen.length === 0 ? "misalnya xau" : `misalnya ${seen.slice(0, 3).join(", ")}`;
    if (!mayAsk) throw missing(`simbol, ${of}`);
    flags.symbol = await world.ask.suggest({ message: "Simbol", suggestions: seen });
  }
  if (flags.profit !== undefined) return;
  if (!mayAsk) throw missing("hasil, misalnya 24.6 atau -12");
  const message = `Hasil bersih dalam ${store.profile.currency}, minus untuk rugi`;
  flags.profit = await world.ask.text({ message });
}

/** All that was understood, in one line. */
function echo(trade: NewTrade, { currency, zone }: Profile): string {
  const time = (utc: string | null) => (utc === null ? null : formatTime(parseUtc(utc), zone));
  const span = (from: string | null, to: string | null) =>
    from === null && to === null ? [] : [from === null ? `keluar ${to}` : `${from}–${to ?? "?"}`];
  const price = (value: number | null) => (value === null ? null : formatPrice(value));
  const level = (name: string, value: number | null, used: boolean | null) => {
    if (value !== null && value > 0) return [`${name} ${formatPrice(value)}`];
    if (used === null) return [];
    return [used ? name : `tanpa ${name}`];
  };
  const lot = trade.lot_size === null ? [] : [`${amount(trade.lot_size)} lot`];
  return [
    [trade.symbol, trade.side, ...lot].filter(Boolean).join(" "),
    formatMoney(trade.profit_loss, currencyOf(currency), { sign: true }),
    ...span(time(trade.entry_time), time(trade.exit_time)),
    ...span(price(trade.entry_price), price(trade.exit_price)),
    ...level("SL", trade.stop_loss, trade.stop_loss_used),
    ...level("TP", trade.take_profit, trade.take_profit_used),
    ...(trade.risk_percent === null ? [] : [`risiko ${amount(trade.risk_percent)}%`]),
    ...(trade.strategy_used === null ? [] : [`setup ${trade.strategy_used}`]),
    ...(trade.timeframe == null ? [] : [trade.timeframe]),
    ...(trade.mood == null ? [] : [moodLabel(trade.mood)]),
    ...mistakeWords(trade.mistakes ?? "").map((word) => mistakeLabel(word)),
    ...(trade.tags?.split(" ").map((tag) => `#${tag}`) ?? []),
    ...(trade.note === null ? [] : [`"${trade.note}"`]),
  ].join(" · ");
}
