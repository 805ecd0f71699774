import { expect, test } from "vitest";
import { trial } from "./journal-run.ts";

test("a mood that was noted can be changed and taken away, and both undone", async () => {
  const here = trial();
  await here.run("mood", "set", "marah", "--note", "uang dapur habis");
  await here.run("mood", "set", "tenang");
  const day = async () => (await here.rows("SELECT emotions FROM trading_sessions"))[0]?.emotions;

  expect((await here.run("mood", "edit", "1", "--note", "")).code).toBe(0);
  expect(await here.json("mood", "list")).toMatchObject([
    { id: 1, mood: "marah", note: null },
    { id: 2, mood: "tenang" },
  ]);
  expect(await day()).toBe("tenang");

  // The day's mood is its last check-in's.
  await here.run("mood", "edit", "2", "cemas");
  expect(await day()).toBe("cemas");
  await here.run("mood", "delete", "2");
  expect(await day()).toBe("marah");
  await here.run("mood", "delete", "1");
  expect(await here.rows("SELECT id FROM trading_sessions")).toEqual([]);
  for (let undone = 0; undone < 4; undone++) expect((await here.run("undo")).code).toBe(0);
  expect(await here.json("mood", "list")).toMatchObject([
    { id: 1, mood: "marah", note: "uang dapur habis" },
    { id: 2, mood: "tenang" },
  ]);
});

test("only the profile's own, and only what is known", async () => {
  const here = trial();
  await here.run("mood", "set", "marah");
  await here.run("profile", "add", "lain", "--currency", "IDR");
  const before = here.bytes();
  for (const line of [
    ["mood", "delete", "7"],
    ["mood", "delete", "1", "--profile", "lain"],
    ["mood", "edit", "1", "--profile", "lain", "--note", "x"],
    ["mood", "edit", "1"],
    ["mood", "edit", "1", "galaksi"],
    ["mood", "delete", "satu"],
  ]) {
    const { code, out, err } = await here.run(...line);
    expect([line, [1, 2].includes(code), out]).toEqual([line, true, ""]);
    expect(err).toMatch(/^✖ /);
  }
  expect(here.bytes()).toEqual(before);
});
