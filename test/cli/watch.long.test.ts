import { type ChildProcess, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { BIN, type Desk, desk, NODE } from "./jurnal.ts";

const SAMPLE = readFileSync("test/intake/samples/exness.csv");

interface Watching {
  child: ChildProcess;
  out(): string;
  err(): string;
  /** Waits until the program has said this. */
  says(pattern: RegExp): Promise<void>;
  ended: Promise<number | null>;
}

/** A desk with a folder, and the program that watches it. */
function place() {
  const here = desk(Date.now);
  const folder = path.join(here.folder, "masuk");
  mkdirSync(folder);
  const at = (name: string) => path.join(folder, name);
  const watch = (...more: string[]) => watching(here, [folder, ...more]);
  const trades = async () =>
    JSON.parse(await here.fine("trade", "list", "--days", "36500", "--json")) as {
      ticket: string | null;
      profit_loss: number;
    }[];
  return { ...here, at, watch, trades };
}

function watching(here: Desk, words: readonly string[]): Watching {
  const child = here.start(["watch", ...words]);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (data) => {
    out += data;
  });
  child.stderr?.on("data", (data) => {
    err += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    child,
    out: () => out,
    err: () => err,
    async says(pattern) {
      for (let waits = 0; !pattern.test(out + err); waits++) {
        if (waits > 600) throw new Error(`never said ${pattern}:\n${out}${err}`);
        await setTimeout(50);
      }
    },
    ended,
  };
}

const line = (ticket: number, profit = ticket) =>
  `${JSON.stringify({ ticket: String(ticket), symbol: "XAUUSD", profit_loss: profit, exit_time: "2026-03-04T09:00:00Z" })}\n`;
const tickets = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends it clean, with what it did",
  async (signal) => {
    const here = place();
    const watch = here.watch();
    await watch.says(/Memantau/);
    writeFileSync(here.at("exness.csv"), SAMPLE);
    await watch.says(/exness\.csv: 5 transaksi baru/);
    watch.child.kill(signal);
    expect(await watch.ended).toBe(0);
    expect(watch.err()).toMatch(/1 berkas diambil \(5 transaksi baru\)/);
    expect(watch.out()).toMatch(/^✔ \d\d:\d\d exness\.csv/);
  },
  60_000,
);

test("half-written, renamed, locked and vanished files; other commands write meanwhile", async () => {
  const here = place();
  const watch = here.watch("--poll", "1");
  await watch.says(/Memantau/);
  // Another program writes it piece by piece, under a name that a browser gives, then renames it.
  for (let at = 0; at < SAMPLE.length; at += 300) {
    appendFileSync(here.at("exness.csv.crdownload"), SAMPLE.subarray(at, at + 300));
  }
  renameSync(here.at("exness.csv.crdownload"), here.at("exness.csv"));
  writeFileSync(here.at("bot.ndjson"), line(1) + line(2).slice(0, 20));
  await watch.says(/bot\.ndjson: 1 transaksi baru/);
  await here.fine("trade", "log", "EURUSD", "12", "--date", "2026-03-04");
  appendFileSync(here.at("bot.ndjson"), line(2).slice(20));
  await watch.says(/exness\.csv: 5 transaksi baru/);
  for (let times = 0; times < 5; times++) {
    writeFileSync(here.at("sebentar.csv"), SAMPLE);
    renameSync(here.at("sebentar.csv"), here.at("sebentar.csv.lain"));
    await setTimeout(20);
  }
  renameSync(here.at("exness.csv"), here.at("exness-lama.csv"));
  await setTimeout(3_500);
  watch.child.kill("SIGINT");
  expect(await watch.ended).toBe(0);
  expect(await here.trades()).toHaveLength(8);
  expect(watch.out()).not.toMatch(/sebentar|lama/);
  await here.fine("doctor");
}, 60_000);

test("a file that may not be opened is said once, and taken when it may", async () => {
  const here = place();
  writeFileSync(here.at("exness.csv"), SAMPLE);
  chmodSync(here.at("exness.csv"), 0);
  const isRoot = process.getuid?.() === 0;
  // Nothing is locked for the superuser.
  if (isRoot)
    for (const where of [here.folder, path.dirname(here.at("x"))]) chmodSync(where, 0o777);
  const child = watching(
    {
      ...here,
      start: (words) =>
        here.start(
          words,
          isRoot
            ? {
                uid: 65_534,
                env: { HOME: here.folder, XDG_DATA_HOME: path.join(here.folder, "data") },
              }
            : {},
        ),
    },
    [path.dirname(here.at("x"))],
  );
  await child.says(/exness\.csv: tidak bisa dibuka \(EACCES\)/);
  await setTimeout(3_000);
  chmodSync(here.at("exness.csv"), 0o644);
  await child.says(/exness\.csv: 5 transaksi baru/);
  child.child.kill("SIGINT");
  expect(await child.ended).toBe(0);
  expect(child.err().match(/tidak bisa dibuka/g)).toHaveLength(1);
}, 60_000);

