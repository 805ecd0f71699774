import type { NewTrade } from "../model.ts";
import * as read from "./readers.ts";

export type TradeValues = Partial<NewTrade> & { session_date?: string; currency?: string };
/** All that a line can say; `import_id` is the journal's own. */
export type TradeField = Exclude<keyof TradeValues, "import_id">;

/** What is to be known of a field of a trade, in one place for all that have to do with it. */
interface Field {
  /** What it is called in a sentence. */
  label: string;
  kind: FieldKind;
  /** Reads it from JSON and from what was typed. */
  read: read.FieldReader;
  whose: Whose;
  /** In a report that is shared; `figures` hides those that a text of the trader's has. */
  shared: "shown" | "hidden" | "figures";
  /** The SQL of an export, where it is not the column itself. */
  sql?: string;
  /** The option of `trade log` and `trade edit`: its key, then its lines in the help. */
  option?: readonly [key: string, ...lines: (readonly [term: string, meaning: string])[]];
  /** The name in errors, where that is not the option's. */
  typed?: string;
  /** Its name in a column map. */
  map?: string;
  /** Words by which a column is known to hold it, as \`headerName\` writes them. */
  headings?: string;
  /** Its column of the CSV that is filled in by hand, and what the example has there. */
  template?: readonly [heading: string, example: string];
}

export type FieldKind =
  | "money"
  | "price"
  | "size"
  | "number"
  | "time"
  | "day"
  | "flag"
  | "parts"
  | "links"
  | "choice"
  | "text"
  | "lines";

/** Kinds whose cells may be written with a decimal comma. */
export const NUMBER_KINDS: readonly FieldKind[] = ["money", "price", "size"];

/**
 * Who says it. What is the broker's an import sets anew; what is the trader's it never touches once
 * it is known; the name is what the broker knows the trade by. Day and profile are no columns of a
 * trade: they are found where it stands.
 */
type Whose = "broker" | "trader" | "name" | "day" | "profile";

/**
 * The fields of a trade, in the order of an export. Readers, options, column maps, the template,
 * the export, masks and merges are made from this table; a column of \`NewTrade\` that has no row
 * here does not compile.
 */
