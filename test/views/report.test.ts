import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import type { Voice } from "../../src/base/phrases.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import { composeReport } from "../../src/report/day.ts";
import { composeScreen } from "../../src/report/screen/screen.ts";
import { renderDone, renderError } from "../../src/views/messages.ts";
import { renderReport } from "../../src/views/report.ts";
import { renderScreen } from "../../src/views/screen.ts";
import { makeStyle } from "../../src/views/style.ts";
import { DAYS } from "./days.ts";

interface Look {
  color?: boolean;
  ascii?: boolean;
  columns?: number;
  terminal?: boolean;
  voice?: Voice;
}

function sampleOf(name: string, voice: Voice = "Anda") {
  const sample = DAYS[name];
  if (sample === undefined) throw new RangeError(name);
  const settings = { ...sample.settings, voice };
  const { history } = sample;
  return { history, settings, review: reviewDay(history, settings, sample.looks) };
}

const styleOf = (look: Look) => makeStyle({ color: false, ascii: false, columns: 80, ...look });

/** The day on one screen. */
function printed(name: string, look: Look = {}): string {
  const { review, history, settings } = sampleOf(name, look.voice);
  return renderScreen(composeScreen({ review, history }, null, settings), styleOf(look));
}

/** The whole report. */
function whole(name: string, look: Look = {}): string {
  const { review, history, settings } = sampleOf(name, look.voice);
  return renderReport(composeReport(review, history, settings), styleOf(look));
}

const names = Object.keys(DAYS);
const WHOLE = [
  ...["revenge", "proven-habit", "own-rules", "promise-broken", "missing-fields", "distress"],
  ...["only-bots", "known-mood", "zero-result"],
];

describe("reports as printed, 80 columns without colour", () => {
  test.each(names)("%s", async (name) => {
    await expect(printed(name)).toMatchFileSnapshot(`../golden/report-${name}.txt`);
  });

  test.each(WHOLE)("%s in full", async (name) => {
    await expect(whole(name)).toMatchFileSnapshot(`../golden/report-full-${name}.txt`);
  });

  test("in colour", async () => {
    await expect(printed("revenge", { color: true })).toMatchFileSnapshot(
      "../golden/report-revenge-colour.txt",
    );
  });

  test("as kamu, in ASCII, at 60 columns", async () => {
    await expect(
      printed("revenge", { ascii: true, columns: 60, voice: "kamu" }),
    ).toMatchFileSnapshot("../golden/report-revenge-kamu-ascii-60.txt");
  });
});

describe.each([
  ["every screen", printed],
  ["every report in full", whole],
] as const)("%s", (_, print) => {
  test.each(names)("%s fits its terminal, and colour only colours", (name) => {
    for (const columns of [60, 72, 80, 120, 200]) {
      const text = print(name, { columns });
      for (const line of text.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
      expect(print(name, { columns, color: true }).replace(/\u001b\[\d+m/g, "")).toBe(text);
    }
  });

  test.each(names)("%s keeps to the voice", (name) => {
    for (const voice of ["Anda", "kamu"] as const) {
      const text = print(name, { voice });
      expect(text).not.toMatch(/karena|\bAI\b|\bpasti\b|undefined|\bNaN\b|\bnull\b|Infinity/);
      expect(text).not.toMatch(
        voice === "Anda" ? /\bkamu\b|mu\b(?<!temu|semu|ilmu|tamu)/i : /\bAnda\b/,
      );
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what ASCII is
    expect(print(name, { ascii: true })).toMatch(/^[\x00-\x7f]*$/);
  });
});

test("on a terminal a message breaks between its words, and in a pipe nowhere", () => {
  const told =
    "Aturan max-daily-loss: berhenti saat rugi hari itu mencapai 2% dari saldo · berlaku mulai 26 Nov 2026 · batalkan: jurnal undo";
  const style = styleOf({ columns: 60, terminal: true });
  const lines = renderDone(told, style).trimEnd().split("\n");
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(60);
  expect(lines.map((line) => line.trim()).join(" ")).toBe(`✔ ${told}`);
  expect(renderDone(told, styleOf({ columns: 60 }))).toBe(`✔ ${told}\n`);
  expect(renderError(told, told, style)).toBe(
    `✖ ${lines.join("\n").slice(2)}\n  ${lines.join("\n").slice(2)}\n`,
  );
});

test("a note cannot reach the terminal with its control sequences", () => {
  const sample = DAYS.clean;
  if (sample === undefined) throw new RangeError("clean");
  const hostile = "hapus \u001b[2J layar \u202e";
  const trades = sample.history.trades.map((trade) => ({ ...trade, symbol: hostile }));
  const history = {
    ...sample.history,
    trades,
    session: { ...sample.history.session, personal_notes: hostile, market_conditions: hostile },
  };
  const settings = { ...sample.settings, voice: "Anda" as const };
  const review = reviewDay(history, settings);
  for (const text of [
    renderReport(composeReport(review, history, settings), styleOf({})),
    renderScreen(composeScreen({ review, history }, null, settings), styleOf({})),
  ]) {
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u202e");
    expect(text).toContain("hapus");
  }
});

describe("trades in one order", () => {
  /** The day as if its trades had been typed in from the last to the first. */
  function typedBackwards({ history, ...rest }: (typeof DAYS)[string]) {
    const trades = history.trades.map((trade) => ({ ...trade, id: 10_000 - trade.id }));
    return { history: { ...history, trades }, ...rest };
  }

  test.each(names)("%s: lists in sentences go as the table does, by time", (name) => {
    const sample = DAYS[name];
    if (sample === undefined) throw new RangeError(name);
    const settings = { ...sample.settings, voice: "Anda" as const };
    for (const { history, looks } of [sample, typedBackwards(sample)]) {
      const review = reviewDay(history, settings, looks);
      const said = [
        renderScreen(composeScreen({ review, history }, null, settings), styleOf({})),
        renderReport(composeReport(review, history, settings), styleOf({})),
      ].map((text) => text.replace(/\s+/g, " "));
      const place = new Map(history.trades.map(({ id }, index) => [id, index]));
      const lists = said.flatMap((text) => text.match(/#\d+(?:(?:,| dan|, dan) #\d+)+/g) ?? []);
      for (const list of lists) {
        const places = (list.match(/\d+/g) ?? []).map((id) => place.get(Number(id)));
        expect.soft([list, places]).toEqual([list, places.toSorted((a, b) => (a ?? 0) - (b ?? 0))]);
      }
    }
  });
});
