import { type Currency, formatMoney } from "../base/money.ts";
import { formatNumber, formatPercent } from "../base/numbers.ts";
import { zoneLabel } from "../base/zone.ts";
import type { FirstLook, Group, HourGroup } from "../mentor/first-look.ts";

/** Trades from which a win rate is worth its range. */
const FEW = 30;

/**
 * Five lines on what a history shows, each with its count: the trades without a stop, sizes after
 * losses, costs, hours, and how far the numbers carry. Sums of what happened, no causes.
 */
export function lookLines(
  look: FirstLook,
  currency: Currency,
  zone: string,
  hourTrades: number,
): string[] {
  if (look.trades === 0) return [];
  const money = (value: number) => formatMoney(value, currency, { sign: true });
  return [
    stopLine(look, money),
    sizeLine(look, money),
    costLine(look, money),
    hourLine(look, money, zone, hourTrades),
    reachLine(look, money),
  ];
}

type Money = (value: number) => string;

const count = (value: number) => formatNumber(value, 0);

function stopLine({ with_stop, without_stop, stop_unknown, trades }: FirstLook, money: Money) {
  const known = with_stop.count + without_stop.count;
  if (known === 0) {
    return `Stop loss: berkas ini tidak menyebutkannya untuk ${count(trades)} transaksi, jadi belum bisa dihitung.`;
  }
  const each = (group: Group) =>
    group.count === 0
      ? "tidak ada"
      : `${count(group.count)} transaksi, hasil ${money(group.net)} (rata-rata ${money(group.net / group.count)})`;
  const unknown = stop_unknown === 0 ? "" : `; ${count(stop_unknown)} tidak diketahui`;
  return `Tanpa stop loss saat ditutup: ${each(without_stop)}; dengan stop loss: ${each(with_stop)}${unknown}.`;
}

function sizeLine({ after_loss, after_gain }: FirstLook, money: Money) {
  if (after_loss.count === 0) {
    return "Lot sesudah rugi: belum ada transaksi yang dibuka sesudah sebuah kerugian dengan lot yang diketahui.";
  }
  const share = (part: { count: number; bigger: number }) =>
    part.count === 0
      ? "belum ada"
      : `${count(part.bigger)} dari ${count(part.count)} (${formatPercent(part.bigger / part.count)})`;
  const cost = after_loss.bigger === 0 ? "" : `, hasilnya ${money(after_loss.bigger_net)}`;
  return `Lot di atas 1,25x biasanya: sesudah rugi ${share(after_loss)}${cost}; sesudah untung ${share(after_gain)}.`;
}

function costLine({ costs }: FirstLook, money: Money) {
  if (costs.count === 0) return "Komisi dan swap: tidak disebut di berkas ini.";
  const share =
    costs.gross > 0 && costs.total < 0
      ? `, ${formatPercent(-costs.total / costs.gross)} dari hasil sebelum biaya (${money(costs.gross)})`
      : `; hasil sebelum biaya ${money(costs.gross)}`;
  return `Komisi, swap, dan biaya dari ${count(costs.count)} transaksi: ${money(costs.total)}${share}.`;
}

function hourLine({ hours, trades }: FirstLook, money: Money, zone: string, hourTrades: number) {
  if (hours === null) {
    return `Jam: belum ada dua jam dengan ${hourTrades} transaksi atau lebih dari ${count(trades)} transaksi, jadi jam terbaik belum bisa disebut.`;
  }
  const name = ({ hour, count: n, net }: HourGroup) =>
    `${String(hour).padStart(2, "0")}:00 (${count(n)} transaksi, ${money(net)})`;
  const verdict = hours.is_clear
    ? "bedanya lebih besar daripada yang biasa muncul kebetulan"
    : "bedanya masih bisa kebetulan, jadi belum bisa dijadikan pegangan";
  return `Jam masuk terbaik ${name(hours.best)}, terburuk ${name(hours.worst)}, ${zoneLabel(zone)}, dari ${hours.compared} jam yang dibandingkan; ${verdict}.`;
}

function reachLine({ trades, wins, net, win_range }: FirstLook, money: Money) {
  const rate = `${count(wins)} dari ${count(trades)} transaksi untung (${formatPercent(wins / trades)}), hasil ${money(net)}`;
  if (trades < FEW || win_range === null) {
    return `${rate}. Terlalu sedikit untuk menyebut kebiasaan apa pun.`;
  }
  const range = `${formatPercent(win_range.low)} sampai ${formatPercent(win_range.high)}`;
  return `${rate}; dengan data sebanyak ini win rate sebenarnya bisa ${range}. Sebabnya tidak bisa dibaca dari riwayat saja.`;
}
