import { clockMinutes, localParts } from "../../base/time.ts";
import type { RuleParams } from "../../model.ts";
import { eachTrade, type OwnRule, standing } from "./rule.ts";

/** Entries within these hours only. */
export const hours: OwnRule<"hours"> = {
  read(text) {
    const [, from = "", to = ""] = /^(\S+?) ?[-–] ?(\S+)$/.exec(text) ?? [];
    const [start, end] = [clockOf(from), clockOf(to)];
    if (start !== null && end !== null && start !== end) return { from: start, to: end };
    return "dua jam yang berbeda, misalnya 14:00-23:00 atau 20:00-02:00";
  },
  typed: ({ from, to }) => `${from}-${to}`,
  look: ({ params, day, settings }) =>
    eachTrade(day, ({ entryMs }) =>
      entryMs === null ? null : !isWithinHours(params, entryMs, settings.zone),
    ),
  form: "each",
  cost: "realised",
  now: (params, { now, zone }) => standing(!isWithinHours(params, now, zone)),
  needs: [],
  // The clock of the day on which it was promised goes with it.
  plan: (params, _, { zone }) => ({
    family: "jam",
    weight: 75,
    id: "jam_sendiri",
    params: { ...params, zone },
  }),
  standsFor: [],
  denies: [],
};

/** "9", "09.30", "24:00" as "09:00", "09:30", "00:00"; null: no time of day. */
function clockOf(text: string): string | null {
  const [, hours = "", minutes = "00"] = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(text) ?? [];
  if (hours === "" || Number(minutes) > 59) return null;
  if (Number(hours) > 24 || (hours === "24" && minutes !== "00")) return null;
  return `${String(Number(hours) % 24).padStart(2, "0")}:${minutes}`;
}

/** Whether an entry at this instant is within the hours, on the zone's clock. */
export function isWithinHours(params: RuleParams["hours"], epochMs: number, zone: string): boolean {
  const { hour, minute } = localParts(epochMs, zone);
  const now = hour * 60 + minute;
  const [from, to] = [clockMinutes(params.from), clockMinutes(params.to)];
  return from < to ? now >= from && now < to : now >= from || now < to;
}
