import { cleanLine } from "../base/clean.ts";
import { moodLabel } from "../base/moods.ts";
import { formatNumber } from "../base/numbers.ts";
import { listed, signed } from "../base/report-parts.ts";
import type { DayReview, MoodGroup } from "../mentor/day-review.ts";
import { type Block, line, type ReportSettings } from "./report-document.ts";

/** Moods of one day that are compared; all of them are in `--json`. */
const MOST_MOODS = 2;
/** Fewer check-ins of a mood do not show what comes before it. */
const MIN_NOTED = 3;

/** What is known of today's moods from earlier days too; empty on the first day of a mood. */
export function moodHistoryBlocks(review: DayReview, settings: ReportSettings): Block[] {
  const noted = new Set(review.mood.entries.filter(isBeforeEntry).map((entry) => entry.mood));
  const groups = review.mood.history
    .filter((group) => noted.has(group.mood) && group.days > 1)
    .slice(0, MOST_MOODS);
  const blocks = groups.map((group) => line(moodSentence(group, review.check.next, settings)));
  // A mood noted each morning has nothing before it worth a line.
  const told = groups.find(({ noted, trigger }) => noted >= MIN_NOTED && trigger.after_loss > 0);
  return told === undefined ? blocks : [...blocks, line(triggerSentence(told), "muted")];
}

/** Noted before the last entry, so that some trade followed it. */
function isBeforeEntry({ when }: DayReview["mood"]["entries"][number]): boolean {
  return when === "before" || when === "during";
}

/** The numbers of one mood against the others, and how sure they are. */
function moodSentence(group: MoodGroup, next: number, { currency }: ReportSettings): string {
  const { trades, days, net, mean_r, difference, interval, rest_trades, rest_mean_r } = group;
  const counts = `${trades} transaksi pada ${days} hari, hasil ${signed(net, currency)}`;
  const start = `Setelah dicatat ${quoted(group.mood)}: ${counts}`;
  if (difference === null || mean_r === null || rest_mean_r === null) {
    return trades >= 12 && days >= 4
      ? `${start}. Suasana lain belum cukup sering tercatat untuk dibandingkan.`
      : `${start}. Perbandingan dimulai dari 12 transaksi pada 4 hari.`;
  }
  const against =
    `${start}, rata-rata ${r(mean_r)}; suasana lain ${r(rest_mean_r)} ` +
    `(${rest_trades} transaksi). Selisih ${r(difference)}`;
  if (interval === null) return `${against}, belum bisa dibedakan dari kebetulan.`;
  const range = `(95%: ${r(interval.low)} sampai ${r(interval.high)})`;
  if (group.proven) return `${against} ${range}; ini sudah terbukti, lihat Pola hasil.`;
  return interval.low <= 0 && interval.high >= 0
    ? `${against} ${range}: belum bisa dibedakan dari kebetulan.`
    : `${against} ${range}: belum terbukti sebagai pola, dilihat lagi di transaksi ke-${next}.`;
}

/** What had happened when the mood was noted. */
function triggerSentence({ mood, noted, trigger }: MoodGroup): string {
  const { before_first, after_loss, after_two_losses, after_win, other } = trigger;
  const twice =
    after_two_losses === 0 ? "" : ` (${after_two_losses} di antaranya setelah dua atau lebih)`;
  const parts = [
    part(before_first, "sebelum transaksi pertama"),
    part(after_loss, `setelah rugi${twice}`),
    part(after_win, "setelah untung"),
    part(other, "di saat lain"),
  ].filter((text) => text !== "");
  if (parts.length === 1)
    return `Semua ${noted} catatan ${quoted(mood)} dibuat setelah rugi${twice}.`;
  return `Yang mendahului ${noted} catatan ${quoted(mood)}: ${listed(parts)}.`;
}

function part(count: number, when: string): string {
  return count === 0 ? "" : `${count} ${when}`;
}

function quoted(mood: string): string {
  return `“${cleanLine(moodLabel(mood))}”`;
}

/** "+0,25R", "-0,40R". */
function r(value: number): string {
  return `${value > 0 ? "+" : ""}${formatNumber(value, 2)}R`;
}
