import { spawnSync } from "node:child_process";

/** Milliseconds and peak memory (KB, where /usr/bin/time knows it) of one whole process. */
export function measure([program, ...words], options = {}) {
  const started = process.hrtime.bigint();
  const done = spawnSync(program, words, { stdio: ["ignore", "ignore", "pipe"], ...options });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (done.status !== 0) {
    throw new Error(`${program} ${words.join(" ")}: ${done.status}\n${done.stderr}`);
  }
  return { ms, stderr: String(done.stderr) };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * Runs the commands in turn, A B C A B C ..., so that a drift of the machine hits all alike;
 * returns the median of each in milliseconds. The first round is not counted.
 */
export function inTurn(rounds, commands, options = {}) {
  const times = commands.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    commands.forEach((command, index) => {
      const { ms } = measure(command, options);
      if (round > 0) times[index].push(ms);
    });
  }
  return times.map(median);
}

/** One line: what was measured, its ratio to the reference, and the bar (null: none). */
export function printRatio(name, ms, referenceMs, bar) {
  const ratio = ms / referenceMs;
  const verdict = bar === null ? "" : ` (bar ${bar} x) ${ratio <= bar ? "ok" : "MISSED"}`;
  console.log(
    `${name.padEnd(46)} ${ms.toFixed(0).padStart(6)} ms / ${referenceMs.toFixed(0).padStart(6)} ms = ` +
      `${ratio.toFixed(2)} x ${verdict}`,
  );
}
