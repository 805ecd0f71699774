import { currencyOf, fromMinor } from "../base/money.ts";
import type { Store } from "./store.ts";

/** What a session's trades by hand and by bots came to, in the profile's currency. */
export interface SessionSides {
  hand: { n: number; net: number };
  bots: { n: number; net: number };
}

/** The sides of each session of a range that has trades, by session id. */
export function sessionHands(
  store: Store,
  range: { from: string; to: string },
): Map<number, SessionSides> {
  const currency = currencyOf(store.profile.currency);
  const scale = 10 ** currency.storedDigits;
  const rows = store.db
    .prepare(
      `SELECT s.id, count(t.id) AS n, sum(t.bot_id IS NULL) AS hand_n,
         sum(CAST(round(t.profit_loss * ${scale}) AS INT)) AS net,
         sum(CASE WHEN t.bot_id IS NULL
           THEN CAST(round(t.profit_loss * ${scale}) AS INT) ELSE 0 END) AS hand_net
       FROM trading_sessions s JOIN daily_trading_data t ON t.session_id = s.id
       WHERE s.user_id = ? AND s.session_date BETWEEN ? AND ? GROUP BY s.id`,
    )
    .all(store.profile.id, range.from, range.to) as {
    id: number;
    n: number;
    hand_n: number;
    net: number;
    hand_net: number;
  }[];
  const side = (n: number, minor: number) => ({ n, net: fromMinor(minor, currency) });
  return new Map(
    rows.map(({ id, n, hand_n, net, hand_net }) => [
      id,
      { hand: side(hand_n, hand_net), bots: side(n - hand_n, net - hand_net) },
    ]),
  );
}
