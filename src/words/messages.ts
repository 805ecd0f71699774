import { formatShortDate } from "../base/dates.ts";
import { type Currency, formatMoney } from "../base/money.ts";
import type { LeftAside, NewTrade } from "../model.ts";

/** What more than one command tells. What one command alone tells stands in that command. */

/** Each change says how to take it back. */
export const UNDO = "batalkan: jurnal undo";

/** A new journal on a machine whose zone has no name. */
export const zoneUnstated = (zone: string) =>
  `Zona waktu mesin ini tidak terbaca (periksa TZ); jurnal memakai ${zone}. Kalau keliru: jurnal profile edit --zone WIB`;

/** A journal of Windows in the folder where the first version made it. */
export const journalRoams = (path: string, target: string) =>
  `Jurnal Anda masih di tempat lama, ${path}, dan tetap dipakai. Kalau folder itu disinkronkan antar-komputer, pindahkan: jurnal backup "${target}", lalu hapus yang lama.`;

export const unchanged = "Sudah begitu; tidak ada yang berubah.";

/** "XAUUSD +$45.50": a trade in one breath. */
export const tradeBrief = (trade: NewTrade, currency: Currency) =>
  `${trade.symbol} ${formatMoney(trade.profit_loss, currency, { sign: true })}`;

export const noTrades = ({ from, to }: { from: string; to: string }) =>
  `Tidak ada transaksi yang cocok dari ${formatShortDate(from)} sampai ${formatShortDate(to)}. Rentang lain: --days, --from, --to`;

/** A journal that was written anew by another program, or whose header was hit. */
export const markedAgain = (path: string) =>
  `Tanda jurnal di kepala ${path} hilang (misalnya dibangun ulang dengan .dump); sudah dipasang lagi, isinya tidak diubah. Periksa isinya: jurnal doctor`;

/** What other programs have hung on our tables, and does not go along. */
export const leftByOthers = (rules: readonly string[]) =>
  `Dari program lain tidak ikut: ${rules.join(", ")}.`;

/** What another program wrote and no figure tells of; one line. */
export function leftAside({ trades, cells, pending }: LeftAside): string {
  const parts: [count: number, text: string][] = [
    [trades, "baris program lain tidak terbaca dan tidak ikut dihitung"],
    [cells, "isian program lain tidak terbaca dan dianggap tidak diketahui"],
    [pending, "baris program lain belum bisa diperiksa, karena jurnal ini tidak bisa ditulis"],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
  return `${told.join("; ")}. Lihat: jurnal doctor`;
}
