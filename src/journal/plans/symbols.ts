import type { KnownValue } from "../../model.ts";
import {
  type OwnTerms,
  type SymbolTerms,
  termsOf,
  type UsualTerms,
  usualTerms,
  valueInTable,
} from "../../trade/contracts.ts";
import { contractValues, type Planned, type PointValue } from "../../trade/point-value.ts";
import { deleteRow, insertRow, type Operation, updateRow } from "../changes.ts";
import type { Store } from "../store.ts";

interface SymbolRow extends OwnTerms {
  id: number;
  symbol: string;
}

/** What the trader has set of symbols, by name. */
export function ownTerms(store: Store): Map<string, SymbolRow> {
  const rows = store.db.prepare("SELECT * FROM symbols WHERE user_id = ? ORDER BY symbol");
  return new Map(
    (rows.all(store.profile.id) as (SymbolRow & { user_id: number })[]).map(
      ({ user_id: _, ...row }) => [row.symbol, row],
    ),
  );
}

/**
 * Sets what `terms` names of a symbol, null takes it back to what is usual; false: it held already.
 * A symbol of which nothing is set any more is forgotten.
 */
export function setTerms(operation: Operation, symbol: string, terms: Partial<OwnTerms>): boolean {
  const { store } = operation;
  const known = ownTerms(store).get(symbol);
  if (known === undefined) {
    const isEmpty = Object.values(terms).every((value) => value === null);
    if (isEmpty) return false;
    insertRow(operation, "symbols", { user_id: store.profile.id, symbol, ...terms });
    return true;
  }
  const { id, symbol: _, ...before } = known;
  if (Object.values({ ...before, ...terms }).some((value) => value !== null)) {
    return updateRow(operation, "symbols", id, terms);
  }
  deleteRow(operation, "symbols", id);
  return true;
}

/** What is known of points' values in this profile where no trade tells it: what was set, or is usual. */
export function knownValues(store: Store): KnownValue {
  const own = ownTerms(store);
  const { currency } = store.profile;
  // Asked for every trade: what a symbol is is looked up once.
  const tables = new Map<string, (price: number | null) => number | null>();
  return (symbol, price) => {
    const contract = own.get(symbol)?.contract ?? null;
    const table = tables.get(symbol) ?? valueInTable(symbol, currency, contract);
    tables.set(symbol, table);
    const value = table(price);
    return value === null ? null : { value, from: contract === null ? "table" : "set" };
  };
}

/** What was set of symbols, as far as figures rest on it: they are made anew when it changes. */
export function setBasis(store: Store): readonly string[] {
  const own = [...ownTerms(store).values()];
  return own.flatMap(({ symbol, contract }) =>
    contract === null ? [] : [`${symbol} ${contract}`],
  );
}

/** How many of a symbol's newest trades tell the value of its point ... */
const NEWEST = 200;
/** ... and among how many of all the newest they are looked for: no more rows are walked through. */
const LOOKED_AT = 20_000;

/** The newest trades of a symbol in this profile that carry what the value of a point is learned from. */
function pricedTrades(store: Store, symbol: string): Planned[] {
  const rows = store.db.prepare(
    `SELECT t.symbol, t.side, t.lot_size, t.entry_price, t.exit_price, t.profit_loss, t.commission,
       t.swap, t.fee, NULL AS stop_loss, NULL AS stop_loss_used, NULL AS risk_percent
     FROM daily_trading_data t
     WHERE t.id > (SELECT COALESCE(MAX(id), 0) FROM daily_trading_data) - ${LOOKED_AT}
       AND t.symbol = @symbol AND t.exit_price IS NOT NULL AND t.entry_price IS NOT NULL
       AND (SELECT user_id FROM trading_sessions s WHERE s.id = t.session_id) = @user
     ORDER BY t.id DESC LIMIT ${NEWEST}`,
  );
  return rows.all({ symbol, user: store.profile.id }) as Planned[];
}

/** A symbol as trades to come are sized by it. */
export interface KnownSymbol {
  symbol: string;
  usual: UsualTerms | null;
  own: OwnTerms | null;
  terms: SymbolTerms;
  /** The value of a point at this price; null: not to tell without a rate. */
  pointAt(price: number | null): PointValue | null;
}

/** All that is known of a symbol, under its normal name. */
export function knownSymbol(store: Store, symbol: string): KnownSymbol {
  const usual = usualTerms(symbol, store.profile.currency);
  const own = ownTerms(store).get(symbol) ?? null;
  const values = contractValues(pricedTrades(store, symbol), knownValues(store));
  return {
    symbol,
    usual,
    own,
    terms: termsOf(usual, own),
    pointAt: (price) => values({ ...UNTRADED, symbol, entry_price: price }),
  };
}

/** Steps and smallest lot of a symbol; null: neither set nor usual. */
export function lotTerms(
  store: Store,
  symbol: string,
): Pick<SymbolTerms, "step" | "min_lot"> | null {
  const usual = usualTerms(symbol, store.profile.currency);
  const own = ownTerms(store).get(symbol) ?? null;
  const isKnown = usual !== null || own?.step != null || own?.min_lot != null;
  return isKnown ? termsOf(usual, own) : null;
}

/** A trade that was not made yet: it tells nothing of itself. */
const UNTRADED = {
  side: null,
  lot_size: null,
  exit_price: null,
  stop_loss: null,
  stop_loss_used: null,
  risk_percent: null,
  profit_loss: 0,
  commission: null,
  swap: null,
  fee: null,
};
