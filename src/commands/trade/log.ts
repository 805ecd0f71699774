import { MISTAKES, mistakeLabel, mistakeWords } from "../../base/mistakes.ts";
import { outcome } from "../../base/outcome.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { dayFrom, noteFrom } from "../../cli/inputs.ts";
import { recordTyped } from "../../cli/record-trade.ts";
import { TRADE_OPTIONS, type TradeFlags, tradeValuesFrom } from "../../cli/trade-flags.ts";
import type { Context } from "../../context.ts";
import { fieldContext } from "../../journal/days.ts";
import { setupNames } from "../../journal/plans/setups.ts";
import { bandSetting } from "../../journal/settings.ts";
import type { Store } from "../../journal/store.ts";
import { seenBefore } from "../../journal/trades.ts";
import type { TradeField } from "../../trade/fields.ts";
import { readFields } from "../../trade/values.ts";
import { missing } from "../../words/errors.ts";
import { tradeBrief } from "../../words/messages.ts";

type LogOptions = TradeFlags & { stdin?: boolean; createBots?: boolean };

export const command: CommandSpec = {
  description: "catat satu transaksi, atau banyak lewat --stdin",
  takes: [
    ["[simbol]", "simbol, misalnya XAUUSD"],
    ["[hasil]", "hasil bersih, misalnya 45.50 atau -25.30"],
  ],
  options: [
    ...TRADE_OPTIONS,
    ["--stdin", "baca NDJSON: satu transaksi per baris, dijawab satu baris JSON"],
    ["--create-bots", "bersama --stdin: daftarkan bot yang belum dikenal"],
  ],
  examples: [
    "jurnal trade log XAUUSD 45.50 --lot 0.02 --side buy --sl --setup breakout",
    "jurnal trade log EURUSD -25.30 --lot 0.10 --entry 14:05 --exit 14:40 --stop 1.0790",
    "jurnal trade log --stdin < transaksi.ndjson",
  ],
  async run(context, symbol: string | undefined, profit: string | undefined, options: LogOptions) {
    if (options.stdin) await logStream(context, options);
    else await logTrade(context, { ...options, symbol, profit });
  },
};

/** One trade, by options; what is missing is asked for when a person is there. */
async function logTrade(context: Context, given: TradeFlags): Promise<void> {
  const store = await context.open("write");
  if (given.note !== undefined) given.note = await noteFrom(context, given.note);
  const named = given.date === undefined ? null : dayFrom(store, "--date", given.date);
  // What was typed is judged before anything is asked: nobody should answer five questions first.
  tradeValuesFrom(store, given, named);
  const flags = await askTrade(context, store, given, named);
  await recordTyped(context, store, flags, tradeBrief);
}

/**
 * Fills in what the options leave open by asking: symbol and result must be answered, the rest may
 * be passed over with Enter, which makes it unknown. Without a person the two must have been given.
 */
async function askTrade(
  context: Context,
  store: Store,
  given: TradeFlags,
  day: string | null,
): Promise<TradeFlags> {
  if (!context.mayAsk) {
    if (given.symbol === undefined) throw missing("simbol (isian pertama)");
    if (given.profit === undefined) throw missing("hasil (isian kedua)");
    return given;
  }
  const { ask } = context.world;
  const flags = { ...given };
  const check = (field: TradeField) => (answer: string) => {
    if (answer === "" && field !== "profit_loss") return true;
    const reading = readFields({ [field]: answer }, fieldContext(store, day));
    return reading.ok || `Harus ${reading.problem.expected}.`;
  };
  const symbols = seenBefore(store, "symbol");
  const howSymbol =
    symbols.length === 0 ? "misalnya XAUUSD" : "ketik baru atau pilih yang pernah dipakai";
  flags.symbol ??= await ask.suggest({
    message: `Simbol (${howSymbol})`,
    suggestions: symbols,
    check: check("symbol"),
  });
  flags.profit ??= await ask.text({
    message: `Hasil bersih dalam ${store.profile.currency}, minus untuk rugi`,
    check: check("profit_loss"),
  });
  flags.lot ??= await ask.text({ message: `Lot ${MAY_SKIP}`, check: check("lot_size") });
  flags.side ??= await ask.choose({
    message: "Arah",
    choices: [
      { value: "", label: UNKNOWN },
      { value: "buy", label: "buy" },
      { value: "sell", label: "sell" },
    ],
  });
  flags.exit ??= await ask.text({
    message: `Waktu keluar, misalnya 14:40 atau kemarin 23:50 ${MAY_SKIP}`,
    check: check("exit_time"),
  });
  if (flags.sl === undefined && flags.stop === undefined) flags.sl = await askStop(context);
  flags.risk ??= await ask.text({
    message: `Risiko dalam persen dari saldo ${MAY_SKIP}`,
    check: check("risk_percent"),
  });
  flags.setup ??= await ask.suggest({
    message: "Setup (Enter untuk melewati)",
    suggestions: setupNames(store),
    skip: "lewati",
  });
  if (flags.mistake === undefined && isLoss(store, flags.profit))
    await askMistake(context, store, flags);
  return flags;
}

function isLoss(store: Store, profit: string): boolean {
  const reading = readFields({ profit_loss: profit }, fieldContext(store, null));
  if (!reading.ok) return false;
  const band = bandSetting(store);
  // Of what is not yet a trade no risk is known.
  const within = band?.unit === "money" ? band.size : 0;
  return outcome(reading.values.profit_loss ?? 0, within) < 0;
}

/** What went wrong, of a loss and where mistakes are kept: nobody else is asked one question more. */
async function askMistake({ world }: Context, store: Store, flags: TradeFlags): Promise<void> {
  const seen = seenBefore(store, "mistakes").flatMap(mistakeWords);
  if (seen.length === 0) return;
  const answer = await world.ask.suggest({
    message: "Kesalahan, bila ada (Enter untuk melewati)",
    suggestions: [...new Set([...seen, ...MISTAKES])].map(mistakeLabel),
    skip: "tidak ada",
    check: (said) => {
      const reading =
        said === "" ? null : readFields({ mistakes: [said] }, fieldContext(store, null));
      return reading === null || reading.ok || `Harus ${reading.problem.expected}.`;
    },
  });
  if (answer !== "") flags.mistake = [answer];
}

const UNKNOWN = "tidak tahu";
const MAY_SKIP = "(Enter bila tidak tahu)";

/** Undefined where it is not known: what Enter alone must not claim. */
function askStop({ world }: Context): Promise<boolean | undefined> {
  return world.ask.choose<boolean | undefined>({
    message: "Stop loss dipasang?",
    choices: [
      { value: undefined, label: UNKNOWN },
      { value: true, label: "ya" },
      { value: false, label: "tidak" },
    ],
  });
}

/** Many trades, one JSON object a line; what the other options say holds for lines without it. */
async function logStream(context: Context, options: LogOptions): Promise<void> {
  const store = await context.open("write");
  const defaults = tradeValuesFrom(store, options, null);
  if (defaults.note) defaults.note = await noteFrom(context, defaults.note);
  const { recordStream } = await import("../../intake/stream.ts");
  await recordStream(context, store, defaults, options.createBots === true);
}
