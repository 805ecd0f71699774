import { currencyOf, formatMoney } from "../../base/money.ts";
import { amount, percent, price } from "../../base/phrases.ts";
import type { CommandSpec, HelpLine } from "../../cli/command.ts";
import { symbolFrom } from "../../cli/sizing.ts";
import type { Context } from "../../context.ts";
import { operate } from "../../journal/changes.ts";
import { type KnownSymbol, knownSymbol, ownTerms, setTerms } from "../../journal/plans/symbols.ts";
import type { Store } from "../../journal/store.ts";
import { seenBefore } from "../../journal/trades.ts";
import type { TableColumn } from "../../report/document.ts";
import { lotText } from "../../report/lot.ts";
import { needsRate, type OwnTerms, priceStep, quoteOf } from "../../trade/contracts.ts";
import { toNumber } from "../../trade/readers.ts";
import { cell, NOTHING, renderPairs, renderTable } from "../../views/table.ts";
import { nothingGiven, usage } from "../../words/errors.ts";
import { UNDO, unchanged } from "../../words/messages.ts";

const SYMBOL_ARGUMENT: HelpLine = ["<simbol>", "simbol, misalnya XAUUSD"];

/** What can be set of a symbol: its option, its column, what it is called. */
const TERMS: readonly (readonly [key: string, column: keyof OwnTerms, line: HelpLine])[] = [
  [
    "contract",
    "contract",
    ["--contract <nilai>", "nilai satu poin harga untuk 1 lot, misalnya 100 untuk emas"],
  ],
  ["step", "step", ["--step <lot>", "langkah lot, misalnya 0.01"]],
  ["minLot", "min_lot", ["--min-lot <lot>", "lot terkecil"]],
  ["pip", "pip", ["--pip <jarak>", "jarak harga satu pip, misalnya 0.1"]],
  ["priceStep", "price_step", ["--price-step <jarak>", "langkah harga (fraksi)"]],
  ["fee", "fee", ["--fee <uang>", "biaya per lot, buka sampai tutup"]],
  ["feeBuy", "fee_buy", ["--fee-buy <persen>", "biaya beli dalam persen, misalnya 0.15"]],
  ["feeSell", "fee_sell", ["--fee-sell <persen>", "biaya jual dalam persen, misalnya 0.25"]],
];

const NOTES = `
Nilai satu poin dalam mata uang simbolnya (EURGBP: GBP). Yang diatur di sini
didahulukan daripada yang dipelajari dari transaksi Anda, dan itu daripada
ukuran kontrak yang lazim. Nilai yang sama dipakai untuk risiko dan R
transaksi yang memuat harga masuk, stop, dan lot. Isi "" menghapusnya.
`;

export const command: CommandSpec = {
  description: "nilai satu poin, langkah lot, dan biaya tiap simbol",
  examples: ["jurnal symbol show XAUUSD"],
  commands: {
    list: {
      alias: "daftar",
      description: "simbol yang pernah dicatat atau diatur, dengan nilai satu poinnya",
      examples: ["jurnal symbol list"],
      run: listAll,
    },
    show: {
      alias: "lihat",
      description: "satu simbol, dan dari mana angkanya",
      takes: [SYMBOL_ARGUMENT],
      examples: ["jurnal symbol show XAUUSD"],
      run: showOne,
    },
    set: {
      alias: "atur",
      description: "atur satu simbol seperti di broker Anda",
      takes: [SYMBOL_ARGUMENT],
      options: TERMS.map(([, , line]) => line),
      details: { before: NOTES },
      examples: [
        "jurnal symbol set US30 --contract 1 --step 0.1 --min-lot 0.1",
        "jurnal simbol atur BBCA --fee-buy 0.15 --fee-sell 0.25",
      ],
      run: setOne,
    },
  },
};

/** A symbol for scripts. */
function jsonOf(known: KnownSymbol, currency: string) {
  const { symbol, terms, own } = known;
  const point = known.pointAt(null);
  const { contract, ...rest } = terms;
  return {
    symbol,
    point_value: point?.value ?? null,
    point_value_from: point?.from ?? null,
    n: point?.n ?? 0,
    quote: quoteOf(symbol, currency),
    contract: Number.isNaN(contract) ? null : contract,
    ...rest,
    set: TERMS.map(([, column]) => column).filter((column) => (own?.[column] ?? null) !== null),
  };
}

async function listAll(context: Context): Promise<void> {
  const store = await context.open("read");
  const names = new Set([...ownTerms(store).keys(), ...seenBefore(store, "symbol")]);
  const all = [...names].sort().map((name) => knownSymbol(store, name));
  const { currency } = store.profile;
  await context.show(
    all.map((known) => jsonOf(known, currency)),
    () =>
      all.length === 0
        ? "Belum ada simbol yang dicatat atau diatur."
        : renderTable(
            COLUMNS,
            all.map((known) => rowOf(known, currency)),
            context.style,
          ),
  );
}

function rowOf(known: KnownSymbol, currency: string) {
  const { point_value, point_value_from, n, step, min_lot, pip } = jsonOf(known, currency);
  const value = point_value === null ? NOTHING : formatMoney(point_value, currencyOf(currency));
  const from = { trades: `${n} transaksi`, table: "anggapan", set: "diatur" };
  const where = point_value_from === null ? NOTHING : from[point_value_from];
  const texts = [value, where, amount(step), amount(min_lot), pip === null ? NOTHING : amount(pip)];
  return [cell(known.symbol), ...texts.map((text) => cell(text))];
}