export const TRADE_FIELDS = {
  session_date: {
    label: "tanggal",
    kind: "day",
    read: read.day,
    whose: "day",
    shared: "shown",
    sql: "s.session_date",
    map: "date",
    headings: "date tanggal tgl hari trade_date",
    template: ["tanggal", "2026-11-20"],
  },
  entry_time: {
    label: "waktu masuk",
    kind: "time",
    read: read.time,
    whose: "broker",
    shared: "shown",
    option: [
      "entry",
      [
        "--entry <waktu>",
        "waktu masuk, misalnya 14:05 (yang terakhir lewat) atau 2026-11-22 14:05",
      ],
    ],
    map: "entry_time",
    headings:
      "entry_time open_time opening_time open_date opened opened_at entry_date open date_open " +
      "waktu_masuk waktu_buka tanggal_masuk tanggal_buka jam_masuk jam_buka time",
    template: ["jam_masuk", "09:15"],
  },
  exit_time: {
    label: "waktu keluar",
    kind: "time",
    read: read.time,
    whose: "broker",
    shared: "shown",
    option: ["exit", ["--exit <waktu>", "waktu keluar; menentukan sesinya"]],
    map: "exit_time",
    headings:
      "exit_time close_time closing_time close_date closed closed_at exit_date close date_close " +
      "waktu_keluar waktu_tutup tanggal_keluar tanggal_tutup jam_keluar jam_tutup",
    template: ["jam_keluar", "10:40"],
  },
  symbol: {
    label: "simbol",
    kind: "text",
    read: read.symbol,
    whose: "broker",
    shared: "shown",
    option: ["symbol"],
    typed: "simbol",
    map: "symbol",
    headings:
      "symbol simbol pair instrument instrumen market kode kode_saham ticker contract contracts " +
      "item aset asset",
    template: ["kode", "XAUUSD"],
  },
  side: {
    label: "arah",
    kind: "choice",
    read: read.side,
    whose: "broker",
    shared: "shown",
    option: ["side", ["--side <arah>", "buy atau sell"]],
    map: "side",
    headings: "side direction type action aksi arah posisi jenis buy_sell b_s long_short",
    template: ["aksi", "beli"],
  },
  lot_size: {
    label: "lot",
    kind: "size",
    read: read.size,
    whose: "broker",
    shared: "hidden",
    sql: "nullif(t.lot_size, 0)",
    option: ["lot", ["--lot <ukuran>", "ukuran dalam lot (kripto: jumlah koin)"]],
    map: "lot",
    headings: "lot lots lot_size size volume qty quantity jumlah ukuran units units_lots",
    template: ["lot", "0.01"],
  },
  entry_price: {
    label: "harga masuk",
    kind: "price",
    read: read.price,
    whose: "broker",
    shared: "hidden",
    option: ["openPrice", ["--open-price <harga>", "harga masuk"]],
    map: "entry_price",
    headings:
      "entry entry_price open_price opening_price price_open price harga avg_entry " +
      "avg_entry_price harga_masuk harga_buka harga_beli harga_entry",
    template: ["harga_masuk", "2650.10"],
  },
  exit_price: {
    label: "harga keluar",
    kind: "price",
    read: read.price,
    whose: "broker",
    shared: "hidden",
    option: ["closePrice", ["--close-price <harga>", "harga keluar"]],
    map: "exit_price",
    headings:
      "exit exit_price close_price closing_price price_close avg_exit avg_close avg_exit_price " +
      "avg_close_price harga_keluar harga_tutup harga_jual harga_exit",
    template: ["harga_keluar", "2652.60"],
  },
  stop_loss: {
    label: "stop loss",
    kind: "price",
    read: read.level,
    whose: "broker",
    shared: "hidden",
    option: ["stop", ["--stop <harga>", "harga stop loss (0: tidak dipasang)"]],
    map: "stop_loss",
    headings: "sl s_l stop stop_loss stoploss",
    template: ["sl", "2645"],
  },
  take_profit: {
    label: "take profit",
    kind: "price",
    read: read.level,
    whose: "broker",
    shared: "hidden",
    option: ["target", ["--target <harga>", "harga take profit (0: tidak dipasang)"]],
    map: "take_profit",
    headings: "tp t_p target take_profit takeprofit",
    template: ["tp", "2660"],
  },
  stop_loss_used: {
    label: "stop loss dipasang",
    kind: "flag",
    read: read.truth,
    whose: "broker",
    shared: "shown",
    option: ["sl", ["--sl", "stop loss dipasang"], ["--no-sl", "stop loss tidak dipasang"]],
    map: "stop_loss_used",
  },
  take_profit_used: {
    label: "take profit dipasang",
    kind: "flag",
    read: read.truth,
    whose: "broker",
    shared: "shown",
    option: ["tp", ["--tp", "take profit dipasang"], ["--no-tp", "take profit tidak dipasang"]],
    map: "take_profit_used",
  },
  currency: {
    label: "mata uang",
    kind: "text",
    read: read.currency,
    whose: "profile",
    shared: "shown",
    sql: "@currency",
    map: "currency",
    headings: "currency mata_uang",
  },
  profit_loss: {
    label: "hasil bersih",
    kind: "money",
    read: read.result,
    whose: "broker",
    // As a share of the balance, or a sign: the masked currency sees to that.
    shared: "shown",
    option: ["profit"],
    typed: "hasil",
    map: "net",
    headings: "net net_profit net_pnl net_p_l profit_bersih laba_bersih hasil_bersih",
    template: ["hasil", "2.50"],
  },
  commission: {
    label: "komisi",
    kind: "money",
    read: read.cost("-0.70"),
    whose: "broker",
    shared: "hidden",
    option: [
      "commission",
      ["--commission <uang>", "komisi, bagian dari hasil; negatif untuk biaya"],
    ],
    map: "commission",
    headings: "commission commissions komisi comm",
    template: ["komisi", "0"],
  },
  swap: {
    label: "swap",
    kind: "money",
    read: read.cost("-1.25"),
    whose: "broker",
    shared: "hidden",
    option: ["swap", ["--swap <uang>", "swap, bagian dari hasil; negatif untuk biaya"]],
    map: "swap",
    headings: "swap swaps rollover bunga_inap",
    template: ["swap", "0"],
  },
  fee: {
    label: "biaya lain",
    kind: "money",
    read: read.cost("-0.70"),
    whose: "broker",
    shared: "hidden",
    map: "fee",
    headings: "fee fees biaya tax taxes pajak trading_fee",
  },
  risk_percent: {
    label: "risiko",
    kind: "number",
    read: read.risk,
    whose: "trader",
    shared: "shown",
    option: ["risk", ["--risk <persen>", "risiko dalam persen dari saldo, misalnya 1 atau 1.5%"]],
    map: "risk_percent",
    headings: "risk risiko risk_percent risiko_persen",
  },
  strategy_used: {
    label: "setup",
    kind: "text",
    read: read.line("teks", 100),
    whose: "trader",
    shared: "shown",
    option: ["setup", ["--setup <nama>", "setup atau strategi (juga: --strategy)"]],
    map: "strategy",
    headings: "strategy strategi setup playbook",
    template: ["strategi", "breakout"],
  },
  bot_id: {
    label: "bot",
    kind: "number",
    read: read.bot,
    whose: "trader",
    shared: "shown",
    option: ["bot", ["--bot <nomor>", "bot yang melakukannya"]],
    map: "bot",
  },
  account: {
    label: "akun",
    kind: "text",
    read: read.identifier,
    whose: "name",
    shared: "hidden",
    option: ["account", ["--account <akun>", "akun di broker"]],
    map: "account",
    headings: "account akun login rekening",
  },
  ticket: {
    label: "tiket",
    kind: "text",
    read: read.identifier,
    whose: "name",
    shared: "hidden",
    option: [
      "ticket",
      ["--ticket <nomor>", "nomor tiket broker; yang sama tidak dicatat dua kali"],
    ],
    map: "ticket",
    headings: "ticket tiket no_tiket order_id deal_id position_id trade_id order_no order id",
  },
  tags: {
    label: "tanda",
    kind: "text",
    read: read.tags,
    whose: "trader",
    shared: "shown",
    option: ["tag", ["--tag <kata...>", "tanda, boleh beberapa"]],
    map: "tags",
    headings: "tag tags label",
  },
  note: {
    label: "catatan",
    kind: "lines",
    read: read.note,
    whose: "trader",
    shared: "figures",
    option: ["note", ["--note <teks>", 'catatan transaksi; "-" membacanya dari stdin']],
    map: "note",
    headings: "note notes catatan keterangan alasan",
    template: ["catatan", "catatan bebas"],
  },
  timeframe: {
    label: "timeframe",
    kind: "choice",
    read: read.timeframe,
    whose: "trader",
    shared: "shown",
    option: ["timeframe", ["--timeframe <waktu>", "timeframe keputusannya, misalnya M15 atau H4"]],
    map: "timeframe",
    headings: "timeframe tf time_frame",
    template: ["timeframe", "H1"],
  },
  mood: {
    label: "suasana",
    kind: "choice",
    read: read.mood,
    whose: "trader",
    shared: "shown",
    option: ["mood", ["--mood <suasana>", "suasana hati saat mengambilnya"]],
    map: "mood",
    headings: "mood suasana",
    template: ["suasana", "tenang"],
  },
  confidence: {
    label: "keyakinan",
    kind: "number",
    read: read.confidence,
    whose: "trader",
    shared: "shown",
    option: ["confidence", ["--confidence <1-5>", "seberapa yakin saat masuk, 1 sampai 5"]],
    map: "confidence",
    headings: "confidence keyakinan conviction",
    template: ["keyakinan", "4"],
  },
  mistakes: {
    label: "kesalahan",
    kind: "choice",
    read: read.mistakes,
    whose: "trader",
    shared: "shown",
    option: [
      "mistake",
      ["--mistake <kata...>", 'kesalahan, boleh beberapa, misalnya "geser sl" atau kata sendiri'],
    ],
    map: "mistakes",
    headings: "mistakes mistake kesalahan",
    template: ["kesalahan", "geser-sl"],
  },
  links: {
    label: "tautan",
    kind: "links",
    read: read.links,
    whose: "trader",
    shared: "hidden",
    option: [
      "link",
      ["--link <alamat...>", "gambar chart: alamat https atau berkas, boleh beberapa"],
    ],
    map: "links",
    headings: "links link tautan chart screenshot",
    template: ["tautan", "https://www.tradingview.com/x/abc/"],
  },
  raw_symbol: {
    label: "simbol di broker",
    kind: "text",
    read: read.line("nama simbol di broker", 100),
    whose: "broker",
    shared: "shown",
  },
  exit_reason: {
    label: "cara ditutup",
    kind: "choice",
    read: read.exitReason,
    whose: "broker",
    shared: "shown",
    map: "exit_reason",
  },
  parent_ticket: {
    label: "tiket asal",
    kind: "text",
    read: read.identifier,
    whose: "broker",
    shared: "hidden",
  },
  magic: {
    label: "magic number",
    kind: "text",
    read: read.identifier,
    whose: "broker",
    shared: "shown",
    map: "magic",
    headings: "magic magic_number expert_id",
  },
  comment: {
    label: "komentar",
    kind: "text",
    read: read.line("teks", 500),
    whose: "broker",
    shared: "hidden",
    map: "comment",
    headings: "comment comments komentar",
  },
  approximate: {
    label: "perkiraan",
    kind: "flag",
    read: read.truth,
    whose: "broker",
    shared: "shown",
  },
  first_stop: {
    label: "stop pertama",
    kind: "price",
    read: read.level,
    whose: "broker",
    shared: "hidden",
  },
  partial_closes: {
    label: "penutupan sebagian",
    kind: "parts",
    read: read.parts,
    whose: "broker",
    shared: "hidden",
  },
} as const satisfies Record<TradeField, Field>;

