import { outcomeOf } from "../../base/outcome.ts";
import { MINUTE_MS } from "../../base/time.ts";
import type { Trade } from "../../model.ts";
import { byHand, type Closing, closingsOf, exitBefore } from "../decisions.ts";
import type { HandTrade } from "../hand-day.ts";
import { instant } from "../trade.ts";
import type { DayHistory } from "../types.ts";
import {
  lossesByNow,
  type OwnRule,
  type Seen,
  type StatusFacts,
  standing,
  tradesOf,
} from "./rule.ts";

/** A longer pause in minutes than anyone means. */
const MOST_MINUTES = 24 * 60;

/** So long a pause after a loss. */
export const pauseAfterLoss: OwnRule<"pause-after-loss"> = {
  read(text) {
    const [, hours, minutes] = /^(?:(\d{1,2}) ?h)? ?(?:(\d{1,4}) ?m)?$/i.exec(text) ?? [];
    const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    if (total >= 1 && total <= MOST_MINUTES) return { minutes: total };
    return "lama jeda dengan satuannya, paling lama 24h, misalnya 15m, 1h, atau 1h30m";
  },
  typed({ minutes }) {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    return `${hours > 0 ? `${hours}h` : ""}${rest > 0 ? `${rest}m` : ""}`;
  },
  look: ({ params, day, history }) => tooSoon(params.minutes, day, history),
  form: "each",
  cost: "realised",
  /** Counts from the close of the last losing trade by hand, also over the end of a day. */
  now({ minutes }, facts) {
    const { now } = facts;
    const last = lastLossAt(facts);
    const until = last + minutes * MINUTE_MS;
    if (!(until > now)) return standing(false, 0, "minutes");
    const left = Math.ceil((until - now) / MINUTE_MS);
    return { reached: true, since: last, until, left, unit: "minutes" };
  },
  needs: ["earlierLoss"],
  plan: ({ minutes }) => ({
    family: "waktu",
    weight: 76,
    id: "jeda_setelah_rugi",
    params: { minutes },
  }),
  standsFor: ["jeda_setelah_rugi"],
  denies: ["jeda_setelah_rugi"],
};

/**
 * When the last losing trade by hand closed, also one of a day before, in epoch ms; -Infinity: none. A
 * close that is still to come was typed ahead of its time: nothing to pause from yet.
 */
export function lastLossAt(facts: StatusFacts): number {
  const before = instant(facts.earlierLoss) ?? Number.NEGATIVE_INFINITY;
  const ends = [before, ...lossesByNow(facts).map(({ at }) => at)];
  return Math.max(Number.NEGATIVE_INFINITY, ...ends.filter((at) => at <= facts.now));
}

/**
 * Entries by hand too soon after the last losing close by hand, also one of the day before. A loss
 * of the day whose closing time is unknown may lie before any entry: then an entry is judged only
 * where another loss shows that it was too soon.
 */
function tooSoon(minutes: number, day: readonly HandTrade[], history: DayHistory): Seen {
  const own = tradesOf(day);
  const untimed = own.filter((trade) => outcomeOf(trade) < 0 && instant(trade.exit_time) === null);
  const earlier = byHand(history.earlier);
  const closed = closingsOf([...earlier, ...own]).filter(({ outcome }) => outcome < 0);
  const isToday = ({ members }: Closing) => members.some((trade) => own.includes(trade));
  const today = [...untimed, ...closed.filter(isToday).flatMap(({ members }) => members)];
  const found = { chances: 0, unknown: 0, broken: [] as Trade[] };
  for (const { trade, entryMs } of day) {
    const mayFollow = (losses: readonly Trade[]) => losses.some((loss) => loss !== trade);
    if (entryMs === null) {
      if (mayFollow(today)) found.unknown++;
      continue;
    }
    const last = exitBefore(closed, entryMs, trade);
    if (last !== undefined && entryMs - last.at < minutes * MINUTE_MS) {
      found.chances++;
      found.broken.push(trade);
    } else if (mayFollow(untimed)) found.unknown++;
    else if (last !== undefined && isToday(last)) found.chances++;
  }
  return found;
}
