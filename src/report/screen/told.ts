import { currencyOf } from "../../base/money.ts";
import { partsOf } from "../../mentor/decisions.ts";
import { isByHand, netOf } from "../../mentor/trade.ts";
import type { ReportSettings } from "../document.ts";
import type { SeenDay } from "./statement.ts";

/** What has been said of which trades, so that it is not said of them again. */
export class Told {
  private readonly pairs = new Set<string>();

  /** ", and this came of it", unless that has been said of these trades already. */
  money(text: string, trades: readonly number[]): string {
    const isTold = this.has(["money"], trades);
    this.add(["money"], trades);
    return isTold ? "" : text;
  }

  /** Something to mend has been told. */
  get hasAny(): boolean {
    return this.pairs.size > 0;
  }

  add(topics: readonly Topic[], trades: readonly number[]): void {
    for (const topic of topics) for (const id of trades) this.pairs.add(`${topic} ${id}`);
  }

  has(topics: readonly Topic[], trades: readonly number[]): boolean {
    return (
      topics.length > 0 &&
      trades.length > 0 &&
      topics.every((topic) => trades.every((id) => this.pairs.has(`${topic} ${id}`)))
    );
  }
}

export type Topic =
  | "money"
  | "stop"
  | "risk"
  | "lot"
  | "pause"
  | "count"
  | "limit"
  | "moved"
  | "hours"
  | "adds"
  | "plan"
  | "open";

/** What came of these trades of the day together, each with what was opened together with it. */
export function sumOf(
  trades: readonly number[],
  { history }: SeenDay,
  { currency }: ReportSettings,
) {
  const some = partsOf(history.trades.filter(isByHand)).flatMap((parts) =>
    trades.includes(parts[0]?.id ?? 0) ? parts : parts.filter(({ id }) => trades.includes(id)),
  );
  // A promise may be about the bots.
  const bots = history.trades.filter((one) => !isByHand(one) && trades.includes(one.id));
  return netOf([...some, ...bots], currencyOf(currency));
}
