import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { desk, look } from "./jurnal.ts";

test.each([
  ["WIB-7", "+07:00"],
  ["UTC0", "UTC"],
  [":/etc/localtime", "UTC"],
  ["", "UTC"],
])("a first run under TZ=%j goes by the offset, and says so", async (TZ, zone) => {
  const { spawned, file } = desk();
  const { code, err } = await spawned(["trade", "log", "XAUUSD", "1"], { env: { TZ } });
  expect(code).toBe(0);
  const [{ zone: kept } = { zone: "" }] = look<{ zone: string }>(file, "SELECT zone FROM users");
  // What /etc/localtime is depends on the machine.
  if (!TZ.startsWith(":")) expect(kept).toBe(zone);
  expect(err.replace(/\s+/g, " ")).toContain(`tidak terbaca (periksa TZ); jurnal memakai ${kept}.`);
  expect((await spawned(["trade", "list"], { env: { TZ } })).err).toBe("");
});

test("a neighbour's zone is shown as the trader knows it, and nothing is said of it", async () => {
  const { spawned } = desk();
  const env = { TZ: "Asia/Bangkok" };
  const { err } = await spawned(["trade", "log", "XAUUSD", "1"], { env });
  expect(err).toMatch(/^Jurnal baru dibuat di \S+\n$/);
  expect((await spawned(["profile", "list"], { env })).out).toContain("WIB");
});

test.each(["mood set tenang", "history", "rule add max-trades 3"])(
  "%s by a clock beyond the last year with four digits: a sentence, and nothing is kept",
  async (line) => {
    for (const clock of [Date.UTC(9999, 11, 31, 23), Date.UTC(10_000, 0), 8.64e15]) {
      const { jurnal, folder } = desk(() => clock);
      const { code, err } = await jurnal(line.split(" "));
      expect(code).toBe(1);
      expect(err).toMatch(/^✖ Jam komputer ini menunjukkan tahun \d+;/);
      expect(readdirSync(folder).filter((name) => name.endsWith(".db"))).toEqual([]);
    }
  },
);
