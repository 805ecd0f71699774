import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../../seed.ts";
import { contentOf, type Deed, deed, twoMachines } from "./journals.ts";

/** Days and years with two machines: whatever is done on either, an exchange both ways makes them one. */
const life = fc.record({
  isOfOne: fc.boolean(),
  before: fc.array(deed, { maxLength: 12 }),
  rounds: fc.array(
    fc.record({ deeds: fc.array(deed, { maxLength: 14 }), first: fc.constantFrom(0, 1) }),
    { minLength: 1, maxLength: 3 },
  ),
});

const does = async (machines: ReturnType<typeof twoMachines>, deeds: readonly Deed[]) => {
  for (const one of deeds) await machines.does(one);
};

test("two journals that are exchanged both ways say the same, and a second time changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(life, async ({ isOfOne, before, rounds }) => {
      const machines = twoMachines();
      const { exported, takes, fine, to } = machines;
      await fine(0, "trade", "log", "XAUUSD", "1");
      if (isOfOne) {
        await does(
          machines,
          before.map((one) => ({ ...one, machine: 0 })),
        );
        await machines.exportTo(0);
        await fine(1, "import", to(0));
      } else {
        await fine(1, "trade", "log", "EURUSD", "-2");
        await does(machines, before);
      }
      for (const { deeds, first } of rounds) {
        await does(machines, deeds);
        const [one, other] = first === 0 ? ([0, 1] as const) : ([1, 0] as const);
        const before = contentOf(await exported(one));
        if ((await takes(one, "--conflicts", "ours")).changed) {
          await fine(one, "undo");
          expect(contentOf(await exported(one))).toEqual(before);
          await takes(one, "--conflicts", "ours");
        }
        await takes(other, "--conflicts", "ours");
        expect(contentOf(await exported(1))).toEqual(contentOf(await exported(0)));
        const texts = [await exported(0), await exported(1)];
        expect((await takes(one)).changed).toBe(false);
        expect((await takes(other)).changed).toBe(false);
        const now = [await exported(0), await exported(1)];
        const body = (text: string) => text.slice(text.indexOf("\n"));
        expect(now.map(body)).toEqual(texts.map(body));
        for (const machine of [0, 1] as const) {
          expect(await fine(machine, "doctor", "--json")).not.toContain('"ok": false');
        }
      }
    }),
    runs(12),
  );
}, 900_000);
