import { expect, test } from "vitest";
import { reviewDay } from "../../src/mentor/review.ts";
import type { Finding, PraiseFinding } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { findingSentence } from "../../src/report/words/events.ts";
import { FACT_WORDS } from "../../src/report/words/facts.ts";
import { praisePhrase } from "../../src/report/words/praise.ts";
import { PROMISE_WORDS } from "../../src/report/words/promises.ts";
import { at, dayBefore, history, SETTINGS, trade } from "../mentor/build.ts";

/** Sentences count what they say they count. */
const VOICED = { ...SETTINGS, voice: "Anda" as const };

function told(
  id: string,
  today: Partial<Trade>[],
  rest: Partial<Parameters<typeof history>[1] & object> = {},
): { finding: Finding; text: string } | undefined {
  const finding = reviewDay(history(today, rest), SETTINGS).findings.find((one) => one.id === id);
  return finding && { finding, text: findingSentence(finding, VOICED) };
}

const planned = {
  ...at("02:00", "02:30"),
  ...({ side: "buy", lot_size: 0.1, entry_price: 100, exit_price: 90, stop_loss: 90 } as const),
  profit_loss: -10,
};
const days = (count: number, fields: Partial<Trade>) =>
  Array.from({ length: count }, (_, k) =>
    trade({ ...planned, ...fields, id: 500 + k, session_id: 50 + k, entry_time: null }),
  );

test("losses of which the stop is not known are not among those that went by the plan", () => {
  const all = told("rugi_sesuai_rencana", [planned], { earlier: days(24, {}) });
  expect(all?.text).toMatch(/^25 dari 25 rugi terakhir berhenti sesuai rencana/);
  const with3Unknown = (known: number) => {
    const bare = days(3, { stop_loss: null }).map((one) => ({ ...one, id: one.id + 100 }));
    return told("rugi_sesuai_rencana", [planned], { earlier: [...bare, ...days(known, {})] });
  };
  expect(with3Unknown(46)?.text).toMatch(
    /^47 dari 47 rugi terakhir yang jarak stop-nya diketahui \(dari 50\) berhenti sesuai rencana/,
  );
  // With so few known ones the three may be what the praise denies.
  expect(with3Unknown(24)?.text).not.toMatch(/rugi terakhir/);
});

test("a risk that is not known was not within the limit", () => {
  const text = (unknown: number) => {
    const bare = days(unknown, { risk_percent: null }).map((one) => ({ ...one, id: one.id + 100 }));
    const earlier = [...bare, ...days(49 - unknown, { risk_percent: 1 })];
    return told("risiko_terjaga", [{ ...planned, risk_percent: 1 }], { earlier })?.text;
  };
  expect(text(2)).toMatch(
    /^48 dari 48 transaksi terakhir yang risikonya diketahui \(dari 50\) berisiko dalam batas/,
  );
  expect(text(15)).not.toMatch(/transaksi terakhir/);
});

test("a stop that is only noted where there is one is no praise", () => {
  const unsaid = days(12, { stop_loss: null, stop_loss_used: null });
  const earlier = [...unsaid.map((one) => ({ ...one, id: one.id + 100 })), ...days(37, {})];
  expect(told("sl_disiplin", [planned], { earlier: days(49, {}) })?.text).toMatch(/^50 dari 50/);
  expect(told("sl_disiplin", [planned], { earlier })).toBeUndefined();
});

test("always is said of always, nearly always of the rest", () => {
  const phrase = (kept: number) =>
    praisePhrase({ id: "sl_disiplin", n: 27, values: { kept } } as unknown as PraiseFinding);
  expect([phrase(27), phrase(26)]).toEqual([
    "stop loss selalu terpasang",
    "stop loss hampir selalu terpasang",
  ]);
});

test("two trades are no usual lot, in any of its words", () => {
  const found = (before: number) =>
    told(
      "kejadian_balas_dendam",
      [
        { ...planned, exit_price: 80, profit_loss: -20 },
        { ...planned, ...at("02:35", "02:50"), lot_size: 0.3 },
      ],
      { earlier: dayBefore(before, { lot_size: 0.1 }) },
    );
  const revenge = (before: number) => found(before)?.text;
  expect(revenge(1)).toContain("3x lot sebelumnya (0,10, median 2 transaksi sebelumnya)");
  expect(revenge(1)).toContain("Dengan lot sebelumnya");
  expect(revenge(1)).not.toContain("biasa");
  expect(revenge(2)).toContain("3x lot biasa Anda (0,10, median 3 transaksi sebelumnya)");
  const { short, phrase } = FACT_WORDS.kejadian_balas_dendam;
  const said = (before: number) => {
    const finding = found(before)?.finding as Finding;
    return `${phrase(finding)} / ${short(finding, { settings: VOICED, result: () => "" })}`;
  };
  expect(said(1)).toMatch(/^lot 3x sebelumnya, .*3x lot sebelumnya.*Dengan lot sebelumnya/);
  expect(said(1)).not.toContain("biasa");
  expect(said(2)).toMatch(/^lot 3x biasanya, .*3x lot biasa Anda.*Dengan lot biasa/);
});

test("a distance that was not there is no measure for the next lot", () => {
  const plan = (stop: Partial<Trade>) => {
    const review = reviewDay(history([{ ...planned, ...stop, risk_percent: 6 }]), SETTINGS);
    const action = review.actions.find(({ id }) => id === "risiko_maksimum");
    return PROMISE_WORDS.risiko_maksimum.say(action?.params ?? {}, "USD", action?.trades ?? [])
      .plan;
  };
  expect(plan({})).toContain("Dengan jarak stop seperti #1");
  for (const stop of [{ stop_loss: null, stop_loss_used: false }, { stop_loss: null }]) {
    expect(plan(stop)).not.toContain("jarak stop seperti");
  }
});
