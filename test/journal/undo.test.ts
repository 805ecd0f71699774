import path from "node:path";
import { expect, test } from "vitest";
import { addTrades, addUnknownTrades } from "../../src/journal/bulk.ts";
import {
  beginOperation,
  endOperation,
  immediate,
  operate,
  resumeOperation,
} from "../../src/journal/changes.ts";
import { addMood } from "../../src/journal/days.ts";
import { checkHealth } from "../../src/journal/health/health.ts";
import { editProfile } from "../../src/journal/owners.ts";
import { redateTrades } from "../../src/journal/rezone.ts";
import type { Store } from "../../src/journal/store.ts";
import { addTrade, findTrade, removeTrade } from "../../src/journal/trades.ts";
import { undoLast, undoOperation } from "../../src/journal/undo/undo.ts";
import type { NewTrade } from "../../src/model.ts";
import { completeTrade } from "../../src/trade/values.ts";
import { openAt, temporaryFolder } from "./temporary.ts";

function trade(values: Partial<NewTrade>): NewTrade {
  const reading = completeTrade({ symbol: "XAUUSD", profit_loss: 5, ...values });
  if (!reading.ok) throw new Error(reading.problem.expected);
  return reading.trade;
}

const sound = (store: Store) => checkHealth(store).every((check) => check.ok);

test("a day that came back while another program made it again takes over what that holds", () => {
  const store = openAt(path.join(temporaryFolder(), "j.db"));
  const late = trade({ exit_time: "2026-11-20 23:30:00" });
  operate(store, "trade.log", "", (op) => addTrade(op, late, "2026-11-20"));
  const { id } = store.profile;
  const zone = { zone: "Asia/Jakarta" };
  operate(store, "profile.edit", "", (op) => {
    editProfile(op, id, zone);
    redateTrades(op, { ...store.profile, ...zone });
  });
  store.db.exec("INSERT INTO trading_sessions (session_date) VALUES ('2026-11-20')");
  store.db.exec(`INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size)
    SELECT id, 'EURUSD', 7, 0.1 FROM trading_sessions WHERE session_date = '2026-11-20'`);

  expect(undoLast(store)?.kind).toBe("profile.edit");
  const days = store.db.prepare(
    "SELECT session_date, total_profit_loss AS total FROM trading_sessions",
  );
  expect(days.all()).toEqual([{ session_date: "2026-11-20", total: 12 }]);
  expect(sound(store)).toBe(true);
  store.db.close();
});

test("a deleted trade that a stream brought again is not doubled by undo", () => {
  const store = openAt(path.join(temporaryFolder(), "j.db"));
  const ticketed = trade({ ticket: "7", account: "A" });
  const id = operate(store, "trade.log", "", (op) => addTrade(op, ticketed, "2026-11-20"));
  const logged = findTrade(store, id);
  if (logged === null) throw new Error("not logged");
  const streamId = immediate(store, () => {
    const stream = beginOperation(store, "trade.stdin", "");
    addTrades(stream, [{ trade: trade({ ticket: "8", account: "A" }), date: "2026-11-20" }]);
    endOperation(stream);
    return stream.id;
  });
  operate(store, "trade.delete", "", (op) => removeTrade(op, logged));
  immediate(store, () => {
    const stream = resumeOperation(store, streamId);
    if (stream === null) throw new Error("stream gone");
    addUnknownTrades(stream, [{ trade: ticketed, date: "2026-11-20" }]);
    endOperation(stream);
  });

  // The stream changed the journal last, so it goes first; then the deletion; then the first log.
  expect(undoLast(store)?.kind).toBe("trade.stdin");
  expect(undoLast(store)?.kind).toBe("trade.delete");
  expect(findTrade(store, id)?.profit_loss).toBe(5);
  expect(undoLast(store)?.kind).toBe("trade.log");
  expect(undoLast(store)).toBeNull();
  expect(sound(store)).toBe(true);
  store.db.close();
});

test("a day begun by one operation stays while another has something in it", () => {
  const store = openAt(path.join(temporaryFolder(), "j.db"));
  const streamId = immediate(store, () => {
    const stream = beginOperation(store, "trade.stdin", "");
    addTrades(stream, [{ trade: trade({}), date: "2026-11-20" }]);
    endOperation(stream);
    return stream.id;
  });
  const mood = { date: "2026-11-20", mood: "tenang", note: null };
  operate(store, "mood.set", "", (op) => addMood(op, mood));
  immediate(store, () => {
    const stream = resumeOperation(store, streamId);
    if (stream === null) throw new Error("stream gone");
    addTrades(stream, [{ trade: trade({}), date: "2026-11-20" }]);
    endOperation(stream);
  });
  expect(undoLast(store)?.kind).toBe("trade.stdin");
  const counts = () =>
    store.db
      .prepare(
        `SELECT (SELECT COUNT(*) FROM trading_sessions) AS days,
           (SELECT COUNT(*) FROM daily_trading_data) AS trades,
           (SELECT COUNT(*) FROM mood_checkins) AS moods`,
      )
      .get();
  expect(counts()).toEqual({ days: 1, trades: 0, moods: 1 });
  expect(undoLast(store)?.kind).toBe("mood.set");
  expect(sound(store)).toBe(true);
  store.db.close();
});

test("a clock is set back over more trades than are read at once, those that came since too", () => {
  const store = openAt(path.join(temporaryFolder(), "j.db"));
  const { id } = store.profile;
  // 06:00 in Jakarta, and at other hours.
  const trades = Array.from({ length: 2_300 }, (_, index) => {
    const time = `2026-10-${String(1 + (index % 28)).padStart(2, "0")}`;
    const hour = index % 2 === 0 ? "23:00:00" : "05:00:00";
    return { trade: trade({ exit_time: `${time} ${hour}` }), date: time };
  });
  const clock = (fields: { zone?: string; day_start?: string }) =>
    operate(store, "profile.edit", "", (op) => {
      editProfile(op, id, fields);
      redateTrades(op, { ...store.profile, ...fields });
    });
  operate(store, "trade.log", "", (op) => addUnknownTrades(op, trades));
  clock({ zone: "Asia/Jakarta", day_start: "00:00" });
  const days = () =>
    store.db
      .prepare(
        `SELECT t.id, s.session_date, s.total_trades, s.total_profit_loss FROM daily_trading_data t
         JOIN trading_sessions s ON s.id = t.session_id WHERE t.id <= 2300 ORDER BY t.id`,
      )
      .all();
  const before = days();
  clock({ day_start: "07:00" });
  const begunLater = days() as { session_date: string }[];
  const dates = before as { session_date: string }[];
  const moved = dates.filter(({ session_date: date }, at) => begunLater[at]?.session_date !== date);
  expect(moved.length).toBe(1_150);
  // Its day is told by the clock alone, not by what the operation did.
  const since = operate(store, "trade.log", "", (op) =>
    addTrade(op, trade({ exit_time: "2026-11-20 23:30:00" }), "2026-11-20"),
  );
  const [, edited] = store.db
    .prepare("SELECT id FROM operations ORDER BY id")
    .pluck()
    .all()
    .slice(-3);
  expect(undoOperation(store, Number(edited))?.kept).toEqual([]);
  expect(days()).toEqual(before);
  expect(findTrade(store, since)?.session_date).toBe("2026-11-21");
  expect(sound(store)).toBe(true);
  store.db.close();
});
