import path from "node:path";
import { formatDay, formatTime } from "../../base/dates.ts";
import { toJson } from "../../base/json.ts";
import type { Context } from "../../context.ts";
import { today } from "../../journal/days.ts";
import { daysOfImports } from "../../journal/incoming/watched.ts";
import type { Store } from "../../journal/store.ts";
import { renderDone, renderError, renderWarning } from "../../views/messages.ts";
import type { Taken } from "./take.ts";
import * as words from "./words.ts";

/** One line each, or with --json one object: what was taken on stdout, all else on stderr. */
export interface Teller {
  taken(store: Store, taken: Taken & { kind: "taken" }): Promise<void>;
  refused(file: string, message: string, hint: string | undefined): Promise<void>;
  /** Something that mends itself, or (name) that a user has to mend. */
  waits(
    status: "locked" | "writing" | "folder" | "journal" | "name",
    file: string | null,
    message: string,
  ): Promise<void>;
  /** What the mentor says first of the latest day that these imports brought trades to. */
  opening(store: Store, imports: readonly number[]): Promise<void>;
  end(counts: words.WatchCounts, isQuiet: boolean): Promise<void>;
}

/** `isTimed`: the lines of a long run begin with the time. */
export function tellerOf({ world, style, options }: Context, isTimed: boolean): Teller {
  const { json } = options;
  const event = (data: object) => world.out(`${toJson(data)}\n`);
  const done = (store: Store, text: string) => {
    const clock = isTimed ? `${formatTime(world.now(), store.profile.zone)} ` : "";
    return world.out(renderDone(clock + text, style));
  };
  return {
    async taken(store, { file: { path: whole }, outcome, bad }) {
      if (json) await event({ status: "taken", ...outcome, file: whole, skipped: bad });
      else await done(store, words.takenLine(outcome, bad));
    },
    async refused(file, message, hint) {
      if (json) await event({ status: "refused", file, message, hint: hint ?? null });
      else {
        const name = path.basename(file);
        world.err(
          renderError(message.includes(name) ? message : `${name}: ${message}`, hint, style),
        );
      }
    },
    async waits(status, file, message) {
      if (json) await event({ status, file, message });
      else world.err(renderWarning(message, style));
    },
    async opening(store, imports) {
      const [date, ...others] = daysOfImports(store, imports);
      if (date === undefined) return;
      const { reviewOfDay } = await import("../../review/day.ts");
      const { composeReport } = await import("../../report/day.ts");
      const { review, history, spoken } = await reviewOfDay(store, date);
      const { headline } = composeReport(review, history, spoken);
      if (json) return await event({ status: "report", session_date: date, headline });
      const day = formatDay(date, today(store));
      await done(store, words.opening(day, date, headline, others.length));
    },
    async end(counts, isQuiet) {
      if (json) await event({ status: "done", ...counts });
      else if (!isQuiet) world.err(`${words.summary(counts)}\n`);
    },
  };
}