test("killed at any moment and started again it loses and doubles nothing, beside a second one", async () => {
  const here = place();
  const bot = here.at("bot.ndjson");
  const second = here.watch();
  await second.says(/Memantau/);
  let written = 0;
  const all = tickets(120);
  for (let round = 0; round < 6; round++) {
    const first = here.watch();
    const end = (round + 1) * 20;
    const killAt = written + 3 + round * 2;
    for (; written < end; written++) {
      const text = line(written + 1);
      appendFileSync(bot, text.slice(0, 25));
      await setTimeout(round * 3 + 5);
      appendFileSync(bot, text.slice(25));
      if (written === killAt) {
        await setTimeout(80 * round);
        first.child.kill("SIGKILL");
      }
    }
    writeFileSync(here.at(`exness-${round}.csv`), SAMPLE);
    await first.ended;
  }
  await setTimeout(3_000);
  second.child.kill("SIGINT");
  expect(await second.ended).toBe(0);
  expect((await here.spawned(["watch", path.dirname(bot), "--once"])).code).toBe(0);
  const found = (await here.trades()).flatMap(({ ticket }) =>
    (ticket?.length ?? 9) < 4 ? [ticket] : [],
  );
  expect(found.sort((a, b) => Number(a) - Number(b))).toEqual(all);
  expect(await here.trades()).toHaveLength(125);
  const health = await here.spawned(["doctor"]);
  expect(health.code).toBe(0);
}, 120_000);

test("two that watch the same folder take each trade once", async () => {
  const here = place();
  const both = [here.watch("--poll", "1"), here.watch()];
  for (const one of both) await one.says(/Memantau/);
  for (let ticket = 1; ticket <= 40; ticket++) {
    appendFileSync(here.at("bot.ndjson"), line(ticket));
    if (ticket % 10 === 0) writeFileSync(here.at(`exness${ticket}.csv`), SAMPLE);
    await setTimeout(60);
  }
  await setTimeout(4_000);
  for (const one of both) one.child.kill("SIGTERM");
  expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
  expect(await here.trades()).toHaveLength(45);
  const sums = both.map((one) => Number(/\((\d+) transaksi baru\)/.exec(one.err())?.[1]));
  expect((sums[0] ?? 0) + (sums[1] ?? 0)).toBe(45);
}, 60_000);

/** The block of the manual's page with this file name. */
const inManual = (name: string) =>
  new RegExp(`^\`{3}\\w+ ${name}\\n([^\`]*)`, "m").exec(
    readFileSync("docs/pantau.md", "utf8"),
  )?.[1] ?? "";

test("the line for cron runs by what cron gives it", async () => {
  const here = place();
  const [setting = "", job = ""] = inManual("crontab").trim().split("\n");
  const command = job.replace(/^(\S+ ){5}/, "");
  writeFileSync(path.join(here.env.HOME ?? "", "Downloads", "exness.csv"), SAMPLE);
  const bin = path.join(here.folder, "bin");
  mkdirSync(bin);
  writeFileSync(path.join(bin, "jurnal"), `#!/bin/sh\nexec "${NODE}" "${BIN}" "$@"\n`);
  chmodSync(path.join(bin, "jurnal"), 0o755);
  const HOME = here.env.HOME ?? "";
  const PATH = setting.replace("PATH=", `${bin}:`);
  const done = spawnSync("sh", ["-c", command], {
    env: { HOME, PATH, XDG_DATA_HOME: here.env.XDG_DATA_HOME },
  });
  expect([done.status, String(done.stdout), String(done.stderr)]).toEqual([0, "", ""]);
  expect(readFileSync(path.join(HOME, "jurnal-watch.log"), "utf8")).toMatch(/5 transaksi baru/);
}, 60_000);

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
test.skipIf(!hasSystemd)(
  "the unit for systemd is one",
  () => {
    const here = place();
    const unit = here.at("jurnal-watch.service");
    writeFileSync(unit, inManual("jurnal-watch.service"));
    const done = spawnSync("systemd-analyze", ["verify", "--man=no", unit], {
      env: { ...process.env, XDG_RUNTIME_DIR: here.folder },
    });
    // What other units of the machine lack is not ours.
    expect(String(done.stderr)).not.toMatch(/jurnal-watch/);
    expect(done.status).toBe(0);
  },
  60_000,
);
