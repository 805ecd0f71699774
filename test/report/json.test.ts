import { describe, expect, test } from "vitest";
import { reviewDay } from "../../src/mentor/review.ts";
import { composeReport } from "../../src/report/day.ts";
import { toJson } from "../../src/report/json.ts";
import { DAYS } from "../views/days.ts";
import { explanations } from "./explanations.ts";

const names = Object.keys(DAYS);

function jsonOf(name: string) {
  const sample = DAYS[name];
  if (sample === undefined) throw new RangeError(name);
  const settings = { ...sample.settings, voice: "Anda" as const };
  const review = reviewDay(sample.history, settings, sample.looks);
  const document = composeReport(review, sample.history, settings);
  const json = toJson(review, sample.history, document, settings);
  return { json: JSON.parse(JSON.stringify(json)), document };
}

const number = expect.any(Number);
const text = expect.stringMatching(/\S/);
const PROOF = ["effect", "interval", "p", "q"];

describe("the report as JSON", () => {
  test.each(names)("%s has every key that the report is built from", (name) => {
    const { json } = jsonOf(name);
    expect(json.risk).toMatchObject({
      score: number,
      band: text,
      ceilings: expect.any(Array),
      coverage: { known: number, of: 10 },
    });
    expect(json.risk.items.map((one: { id: string }) => one.id).sort()).toEqual([
      "eksposur",
      "risiko",
      "rugi_rencana",
      "sl",
      "target",
      "ukuran",
    ]);
    for (const one of [...json.findings, ...json.praise]) {
      expect(one).toMatchObject({
        id: text,
        level: expect.stringMatching(/^(kejadian|kebiasaan|pola)$/),
        family: text,
        n: number,
        trades: expect.any(Array),
        severity: number,
        text,
      });
      expect(Object.keys(one)).toEqual(expect.arrayContaining([...PROOF, "cost"]));
      const isCounted = one.level === "kejadian";
      for (const key of ["effect", "p", "q"]) expect(one[key] === null, key).toBe(isCounted);
      if (isCounted) expect(one.interval).toBeNull();
    }
    for (const one of json.not_enough)
      expect(one).toMatchObject({ id: text, have: number, need: number });
    for (const one of json.actions) {
      expect(one).toMatchObject({
        id: text,
        focus: expect.any(Boolean),
        text,
        trades: expect.any(Array),
      });
      expect(Object.keys(one)).toEqual(expect.arrayContaining(["params", "target"]));
    }
    for (const one of json.followup) {
      expect(one).toMatchObject({ id: text, outcome: text, chances: number, kept: number, text });
    }
    expect(json.mood).toMatchObject({
      counts: {},
      entries: expect.any(Array),
      history: expect.any(Array),
    });
    expect(json.box).toMatch(/^((right|wrong)-(won|lost)|none)$/);
  });

  test.each(names)("%s says nothing in the report that is not in it", (name) => {
    const { json, document } = jsonOf(name);
    const told = JSON.stringify(json);
    for (const { id, blocks } of document.sections) {
      if (!["analisis", "janji", "rekomendasi"].includes(id)) continue;
      for (const block of blocks) {
        if (block.kind !== "item" && block.kind !== "step") continue;
        const plain = block.text.replace(/ \[\d+\]$/, "").replace(/^FOKUS UTAMA: /, "");
        expect(told).toContain(JSON.stringify(plain).slice(1, -1));
      }
    }
  });

  test("there are proven findings and facts among the days, or the shapes above hold of nothing", () => {
    const all = names.flatMap((name) => jsonOf(name).json.findings as { level: string }[]);
    expect(new Set(all.map((one) => one.level))).toContain("kebiasaan");
    expect(all.filter((one) => one.level === "kejadian").length).toBeGreaterThan(10);
    expect(names.flatMap((name) => jsonOf(name).json.followup).length).toBeGreaterThan(1);
  });

  test("each finding to mend or to count has its rule", () => {
    const ids = names.flatMap((name) => jsonOf(name).json.findings as { id: string }[]);
    for (const { id } of ids) expect(explanations()[id]?.rule, id).toMatch(/\S/);
  });
});

describe("a day that won with a wrong process", () => {
  test("says so first, in the first section and in the headline", () => {
    const { document, json } = jsonOf("lucky-wrong");
    expect(json.box).toBe("wrong-won");
    const [first] = document.sections;
    expect(first?.id).toBe("ringkasan");
    expect(first?.blocks[0]).toMatchObject({
      text: expect.stringMatching(/^Hasil bagus, proses kurang/),
    });
    expect(document.headline).toMatch(/^Hasil bagus, proses kurang/);
  });

  test("after what became of the promises, and before any praise", () => {
    const { document } = jsonOf("lucky-promise");
    expect(document.sections.map(({ id }) => id).slice(0, 2)).toEqual(["janji", "ringkasan"]);
    const opening = document.sections[1]?.blocks[0];
    expect(opening).toMatchObject({ text: expect.stringMatching(/^Hasil bagus, proses kurang/) });
  });
});
