import { formatShortDate } from "../../base/dates.ts";
import { inStyleOf } from "../../base/number.ts";
import { amount } from "../../base/phrases.ts";
import type { CommandSpec, HelpLine } from "../../cli/command.ts";
import { dayFrom } from "../../cli/inputs.ts";
import { currencyFrom } from "../../cli/rates.ts";
import type { Context } from "../../context.ts";
import { UserError } from "../../errors.ts";
import { operate } from "../../journal/changes.ts";
import { deleteRate, listRates, rated, setRate } from "../../journal/rates.ts";
import type { Store } from "../../journal/store.ts";
import { rateText } from "../../report/beside.ts";
import type { TableColumn } from "../../report/document.ts";
import { toNumber } from "../../trade/readers.ts";
import { cell, renderTable } from "../../views/table.ts";
import { usage } from "../../words/errors.ts";
import { UNDO, unchanged } from "../../words/messages.ts";

const CODE: HelpLine = ["<kode>", "mata uang, misalnya USD"];
const PAIR: readonly HelpLine[] = [
  ["--in <kode>", "nilainya dalam mata uang ini (bawaan: IDR)"],
  ["--date <tanggal>", "berlaku mulai hari itu (bawaan: hari ini)"],
];

const NOTES = `
Kurs hanya untuk menampilkan: jurnal tetap menyimpan mata uang profilnya, dan
yang dijumlahkan dalam mata uang lain selalu menyebut kurs serta harinya. Yang
dipakai adalah kurs dari hari itu atau yang terakhir sebelumnya. Akun sen (USC)
memakai kurs USD. Semua profil memakai kurs yang sama.
`;

interface RateFlags {
  in?: string;
  date?: string;
}

export const command: CommandSpec = {
  description: "kurs untuk melihat hasil dalam rupiah atau mata uang lain",
  examples: ["jurnal rate set USD 16450"],
  commands: {
    set: {
      alias: "atur",
      description: "catat kurs mulai hari ini, atau mulai satu hari",
      takes: [CODE, ["<kurs>", "nilai satu unitnya, misalnya 16450"]],
      options: PAIR,
      details: { before: NOTES },
      examples: [
        "jurnal rate set USD 16450",
        "jurnal kurs atur USD 16300 --date 2025-06-01",
        "jurnal rate set EUR 1.085 --in USD",
      ],
      run: setOne,
    },
    list: {
      alias: "daftar",
      description: "kurs yang sudah dicatat, dengan harinya",
      examples: ["jurnal rate list"],
      run: listAll,
    },
    delete: {
      alias: "hapus",
      description: "hapus kurs dari satu hari",
      takes: [CODE],
      options: PAIR,
      examples: ["jurnal rate delete USD"],
      run: deleteOne,
    },
  },
};

/** The pair and the day that the words mean. */
function pairFrom(store: Store, typed: string, flags: RateFlags) {
  const currency = currencyFrom("mata uang", typed);
  const quote = currencyFrom("--in", flags.in ?? "IDR");
  if (currency === quote) throw usage("--in", quote, `mata uang lain daripada ${currency}`);
  for (const [field, code] of [
    ["mata uang", currency],
    ["--in", quote],
  ] as const) {
    const whole = rated(code).code;
    if (whole !== code) throw usage(field, code, `${whole}: akun sen memakai kurs itu`);
  }
  return { currency, quote, rate_date: dayFrom(store, "--date", flags.date) };
}

/** Nothing is worth less of another currency, or more; what is would be shown as 0. */
const LEAST = 1e-8;
const MOST = 1e12;
const EXPECTED = "angka di atas 0 sampai satu triliun, misalnya 16450";

async function setOne(context: Context, typed: string, words: string, flags: RateFlags) {
  const store = await context.open("write");
  const pair = pairFrom(store, typed, flags);
  // Rupiah are typed as 16.450, a rate in dollars as 1.085.
  const value = toNumber(words, "price", pair.quote);
  if (typeof value === "string") throw usage("kurs", words, value || EXPECTED);
  if (value < LEAST || value > MOST) throw usage("kurs", words, EXPECTED);
  const rate = { ...pair, rate: value };
  const told = `${rateText(rate)} mulai ${formatShortDate(rate.rate_date)}`;
  const changed = operate(store, "rate.set", `kurs ${told}`, (operation) =>
    setRate(operation, rate),
  );
  await context.done(rate, changed ? `Kurs ${told} dicatat · ${UNDO}` : unchanged);
}

async function deleteOne(context: Context, typed: string, flags: RateFlags) {
  const store = await context.open("read");
  const pair = pairFrom(store, typed, flags);
  const name = `${pair.currency} ke ${pair.quote} dari ${formatShortDate(pair.rate_date)}`;
  const gone = operate(store, "rate.delete", `hapus kurs ${name}`, (operation) => {
    const found = deleteRate(operation, pair);
    if (found !== null) return found;
    const hint = "Lihat yang ada: jurnal rate list";
    throw new UserError("rate-unknown", `Kurs ${name} tidak ada.`, hint);
  });
  await context.done(gone, `Kurs ${name} dihapus · ${UNDO}`);
}

const COLUMNS: TableColumn[] = [
  { title: "Mata uang", align: "left", dropOrder: 0 },
  { title: "Nilainya", align: "right", dropOrder: 0 },
  { title: "Dalam", align: "left", dropOrder: 0 },
  { title: "Mulai", align: "left", dropOrder: 0 },
];

async function listAll(context: Context): Promise<void> {
  const store = await context.open("read");
  const rates = listRates(store);
  const rows = () =>
    rates.map(({ currency, quote, rate, rate_date }) => [
      cell(currency),
      cell(inStyleOf(quote, () => amount(rate))),
      cell(quote),
      cell(formatShortDate(rate_date)),
    ]);
  await context.show(rates, () =>
    rates.length === 0
      ? "Belum ada kurs. Catat: jurnal rate set USD 16450"
      : renderTable(COLUMNS, rows(), context.style),
  );
}
