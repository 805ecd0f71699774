import type { MapField } from "./column-map.ts";

/**
 * Header words that name a field, normalised as `headerName` does; the first match counts. English
 * as platforms write it, Indonesian as traders name their own columns.
 */
export const HEADER_WORDS: readonly (readonly [MapField, RegExp])[] = [
  ["ticket", /^(?:ticket|tiket|no_tiket|order_id|deal_id|position_id|trade_id|order_no|order|id)$/],
  ["account", /^(?:account|akun|login|rekening)$/],
  ["currency", /^(?:currency|mata_uang)$/],
  [
    "symbol",
    /^(?:symbol|simbol|pair|instrument|instrumen|market|kode|kode_saham|ticker|contract|contracts|item|aset|asset)$/,
  ],
  ["side", /^(?:side|direction|type|action|aksi|arah|posisi|jenis|buy_sell|b_s|long_short)$/],
  ["lot", /^(?:lots?|lot_size|size|volume|qty|quantity|jumlah|ukuran|units|amount_lot)$/],
  [
    "entry_time",
    /^(?:entry_time|open_time|opening_time|open_date|opened|opened_at|entry_date|date_open|waktu_(?:masuk|buka|entry)|tanggal_(?:masuk|buka)|jam_(?:masuk|buka|entry)|open|time)$/,
  ],
  [
    "exit_time",
    /^(?:exit_time|close_time|closing_time|close_date|closed|closed_at|exit_date|date_close|waktu_(?:keluar|tutup|exit)|tanggal_(?:keluar|tutup)|jam_(?:keluar|tutup|exit)|close)$/,
  ],
  ["date", /^(?:date|tanggal|tgl|hari|trade_date)$/],
  [
    "entry_price",
    /^(?:entry|entry_price|open_price|opening_price|price_open|harga_(?:masuk|buka|beli|entry)|avg_entry(?:_price)?|price|harga)$/,
  ],
  [
    "exit_price",
    /^(?:exit|exit_price|close_price|closing_price|price_close|harga_(?:keluar|tutup|jual|exit)|avg_(?:exit|close)(?:_price)?)$/,
  ],
  ["stop_loss", /^(?:sl|s_l|stop|stop_loss|stoploss)$/],
  ["take_profit", /^(?:tp|t_p|target|take_profit|takeprofit)$/],
  [
    "net",
    /^(?:net|net_(?:profit|pnl|p_l|p_n_l)(?:_[a-z]{3,4})?|profit_bersih|laba_bersih|hasil_bersih|realized_net)$/,
  ],
  [
    "profit",
    /^(?:(?:gross_|closed_|realized_|realised_)?(?:profit|pnl|p_l|p_n_l|profit_loss)(?:_[a-z]{3,4})?|hasil|laba|laba_rugi|untung_rugi|cuan|result|gain_loss)$/,
  ],
  ["commission", /^(?:commissions?|komisi|comm)(?:_[a-z]{3,4})?$/],
  ["swap", /^(?:swap|swaps|rollover|bunga_inap)(?:_[a-z]{3,4})?$/],
  ["fee", /^(?:fees?|biaya|taxes|tax|pajak|trading_fee)(?:_[a-z]{3,4})?$/],
  ["risk_percent", /^(?:risk|risiko|risk_percent|risiko_persen)$/],
  ["strategy", /^(?:strategy|strategi|setup|playbook)$/],
  ["tags", /^(?:tags?|label|label_s)$/],
  ["note", /^(?:notes?|catatan|keterangan|alasan)$/],
  ["comment", /^(?:comments?|komentar)$/],
  ["magic", /^(?:magic|magic_number|expert_id)$/],
  ["status", /^(?:status|state)$/],
];
