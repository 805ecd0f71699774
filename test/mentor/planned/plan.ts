import type { Plan } from "../../../src/model.ts";

/** A plan to buy gold, risking 10 for 20. */
export const PLAN: Plan = {
  id: 1,
  sealed_at: "2026-11-20 02:00:00",
  valid_until: "2026-11-20 06:00:00",
  symbol: "XAUUSD",
  side: "buy",
  entry: 3350,
  stop: 3345,
  target: 3360,
  lot: 0.02,
  risk_money: 10,
  risk_percent: 1,
  rr: 2,
  point_value: 100,
  setup: null,
  why: null,
  mood: null,
  checks: [],
  allowed: true,
  reasons: [],
  against_reason: null,
  closed_at: null,
  closed_as: null,
  close_reason: null,
};
