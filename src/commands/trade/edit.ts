import { currencyOf } from "../../base/money.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { dayFrom, noteFrom, TRADE_ARGUMENT, tradeFrom } from "../../cli/inputs.ts";
import {
  dayOfTrade,
  fieldError,
  TRADE_OPTIONS,
  type TradeFlags,
  tradeValuesFrom,
} from "../../cli/trade-flags.ts";
import { type Operation, operate } from "../../journal/changes.ts";
import { requireBot, requireCurrency } from "../../journal/owners.ts";
import { editTrade, findTrade, refuseKnown } from "../../journal/trades.ts";
import type { NewTrade, Trade } from "../../model.ts";
import { completeTrade } from "../../trade/values.ts";
import { nothingGiven } from "../../words/errors.ts";
import { tradeBrief, UNDO } from "../../words/messages.ts";

export const command: CommandSpec = {
  description: 'ubah satu transaksi; isi "" menjadikannya tidak diketahui',
  takes: [TRADE_ARGUMENT],
  options: [
    ["--symbol <simbol>", "simbol baru"],
    ["--profit <uang>", "hasil bersih yang benar"],
    ...TRADE_OPTIONS,
  ],
  examples: ["jurnal trade edit 12 --profit -20.10 --setup pullback"],
  async run(context, id: string, flags: TradeFlags) {
    const store = await context.open("write");
    if (flags.note !== undefined) flags.note = await noteFrom(context, flags.note);
    const { currency } = store.profile;
    const brief = (trade: NewTrade) => tradeBrief(trade, currencyOf(currency));
    const summary = ({ edited }: Edited) => `ubah transaksi #${edited.id} ${brief(edited)}`;
    // All of it inside: of two edits at once the second must begin with what the first has left.
    const { edited, changed } = operate(store, "trade.edit", summary, (operation) => {
      requireCurrency(store, currency);
      return edit(operation, tradeFrom(store, id), flags);
    });
    const name = `#${edited.id}`;
    await context.done(
      edited,
      changed
        ? `Transaksi ${name} diubah: ${brief(edited)} · ${UNDO}`
        : `Transaksi ${name} sudah begitu; tidak ada yang berubah.`,
    );
  },
};

interface Edited {
  edited: Trade;
  changed: boolean;
}

function edit(operation: Operation, before: Trade, flags: TradeFlags): Edited {
  const { store } = operation;
  const day = flags.date === undefined ? before.session_date : dayFrom(store, "--date", flags.date);
  const values = tradeValuesFrom(store, flags, day, before);
  if (Object.keys(values).length === 0 && flags.date === undefined) {
    throw nothingGiven(
      "Belum ada yang diubah: sebutkan setidaknya satu opsi, misalnya --profit -20.10.",
    );
  }
  const reading = completeTrade(values, before, store.profile.zone);
  if (!reading.ok) throw fieldError(reading.problem);
  const { trade } = reading;
  // A statement that comes again must still know the trade by the broker's name of its symbol.
  trade.raw_symbol = before.raw_symbol ?? null;
  if (trade.symbol !== before.symbol) trade.raw_symbol ??= before.symbol;
  if (trade.bot_id !== null) requireBot(store, trade.bot_id);
  const isMoved =
    flags.date !== undefined || values.entry_time !== undefined || values.exit_time !== undefined;
  const date = isMoved ? dayOfTrade(store, trade, flags.date, day) : before.session_date;
  refuseKnown(store, trade, before.id);
  const changed = editTrade(operation, before, trade, date);
  return { edited: findTrade(store, before.id) as Trade, changed };
}
