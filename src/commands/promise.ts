import { formatShortDate } from "../base/dates.ts";
import { listed } from "../base/phrases.ts";
import { cleanLine } from "../base/text.ts";
import type { CommandSpec, HelpLine } from "../cli/command.ts";
import { noteFrom } from "../cli/inputs.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import { today } from "../journal/days.ts";
import {
  type Accepted,
  acceptProposal,
  closePromise,
  type KeptPromise,
  openPromises,
  rewordPromise,
} from "../journal/promises.ts";
import { lastAdvice } from "../journal/reports.ts";
import { voiceOf } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { isPromise } from "../mentor/advice.ts";
import { isActionId } from "../mentor/ids.ts";
import { adviceOf } from "../report/promises.ts";
import { reworded } from "../report/reworded.ts";
import { usage } from "../words/errors.ts";
import { UNDO, unchanged } from "../words/messages.ts";

const PROMISE_ARGUMENT: HelpLine = ["<nomor>", "nomor janji, lihat: jurnal promise list"];

export const command: CommandSpec = {
  description: "janji yang sedang berjalan: lihat, terima, ubah, lepas",
  examples: ["jurnal promise list"],
  commands: {
    list: {
      alias: "daftar",
      description: "janji yang masih terbuka",
      examples: ["jurnal promise list", "jurnal janji daftar --json"],
      run: showPromises,
    },
    accept: {
      alias: "terima",
      description: "terima sebuah rekomendasi sebagai janji Anda sendiri",
      takes: [
        ["<nomor>", "nomor rekomendasi di laporan terakhir, atau id-nya di jurnal report --json"],
      ],
      examples: ["jurnal promise accept 1"],
      run: acceptPromise,
    },
    edit: {
      alias: "ubah",
      description: "ubah kata-kata sebuah janji, juga angkanya",
      takes: [PROMISE_ARGUMENT, ["<teks>", "kata-kata baru"]],
      examples: ['jurnal promise edit 1 "Setelah rugi saya jalan kaki dulu."'],
      run: editPromise,
    },
    drop: {
      alias: "lepas",
      description: "lepas sebuah janji",
      takes: [PROMISE_ARGUMENT],
      examples: ["jurnal promise drop 1"],
      run: dropPromise,
    },
  },
};

async function showPromises(context: Context): Promise<void> {
  const store = await context.open("read");
  const promises = openPromises(store);
  const voice = voiceOf(store);
  const { style } = context;
  const lines = promises.map(({ id, text, made_on, accepted_on }) => {
    const accepted =
      accepted_on === null ? "" : `, ${voice} terima ${formatShortDate(accepted_on)}`;
    const line = `${id}. ${cleanLine(text)} (sejak ${formatShortDate(made_on)}${accepted})`;
    return style.wrap(line, style.textColumns);
  });
  await context.show(promises, () => lines.join("\n") || "Tidak ada janji yang terbuka.");
}

/** Makes a recommendation of the last report a promise of the trader's own. */
async function acceptPromise(context: Context, typed: string): Promise<void> {
  const store = await context.open("read");
  const brief = (own: Accepted) => `Janji diterima: ${cleanLine(own.text)}`;
  const accepted = operate(store, "promise.accept", brief, (operation) => {
    const proposal = proposalAt(store, typed);
    return { ...acceptProposal(operation, proposal), action: proposal.action };
  });
  await context.done(accepted, accepted.changed ? `${brief(accepted)} · ${UNDO}` : unchanged);
}

/** The recommendation of this number or id as a promise; one that is none is refused. */
function proposalAt(store: Store, typed: string) {
  const { date, action } = adviceAt(store, typed);
  if (!isPromise(action)) {
    throw new UserError(
      "no-promise",
      `Rekomendasi ${typed} bukan janji: tidak ada yang bisa dihitung besok.`,
      "Yang bisa diterima adalah rekomendasi berbentuk jika-maka.",
    );
  }
  const { currency } = store.profile;
  const { plan: text } = adviceOf(action, { currency, voice: voiceOf(store) });
  return { date, action: action.id, params: action.params, text };
}

/** The recommendation of the last report with this number or id. */
function adviceAt(store: Store, typed: string) {
  const advice = lastAdvice(store);
  const actions = advice?.actions ?? [];
  const action = actions.find(({ id }, at) => id === typed || String(at + 1) === typed);
  if (advice !== null && action !== undefined) return { date: advice.session_date, action };
  const expected =
    actions.length === 0
      ? "nomor rekomendasi di laporan terakhir; belum ada satu pun"
      : `nomor rekomendasi di laporan terakhir, 1 sampai ${actions.length}`;
  throw usage("nomor", typed, expected);
}

/** Other words; with other numbers it is another promise, judged by them from the next day on. */
async function editPromise(context: Context, number: string, typed: string): Promise<void> {
  const store = await context.open("read");
  const text = await noteFrom(context, typed);
  const brief = ({ from }: { from: number }) => `Janji ${from} diubah`;
  const edited = operate(store, "promise.edit", brief, (operation) => {
    const promise = promiseAt(store, number);
    const params = newNumbers(store, promise, text);
    const id = rewordPromise(operation, promise, { text, params });
    return { from: promise.id, id, action: { ...promise.action, params } };
  });
  const kept = `ditepati bila ${keptText(store, edited.action)}`;
  const told =
    edited.id === edited.from
      ? `${brief(edited)}; tetap ${kept}`
      : `${brief(edited)} menjadi janji ${edited.id}; mulai besok ${kept}`;
  await context.done({ id: edited.id, text }, `${told} · ${UNDO}`);
}

/** The numbers that the new words give a promise; throws where nothing is judged by one of them. */
function newNumbers(store: Store, { id, action }: KeptPromise, text: string) {
  const { params, unjudged, units } = reworded(action, text);
  if (unjudged.length === 0) return params;
  const by = units.length === 0 ? "tanpa angka" : `hanya dengan ${listed(units)}`;
  throw new UserError(
    "no-promise",
    `Janji ${id} tidak bisa dinilai dengan ${listed(unjudged)}.`,
    `Tulis ${by}. Sekarang: ditepati bila ${keptText(store, action)}.`,
  );
}

/** How the days show whether a promise was kept, in words. */
function keptText(store: Store, { id, params }: KeptPromise["action"]): string {
  if (!isActionId(id)) return "versi yang membuatnya menilainya begitu";
  const { currency } = store.profile;
  const { kept, short } = adviceOf({ id, params, trades: [] }, { currency, voice: voiceOf(store) });
  return kept === null ? short : `${short}: ${kept}`;
}

async function dropPromise(context: Context, number: string): Promise<void> {
  const store = await context.open("read");
  const brief = (id: number) => `Janji ${id} dilepas`;
  const id = operate(store, "promise.drop", brief, (operation) => {
    const found = promiseAt(store, number);
    closePromise(operation, found.id, today(store));
    return found.id;
  });
  await context.done({ id }, `${brief(id)} · ${UNDO}`);
}

function promiseAt(store: Store, number: string) {
  const promises = openPromises(store);
  const found = promises.find((one) => String(one.id) === number);
  if (found !== undefined) return found;
  const ids = promises.map((one) => one.id);
  const expected =
    ids.length === 0 ? "tidak ada janji yang terbuka" : `nomor janji: ${ids.join(", ")}`;
  throw usage("nomor", number, expected);
}
