import { describe, expect, test } from "vitest";
import { dump } from "../journal/temporary.ts";
import { fakeWorld } from "../world.ts";

async function trader(profile = "--balance 3000") {
  const here = fakeWorld({ isInteractive: false, isTerminal: false });
  const say = (line: string) => here.jurnal(line.split(" "));
  const fine = async (line: string) => {
    const done = await say(line);
    if (done.code !== 0) throw new Error(`${line}: ${done.err}`);
    return done.out;
  };
  const json = async (line: string) => JSON.parse((await say(`${line} --json`)).out);
  await fine(`profile edit ${profile}`);
  return { ...here, say, fine, json };
}

const GOLD = "lot XAUUSD --entry 3350 --stop 3345";
const CLOSED = "--side buy --lot 0.1 --open-price 3350 --close-price 3355";

describe("jurnal lot", () => {
  test("the JSON that scripts hold on to", async () => {
    const { json } = await trader();
    expect(await json(`${GOLD} --target 3360 --risk 1%`)).toMatchObject({
      symbol: "XAUUSD",
      lot: 0.06,
      risk_money: 30,
      risk_percent: 1,
      rr: 2,
      point_value: 100,
      point_value_from: "table",
      n: 0,
      skip: false,
      limits: [],
    });
  });

  test("a trader's own trades tell the point before the table, and what was set before both", async () => {
    const { fine, json } = await trader();
    await fine(`trade log XAUUSD 500 ${CLOSED}`);
    await fine(`trade log XAUUSD 505 ${CLOSED}`);
    expect(await json(GOLD)).toMatchObject({ point_value: 1000, point_value_from: "trades", n: 2 });
    await fine("symbol set XAUUSD --contract 50");
    expect(await json(GOLD)).toMatchObject({ point_value: 50, point_value_from: "set" });
    await fine("undo");
    expect(await json(GOLD)).toMatchObject({ point_value: 1000 });
  });

  test("another profile's trades tell nothing here", async () => {
    const { fine, json } = await trader();
    await fine("profile add lain --balance 3000");
    await fine(`--profile lain trade log XAUUSD 500 ${CLOSED}`);
    expect(await json(GOLD)).toMatchObject({ point_value_from: "table" });
    expect(await json(`--profile lain ${GOLD}`)).toMatchObject({ point_value_from: "trades" });
  });

  test("too much for the smallest lot is passed over, with the number, and ends with 3", async () => {
    const { say } = await trader();
    const { code, out } = await say(`${GOLD} --risk 4`);
    expect(code).toBe(3);
    expect(out).toMatch(/lewati: lot terkecil 0\.01 berisiko \$5\.00/);
  });

  test("what is left of today, and 3 where a rule is reached", async () => {
    const { fine, say, json } = await trader();
    await fine("rule add max-trades 1");
    await fine("rule add max-daily-loss 50");
    await fine("rule add pause-after-loss 15m");
    expect((await say(GOLD)).code).toBe(0);
    await fine("trade log XAUUSD -20");
    const { limits } = await json(GOLD);
    expect(limits).toEqual([
      { rule: "max-daily-loss", left: 30 },
      { rule: "max-trades", left: 0 },
      { rule: "pause-after-loss", left: 15 },
    ]);
    const { code, out } = await say(GOLD);
    expect([code, /jeda 15 menit/.test(out), /jatah habis/.test(out)]).toEqual([3, true, true]);
  });

  test.each([
    [`${GOLD} --side sell`, 2, /--stop: "3345".*di atas harga masuk 3350, karena arahnya sell/],
    ["lot XAUUSD --entry 3350 --stop 3350", 2, /jarak nol/],
    [`${GOLD} --target 3340`, 2, /--target: "3340".*di atas harga masuk/],
    [`${GOLD} --pips 50`, 2, /--pips: "50".*tanpa --stop/],
    [`${GOLD} --risk 0%`, 2, /--risk: "0%".*persen/],
    [`${GOLD} --risk nol`, 2, /--risk: "nol".*persen dari saldo/],
    [`${GOLD} --rate 1`, 2, /--rate: "1".*sudah bisa dihitung dalam USD/],
    ["lot XAUUSD --stop 3345", 2, /--entry/],
    ["lot XAUUSD --entry 3350", 2, /--stop/],
    ["lot EURGBP --pips 20", 1, /--rate, berapa USD untuk 1 GBP/],
    ["lot USDJPY --pips 20", 2, /--entry/],
    ["lot ABCDE --entry 10 --stop 9", 1, /jurnal symbol set ABCDE --contract/],
    [
      "lot XAUUSD --entry 3350 --pips 40000 --side buy",
      2,
      /--pips: "40000".*lebih kecil dari harga masuk/,
    ],
  ])("%s ends with %d", async (line, code, told) => {
    const { say, file } = await trader();
    const before = dump(file);
    const done = await say(line);
    expect([done.code, done.out]).toEqual([code, ""]);
    expect(done.err).toMatch(told);
    expect(dump(file)).toEqual(before);
  });

  test.each([
    ["lot BBCA --entry 9000 --side buy --pips 900719925474", /--pips: .*paling besar 1\.000\.000/],
    ["lot BBCA --entry 9000 --side sell --pips 900719925474", /--pips: .*paling besar 1\.000\.000/],
    ["lot BBCA --entry 9000 --side buy --pips 0.4", /--pips: "0\.4".*bilangan bulat/],
  ])("steps of a price are whole and can be counted: %s", async (line, told) => {
    const { say } = await trader("--currency IDR --balance 10jt");
    const done = await say(line);
    expect([done.code, done.out]).toEqual([2, ""]);
    expect(done.err).toMatch(told);
  });

  test.each(["contract", "step", "min-lot", "pip", "price-step"])(
    "symbol set --%s takes nothing that would be shown as 0, nor beyond what is kept",
    async (term) => {
      const { say, file } = await trader();
      const before = dump(file);
      for (const value of [`0.${"0".repeat(320)}1`, "0.000000001", "1000000001", "0", "-1"]) {
        const done = await say(`symbol set AAA --${term} ${value}`);
        expect(done.code, value).toBe(2);
        expect(done.err).toMatch(/paling kecil 0[.,]00000001, paling besar 1[.,]000[.,]000[.,]000/);
      }
      expect(dump(file)).toEqual(before);
    },
  );

  test("without a balance a share cannot be told, money can", async () => {
    const { say } = await trader("--zone WIB");
    expect(await say(GOLD)).toMatchObject({ code: 1, err: expect.stringMatching(/Saldo belum/) });
    expect(JSON.parse((await say(`${GOLD} --risk 25 --json`)).out)).toMatchObject({
      lot: 0.05,
      risk_percent: null,
    });
  });

  test("a cross by its rate; shares by their steps and costs", async () => {
    const { json, say } = await trader();
    expect(await json("lot EURGBP --pips 20 --rate 1.25 --risk 25")).toMatchObject({
      lot: 0.1,
      risk_money: 25,
      point_value: 125_000,
    });
    await say("profile add saham --currency IDR --balance 10jt");
    const shares = await json("--profile saham lot BBCA --entry 9000 --stop 8800");
    expect(shares).toMatchObject({ lot: 8, risk_money: 188_400, next_lot: 9 });
    const odd = await say("--profile saham lot BBCA --entry 9010 --stop 8800");
    expect(odd.err).toMatch(/kelipatan 25.*9000 atau 9025/);
    const ticks = await json("--profile saham lot BBRI --entry 5050 --pips 4");
    // 25, 25, then 10, 10 below 5,000.
    expect(ticks).toMatchObject({ entry_price: 5050, lot: 22 });
  });
});

