import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { type Operation, operate } from "../journal/changes.ts";
import { addBot, adoptMagic, editBot, findBot, listBots } from "../journal/owners.ts";
import type { Bot } from "../model.ts";
import { readBotFields } from "../trade/owners.ts";
import { renderBots } from "../views/lists.ts";
import * as say from "../words/errors.ts";
import { nothingGiven, usage } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define, idFrom } from "./inputs.ts";

type BotFlags = Record<string, string>;

export const define: Define = (bot, context) => {
  addExamples(bot, "bot");
  const add = bot.command("add").alias("tambah").description(help.BOT.add);
  add.argument("<nama>", help.ARGUMENT.botName);
  for (const [flags, text] of help.BOT_OPTIONS) add.option(flags, text);
  addExamples(add, "bot add").action((name: string, flags: BotFlags) =>
    addOne(context(add), { ...flags, name }),
  );
  const list = bot.command("list").alias("daftar").description(help.BOT.list);
  addExamples(list, "bot list").action(() => listAll(context(list)));
  const edit = bot.command("edit").alias("ubah").description(help.BOT.edit);
  edit.argument("<nomor>", help.ARGUMENT.bot).option(...help.NAME_OPTION);
  for (const [flags, text] of help.BOT_OPTIONS) edit.option(flags, text);
  addExamples(edit, "bot edit").action((id: string, flags: BotFlags) =>
    editOne(context(edit), id, flags),
  );
};

function fieldsFrom(flags: BotFlags): Partial<Omit<Bot, "id">> {
  const reading = readBotFields(flags);
  if (!reading.ok)
    throw usage(reading.problem.field, reading.problem.value, reading.problem.expected);
  return reading.values;
}

async function addOne(context: Context, flags: BotFlags): Promise<void> {
  const store = await context.open("write");
  const fields = fieldsFrom(flags);
  const bot = { market: "semua", strategy: "manual", ...fields, name: fields.name ?? "" };
  const { id, adopted } = operate(store, "bot.add", words.botAddedBrief(bot.name), (op) => {
    const added = addBot(op, bot);
    return { id: added, adopted: adopt(op, added, bot.magic) };
  });
  await context.done(findBot(store, id), words.botAdded(id, bot.name) + words.adopted(adopted));
}

/** Trades that carry the number already are the bot's from now on. */
function adopt(operation: Operation, id: number, magic: string | null | undefined): number {
  return magic == null ? 0 : adoptMagic(operation, id, magic);
}

async function listAll(context: Context): Promise<void> {
  const store = await context.open("read");
  const bots = listBots(store);
  await context.show(bots, () => renderBots(bots, context.style));
}

async function editOne(context: Context, number: string, flags: BotFlags): Promise<void> {
  const store = await context.open("write");
  const id = idFrom("nomor", number);
  const before = findBot(store, id);
  if (before === null) {
    const known = listBots(store).map((bot) => `#${bot.id} ${bot.name}`);
    throw new UserError("bot-unknown", ...say.unknownBot(id, known));
  }
  const fields = fieldsFrom(flags);
  if (Object.keys(fields).length === 0) {
    throw nothingGiven(help.BOT_EDIT_NEEDS);
  }
  const name = fields.name ?? before.name;
  const { changed, adopted } = operate(store, "bot.edit", words.botEditedBrief(name), (op) => ({
    changed: editBot(op, id, fields),
    adopted: adopt(op, id, fields.magic),
  }));
  const message = words.botEdited(id, name) + words.adopted(adopted);
  await context.done(findBot(store, id), changed || adopted > 0 ? message : words.unchanged);
}
