import { build } from "esbuild";
import { expect, test } from "vitest";
import { studentQuantile } from "../../src/stats/distributions.ts";
import { studentFactor95 } from "../../src/stats/student-table.ts";

test("each t of the table is the library's", () => {
  for (let df = 1; df <= 240; df++) {
    const twelveDigits = Number(studentQuantile(0.975, df).toPrecision(12));
    expect(studentFactor95(df), String(df)).toBe(twelveDigits);
  }
  expect(studentFactor95(1_000)).toBe(studentFactor95(240));
  expect(studentFactor95(0)).toBe(Number.POSITIVE_INFINITY);
});

test("the daily report loads no library of distributions: import() alone may", async () => {
  const { metafile } = await build({
    entryPoints: ["src/mentor/review.ts", "src/commands/report.ts"],
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    format: "esm",
    platform: "node",
    outdir: "unwritten",
    loader: { ".sql": "text" },
  });
  const inputs = Object.entries(metafile.inputs);
  const reached = new Set(["src/mentor/review.ts", "src/commands/report.ts"]);
  for (const file of reached) {
    const [, input] = inputs.find(([name]) => name === file) ?? [];
    for (const { path, kind } of input?.imports ?? []) {
      if (kind === "import-statement") reached.add(path);
    }
  }
  expect([...reached].filter((file) => file.startsWith("@stdlib"))).toEqual([]);
  expect(reached).toContain("src/stats/exact.ts");
});
