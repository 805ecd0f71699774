import { expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

async function journal() {
  const here = fakeWorld();
  const log = (...argv: string[]) => here.fine("trade", "log", ...argv);
  await log("XAUUSD", "-5", "--date", "2025-07-08", "--setup", "breakout", "--side", "buy");
  await log("XAUUSD", "9", "--date", "2025-07-07", "--side", "sell");
  await log("EURUSD", "9", "--date", "2025-07-07");
  await log("XAUUSD", "9", "--date", "2025-05-01");
  const setups = async () =>
    (await here.json("trade", "list", "--period", "2025")).map(
      ({ id, strategy_used }: Record<string, unknown>) => `${id} ${strategy_used}`,
    );
  return { ...here, setups };
}

const BEFORE = ["4 null", "2 null", "3 null", "1 breakout"];

test("many trades are changed at once with --yes, and one undo takes all back", async () => {
  const { fine, json, setups } = await journal();
  const many = ["trade", "edit", "--symbol", "XAUUSD", "--setup", "pullback"];
  expect(await json(...many, "--days", "30", "--yes")).toEqual({ matched: 2, changed: [2, 1] });
  expect(await setups()).toEqual(["4 null", "2 pullback", "3 null", "1 pullback"]);
  expect(await json(...many, "--days", "30", "--yes")).toEqual({ matched: 2, changed: [] });
  expect(await json(...many, "--from", "2025-01-01", "--yes")).toMatchObject({ changed: [4] });
  await fine("undo");
  await fine("undo");
  expect(await setups()).toEqual(BEFORE);
});

test("a filter of what is also changed is said by --where", async () => {
  const { fine, setups } = await journal();
  await fine("trade", "edit", "--where", "setup=breakout", "--strategy", "BO", "--yes");
  expect(await setups()).toEqual([...BEFORE.slice(0, 3), "1 BO"]);
  await fine(
    "trade",
    "edit",
    "--win",
    "--days",
    "30",
    "--where",
    "side=sell",
    "--setup",
    "x",
    "--yes",
  );
  expect(await setups()).toEqual(["4 null", "2 x", "3 null", "1 BO"]);
  await fine("trade", "edit", "--where", "symbol=XAUUSD", "--setup", "", "--yes");
  expect(await setups()).toEqual(["4 null", "2 null", "3 null", "1 null"]);
});

test("a person sees them first and says yes or no; without one they stay", async () => {
  const { jurnal, setups } = await journal();
  const many = ["trade", "edit", "--symbol", "XAUUSD", "--setup", "pullback"];
  const no = await jurnal(many, [false]);
  expect(no.code).toBe(1);
  expect(no.err).toContain("2 dari 2 transaksi");
  expect(no.err).toMatch(/XAUUSD +sell/);
  const nobody = await jurnal([...many, "--no-input"]);
  expect(nobody.code).toBe(2);
  expect(nobody.err).toContain("--yes");
  expect(await setups()).toEqual(BEFORE);
  const yes = await jurnal(many, [true]);
  expect(yes.out).toContain("2 transaksi diubah: setup pullback · batalkan: jurnal undo");
  expect(await setups()).toEqual(["4 null", "2 pullback", "3 null", "1 pullback"]);
});

test.each([
  [["--setup", "x"], "Nomor transaksi"],
  [["--symbol", "XAUUSD"], "Apa yang diubah"],
  [["--symbol", "XAUUSD", "--profit", "5"], "sebutkan nomornya"],
  [["--days", "30", "--stop", "2640"], "--stop"],
  [["--days", "30", "--ticket", "1"], "--ticket"],
  [["1", "--days", "30", "--setup", "x"], "--days"],
  [["1", "--win", "--setup", "x"], "--win"],
  [["--where", "setup", "--setup", "x"], "--where"],
  [["--where", "setpu=a", "--setup", "x"], 'maksud Anda "setup"'],
  [["--symbol", "XAUSUD", "--setup", "x"], "XAUUSD"],
  [["--days", "30", "--bot", "7"], "#7"],
  [["--days", "30", "--mood", "ungu"], "--mood"],
  [["--symbol", "XAUUSD", "--setup", "x", "--plan", "none"], "untuk satu transaksi"],
])("trade edit %j is refused and changes nothing", async (argv, told) => {
  const { jurnal, setups } = await journal();
  const { code, err } = await jurnal(
    ["trade", "edit", ...argv, "--yes"].slice(0, argv[0] === "1" ? -1 : undefined),
  );
  expect(code).toBeGreaterThan(0);
  expect(err).toContain(told);
  expect(await setups()).toEqual(BEFORE);
});
