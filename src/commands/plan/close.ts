import { currencyOf, formatMoney } from "../../base/money.ts";
import { formatPrice } from "../../base/number.ts";
import { amount, lots } from "../../base/phrases.ts";
import { cleanText } from "../../base/text.ts";
import { utcText } from "../../base/time.ts";
import type { CommandSpec } from "../../cli/command.ts";
import { idFrom, noteFrom } from "../../cli/inputs.ts";
import { lotFrom } from "../../cli/planning.ts";
import { priceFrom } from "../../cli/sizing.ts";
import { fieldError } from "../../cli/trade-flags.ts";
import type { Context } from "../../context.ts";
import { UserError } from "../../errors.ts";
import { operate } from "../../journal/changes.ts";
import { fieldContext } from "../../journal/days.ts";
import { findPlan } from "../../journal/plans/plans.ts";
import { closeLots, findPosition, type Position } from "../../journal/plans/positions.ts";
import { knownSymbol } from "../../journal/plans/symbols.ts";
import type { Store } from "../../journal/store.ts";
import { findTrade } from "../../journal/trades.ts";
import type { Trade } from "../../model.ts";
import { resultOfLots } from "../../trade/lot.ts";
import * as read from "../../trade/readers.ts";
import { readFields } from "../../trade/values.ts";
import { usage } from "../../words/errors.ts";
import { tradeBrief, UNDO } from "../../words/messages.ts";

const NOTES = `
Angka tanpa tanda ialah harga keluar; hasilnya dihitung dari nilai satu poin
simbolnya. Angka dengan tanda plus atau minus, atau dengan mata uang, ialah
hasil bersih: jurnal close 1 +24.60. Dengan --part hanya sekian lot yang
ditutup; bagian-bagiannya menjadi satu transaksi.
`;

export const command: CommandSpec = {
  description: "tutup posisi yang dibuka dengan tangan, seluruhnya atau sebagian",
  takes: [
    ["<nomor>", "nomor posisi, lihat: jurnal positions"],
    ["<harga>", "harga keluar, misalnya 3360, atau hasil bersih dengan tandanya, misalnya +24.60"],
  ],
  options: [
    ["--part <lot>", "hanya sekian lot"],
    ["--exit <waktu>", "waktu keluar (bawaan: sekarang)"],
    ["--stop <harga>", "tempat stop loss terakhir, bila digeser"],
    ["--note <teks>", "catatan transaksinya"],
  ],
  details: { before: NOTES },
  examples: ["jurnal close 1 1.0830", "jurnal tutup 1 -12.50"],
  run: closeOne,
};

interface CloseFlags {
  part?: string;
  exit?: string;
  stop?: string;
  note?: string;
}

async function closeOne(
  context: Context,
  number: string,
  words: string,
  flags: CloseFlags,
): Promise<void> {
  const note = flags.note === undefined ? null : (await noteFrom(context, flags.note)) || null;
  const store = await context.open("read");
  const { currency } = store.profile;
  const money = currencyOf(currency);
  const brief = ({ trade }: { trade: Trade }) =>
    `tutup posisi: transaksi #${trade.id} ${tradeBrief(trade, money)}`;
  const { trade, left } = operate(store, "position.close", brief, (operation) => {
    const position = positionFrom(store, number);
    const lot = partFrom(store, position, flags.part);
    const plan = position.plan_id === null ? null : findPlan(store, position.plan_id);
    const { price, result, fee } = resultFrom(store, position, lot, words);
    const id = closeLots(operation, position, {
      lot,
      price,
      result,
      fee,
      note: note === null ? null : cleanText(note),
      time: exitFrom(store, position, flags.exit),
      stop_loss: priceFrom(store, "--stop", flags.stop),
      setup: plan?.setup ?? null,
      mood: plan?.mood ?? null,
    });
    const still = findPosition(store, position.id);
    return { trade: findTrade(store, id) as Trade, left: still?.lot_size ?? null };
  });
  const rest = left === null ? "" : ` · masih terbuka ${lots(left)} lot`;
  const result = formatMoney(trade.profit_loss, money, { sign: true });
  const told = left === null ? "ditutup" : "ditutup sebagian";
  await context.done(
    trade,
    `Posisi ${told}: transaksi #${trade.id} ${trade.symbol} ${result}${rest} · ${UNDO}`,
  );
}

function positionFrom(store: Store, words: string): Position {
  const position = findPosition(store, idFrom("nomor", words));
  if (position === null) {
    const hint = "Lihat nomornya dengan: jurnal positions";
    throw new UserError("position-unknown", `Posisi ${words} tidak ada di profil ini.`, hint);
  }
  if (position.import_id === null) return position;
  throw new UserError(
    "position-imported",
    `Posisi #${position.id} berasal dari laporan broker, jadi tidak ditutup dengan tangan.`,
    "Impor laporan berikutnya: posisinya diganti transaksi yang ditutup.",
  );
}

function partFrom(store: Store, { id, lot_size }: Position, words: string | undefined): number {
  const whole = lot_size ?? 0;
  const part = lotFrom(store, "--part", words) ?? whole;
  if (part <= whole + 1e-9) return part;
  throw usage(
    "--part",
    words ?? "",
    `paling besar ${amount(whole)}, lot posisi #${id} yang masih terbuka`,
  );
}

/** When it was closed: never before it was opened, nor in time to come. */
function exitFrom(store: Store, { entry_time }: Position, words: string | undefined): string {
  if (words === undefined) return utcText(store.now());
  const reading = readFields({ exit_time: words }, fieldContext(store, null));
  if (!reading.ok) throw fieldError(reading.problem);
  const time = reading.values.exit_time ?? utcText(store.now());
  if (entry_time !== null && time < entry_time) {
    throw usage("--exit", words, "tidak lebih awal dari waktu posisi dibuka");
  }
  return time;
}

interface Got {
  price: number | null;
  result: number;
  fee: number;
}

/** How far from the entry a number without a sign may be to be taken for a price. */
const LIKE_A_PRICE = { least: 0.5, most: 2 };

/** The result of so many lots: as it was typed, or by the price and the value of a point. */
function resultFrom(store: Store, position: Position, lot: number, words: string): Got {
  const { currency } = store.profile;
  const text = words.trim().replace(/^\u2212/, "-");
  const isResult = /^[+-]/.test(text) || /[a-z$€£¥]/i.test(text);
  const context = fieldContext(store, null);
  if (isResult) {
    const reading = read.result(text, context);
    if (!reading.ok) throw usage("hasil", words, reading.expected);
    return { price: null, result: reading.value as number, fee: 0 };
  }
  const price = priceFrom(store, "harga", text) as number;
  const entry = position.entry_price ?? price;
  if (price < LIKE_A_PRICE.least * entry || price > LIKE_A_PRICE.most * entry) {
    const expected = `jelas: harga itu jauh dari harga masuk ${formatPrice(entry)}; hasil bersih ditulis +${text} atau -${text}`;
    throw usage("harga", words, expected);
  }
  const { symbol, terms, pointAt } = knownSymbol(store, position.symbol);
  const point = pointAt(price);
  if (point === null) {
    throw new UserError(
      "point-unknown",
      `Nilai satu poin ${symbol} dalam ${currency} belum diketahui, jadi hasilnya belum bisa dihitung dari harga.`,
      `Beri hasil bersihnya dengan tanda, misalnya: jurnal close ${position.id} +24.60`,
    );
  }
  const question = { side: position.side ?? "buy", entry, point_value: point.value, terms };
  return { price, ...resultOfLots(question, price, lot, currencyOf(currency)) };
}
