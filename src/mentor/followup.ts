import { dayOf } from "../base/time.ts";
import type { Trade } from "../model.ts";
import { wilsonAt, Z_ONE_SIDED_95 } from "../stats/exact.ts";
import type { Action, FollowUp, Target } from "./day-review.ts";
import { asOf } from "./earlier-day.ts";
import { type HandTrade, handDay } from "./hand-day.ts";
import { type ActionId, isPromiseId } from "./ids.ts";
import { type Kept, PROMISE_RULES } from "./promise-table.ts";
import { TOLERANCE } from "./thresholds.ts";
import { isByHand } from "./trade.ts";
import type { DayHistory, MentorSettings, OpenPromise } from "./types.ts";

/**
 * The smaller form of a promise that was too large: the first occasion of the day, or one trade
 * more where it counts trades; null where it has none (a larger loss a day would be no step), or is
 * the smaller form already.
 */
export function smallerForm({
  id,
  params,
}: Pick<Action, "id" | "params">): Action["params"] | null {
  const form = isPromiseId(id) ? PROMISE_RULES[id].smaller : null;
  if (form === null || params.first_only === 1) return null;
  const first = { ...params, first_only: 1 };
  return form === "more" ? { ...first, most: Number(params.most) + 1 } : first;
}

/** What a promise is about: two of one kind may be about different symbols, or about the bots. */
export function subjectOf({ id, params }: { id: string; params: Action["params"] }): string {
  const of = isPromiseId(id) ? (PROMISE_RULES[id].about ?? []) : [];
  return [id, ...of.map((name) => String(params[name] ?? ""))].join(" ");
}

/** What can be counted to see whether an action was kept, by its id; the same for a smaller form. */
export function targetOf(id: ActionId, params: Action["params"]): Target | null {
  return isPromiseId(id) ? PROMISE_RULES[id].target(params) : null;
}

/** A promise is kept for good after so many chances in a row, or at this lower bound of its share. */
const RETIRE_CHANCES = 10;
const RETIRE_BOUND = 0.8;
/** After so many days broken in a row it was too large a step. */
const SHRINK_DAYS = 3;

/** Whether the day kept it: on all of its chances, or on as many as it promised. */
function isKept({ id, params }: OpenPromise["action"], { chances, broken }: Kept): boolean {
  const share01 =
    params.first_only === 1 || !isPromiseId(id) ? 1 : (PROMISE_RULES[id].share01 ?? 1);
  return chances - broken.length >= share01 * chances - TOLERANCE;
}

/**
 * What became of each open promise: judged on this day's trades first, and over all days since it
 * was made. A pure function of what was known at the end of the day.
 */
export function followUps(history: DayHistory, settings: MentorSettings): FollowUp[] {
  const [oldest] = history.promises.map(({ made_on }) => made_on).sort();
  // Made once, so that the views of a day are worked out once for all promises.
  const days = oldest === undefined ? [] : daysSince(oldest, history);
  return history.promises.map((promise) => {
    const since = days.filter(({ session }) => session.session_date > promise.made_on);
    return followUp(promise, since, history, settings);
  });
}

/** `since` are the days between that of the promise and this one. */
function followUp(
  promise: OpenPromise,
  since: readonly DayHistory[],
  history: DayHistory,
  { zone, dayStart }: MentorSettings,
): FollowUp {
  // What was open when it was made had been decided without it.
  const isNew = ({ entryMs }: HandTrade) =>
    entryMs === null || dayOf(entryMs, zone, dayStart) > promise.made_on;
  const today = keptOn(promise.action, history, isNew);
  const all = [...since.map((day) => keptOn(promise.action, day, isNew)), today];
  const of = all.reduce((sum, day) => sum + day.chances, 0);
  const broken = all.reduce((sum, day) => sum + day.broken.length, 0);
  const tested = all.filter((day) => day.chances > 0);
  const inARow = tested.length - 1 - tested.findLastIndex((day) => isKept(promise.action, day));
  const bound = wilsonAt(of - broken, of, Z_ONE_SIDED_95)?.low ?? 0;
  const retired = broken === 0 ? of >= RETIRE_CHANCES : bound >= RETIRE_BOUND;
  return {
    promise: promise.id,
    id: promise.action.id,
    params: promise.action.params,
    text: promise.text,
    made_on: promise.made_on,
    accepted_on: promise.accepted_on,
    outcome: today.chances === 0 ? "untested" : isKept(promise.action, today) ? "kept" : "broken",
    chances: today.chances,
    trades: today.broken,
    kept: of - broken,
    of,
    bound,
    next: promise.dropped === true ? "dropped" : nextOf(promise, { retired, inARow }),
  };
}

function nextOf(
  { action }: OpenPromise,
  { retired, inARow }: { retired: boolean; inARow: number },
): FollowUp["next"] {
  if (retired) return "retire";
  if (inARow < SHRINK_DAYS) return "go-on";
  return smallerForm(action) === null ? "let-go" : "shrink";
}

/** Earlier days with trades after this one, each as it was then. */
function daysSince(date: string, history: DayHistory): DayHistory[] {
  const dates = [...new Set(history.earlier.map((trade) => trade.session_date))];
  return dates.filter((day) => day > date).map((day) => asOf(day, history));
}

/** Whether the action was kept on this day, by the trades that it is about. */
export function keptOn(
  action: Pick<Action, "id" | "params">,
  history: DayHistory,
  isAbout: (view: HandTrade) => boolean = () => true,
): Kept {
  const out = history.appeals.get(`janji:${action.id}`);
  const judged = action.params.bots === 1 ? asOwn(history) : history;
  const day = handDay(judged).filter((view) => out?.has(view.trade.id) !== true && isAbout(view));
  return isPromiseId(action.id) && day.length > 0
    ? PROMISE_RULES[action.id].check(day, action.params, judged)
    : { chances: 0, broken: [] };
}

/** The bots' trades alone, as if they were made by hand: what was promised of them is judged on them. */
function asOwn(history: DayHistory): DayHistory {
  const bots = (trades: readonly Trade[]) =>
    trades.filter((trade) => !isByHand(trade)).map((trade) => ({ ...trade, bot_id: null }));
  return { ...history, trades: bots(history.trades), earlier: bots(history.earlier) };
}
