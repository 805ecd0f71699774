import type { DayReview } from "../../mentor/day-review.ts";
import type { DayHistory } from "../../mentor/types.ts";

/** A day as its screen is made of it. */
export interface SeenDay {
  review: DayReview;
  history: DayHistory;
}

/** One thing that is said, behind the label of what it is about. */
export interface ScreenItem {
  mark: "bad" | "good" | "ask" | null;
  text: string;
}

export interface ScreenRow {
  /** At most seven letters. */
  label: string;
  items: ScreenItem[];
}

/** Something that a day gives reason to say. */
export interface Statement extends ScreenItem {
  /** The label of its row; null: a whole sentence above the rows. */
  label: string | null;
  /**
   * What it says, where that can be as true tomorrow as today: it is said again only once some of this
   * has changed. null: it is of this day alone.
   */
  state: readonly string[] | null;
  /** What it tells of; of each the first statement alone is shown. */
  topics: readonly string[];
}

/** Makes a statement; without a state it is of this day alone. */
export function statement(
  label: Statement["label"],
  text: string,
  {
    mark = null,
    state = null,
    topics = [],
  }: Partial<Pick<Statement, "mark" | "topics">> & { state?: string | null } = {},
): Statement {
  return { label, text, mark, state: state === null ? null : [state], topics };
}
