import { expect, test } from "vitest";
import { contentOf, twoMachines } from "./journals.ts";

/** What is the later one of two changes, where the clock alone does not tell it. */

type Machines = ReturnType<typeof twoMachines>;

/** Two machines with one trade that both have. */
async function ofOne(): Promise<Machines> {
  const machines = twoMachines();
  await machines.fine(0, "trade", "log", "XAUUSD", "45.5");
  await machines.exportTo(0);
  await machines.fine(1, "import", machines.to(0));
  return machines;
}

async function exchange({ takes, exported }: Machines, ...words: string[]): Promise<void> {
  await takes(0, ...words);
  await takes(1, ...words);
  expect(contentOf(await exported(1))).toEqual(contentOf(await exported(0)));
}

const notes = ({ look }: Machines) =>
  ([0, 1] as const).map((machine) =>
    look<{ note: string | null }>(machine, "SELECT note FROM daily_trading_data").map(
      ({ note }) => note,
    ),
  );

test("what was undone and done again holds, though the other machine knows of the undo", async () => {
  const machines = await ofOne();
  const { fine } = machines;
  await fine(0, "trade", "edit", "1", "--note", "benar");
  await exchange(machines);
  await fine(0, "undo");
  await exchange(machines);
  expect(notes(machines)).toEqual([[null], [null]]);
  await fine(0, "redo");
  await exchange(machines);
  expect(notes(machines)).toEqual([["benar"], ["benar"]]);
});

test.each([
  ["a trade", ["trade", "log", "EURUSD", "5"], "daily_trading_data"],
  ["a setup", ["setup", "add", "pullback"], "setups"],
  ["a mood", ["mood", "set", "tenang"], "mood_checkins"],
])("%s that was undone and is there again goes to the other machine", async (_, words, table) => {
  const machines = await ofOne();
  const { fine, look } = machines;
  const counts = () =>
    ([0, 1] as const).map((machine) => look(machine, `SELECT id FROM ${table}`).length);
  await fine(0, ...words);
  await exchange(machines);
  const [there] = counts();
  await fine(0, "undo");
  await exchange(machines);
  await fine(0, "redo");
  await exchange(machines);
  expect(counts()).toEqual([there, there]);
});

test.each([
  ["ten minutes", 600_000],
  ["a year", 366 * 86_400_000],
])("a change that was made knowing one of a clock %s ahead is the later one", async (_, ahead) => {
  const machines = await ofOne();
  const { fine, clock } = machines;
  clock.ahead[1] = ahead;
  await fine(1, "trade", "edit", "1", "--note", "dari VPS");
  clock.ahead[1] = 0;
  await exchange(machines);
  await fine(0, "trade", "edit", "1", "--note", "koreksi di PC");
  await exchange(machines);
  expect(notes(machines)).toEqual([["koreksi di PC"], ["koreksi di PC"]]);
  await fine(1, "trade", "delete", "1");
  await exchange(machines);
  expect(notes(machines)).toEqual([[], []]);
});

test("a clock that was set right does not hide what is changed after that", async () => {
  const machines = await ofOne();
  const { fine, clock } = machines;
  clock.ahead[1] = 366 * 86_400_000;
  await fine(1, "trade", "edit", "1", "--note", "jam salah");
  clock.ahead[1] = 0;
  await fine(1, "trade", "edit", "1", "--note", "jam benar");
  await exchange(machines);
  expect(notes(machines)).toEqual([["jam benar"], ["jam benar"]]);
});

test("what two machines record in one second under one number stays two things", async () => {
  const machines = await ofOne();
  const { fine, clock, look } = machines;
  const log = ["trade", "log", "XAUUSD"];
  clock.step = 0;
  for (const [machine, money] of [
    [0, "10"],
    [1, "-7"],
  ] as const) {
    await fine(machine, ...log, money, "--ticket", `${machine}1`, "--account", `${machine}`);
    await fine(machine, ...log, money);
    await fine(machine, "mood", "set", machine === 0 ? "tenang" : "cemas");
  }
  clock.step = 61_000;
  await exchange(machines, "--conflicts", "ours");
  for (const machine of [0, 1] as const) {
    const trades = look<{ money: number }>(
      machine,
      "SELECT profit_loss AS money FROM daily_trading_data ORDER BY 1",
    );
    expect(trades.map(({ money }) => money)).toEqual([-7, -7, 10, 10, 45.5]);
    expect(look(machine, "SELECT mood FROM mood_checkins")).toHaveLength(2);
  }
});
