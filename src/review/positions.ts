import { addMoney, currencyOf } from "../base/money.ts";
import { MINUTE_MS, parseUtc } from "../base/time.ts";
import { plansById } from "../journal/plans/plans.ts";
import { listPositions, type Position } from "../journal/plans/positions.ts";
import { type KnownSymbol, knownSymbol } from "../journal/plans/symbols.ts";
import type { Store } from "../journal/store.ts";
import { lossOfLot } from "../trade/lot.ts";

/** A position that is open, with what it risks from here on. */
export interface OpenRisk extends Position {
  /** A stop is known. */
  stop_known: boolean;
  /** Money that is lost at the stop, from the entry; 0: the stop is beyond it; null: not to tell. */
  risk_money: number | null;
  /** That over the risk that was planned, else over what a trade may risk; null: not to tell. */
  risk_r: number | null;
  /** Whole minutes since the entry; null: unknown. */
  age_minutes: number | null;
}

/** All that is open, those without a stop first, then by what they risk, and their sum. */
export interface OpenPositions {
  rows: OpenRisk[];
  /** Of those whose risk can be told. */
  risk_money: number;
  without_stop: number;
  /** With a stop, but what it risks cannot be told. */
  unknown: number;
}

/** What is open now, by hand and from statements; `oneR`: money that a trade may risk. */
export function openNow(store: Store, oneR: number | null): OpenPositions {
  const positions = listPositions(store);
  const ids = positions.flatMap(({ plan_id }) => (plan_id === null ? [] : [plan_id]));
  const plans = plansById(store, ids);
  const symbols = new Map<string, KnownSymbol>();
  const known = (symbol: string) => {
    const found = symbols.get(symbol) ?? knownSymbol(store, symbol);
    symbols.set(symbol, found);
    return found;
  };
  const rows = positions.map((position): OpenRisk => {
    const { stop_loss, entry_time } = position;
    const stop_known = stop_loss !== null && stop_loss > 0;
    const risk_money = stop_known ? riskOf(position, known(position.symbol)) : null;
    const planned = plans.get(position.plan_id ?? 0)?.risk_money ?? oneR;
    const isTold = risk_money !== null && planned !== null && planned > 0;
    return {
      ...position,
      stop_known,
      risk_money,
      risk_r: isTold ? Math.round((100 * risk_money) / planned) / 100 : null,
      age_minutes:
        entry_time === null
          ? null
          : Math.max(0, Math.floor((store.now() - parseUtc(entry_time)) / MINUTE_MS)),
    };
  });
  rows.sort(
    (a, b) =>
      Number(a.stop_known) - Number(b.stop_known) ||
      (b.risk_money ?? 0) - (a.risk_money ?? 0) ||
      a.id - b.id,
  );
  const told = rows.flatMap(({ risk_money }) => risk_money ?? []);
  return {
    rows,
    risk_money: addMoney(told, currencyOf(store.profile.currency)),
    without_stop: rows.filter((row) => !row.stop_known).length,
    unknown: rows.filter((row) => row.stop_known && row.risk_money === null).length,
  };
}

function riskOf(position: Position, { terms, pointAt }: KnownSymbol): number | null {
  const { side, entry_price: entry, stop_loss: stop, lot_size: lot } = position;
  const point = pointAt(entry);
  if (side === null || entry === null || stop === null || lot === null || point === null)
    return null;
  const distance = side === "buy" ? entry - stop : stop - entry;
  if (distance <= 0) return 0;
  const loss = lossOfLot({ side, entry, distance, target: null, point_value: point.value, terms });
  return Math.round(100 * lot * loss) / 100;
}
