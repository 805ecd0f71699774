import { expect, test } from "vitest";
import { trial } from "../commands/journal-run.ts";

test("the discipline line is one: the same days count in a day, a week and a month", async () => {
  const here = trial();
  await here.run("bot", "add", "robot");
  for (let day = 2; day <= 13; day++) {
    const date = `2026-11-${String(day).padStart(2, "0")}`;
    const isBots = day === 6;
    const logged = await here.run(
      ...["trade", "log", "XAUUSD", day % 3 === 0 ? "-20" : "15", "--side", "buy"],
      ...["--date", date, "--risk", "1", ...(isBots ? ["--bot", "1"] : [])],
    );
    expect([logged.code, logged.err]).toEqual([0, ""]);
    expect((await here.run("report", date)).code).toBe(0);
  }
  const day = (await here.json("report", "2026-11-13")) as unknown as { discipline: object };
  expect(day.discipline).toMatchObject({ sessions: 11 });
  for (const range of [
    ["--from", "2026-11-12", "--to", "2026-11-13"],
    ["--from", "2026-11-09", "--to", "2026-11-13"],
    ["--from", "2026-11-01", "--to", "2026-11-13"],
  ]) {
    const review = (await here.json("report", ...range)) as unknown as {
      discipline: { now: object };
    };
    expect(review.discipline.now).toEqual(day.discipline);
  }
});
