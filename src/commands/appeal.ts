import { idList } from "../base/phrases.ts";
import type { CommandSpec } from "../cli/command.ts";
import { dayFrom, noteFrom } from "../cli/inputs.ts";
import { exclusively, operate } from "../journal/changes.ts";
import { addAppeals } from "../journal/promises.ts";
import { appealed } from "../report/why.ts";
import { ruleName } from "../report/words/events.ts";
import { judgementAt, reviewOfDay } from "../review/day.ts";
import { usage } from "../words/errors.ts";
import { UNDO } from "../words/messages.ts";

interface AppealOptions {
  date?: string;
  trade?: string;
}

export const command: CommandSpec = {
  description: "banding: keluarkan transaksi sebuah kalimat dari hitungannya",
  takes: [
    ["<nomor>", "nomor kalimat di laporan, dalam kurung siku"],
    ["<alasan>", 'alasan banding, misalnya "sudah direncanakan"'],
  ],
  options: [
    ["--date <tanggal>", "laporan hari itu (bawaan: hari ini)"],
    ["--trade <nomor>", "hanya transaksi ini, bukan semua yang disebut kalimat itu"],
  ],
  examples: ['jurnal appeal 1 "sudah direncanakan sejak pagi"'],
  /** Takes the trades of a sentence of the report out of its detector for good. */
  async run(context, number: string, typed: string, options: AppealOptions) {
    const reason = await noteFrom(context, typed);
    const store = await context.open("read");
    const { detector, trades } = await exclusively(store, async () => {
      const { review, history } = await reviewOfDay(store, dayFrom(store, "tanggal", options.date));
      const { id, trades: told } = appealed(judgementAt(review, number), history);
      if (told.length === 0) {
        throw usage("nomor", number, "nomor kalimat yang menyebut transaksi");
      }
      const chosen = options.trade === undefined ? told : [oneOf(told, options.trade)];
      const what = `banding ${ruleName(id)}: ${idList(chosen)}`;
      return operate(store, "appeal", what, (operation) => {
        addAppeals(operation, { detector: id, trades: chosen, reason });
        return { detector: id, trades: chosen };
      });
    });
    await context.done(
      { detector, trades, reason },
      `${idList(trades)} tidak lagi dihitung untuk: ${ruleName(detector)} · ${UNDO}`,
    );
  },
};

function oneOf(trades: readonly number[], typed: string): number {
  const found = trades.find((id) => String(id) === typed.replace(/^#/, ""));
  if (found !== undefined) return found;
  throw usage("--trade", typed, `nomor transaksi di kalimat itu: ${trades.join(", ")}`);
}
