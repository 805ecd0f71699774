import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { fakeWorld, linesOf } from "../world.ts";

/*
 * R is measured from the first stop that is known. A statement tells the stop as it stood when the trade
 * was closed: moved to break-even it would make one R of a few cents.
 */

const OPEN =
  "ticket,opening_time_utc,type,original_position_size,symbol,opening_price,stop_loss,commission";
const CLOSED =
  "ticket,opening_time_utc,closing_time_utc,type,lots,original_position_size,symbol,opening_price," +
  "closing_price,stop_loss,take_profit,commission_usd,swap_usd,profit_usd,equity_usd,margin_level,close_reason";

/** A buy of 0.06 at 3350 that risked $30 with its stop at 3345, closed at 3355. */
async function trader() {
  const here = fakeWorld();
  await here.fine("profile", "edit", "--balance", "3000", "--currency", "USD", "--zone", "WIB");
  const file = (name: string, ...lines: string[]) => {
    const path = join(dirname(here.file), name);
    writeFileSync(path, `${lines.join("\n")}\n`);
    return path;
  };
  const open = (stop: string, name = "open.csv") =>
    file(name, OPEN, `81,2025-07-09T02:20:05,buy,0.06,XAUUSDm,3350,${stop},`);
  const closed = (stop: string, profit = "30") =>
    file(
      "closed.csv",
      CLOSED,
      `81,2025-07-09T02:20:05,2025-07-09T05:00:00,buy,0.06,0.06,XAUUSDm,3350,3355,${stop},,,,${profit},,,user`,
    );
  const load = (path: string) => here.fine("trade", "import", path);
  const trade = () => here.json("trade", "show", "1");
  const meanR = async () => (await here.json("stats")).expectancy_r;
  return { ...here, open, closed, load, trade, meanR };
}

type Trader = Awaited<ReturnType<typeof trader>>;

const BY_HAND = [
  ..."trade log XAUUSD 30 --side buy --lot 0.06 --open-price 3350 --close-price 3355 --stop 3345".split(
    " ",
  ),
  ...["--entry", "2025-07-09 09:20", "--exit", "2025-07-09 12:00"],
];
const PIPED = {
  ...{ symbol: "XAUUSD", side: "buy", lot_size: 0.06, entry_price: 3350, exit_price: 3355 },
  ...{ entry_time: "2025-07-09T02:20:05Z", exit_time: "2025-07-09T05:00:00Z", stop_loss: 3345 },
  ticket: "81",
};

const FIRST: Readonly<Record<string, (here: Trader) => Promise<unknown>>> = {
  "typed by hand": ({ fine }) => fine(...BY_HAND),
  "of a pipe, without its swap": ({ jurnal }) =>
    jurnal(["trade", "log", "--stdin"], [], {
      input: linesOf({ ...PIPED, profit_loss: 30.2 }),
      isInteractive: false,
    }),
  "of a pipe, to the cent": ({ jurnal }) =>
    jurnal(["trade", "log", "--stdin"], [], {
      input: linesOf({ ...PIPED, profit_loss: 30 }),
      isInteractive: false,
    }),
  "open in a statement": ({ load, open }) => load(open("3345")),
  "open in two statements": async ({ load, open }) => {
    await load(open("3345"));
    await load(open("3348", "later.csv"));
  },
};

describe("a stop that a statement brings later", () => {
  test.each(Object.entries(FIRST))(
    "%s: R goes by the first, the later is kept",
    async (_, first) => {
      const here = await trader();
      await first(here);
      await here.load(here.closed("3350.5"));
      expect(await here.trade()).toMatchObject({ stop_loss: 3350.5, first_stop: 3345 });
      expect(await here.meanR()).toBeCloseTo(1, 9);
      // The risk that was planned, not that of the moved stop.
      expect(await here.fine("report", "2025-07-09", "--full")).toMatch(/XAUUSD .* 1%/);
      expect(await here.fine("status")).toContain("+1.0R");
      expect(await here.fine("trade", "show", "1")).toMatch(
        /Stop loss +ya, di 3350.50?; semula 3345/,
      );
      // The same file again changes nothing.
      await here.load(here.closed("3350.5"));
      expect(await here.trade()).toMatchObject({ stop_loss: 3350.5, first_stop: 3345 });
      // Nor does a whole export and its way back.
      const whole = join(dirname(here.file), "whole.ndjson");
      await here.fine("export", "--all", "--out", whole);
      const again = join(dirname(here.file), "again.db");
      await here.fine("--db", again, "import", whole);
      expect(await here.json("--db", again, "trade", "show", "1")).toMatchObject({
        ...{ stop_loss: 3350.5, first_stop: 3345 },
      });
    },
  );

  test("undo takes the later one back", async () => {
    const here = await trader();
    await here.fine(...BY_HAND);
    await here.load(here.closed("3350.5"));
    await here.fine("undo");
    expect(await here.trade()).toMatchObject({ stop_loss: 3345, first_stop: null });
  });

  test("the same price with fewer digits, none told, or the trader's own word move nothing", async () => {
    for (const stop of ["3345.00", "3345.01", ""]) {
      const here = await trader();
      await here.fine(...BY_HAND);
      await here.load(here.closed(stop, "29.9"));
      expect((await here.trade()).first_stop).toBeNull();
      expect(await here.meanR()).toBeCloseTo(29.9 / 30, 2);
    }
    const here = await trader();
    await here.fine(...BY_HAND);
    await here.load(here.closed("3350.5"));
    await here.fine("trade", "edit", "1", "--stop", "3340");
    expect(await here.trade()).toMatchObject({ stop_loss: 3340, first_stop: null });
    expect(await here.meanR()).toBeCloseTo(0.5, 9);
  });

  test("a position opened by hand is measured from its own, wherever it was closed", async () => {
    const here = await trader();
    await here.fine(..."open XAUUSD buy 0.06 3350 --stop 3345".split(" "));
    await here.fine("close", "1", "3355", "--stop", "3351");
    expect((await here.trade()).stop_loss).toBe(3351);
    expect(await here.meanR()).toBeCloseTo(1, 9);
  });
});
