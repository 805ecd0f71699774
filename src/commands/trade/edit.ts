import { currencyOf } from "../../base/money.ts";
import type { CommandSpec } from "../../cli/command.ts";
import type { ManyOptions } from "../../cli/edit-many.ts";
import { FILTER_OPTIONS } from "../../cli/filters.ts";
import { dayFrom, noteFrom, tradeFrom } from "../../cli/inputs.ts";
import { PERIOD_OPTIONS } from "../../cli/periods.ts";
import { planFrom } from "../../cli/planning.ts";
import {
  dayOfTrade,
  fieldError,
  TRADE_OPTIONS,
  type TradeFlags,
  tradeValuesFrom,
} from "../../cli/trade-flags.ts";
import { type Operation, operate } from "../../journal/changes.ts";
import { requireBot, requireCurrency } from "../../journal/owners.ts";
import { assignPlan } from "../../journal/plans/match.ts";
import { editTrade, findTrade, refuseKnown } from "../../journal/trades.ts";
import type { NewTrade, Trade } from "../../model.ts";
import { stateText } from "../../report/plan.ts";
import { completeTrade } from "../../trade/values.ts";
import { missing, nothingGiven, usage } from "../../words/errors.ts";
import { tradeBrief, UNDO } from "../../words/messages.ts";

/** Filters that are no option of a trade. */
const ALONE: readonly string[] = ["--market", "--body", "--bots", "--manual", "--win", "--loss"];

const MANY = `
Tanpa nomor, yang cocok dengan saringan diubah bersama, 30 hari terakhir bila
tidak disebut: ditunjukkan dulu, lalu ditanyakan (di skrip: --yes), dan satu
undo membatalkan semuanya. --symbol, --side, --account, dan --date lalu
menyaring; yang diubah hanya isian Anda sendiri: setup, suasana, tanda, catatan,
dan sejenisnya.`;

export const command: CommandSpec = {
  description: 'ubah satu transaksi, atau banyak sekaligus; isi "" menjadikannya tidak diketahui',
  takes: [
    ["[nomor]", "nomor transaksi, misalnya 12; tanpa nomor: semua yang cocok dengan saringan"],
  ],
  options: [
    ["--symbol <simbol>", "simbol baru; tanpa nomor: saringan"],
    ["--profit <uang>", "hasil bersih yang benar"],
    ...TRADE_OPTIONS,
    ["--plan <nomor>", "rencananya; none: tidak dari rencana mana pun"],
    ...PERIOD_OPTIONS.filter(([term]) => !term.startsWith("--date ")),
    ["--where <nama=isi...>", "tanpa nomor: saringan lain, misalnya setup=breakout atau mood=fomo"],
    ...FILTER_OPTIONS.filter(([term]) => ALONE.includes(term.split(" ")[0] ?? "")),
    ["--yes", "tanpa nomor: ubah tanpa bertanya"],
  ],
  details: { after: MANY },
  examples: [
    "jurnal trade edit 12 --profit -20.10 --setup pullback",
    "jurnal trade edit --symbol XAUUSD --days 30 --setup pullback --yes",
  ],
  async run(context, id: string | undefined, flags: EditFlags & ManyOptions) {
    const { asksForMany, editMany } = await import("../../cli/edit-many.ts");
    if (id === undefined) {
      if (!asksForMany(flags)) throw missing("nomor transaksi, atau saringan seperti --symbol");
      return await editMany(context, flags);
    }
    refuseFilters(id, flags);
    if (flags.note !== undefined) flags.note = await noteFrom(context, flags.note);
    const store = await context.open("read");
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

/** A number and a filter together: one of them was not meant. */
function refuseFilters(id: string, options: ManyOptions): void {
  const names = ["period", "days", "from", "to", "where", "yes"] as const;
  const alone = ALONE.map((name) => name.slice(2) as keyof ManyOptions);
  const given = [...names, ...alone].find((name) => options[name] !== undefined);
  if (given !== undefined) throw usage(`--${given}`, id, "tanpa nomor transaksi");
}

type EditFlags = TradeFlags & { plan?: string };

interface Edited {
  edited: Trade;
  changed: boolean;
}

function edit(operation: Operation, before: Trade, flags: EditFlags): Edited {
  const { store } = operation;
  const day = flags.date === undefined ? before.session_date : dayFrom(store, "--date", flags.date);
  const values = tradeValuesFrom(store, flags, day, before);
  if (Object.keys(values).length === 0 && flags.date === undefined && flags.plan === undefined) {
    throw nothingGiven(
      "Belum ada yang diubah: sebutkan setidaknya satu opsi, misalnya --profit -20.10.",
    );
  }
  const reading = completeTrade(values, before, store.profile.zone);
  if (!reading.ok) throw fieldError(reading.problem);
  const { trade } = reading;
  // What the trader says the stop was it was from the first.
  if (values.stop_loss !== undefined) trade.first_stop = null;
  // A statement that comes again must still know the trade by the broker's name of its symbol.
  trade.raw_symbol = before.raw_symbol ?? null;
  if (trade.symbol !== before.symbol) trade.raw_symbol ??= before.symbol;
  if (trade.bot_id !== null) requireBot(store, trade.bot_id);
  const isMoved =
    flags.date !== undefined || values.entry_time !== undefined || values.exit_time !== undefined;
  const date = isMoved ? dayOfTrade(store, trade, flags.date, day) : before.session_date;
  refuseKnown(store, trade, before.id);
  const isEdited = editTrade(operation, before, trade, date);
  const isPlanned = flags.plan !== undefined && setPlan(operation, before, flags.plan);
  return { edited: findTrade(store, before.id) as Trade, changed: isEdited || isPlanned };
}

/** By which plan it was made, as the trader says: no import changes it afterwards. */
function setPlan(operation: Operation, trade: Trade, words: string): boolean {
  if (words.toLowerCase() === "none" || words === "") return assignPlan(operation, trade.id, null);
  const plan = planFrom(operation.store, words);
  const isFree = plan.state === "open" || plan.state === "lapsed" || plan.trade_id === trade.id;
  if (!isFree) {
    throw usage(
      "--plan",
      words,
      `rencana yang belum diambil; rencana itu sudah ${stateText(plan)}`,
    );
  }
  if (plan.symbol !== trade.symbol || (trade.side !== null && trade.side !== plan.side)) {
    throw usage(
      "--plan",
      words,
      `rencana ${trade.symbol} ${trade.side ?? ""}; rencana itu ${plan.symbol} ${plan.side}`,
    );
  }
  return assignPlan(operation, trade.id, plan.id);
}