describe("jurnal symbol", () => {
  test("shows where each number is from, and forgets what is emptied", async () => {
    const { fine, json, file } = await trader();
    const before = dump(file, ["symbols"]);
    await fine("symbol set XAUUSD --step 0.1 --pip 0.01");
    expect(await json("symbol show gold")).toMatchObject({
      symbol: "XAUUSD",
      step: 0.1,
      pip: 0.01,
      contract: 100,
      point_value: 100,
      set: ["step", "pip"],
    });
    expect(await fine("symbol set XAUUSD --step 0.1")).toMatch(/tidak ada yang berubah/);
    await fine("symbol set XAUUSD --step= --pip=");
    expect(dump(file, ["symbols"])).toEqual(before);
    expect(await json("symbol list")).toEqual([]);
  });

  test("gives risk and R to a trade that carries entry, stop and lot", async () => {
    const { fine } = await trader();
    const open = "--side buy --lot 0.06 --open-price 3350 --stop 3345";
    await fine(`trade log XAUUSD 12 ${open}`);
    expect(await fine("trade show 1")).toMatch(/1% \(dihitung|1(?:\.00)?%/);
    await fine("symbol set XAUUSD --contract 200");
    expect(await fine("trade show 1")).toMatch(/2(?:\.00)?%/);
  });
});
