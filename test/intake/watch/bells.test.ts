import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { bellsOn } from "../../../src/intake/watch/bells.ts";

/** On a disk: in memory no folder gets the number of one that went. */
const DISK = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();

test("a folder that went and was made anew is listened to again", async () => {
  const parent = mkdtempSync(path.join(DISK, "jurnal-test-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const folder = path.join(parent, "masuk");
  const file = path.join(folder, "bot.ndjson");
  const bells = bellsOn([folder], () => {});
  onTestFinished(() => bells.silence());
  for (let round = 0; round < 3; round++) {
    mkdirSync(folder);
    expect(bells.rearm()).toEqual([]);
    writeFileSync(file, "{}");
    await expect.poll(() => bells.rung()).toContain(file);
    rmSync(folder, { recursive: true });
    // What was told of the file that went must not be heard for the next one.
    await setTimeout(200);
    bells.rung();
  }
});