const COLUMNS: TableColumn[] = [
  { title: "Simbol", align: "left", dropOrder: 0 },
  { title: "Nilai 1 poin", align: "right", dropOrder: 0 },
  { title: "Dari", align: "left", dropOrder: 0 },
  { title: "Langkah lot", align: "right", dropOrder: 1 },
  { title: "Lot terkecil", align: "right", dropOrder: 2 },
  { title: "Pip", align: "right", dropOrder: 3 },
];

async function showOne(context: Context, typed: string): Promise<void> {
  const store = await context.open("read");
  const known = knownSymbol(store, symbolFrom(store, typed));
  const { currency } = store.profile;
  await context.show(jsonOf(known, currency), () =>
    renderPairs(pairsOf(known, currency), context.style),
  );
}

function pairsOf(known: KnownSymbol, code: string): [string, string][] {
  const { symbol, terms, usual, own } = known;
  const said = (column: keyof OwnTerms) => ((own?.[column] ?? null) === null ? "" : " (diatur)");
  const step = terms.price_step ?? priceStep(symbol, code, terms, 1);
  const pairs: [string, string][] = [
    ["Simbol", symbol],
    ["Nilai 1 poin", pointText(known, code)],
    ["Kontrak", Number.isNaN(terms.contract) ? NOTHING : contractText(known, code)],
    ["Langkah lot", `${amount(terms.step)}${said("step")}`],
    ["Lot terkecil", `${amount(terms.min_lot)}${said("min_lot")}`],
    [
      "Pip",
      terms.pip === null
        ? step === null
          ? NOTHING
          : "satu fraksi harga"
        : `${amount(terms.pip)}${said("pip")}`,
    ],
  ];
  if (terms.price_step !== null)
    pairs.push(["Langkah harga", `${price(terms.price_step)} (diatur)`]);
  else if (step !== null) {
    pairs.push([
      "Fraksi harga",
      "1 di bawah 200, 2 di bawah 500, 5 di bawah 2000, 10 di bawah 5000, lalu 25",
    ]);
  }
  if (terms.fee > 0) {
    pairs.push(["Biaya", `${formatMoney(terms.fee, currencyOf(code))} per lot (diatur)`]);
  }
  if (terms.fee_buy > 0 || terms.fee_sell > 0) {
    const from = said("fee_buy") || said("fee_sell") || (usual === null ? "" : " (anggapan)");
    pairs.push(["Biaya", `beli ${percent(terms.fee_buy)}, jual ${percent(terms.fee_sell)}${from}`]);
  }
  return pairs;
}

function contractText({ symbol, terms, usual, own }: KnownSymbol, code: string): string {
  if ((own?.contract ?? null) !== null) {
    return `${amount(terms.contract)} ${quoteOf(symbol, code)} per poin (diatur)`;
  }
  return `${lotText(usual?.lot ?? null)} (anggapan)`;
}

function pointText({ symbol, pointAt }: KnownSymbol, code: string): string {
  const point = pointAt(null);
  if (point !== null) {
    const value = `${formatMoney(point.value, currencyOf(code))} per lot`;
    if (point.from === "trades") return `${value}, dari ${point.n} transaksi terakhir`;
    return point.from === "set" ? `${value}, seperti yang diatur` : `${value}, anggapan`;
  }
  return needsRate(symbol, code)
    ? `belum diketahui: perlu kurs ${quoteOf(symbol, code)} (--rate)`
    : "belum diketahui, atau tergantung harganya";
}

async function setOne(
  context: Context,
  typed: string,
  flags: Readonly<Record<string, string>>,
): Promise<void> {
  const store = await context.open("write");
  const symbol = symbolFrom(store, typed);
  const terms = termsFrom(store, flags);
  if (Object.keys(terms).length === 0) {
    throw nothingGiven(
      "Belum ada yang diatur: sebutkan setidaknya satu opsi, misalnya --contract 100.",
    );
  }
  const changed = operate(store, "symbol.set", `atur simbol ${symbol}`, (operation) =>
    setTerms(operation, symbol, terms),
  );
  const known = knownSymbol(store, symbol);
  const { currency } = store.profile;
  await context.done(
    jsonOf(known, currency),
    changed
      ? `Simbol ${symbol} diatur; nilai 1 poin ${pointText(known, currency)} · ${UNDO}`
      : unchanged,
  );
}

/** No distance, size or value is smaller; what is would be shown as 0 and divided by. */
const LEAST = 1e-8;

/** What was typed, as columns; null: taken back. */
function termsFrom({ profile }: Store, flags: Readonly<Record<string, string>>): Partial<OwnTerms> {
  const terms: Partial<OwnTerms> = {};
  for (const [key, column, [term]] of TERMS) {
    const words = flags[key];
    if (words === undefined) continue;
    const isFee = column.startsWith("fee");
    const text = words.trim().replace(/ ?%$/, "");
    const value =
      text === "" ? null : toNumber(text, column === "fee" ? "money" : "plain", profile.currency);
    const isRight =
      value === null || (typeof value === "number" && (isFee ? value >= 0 : value >= LEAST));
    const most = column === "fee_buy" || column === "fee_sell" ? 100 : 1e9;
    if (!isRight || (value ?? 0) > most) {
      const least = isFee ? "angka mulai 0" : `angka di atas 0, paling kecil ${amount(LEAST)}`;
      const expected = `${least}, paling besar ${amount(most)}`;
      throw usage(
        term.split(" ")[0] ?? term,
        words,
        (typeof value === "string" && value) || expected,
      );
    }
    terms[column] = value as number | null;
  }
  return terms;
}
