import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { askOn } from "../../src/terminal.ts";
import { fakeWorld } from "../world.ts";

const ENTER = "\r";
/** What a trader types in a day of three trades: the command and every key behind it. */
const DAY = [
  ["q: nanti)", `xau 24.6 .02 sl${ENTER}`],
  ["q: nanti)", `xau -8 .02${ENTER}`],
  ["q: nanti)", `eu 12 .1 sl${ENTER}`],
  ["q: nanti)", ENTER],
  ["tidak tahu)", `t${ENTER}`],
] as const;

async function started() {
  const here = fakeWorld();
  await here.jurnal(["trade", "log", "XAUUSD", "5", "--date", "2025-07-08", "--no-input"]);
  return here;
}

describe("jurnal in the evening", () => {
  test("takes a day of three trades in at most 60 keys, and shows its report", async () => {
    const here = await started();
    const [input, output] = [new PassThrough(), new PassThrough()];
    output.end = () => output;
    let shown = "";
    output.on("data", (piece) => {
      shown += stripVTControlCharacters(String(piece));
    });
    // A question that nothing has been typed to ends with its own words.
    const until = async (words: string) => {
      while (!shown.trimEnd().endsWith(words)) await new Promise((wake) => setTimeout(wake, 10));
    };
    let keys = "jurnal".length + 1;
    const press = async () => {
      for (const [question, typed] of DAY) {
        await until(question);
        for (const key of typed) {
          keys += 1;
          input.write(key);
        }
      }
      for (const question of ["pilih", "melewati)"]) {
        await until(question);
        keys += 1;
        input.write(ENTER);
      }
    };
    const ask = askOn(Object.assign(output, { columns: 80 }), input);
    const [done] = await Promise.all([here.jurnal([], [], { ask }), press()]);
    expect(done.code).toBe(0);
    expect(keys).toBeLessThanOrEqual(60);
    expect(done.out).toContain("Transaksi #4 dicatat: EURUSD 0.1 lot · +$12.00 · SL");
    expect(done.out).toMatch(/Hasil|Besok/);
    const kept = JSON.parse((await here.jurnal(["trade", "list", "--json", "--days", "1"])).out);
    expect(
      kept.map((one: Record<string, unknown>) => [one.symbol, one.profit_loss, one.stop_loss_used]),
    ).toEqual([
      ["XAUUSD", 24.6, true],
      ["XAUUSD", -8, false],
      ["EURUSD", 12, true],
    ]);
  });

  test("a line that is not understood is told why and asked for again; q leaves the rest", async () => {
    const here = await started();
    const { code, out, err, asked } = await here.jurnal([], ["xau 5 pulback", "xau 5 sl", "q"]);
    expect(code).toBe(0);
    expect(asked).toHaveLength(3);
    expect(err).toContain('"pulback" tidak bisa dipakai');
    expect(out).toContain("Transaksi #2 dicatat");
    expect(out).not.toContain("Besok ");
  });

  test("asks nothing of a day with nothing missing, before the evening, or where nobody is", async () => {
    const here = await started();
    const noon = () => Date.parse("2025-07-09T05:00:00Z");
    expect((await here.jurnal([], [], { now: noon })).asked).toEqual([]);
    expect((await here.jurnal([], [], { isInteractive: false })).asked).toEqual([]);
    expect((await here.jurnal(["--json"])).asked).toEqual([]);
    await here.jurnal(["+", "xau", "5", "sl"]);
    await here.jurnal(["mood", "set", "tenang", "--note", "x"]);
    expect((await here.jurnal([])).asked).toEqual([]);
  });

  test("what is missing is named", async () => {
    const here = await started();
    await here.jurnal(["+", "xau", "5"]);
    const { err, asked } = await here.jurnal([], ["", "", "tenang", ""]);
    expect(err).toContain("Belum dicatat hari ini: stop #2 · suasana");
    expect(asked[1]).toContain("Stop loss #2 dipasang?");
  });

  test("a plan whose time ran out is asked for, one that a line was made by is not", async () => {
    const here = await started();
    const morning = () => Date.parse("2025-07-09T02:00:00Z");
    for (const side of ["buy 3350 --stop 3345", "sell 3350 --stop 3355"]) {
      const plan = ["plan", "XAUUSD", ...side.split(" "), "--risk", "50", "--no-input"];
      expect((await here.jurnal(plan, [], { now: morning })).code).toBe(0);
    }
    const line = "buy xau 5 3350-3355 09:10-09:40 sl 3345";
    const { err, asked } = await here.jurnal([], [line, "", "harga tidak sampai", "tenang", ""]);
    expect(err).toContain("Belum dicatat hari ini: rencana #1, #2");
    expect(asked.filter((one) => one.startsWith("Rencana"))).toEqual([
      "Rencana #2 XAUUSD sell 3350 tidak diambil, mengapa? (Enter: nanti)",
    ]);
    const kept = JSON.parse((await here.jurnal(["plan", "show", "2", "--json"])).out);
    expect(kept).toMatchObject({ state: "missed", close_reason: "harga tidak sampai" });
  });
});
