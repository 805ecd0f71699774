import { formatShortDate } from "../base/dates.ts";
import { MARKETS, marketLabel } from "../base/moods.ts";
import type { CommandSpec } from "../cli/command.ts";
import {
  askNote,
  bodyFrom,
  DAY_ARGUMENT,
  dayFrom,
  marketFrom,
  moodFrom,
  noteFrom,
} from "../cli/inputs.ts";
import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import {
  describeDay,
  ensureSession,
  findSession,
  notesWith,
  requireSession,
  type SessionEdit,
  sessionMoods,
} from "../journal/days.ts";
import { originReport } from "../journal/reports.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades } from "../journal/trades.ts";
import type { Session } from "../model.ts";
import { renderSession } from "../views/lists.ts";
import { nothingGiven, usage } from "../words/errors.ts";
import { UNDO, unchanged } from "../words/messages.ts";

export const command: CommandSpec = {
  description: "sesi trading: satu hari dengan suasana, pasar, dan catatannya",
  examples: ["jurnal session today"],
  commands: {
    today: {
      alias: "hari-ini",
      description: "buka (atau mulai) sesi hari ini",
      examples: ["jurnal session today", "jurnal sesi hari-ini --json"],
      run: showToday,
    },
    show: {
      alias: "lihat",
      description: "tampilkan sesi satu hari",
      takes: [DAY_ARGUMENT],
      examples: ["jurnal session show kemarin", 'jurnal session show "3 hari lalu"'],
      run: showDay,
    },
    set: {
      alias: "atur",
      description:
        "atur pasar, suasana, badan, atau catatan satu hari; tanpa opsi ditanya satu per satu",
      options: [
        ["--date <tanggal>", "hari yang diatur (bawaan: hari ini)"],
        ["--market <kondisi>", "kondisi pasar: normal, trending, sideways, volatile, news, sepi"],
        ["--mood <suasana>", "suasana hari itu, tanpa jam (bandingkan: jurnal mood set)"],
        ["--body <badan>", "badan hari itu: segar, biasa, capek, atau ngantuk"],
        ["--notes <teks>", 'catatan; "-" membacanya dari stdin, "" mengosongkannya'],
        ["--add-notes <teks>", "catatan di bawah yang sudah ada pada hari itu"],
        ["--edit", "tulis catatan di $EDITOR"],
      ],
      examples: [
        "jurnal session set --market trending",
        'jurnal session set --date kemarin --notes "Menunggu NFP, dua setup bersih"',
      ],
      run: setDay,
    },
  },
};

async function showToday(context: Context): Promise<void> {
  const store = await context.open("write");
  const date = dayFrom(store, "", undefined);
  const session =
    findSession(store, date) ??
    operate(store, "session.create", `mulai sesi ${formatShortDate(date)}`, (op) => {
      ensureSession(op, date);
      return findSession(store, date) as Session;
    });
  await showSession(context, store, session);
}

async function showDay(context: Context, words: string | undefined): Promise<void> {
  const store = await context.open("read");
  const date = dayFrom(store, "tanggal", words);
  await showSession(context, store, requireSession(store, date));
}

async function showSession(context: Context, store: Store, session: Session): Promise<void> {
  const day = {
    ...session,
    trades: sessionTrades(store, session.id),
    moods: sessionMoods(store, session.id),
    origin_report: originReport(store, session.id),
  };
  await context.show(day, () => renderSession(day, store.profile, context.style));
}

/** Asks for market and notes; Enter leaves each as it is. */
async function askDay(context: Context, edit: SessionEdit): Promise<void> {
  const market = await context.world.ask.choose<string | undefined>({
    message: "Kondisi pasar hari itu?",
    choices: [
      { value: undefined, label: "lewati" },
      ...MARKETS.map((value) => ({ value, label: marketLabel(value) })),
    ],
  });
  if (market !== undefined) edit.market_conditions = market;
  const notes = await askNote(context);
  if (notes !== undefined) edit.personal_notes = notes;
}

interface SetOptions {
  date?: string;
  market?: string;
  mood?: string;
  body?: string;
  notes?: string;
  addNotes?: string;
  edit?: boolean;
}

async function setDay(context: Context, options: SetOptions): Promise<void> {
  if (options.notes === "-" && options.addNotes === "-") {
    throw usage("--add-notes", "-", "teks: stdin sudah dibaca untuk --notes");
  }
  const store = await context.open("write");
  const date = dayFrom(store, "--date", options.date);
  const edit: SessionEdit = {};
  if (options.market !== undefined) edit.market_conditions = marketFrom("--market", options.market);
  if (options.mood !== undefined) edit.emotions = moodFrom("--mood", options.mood);
  if (options.body !== undefined) edit.body = bodyFrom("--body", options.body);
  if (options.notes !== undefined) edit.personal_notes = await noteFrom(context, options.notes);
  if (options.edit) {
    const before = findSession(store, date)?.personal_notes ?? "";
    edit.personal_notes = await noteFrom(context, await context.world.edit(before));
  }
  const added = await noteFrom(context, options.addNotes ?? "");
  if (Object.keys(edit).length === 0 && options.addNotes === undefined) {
    if (!context.mayAsk) {
      throw nothingGiven(
        "Belum ada yang diatur: sebutkan setidaknya satu dari --market, --mood, --body, --notes, --add-notes, --edit.",
      );
    }
    await askDay(context, edit);
    if (Object.keys(edit).length === 0) {
      await context.done(findSession(store, date), unchanged);
      return;
    }
  }
  const done = operate(
    store,
    "session.set",
    `perbarui sesi ${formatShortDate(date)}`,
    (operation) => {
      const isEdited = describeDay(operation, date, edit);
      // Below what is there now: others may have written since this command began.
      const isAdded =
        added !== "" &&
        describeDay(operation, date, { personal_notes: notesWith(store, date, added) });
      return { changed: isEdited || isAdded, session: findSession(store, date) };
    },
  );
  await context.done(
    done.session,
    done.changed
      ? `Sesi ${formatShortDate(date)} diperbarui · ${UNDO}`
      : `Sesi ${formatShortDate(date)} sudah begitu; tidak ada yang berubah.`,
  );
}
