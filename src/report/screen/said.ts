import type { ReportSettings } from "../document.ts";
import { judgedStatements, scoreStatements } from "./judged.ts";
import { moodStatements } from "./moods.ts";
import { plannedStatements } from "./planned.ts";
import type { ScreenRow, SeenDay, Statement } from "./statement.ts";
import { leadStatements, messageStatements, tomorrowStatements } from "./words.ts";

/** What the screen says of the day below its table, without what the day before said already. */
export function said(
  day: SeenDay,
  before: SeenDay | null,
  settings: ReportSettings,
): { lead: string[]; rows: ScreenRow[] } {
  const told = before === null ? [] : statements(before, new Set(), settings);
  const old = new Set(told.flatMap(({ state }) => state ?? []));
  const rows: ScreenRow[] = [];
  const lead: string[] = [];
  const topics = new Set<string>();
  for (const { label, mark, text, state, topics: of } of statements(day, old, settings)) {
    if (text === "" || isOld(state, old) || of.some((topic) => topics.has(topic))) continue;
    for (const topic of of) topics.add(topic);
    if (label === null) lead.push(text);
    else {
      const row = rows.find((one) => one.label === label);
      if (row === undefined) rows.push({ label, items: [{ mark, text }] });
      else row.items.push({ mark, text });
    }
  }
  return { lead, rows };
}

/** It was said the day before, and nothing of it has changed. */
const isOld = (state: Statement["state"], old: ReadonlySet<string>) =>
  state !== null && state.length > 0 && state.every((one) => old.has(one));

/** All statements of a day in the order of the screen; `old` are the states of the day before. */
function statements(day: SeenDay, old: ReadonlySet<string>, settings: ReportSettings): Statement[] {
  const above = [
    leadStatements(day, settings),
    judgedStatements(day, old, settings),
    plannedStatements(day, settings),
    moodStatements(day, settings),
    scoreStatements(day.review),
  ].flat();
  const isPrinted = (number: number) =>
    above.some(({ text, state }) => !isOld(state, old) && text.includes(`[${number}]`));
  return [
    ...above,
    ...tomorrowStatements(day, old, isPrinted, settings),
    ...messageStatements(day, settings),
  ];
}
