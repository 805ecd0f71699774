import { weekday, weekdayNumber } from "../../base/dates.ts";
import { dayOf } from "../../base/time.ts";
import { eachTrade, type OwnRule, standing } from "./rule.ts";

/** Entries on these days of the week only. */
export const weekdays: OwnRule<"weekdays"> = {
  read(text) {
    const days = text
      .split(/[\s,;]+/)
      .filter((part) => part !== "")
      .map(daysOf);
    const all = days.includes(null) ? [] : [...new Set(days.flatMap((some) => some ?? []))].sort();
    if (all.length >= 1 && all.length <= 6) return { days: all.join("") };
    return "nama hari, misalnya senin-kamis atau selasa,rabu";
  },
  typed: (params) => [...params.days].map((day) => TYPED[Number(day) - 1]).join(","),
  look: ({ params, day, settings }) =>
    eachTrade(day, ({ entryMs }) =>
      entryMs === null ? null : !isAmong(params.days, entryMs, settings.zone),
    ),
  form: "each",
  cost: "realised",
  now: ({ days }, { now, zone }) => standing(!isAmong(days, now, zone)),
  needs: [],
  plan: null,
  standsFor: [],
  denies: [],
};

/** From Monday, as they are typed. */
const TYPED = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"] as const;

/** "senin" or "senin-kamis" as numbers from 1, Monday; null: no such days. */
function daysOf(text: string): number[] | null {
  const [from = "", to = from, ...rest] = text.toLowerCase().split(/[-–]/);
  const [first, last] = [weekdayNumber(from), weekdayNumber(to)];
  if (first === null || last === null || rest.length > 0) return null;
  const days: number[] = [];
  for (let day = first; ; day = (day % 7) + 1) {
    days.push(day);
    if (day === last) return days;
  }
}

/** By the calendar of the zone, as the hours of a rule are by its clock. */
const isAmong = (days: string, epochMs: number, zone: string) =>
  days.includes(String(weekday(dayOf(epochMs, zone, 0))));
