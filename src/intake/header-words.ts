import type { MapField } from "./column-map.ts";

/**
 * Header words that name a field, as `headerName` writes them: English as platforms have it,
 * Indonesian as traders name their own columns.
 */
const WORDS: readonly (readonly [MapField, string])[] = [
  ["ticket", "ticket tiket no_tiket order_id deal_id position_id trade_id order_no order id"],
  ["account", "account akun login rekening"],
  ["currency", "currency mata_uang"],
  ["symbol", "symbol simbol pair instrument instrumen market kode kode_saham ticker"],
  ["symbol", "contract contracts item aset asset"],
  ["side", "side direction type action aksi arah posisi jenis buy_sell b_s long_short"],
  ["lot", "lot lots lot_size size volume qty quantity jumlah ukuran units units_lots"],
  ["entry_time", "entry_time open_time opening_time open_date opened opened_at entry_date open"],
  ["entry_time", "date_open waktu_masuk waktu_buka tanggal_masuk tanggal_buka jam_masuk jam_buka"],
  ["entry_time", "time"],
  ["exit_time", "exit_time close_time closing_time close_date closed closed_at exit_date close"],
  ["exit_time", "date_close waktu_keluar waktu_tutup tanggal_keluar tanggal_tutup jam_keluar"],
  ["exit_time", "jam_tutup"],
  ["date", "date tanggal tgl hari trade_date"],
  ["entry_price", "entry entry_price open_price opening_price price_open price harga avg_entry"],
  ["entry_price", "avg_entry_price harga_masuk harga_buka harga_beli harga_entry"],
  ["exit_price", "exit exit_price close_price closing_price price_close avg_exit avg_close"],
  ["exit_price", "avg_exit_price avg_close_price harga_keluar harga_tutup harga_jual harga_exit"],
  ["stop_loss", "sl s_l stop stop_loss stoploss"],
  ["take_profit", "tp t_p target take_profit takeprofit"],
  ["net", "net net_profit net_pnl net_p_l profit_bersih laba_bersih hasil_bersih"],
  ["profit", "profit pnl p_l profit_loss gross_profit gross_pnl closed_pnl closed_p_l gross"],
  ["profit", "realized_pnl realised_pnl realized_profit hasil laba laba_rugi untung_rugi cuan"],
  ["commission", "commission commissions komisi comm"],
  ["swap", "swap swaps rollover bunga_inap"],
  ["fee", "fee fees biaya tax taxes pajak trading_fee"],
  ["risk_percent", "risk risiko risk_percent risiko_persen"],
  ["strategy", "strategy strategi setup playbook"],
  ["tags", "tag tags label"],
  ["note", "note notes catatan keterangan alasan"],
  ["comment", "comment comments komentar"],
  ["magic", "magic magic_number expert_id"],
  ["status", "status state"],
];
const MONEY: ReadonlySet<MapField> = new Set(["net", "profit", "commission", "swap", "fee"]);

/**
 * The field that a normalised header names; amounts may carry their currency ("net_usd"). Null for
 * a word that says nothing.
 */
export function fieldOfHeader(name: string): MapField | null {
  const [exact] = WORDS.find(([, words]) => words.split(" ").includes(name)) ?? [];
  if (exact !== undefined) return exact;
  const amount = /^(.+)_[a-z]{3,4}$/.exec(name)?.[1];
  const field = amount === undefined ? null : fieldOfHeader(amount);
  return field !== null && MONEY.has(field) ? field : null;
}
