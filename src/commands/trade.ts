import * as help from "../words/help.ts";
import { addExamples, type Define } from "./inputs.ts";

/** `trade`: each verb is a module of its own, loaded when it is called. */
export const define: Define = (trade, context) => {
  addExamples(trade, "trade");
  const log = trade.command("log").alias("catat").description(help.TRADE.log);
  log.argument("[simbol]", help.ARGUMENT.symbol).argument("[hasil]", help.ARGUMENT.profit);
  for (const [flags, text] of help.TRADE_OPTIONS) log.option(flags, text);
  for (const [flags, text] of help.TRADE_LOG_OPTIONS) log.option(flags, text);
  addExamples(log, "trade log").action(async (symbol, profit, options) => {
    if (options.stdin) {
      const { logStream } = await import("./trade/stdin.ts");
      return await logStream(context(log), options);
    }
    const { logTrade } = await import("./trade/log.ts");
    await logTrade(context(log), symbol, profit, options);
  });

  const list = trade.command("list").alias("daftar").description(help.TRADE.list);
  for (const [flags, text] of help.PERIOD_OPTIONS) list.option(flags, text);
  for (const [flags, text] of help.FILTER_OPTIONS) list.option(flags, text);
  list.option(...help.LIMIT_OPTION);
  addExamples(list, "trade list").action(async (options) => {
    await (await import("./trade/list.ts")).listAll(context(list), options);
  });

  const show = trade.command("show").alias("lihat").description(help.TRADE.show);
  show.argument("<nomor>", help.ARGUMENT.trade);
  addExamples(show, "trade show").action(async (id) => {
    await (await import("./trade/list.ts")).showOne(context(show), id);
  });

  const edit = trade.command("edit").alias("ubah").description(help.TRADE.edit);
  edit.argument("<nomor>", help.ARGUMENT.trade);
  for (const [flags, text] of help.TRADE_EDIT_OPTIONS) edit.option(flags, text);
  for (const [flags, text] of help.TRADE_OPTIONS) edit.option(flags, text);
  addExamples(edit, "trade edit").action(async (id, options) => {
    await (await import("./trade/log.ts")).editOne(context(edit), id, options);
  });

  const remove = trade.command("delete").alias("hapus").description(help.TRADE.delete);
  remove.argument("<nomor>", help.ARGUMENT.trade);
  addExamples(remove, "trade delete").action(async (id) => {
    await (await import("./trade/log.ts")).deleteOne(context(remove), id);
  });

  const take = trade.command("import").alias("impor").description(help.TRADE.import);
  take.argument("[berkas...]", help.ARGUMENT.files);
  for (const [flags, text] of help.TRADE_IMPORT_OPTIONS) take.option(flags, text);
  addExamples(take, "trade import").action(async (files, options) => {
    await (await import("./trade/import.ts")).importFiles(context(take), files, options);
  });
};
