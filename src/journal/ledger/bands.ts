import { currencyOf, scaleOf } from "../../base/money.ts";
import { outcomeOf } from "../../base/outcome.ts";
import { riskMoneyOf } from "../../mentor/trade.ts";
import type { Wholes } from "../../model.ts";
import { type Planned, pointValues } from "../../trade/point-value.ts";
import { balancesFrom } from "../balance.ts";
import { knownValues } from "../plans/symbols.ts";
import { type BandSetting, bandSetting } from "../settings.ts";
import { prepared, type Store } from "../store.ts";
import { FIRST_STOP } from "./columns.ts";

/** The trader's band of break-even. */
interface Band {
  /** Up to which result, in money, a trade neither wins nor loses; 0 where its risk is not known. */
  withinOf(id: number): number;
  /** That many trades will be asked for. */
  readAll(): void;
}

const bands = new WeakMap<Store, { basis: string; band: Band }>();

/** Whether the trader set a band of break-even that holds in this profile. */
export const isBanded = (store: Store): boolean => bandSetting(store) !== null;

/**
 * The band that the trader set, null without one. In R it goes by each trade's own planned loss, as
 * all trades of the profile tell it: a trade is judged alike wherever it is shown.
 */
function bandOf(store: Store): Band | null {
  const setting = bandSetting(store);
  if (setting === null) return null;
  if (setting.unit === "money") return { withinOf: () => setting.size, readAll: () => {} };
  // Worked out anew once anything was written: a stop typed later makes a risk known.
  const changes = prepared(store.db, "SELECT total_changes()").pluck().get();
  const basis = `${setting.size} ${changes} ${store.profile.id}`;
  const known = bands.get(store);
  if (known?.basis === basis) return known.band;
  const band = bandInR(store, setting);
  bands.set(store, { basis, band });
  return band;
}

type Row = Omit<Planned, "stop_loss_used"> & {
  id: number;
  session_date: string;
  stop_loss_used: number | null;
};

/** Trades as their planned loss is worked out from them. */
const PLANNED = `SELECT t.id, s.session_date, t.symbol, t.side, nullif(t.lot_size, 0) AS lot_size,
    t.entry_price, t.exit_price, t.stop_loss,
    ${FIRST_STOP} AS planned_stop, t.stop_loss_used, t.risk_percent, t.profit_loss,
    t.commission, t.swap, t.fee
  FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id`;

function plannedOf({ stop_loss_used: used, ...row }: Row) {
  return { ...row, stop_loss_used: used === null ? null : used !== 0 };
}

/** Multiplied out, 0.1 of 3 is a little more or less than 0.3: a thousandth of the finest unit is forgiven. */
function bandInR(store: Store, { size }: BandSetting): Band {
  const { id: user, currency } = store.profile;
  const all = store.db.prepare(`${PLANNED} WHERE s.user_id = ?`);
  const one = store.db.prepare(`${PLANNED} WHERE t.id = ?`);
  let trades: ReturnType<typeof plannedOf>[] | undefined;
  const everyTrade = () => {
    trades ??= (all.all(user) as Row[]).map(plannedOf);
    return trades;
  };
  // Only a trade that does not tell by itself what a point is worth asks for all the others.
  const others = { [Symbol.iterator]: () => everyTrade()[Symbol.iterator]() };
  const values = pointValues(others, knownValues(store));
  const balances = balancesFrom(store, "");
  const finest = 0.001 / scaleOf(currencyOf(currency));
  const within = new Map<number, number>();
  const note = (trade: ReturnType<typeof plannedOf>) => {
    const risk = riskMoneyOf(trade, values, balances.get(trade.session_date) ?? null);
    const size01 = risk > 0 ? size * risk + finest : 0;
    within.set(trade.id, size01);
    return size01;
  };
  return {
    withinOf(id) {
      const known = within.get(id);
      if (known !== undefined) return known;
      const row = one.get(id) as Row | undefined;
      return row === undefined ? 0 : note(plannedOf(row));
    },
    readAll: () => everyTrade().forEach(note),
  };
}

/** More trades than this are read together. */
const MANY = 500;

/** The same trades, each with the band it is judged by; as they are where the trader set none. */
export function banded<T extends { id: number }>(store: Store, trades: T[]): T[] {
  const band = bandOf(store);
  if (band === null) return trades;
  if (trades.length > MANY) band.readAll();
  return trades.map((trade) => ({ ...trade, even_within: band.withinOf(trade.id) }));
}

/** The bands of these trades in minor units, for a ledger; null where the trader set none. */
export function bandsOf(store: Store, ids: Wholes): Float64Array | null {
  const band = bandOf(store);
  if (band === null) return null;
  if (ids.length > MANY) band.readAll();
  const scale = scaleOf(currencyOf(store.profile.currency));
  // 0.29 times 100 is a little less than 29: what the finest unit is divided by is rounded away.
  return Float64Array.from(ids, (id) => Math.round(band.withinOf(id) * scale * 1_000) / 1_000);
}

/**
 * Ids of the profile's trades of these days (of all by default) that neither won nor lost though
 * they are not at zero, as JSON.
 */
export function evenTrades(
  store: Store,
  { from = "", to = "9999-12-31" }: { from?: string; to?: string } = {},
): string {
  const setting = bandSetting(store);
  if (setting === null) return "[]";
  const most = setting.unit === "money" ? setting.size : Number.MAX_VALUE;
  const rows = store.db
    .prepare(
      `SELECT t.id, t.profit_loss FROM trading_sessions s CROSS JOIN daily_trading_data t
         ON t.session_id = s.id
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to
         AND t.profit_loss <> 0 AND abs(t.profit_loss) <= @most`,
    )
    .all({ user: store.profile.id, from, to, most }) as { id: number; profit_loss: number }[];
  const even =
    setting.unit === "money" ? rows : banded(store, rows).filter((one) => outcomeOf(one) === 0);
  return JSON.stringify(even.map(({ id }) => id));
}
