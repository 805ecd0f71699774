import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Finding, PraiseFinding } from "../../src/mentor/types.ts";
import { FACT_WORDS } from "../../src/report/words/facts.ts";
import { HABIT_WORDS } from "../../src/report/words/habits.ts";
import { PRAISE_WORDS } from "../../src/report/words/praise.ts";

/*
 * The words that tell of a threshold are written twice here: as it is, and with every number of
 * src/mentor/thresholds.ts changed. A number that is the same in both was typed into the sentence,
 * where it would go on saying what the rule no longer does.
 */

const PATH = "../../src/mentor/thresholds.ts";
function changed(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? 7 * value + 3 : 1.5 * value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one)]));
}

/** What a sentence takes from its day: `day` for every value that it asks for. */
const valuesOf = (day: number, more: Record<string, number | string> = {}) =>
  new Proxy(
    { label: String(day % 24), ...more },
    {
      get: (own: Record<string, number | string>, key) => own[String(key)] ?? day,
    },
  );

function finding(id: string, day: number): Finding {
  return {
    id: id as never,
    level: id in PATTERNS ? "pola" : "kebiasaan",
    family: "ukuran",
    kind: "bad",
    n: day,
    trades: [day],
    values: valuesOf(day),
    cost: -day,
    severity: 1,
    proof: {
      effect: 1,
      interval: null,
      p: day / 1_000,
      q: day / 1_000,
      since: day,
      m: day,
      fading: false,
      cost_kind: "size",
      affected: 1,
    },
  };
}

const PATTERNS = { jam: 1, simbol: 1, strategi: 1, arah: 1, hari: 1, emosi: 1, kondisi: 1 };
const SETTINGS = {
  zone: "UTC",
  dayStart: 0,
  currency: "USD",
  riskLimitPercent: 2,
  voice: "Anda" as const,
};

/** Everything that is told of a rule, by its name. */
async function written(day: number): Promise<Map<string, string>> {
  const { explain } = await import("../../src/report/words/why.ts");
  const { explanations } = await import("./explanations.ts");
  const { PROMISE_WORDS } = await import("../../src/report/words/promises.ts");
  const { findingSentence } = await import("../../src/report/words/events.ts");
  const { praiseSentence } = await import("../../src/report/words/praise.ts");
  const texts = new Map<string, string>();
  for (const [id, { rule }] of Object.entries(explanations())) texts.set(`rule ${id}`, rule);
  for (const id of HABITS) {
    texts.set(`habit ${id}`, findingSentence(finding(id, day), SETTINGS));
    texts.set(`why ${id}`, explain(finding(id, day), SETTINGS).slice(2).join(" "));
  }
  for (const [id, { say }] of Object.entries(PROMISE_WORDS)) {
    for (const first_only of [0, 1]) {
      for (const segment of ["jam", "hasil_setelah_2_rugi"]) {
        const params = valuesOf(day, { first_only, segment });
        const told = say(params, "USD", [day]);
        texts.set(`plan ${id} ${first_only} ${segment}`, Object.values(told).join(" | "));
      }
    }
  }
  for (const id of PRAISES) {
    texts.set(`praise ${id}`, praiseSentence(finding(id, day) as PraiseFinding, SETTINGS));
  }
  for (const id of EVENTS) {
    const { proof: _, ...fact } = finding(id, day);
    // One trade, a few, or all: the sentences have a form for each.
    for (const n of [1, day]) {
      const values = valuesOf(day, { praise: 0, base_n: day, known: n, total: n });
      texts.set(
        `event ${id} ${n === 1 ? "one" : "many"}`,
        findingSentence({ ...fact, n, values } as Finding, SETTINGS),
      );
    }
  }
  return texts;
}

const PLANS = ["tanpa_rencana", "keluar_dari_rencana", "checklist_dilewati"];
const HABITS = Object.keys(HABIT_WORDS);
const EVENTS = Object.keys(FACT_WORDS);
const PRAISES = Object.keys(PRAISE_WORDS);

/** Numbers and number words of a text. */
const numbersOf = (text: string): string[] =>
  text.match(/\d+(?:[.,:]\d+)*|\b(?:dua|tiga|empat|lima|sepuluh)\b/g) ?? [];

const leaves = new Set<string>();
const read = new Set<string>();

/** The same numbers, each of which says that it was read. */
function watched<T extends object>(thresholds: T, path = ""): T {
  const seen = {} as T;
  for (const [key, value] of Object.entries(thresholds)) {
    const name = path + key;
    const inner = typeof value === "object" && value !== null ? watched(value, `${name}.`) : null;
    if (inner === null) leaves.add(name);
    Object.defineProperty(seen, key, {
      enumerable: true,
      get() {
        if (inner === null) read.add(name);
        return inner ?? value;
      },
    });
  }
  return seen;
}

let now: Map<string, string>;
let then: Map<string, string>;

beforeAll(async () => {
  now = await written(7_777);
  vi.doMock(PATH, async (original) => changed(await original()) as object);
  vi.resetModules();
  then = await written(8_891);
  vi.doMock(PATH, async (original) => watched(await original()));
  vi.resetModules();
  await written(7_777);
  vi.doUnmock(PATH);
  // Other test files share what is imported: they must not meet the changed numbers.
  vi.resetModules();
});

describe("a threshold and its sentence share the number", () => {
  test("no number of a rule, a plan or a habit stays when the thresholds change", () => {
    const typed = [...now].flatMap(([name, text]) => {
      const after = numbersOf(then.get(name) ?? "");
      // "0 posisi baru": none is none, whatever the threshold.
      // The events below are about one trade or of one kind.
      const isForm = (one: string) => name.startsWith("event") && ["1", "2"].includes(one);
      const stays = numbersOf(text).filter(
        (one) => one !== "0" && !isForm(one) && after.includes(one),
      );
      return stays.length === 0 ? [] : [`${name}: ${stays.join(" ")}`];
    });
    expect(typed.sort()).toEqual(
      [
        "rule balik_arah: dua", // Two-sided.
        "rule jurnal_lengkap: 95", // The level of a bound.
        ...["risiko_terjaga", "sl_disiplin", "target_dipegang", "ukuran_konsisten"].map(
          (id) => `rule ${id}: 95`,
        ),
        // And another number of the rule, changed to the same.
        "rule jeda_setelah_rugi: 95 15",
        "rule rugi_sesuai_rencana: 95 15",
        "rule lot_naik_setelah_rugi: 8 8",
        "rule lot_netral_setelah_rugi: 90", // The level of an interval.
        // Permutations.
        ...[...Object.keys(PATTERNS), ...PLANS].map((id) => `rule ${id}: 1.999`),
        ...HABITS.map((id) => `why ${id}: dua dua`), // Rule B looks twice.
      ].sort(),
    );
  });

  test("every threshold is told of: changing one changes a sentence", () => {
    const untold = [...leaves].filter((leaf) => !read.has(leaf)).sort();
    expect(untold).toEqual(UNTOLD);
  });
});

/** Numbers that no sentence needs, each for its reason; all others are read by the words. */
const UNTOLD: readonly string[] = [
  // In the plans' own numbers, which their sentences take from the plan.
  ...["PAUSE.least", "PAUSE.most", "PAUSE.recent", "PAUSE.step"],
  // Who it is for is told of no pause.
  "SWING.hours",
  // The last digit of a binary fraction.
  "TOLERANCE",
  ...["TRIAL.lot01", "TRIAL.trades"],
];
