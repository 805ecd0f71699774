import type { MoneyFactId } from "../../mentor/events/all.ts";
import type { BadFactId, FactId, GoodFactId } from "../../mentor/ids.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import type { Topic } from "../screen/told.ts";
import type { WrittenLater } from "./explained.ts";

/** What a sentence may need of the day beside the finding itself. */
export interface Beside {
  settings: ReportSettings;
  /** "; hasilnya -$40.00", what these trades came to; "" where that has been said of them. */
  result(trades: readonly number[]): string;
}

/** The words of a fact of the day. */
interface Words {
  /** In a few words, without its numbers; null: it shares its name with praise, and that has them. */
  name: string | null;
  /** In a few words, without money, for a headline or after a colon. */
  phrase(finding: Finding): string;
  /** In full, with how many trades were looked at and the numbers compared. */
  sentence(finding: Finding, settings: ReportSettings): string;
  /** For the daily screen: what happened, to which trades, and the money. */
  short(finding: Finding, beside: Beside): string;
  /** For `--why` and the manual: its rule with its thresholds, and its source. */
  why: WrittenLater;
}

/** The words of one to mend; over a period it has a name where money is told of it. */
interface BadWords<Id extends BadFactId> extends Words {
  /** What it tells of its trades, so that the daily screen does not tell it again. */
  topics: readonly Topic[];
  /** Its short sentence says what came of its trades. */
  saysMoney: boolean;
  overPeriod: Id extends MoneyFactId ? string : null;
}

/** The words of one that was right. */
interface GoodWords extends Words {
  /** What of a plan it shows to be kept, told with others in one sentence; null: told by itself. */
  planned: ((finding: Finding) => string) | null;
}

/** Words of these facts, each of its kind. */
export type FactWords<Id extends FactId = FactId> = {
  readonly [K in Id]: K extends BadFactId ? BadWords<K> : K extends GoodFactId ? GoodWords : Words;
};
