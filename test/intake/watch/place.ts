import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fakeWorld } from "../../world.ts";

const START = Date.parse("2026-11-25T10:00:00Z");
export const SAMPLES = "test/intake/samples";

/** A world with a folder to be watched, whose clock goes on only while it is waited. */
export function place() {
  let clock = START;
  let stop = () => {};
  let steps: (() => unknown)[] = [];
  const pauses: number[] = [];
  const here = fakeWorld({
    now: () => clock,
    isTerminal: false,
    isInteractive: false,
    onStop(wanted) {
      stop = wanted;
    },
    async pause(milliseconds) {
      pauses.push(milliseconds);
      clock += milliseconds;
      const step = steps.shift();
      if (step === undefined) stop();
      else await step();
    },
  });
  const folder = path.join(here.world.home, "masuk");
  mkdirSync(folder);
  const at = (name: string) => path.join(folder, name);
  /** Writes a file of long ago, so that it need not be waited for. */
  const old = (name: string, text: string | Uint8Array, hours = 1) => {
    writeFileSync(at(name), text);
    const time = START / 1_000 - hours * 3_600;
    utimesSync(at(name), time, time);
  };
  const sample = (name: string, as = name, hours = 1) =>
    old(as, readFileSync(path.join(SAMPLES, name)), hours);
  /** `watch --once` on the folder. */
  const once = async (...more: string[]) => {
    steps = [];
    for (let times = 0; times < 60; times++) steps.push(() => {});
    return await here.jurnal(["watch", folder, "--once", ...more]);
  };
  const events = async () =>
    (await once("--json")).out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  /** Watches by looking each second: a step of the script in a pause, then so many more of them. */
  const during = async (script: (() => unknown)[], idle = 3, words = ["--poll", "1"]) => {
    steps = script.flatMap((step) => [step, ...Array.from({ length: idle }, () => () => {})]);
    return await here.jurnal(["watch", folder, ...words]);
  };
  const setBack = (milliseconds: number) => {
    clock -= milliseconds;
  };
  const trades = async () => (await here.json("trade", "list", "--days", "36500")) as Listed[];
  return { ...here, folder, at, old, sample, once, events, during, setBack, pauses, trades };
}

interface Listed {
  id: number;
  symbol: string;
  ticket: string | null;
  profit_loss: number;
}

/** A bot's line; null: without a ticket. */
export const line = (ticket: number | null, profit: number, exit = "2026-11-24 09:00:00") =>
  `${JSON.stringify({ ...(ticket === null ? {} : { ticket: String(ticket) }), symbol: "XAUUSD", profit_loss: profit, exit_time: `${exit.replace(" ", "T")}Z` })}\n`;
