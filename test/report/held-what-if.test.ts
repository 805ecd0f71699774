import { expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

test("a day's rule is no evidence about trades that are held for days", async () => {
  const here = fakeWorld();
  const line = (day: number, hour: number, held: number, result: number) => {
    const at = (shift: number) =>
      new Date(Date.parse("2025-03-03T00:00:00Z") + (day + shift) * 86_400_000 + hour * 3_600_000)
        .toISOString()
        .replace(".000", "");
    const times = { entry_time: at(0), exit_time: at(held || 0.01) };
    return JSON.stringify({ symbol: "EURUSD", profit_loss: result, ...times });
  };
  // Of four a day the last ones lose; `held` ends days later.
  const days = (held: number) =>
    Array.from({ length: 40 }, (_, day) => [
      line(day, 3, held, 9),
      line(day, 4, 0, 8 + (day % 3)),
      line(day, 5, 0, -7),
      line(day, 6, 0, -6 - (day % 2)),
    ]).flat();
  const verdict = async (name: string, held: number) => {
    const input = (async function* () {
      yield Buffer.from(`${days(held).join("\n")}\n`);
    })();
    const words = ["trade", "log", "--stdin", "--profile", name];
    await here.jurnal(["profile", "add", name]);
    expect((await here.jurnal(words, [], { input, isInteractive: false })).code).toBe(0);
    const asked = ["what-if", "--max-trades", "2", "--profile", name];
    return (await here.jurnal(asked)).out.replaceAll(/\s+/g, " ");
  };
  expect(await verdict("sehari", 0)).toMatch(/melebihi kebetulan|belum bisa dibedakan/);
  expect(await verdict("menginap", 3)).toContain("25% transaksinya ditutup pada hari lain");
});
