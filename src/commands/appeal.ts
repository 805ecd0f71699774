import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { addAppeals } from "../journal/promises.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define, noteFrom } from "./inputs.ts";
import { findingAt, reviewOf } from "./report.ts";

export const define: Define = (appeal, context) => {
  appeal.argument("<nomor>", help.ARGUMENT.finding).argument("<alasan>", help.ARGUMENT.reason);
  for (const [flags, text] of help.APPEAL_OPTIONS) appeal.option(flags, text);
  addExamples(appeal, "appeal").action((number: string, reason: string, options: AppealOptions) =>
    appealTo(context(appeal), number, reason, options),
  );
};

interface AppealOptions {
  date?: string;
  trade?: string;
}

/** Takes the trades of a sentence of the report out of its detector for good. */
async function appealTo(
  context: Context,
  number: string,
  typed: string,
  options: AppealOptions,
): Promise<void> {
  const store = await context.open("write");
  const { review } = await reviewOf(store, options.date);
  const { id, trades: told } = findingAt(review, number);
  const trades = options.trade === undefined ? told : [oneOf(told, options.trade)];
  const reason = await noteFrom(context, typed);
  operate(store, "appeal", words.appealed(id, trades), (operation) =>
    addAppeals(operation, { detector: id, trades, reason }),
  );
  await context.done({ detector: id, trades, reason }, words.appealNoted(id, trades));
}

function oneOf(trades: readonly number[], typed: string): number {
  const found = trades.find((id) => String(id) === typed.replace(/^#/, ""));
  if (found === undefined) throw usage("--trade", typed, say.tradeNumbers(trades));
  return found;
}
