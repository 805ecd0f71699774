import path from "node:path";
import { expect, test } from "vitest";
import { addTrades } from "../../src/journal/bulk.ts";
import { operate } from "../../src/journal/changes.ts";
import { openPromises } from "../../src/journal/promises.ts";
import { reportParts } from "../../src/journal/reports.ts";
import type { NewTrade } from "../../src/model.ts";
import { reviewOfDay } from "../../src/review/day.ts";
import { completeTrade } from "../../src/trade/values.ts";
import { openAt, temporaryFolder } from "../journal/temporary.ts";

/** A journal of days with so many trades each, the last of them on 30 June 2025, and its review. */
async function reviewAfter(counts: readonly number[], today: readonly Partial<NewTrade>[]) {
  const store = openAt(path.join(temporaryFolder(), "jurnal.db"));
  const made = (fields: Partial<NewTrade>) => {
    const reading = completeTrade({ symbol: "XAUUSD", profit_loss: 5, ...fields });
    if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
    return reading.trade;
  };
  const first = Date.UTC(2025, 5, 30 - counts.length);
  const days = [...counts.map((count) => Array.from({ length: count }, () => ({}))), today];
  const trades = days.flatMap((some, k) => {
    const date = new Date(first + k * 86_400_000).toISOString().slice(0, 10);
    return some.map((fields) => ({ trade: made(fields), date }));
  });
  operate(store, "trade.log", "uji", (operation) => addTrades(operation, trades));
  const { review, history } = await reviewOfDay(store, "2025-06-30");
  return { history, found: (id: string) => review.findings.find((one) => one.id === id) };
}

test("what is usual in a day is that of the last twenty", async () => {
  const times = (count: number, trades: number) => Array.from({ length: count }, () => trades);
  // One day more or less, and the median would be three: then five trades are no burst.
  const { found } = await reviewAfter(
    [...times(9, 9), ...times(10, 1), ...times(10, 3)],
    times(5, 0).map(() => ({})),
  );
  expect(found("trade_hari_ini_tidak_biasa")?.values).toMatchObject({ median: 2, sessions: 20 });
});

test("a day reaches back over two hundred trades", async () => {
  const { history } = await reviewAfter([120, 120], [{}]);
  expect(history.earlier).toHaveLength(200);
});

test("where nobody says otherwise a trade may risk two percent", async () => {
  const { found } = await reviewAfter([], [{ risk_percent: 2 }, { risk_percent: 2.01 }]);
  expect(found("risiko_lebih_2pct")).toMatchObject({ values: { limit: 2, count: 1, max: 2.01 } });
});

test("what another version named is left out where it is read, and what it kept stays", async () => {
  const store = openAt(path.join(temporaryFolder(), "jurnal.db"));
  const reading = completeTrade({ symbol: "XAUUSD", profit_loss: 5 });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  const { trade } = reading;
  const days = ["2025-06-29", "2025-06-30"].map((date) => ({ trade, date }));
  operate(store, "trade.log", "uji", (operation) => addTrades(operation, days));
  store.db.exec(`INSERT INTO promises (user_id, made_on, action, params, text) VALUES
    (1, '2025-06-29', 'janji_lain', '{}', 'Lain.'),
    (1, '2025-06-29', 'sl_sebelum_order', '{}', 'SL dulu.')`);
  const { review, session } = await reviewOfDay(store, "2025-06-30");
  expect(review.followup.map(({ id }) => id)).toEqual(["sl_sebelum_order"]);
  expect(openPromises(store).map(({ text }) => text)).toEqual(["Lain.", "SL dulu."]);

  const made = { level: "kejadian", family: "stop", kind: "bad", n: 1, trades: [1], values: {} };
  const findings = ["tanpa_sl", "aturan_lain"].map((id) => ({ ...made, id }));
  const actions = ["batas_jumlah", "janji_lain"].map((id) => ({ id, params: {}, trades: [1] }));
  store.db
    .prepare(
      `INSERT INTO ai_mentor_reports (session_id, trading_patterns_analysis, emotional_analysis,
         risk_management_score, recommendations, motivation_message, headline)
       VALUES (?, ?, '{}', 5, ?, '', 'Judul')`,
    )
    .run(
      session.id,
      JSON.stringify({ findings, risk: review.risk, rules: [] }),
      JSON.stringify({ actions, text: ["", ""] }),
    );
  const stored = reportParts(store, { from: "2025-06-30", to: "2025-06-30" }).get(session.id);
  expect(stored?.findings.map(({ id }) => id)).toEqual(["tanpa_sl"]);
  expect(stored?.actions.map(({ id }) => id)).toEqual(["batas_jumlah"]);
});