/** A trade by the names that a column map has for its fields. */
export type MappedField = Extract<Rows, { map: string }>["map"];

type FieldWith<Part> = {
  [K in TradeField]: (typeof TRADE_FIELDS)[K] extends Part ? K : never;
}[TradeField];
/** What only the trader says of a trade. */
export type OwnField = FieldWith<{ whose: "trader" }>;

type Rows = (typeof TRADE_FIELDS)[TradeField];
type Row = Extract<Rows, { option: unknown }>;
/** The options of a trade by their keys. */
export type OptionKey = Row["option"][0];
/** Those that are given without a value. */
export type Switch = Extract<Row, { kind: "flag" }>["option"][0];

/** The rows of the table, with the column of each. */
export const FIELD_LIST: readonly (Field & { column: TradeField })[] = Object.entries(
  TRADE_FIELDS,
).map(([column, field]) => ({ column: column as TradeField, ...field }));

/** Amounts that are part of the result. */
export const COSTS = FIELD_LIST.filter(
  ({ column, kind }) => kind === "money" && column !== "profit_loss",
).map(({ column }) => column as Cost);
export type Cost = Exclude<FieldWith<{ kind: "money" }>, "profit_loss">;

/** The columns of a trade that the broker tells, or the trader. */
export const columnsOf = (whose: "broker" | "trader"): readonly (keyof NewTrade)[] =>
  FIELD_LIST.filter((field) => field.whose === whose).map(({ column }) => column as keyof NewTrade);

const isColumn = ({ whose }: Field) => whose !== "day" && whose !== "profile";

/** Columns of a trade in the journal. */
export const TRADE_COLUMNS: readonly (keyof NewTrade)[] = [
  ...FIELD_LIST.filter(isColumn).map(({ column }) => column as keyof NewTrade),
  "import_id",
];
