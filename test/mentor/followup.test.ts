import { describe, expect, test } from "vitest";
import { followUps, keptOn } from "../../src/mentor/followup.ts";
import type { OpenPromise } from "../../src/mentor/types.ts";
import { history, trade } from "./build.ts";

const DAYS = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"];

/** Four earlier days with one trade each, without a stop. */
const EARLIER = DAYS.map((session_date, index) =>
  trade({ id: 100 + index, session_date, lot_size: 0.1, stop_loss_used: false }),
);

function promise(id: string, params: OpenPromise["action"]["params"] = {}): OpenPromise {
  return { id: 1, made_on: "2026-11-16", accepted_on: null, action: { id, params } };
}

describe("a promise broken three days in a row", () => {
  const today = [{ lot_size: 0.1, stop_loss_used: false }];

  test("is let go when there is no smaller form of it", () => {
    const past = { earlier: EARLIER, promises: [promise("sl_sebelum_order")] };
    const [one] = followUps(history(today, past));
    expect(one).toMatchObject({ outcome: "broken", kept: 0, of: 4, next: "let-go" });
  });

  test("goes on while it was broken on two days only", () => {
    const past = { earlier: EARLIER.slice(0, 2), promises: [promise("sl_sebelum_order")] };
    const [one] = followUps(history(today, past));
    expect(one).toMatchObject({ of: 2, next: "go-on" });
  });
});

describe("half the lot in a segment", () => {
  const half = { id: "lot_setengah", params: { segment: "simbol", label: "XAUUSD", trades: 20 } };
  const usual = DAYS.map((session_date, index) =>
    trade({ id: 100 + index, session_date, lot_size: 0.1 }),
  );

  test("is checked on the trades of that segment alone", () => {
    const day = [{ lot_size: 0.05 }, { lot_size: 0.1 }, { symbol: "EURUSD", lot_size: 0.1 }];
    expect(keptOn(half, history(day, { earlier: usual }))).toEqual({ chances: 2, broken: [2] });
  });

  test("is untested on a day without such a trade", () => {
    const day = [{ symbol: "EURUSD", lot_size: 0.1 }];
    expect(keptOn(half, history(day, { earlier: usual })).chances).toBe(0);
  });
});
