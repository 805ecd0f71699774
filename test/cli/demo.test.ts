import path from "node:path";
import { expect, test } from "vitest";
import { desk } from "./jurnal.ts";
import { sampleMonths } from "./months.ts";

test("three sample months fill a new journal, the same each time, and never an old one", async () => {
  const here = desk();
  const saved = await here.fine("demo", "--save", "contoh.db");
  expect(saved).toContain("jurnal --db contoh.db");
  const file = path.join(here.folder, "contoh.db");
  expect((await here.jurnal(["--db", file, "doctor"])).code).toBe(0);
  const report = await here.fine("--db", file, "report", "2025-07-09", "--full");
  expect(report).toContain("Kebiasaan terbukti");
  expect(await here.fine("--db", await sampleMonths(), "report", "2025-07-09", "--full")).toBe(
    report,
  );
  const again = await here.jurnal(["demo", "--save", "contoh.db"]);
  expect([again.code, again.out]).toEqual([1, ""]);
  expect(again.err).toContain("contoh.db sudah ada");
}, 120_000);
