import type { CommandSpec, HelpLine } from "../cli/command.ts";
import { idFrom, valuesOf } from "../cli/inputs.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { type Operation, operate } from "../journal/changes.ts";
import {
  addBot,
  adoptMagic,
  DELETED,
  editBot,
  findBot,
  listBots,
  requireBot,
} from "../journal/owners.ts";
import type { Bot } from "../model.ts";
import { readBotFields } from "../trade/owners.ts";
import { renderBots } from "../views/lists.ts";
import { nothingGiven } from "../words/errors.ts";
import { UNDO, unchanged } from "../words/messages.ts";

const BOT_OPTIONS: readonly HelpLine[] = [
  ["--market <simbol>", "pasar atau simbolnya"],
  ["--strategy <nama>", "strateginya"],
  ["--status <status>", "Aktif atau Dijeda"],
  ["--timeframe <tf>", "misalnya H1"],
  ["--lot <ukuran>", "lot bawaannya"],
  ["--sl-pips <n>", "stop loss dalam pip"],
  ["--tp-pips <n>", "take profit dalam pip"],
  ["--interval <detik>", "jeda pemeriksaan dalam detik"],
  ["--params <teks>", "parameter strateginya"],
  ["--magic <nomor>", "magic number ordernya di MetaTrader"],
];

export const command: CommandSpec = {
  description: "daftar bot yang boleh mencatat transaksi",
  examples: ["jurnal bot list"],
  commands: {
    add: {
      alias: "tambah",
      description: "daftarkan bot",
      takes: [["<nama>", "nama bot"]],
      options: BOT_OPTIONS,
      examples: ['jurnal bot add "EA Gold" --market XAUUSD --strategy breakout'],
      run: addOne,
    },
    list: {
      alias: "daftar",
      description: "daftar bot dengan jumlah transaksinya",
      examples: ["jurnal bot list"],
      run: listAll,
    },
    edit: {
      alias: "ubah",
      description: "ubah bot",
      takes: [["<nomor>", "nomor bot"]],
      options: [["--name <nama>", "nama baru"], ...BOT_OPTIONS],
      examples: ["jurnal bot edit 1 --status Aktif", "jurnal bot edit 1 --magic 1001"],
      run: editOne,
    },
  },
};

type BotFlags = Record<string, string>;

async function addOne(context: Context, typed: string, flags: BotFlags): Promise<void> {
  const store = await context.open("write");
  const { name = "", ...fields } = valuesOf(readBotFields({ ...flags, name: typed }));
  const bot = { market: "semua", strategy: "manual", ...fields, name };
  const { id, adopted, added } = operate(store, "bot.add", `tambah bot "${name}"`, (op) => {
    const id = addBot(op, bot);
    return { id, adopted: adopt(op, id, bot.magic), added: findBot(store, id) };
  });
  const message = `Bot #${id} "${name}" ditambahkan · ${UNDO}`;
  await context.done(added, message + adoptedWords(adopted));
}

/** Trades that carry the number already are the bot's from now on. */
function adopt(operation: Operation, id: number, magic: string | null | undefined): number {
  return magic == null ? 0 : adoptMagic(operation, id, magic);
}

const adoptedWords = (trades: number) =>
  trades === 0 ? "" : ` · ${trades} transaksi kini tercatat sebagai miliknya`;

async function listAll(context: Context): Promise<void> {
  const store = await context.open("read");
  const bots = listBots(store);
  await context.show(bots, () => renderBots(bots, context.style));
}

async function editOne(context: Context, number: string, flags: BotFlags): Promise<void> {
  const store = await context.open("read");
  const id = idFrom("nomor", number);
  const fields = valuesOf(readBotFields(flags));
  if (Object.keys(fields).length === 0) {
    throw nothingGiven(
      "Belum ada yang diubah: sebutkan setidaknya satu opsi, misalnya --status Aktif.",
    );
  }
  const brief = ({ bot }: { bot: Bot }) => `ubah bot "${bot.name}"`;
  const { changed, adopted, bot } = operate(store, "bot.edit", brief, (op) => {
    refuseDeleted(requireBot(store, id));
    const isEdited = editBot(op, id, fields);
    return {
      changed: isEdited,
      adopted: adopt(op, id, fields.magic),
      bot: requireBot(store, id),
    };
  });
  const message = `Bot #${id} "${bot.name}" diubah · ${UNDO}${adoptedWords(adopted)}`;
  await context.done(bot, changed || adopted > 0 ? message : unchanged);
}

function refuseDeleted({ name, status }: Bot): void {
  if (status !== DELETED) return;
  throw new UserError(
    "bot-deleted",
    `${name}: bot ini sudah dihapus di QuantumBotX; transaksinya tetap tercatat di sini.`,
    "Bot lain: jurnal bot list",
  );
}
