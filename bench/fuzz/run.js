// `npm run bench:fuzz -- KIND [RUNS] [SEED]`: attacks the program and prints what held. Exits with 1
// where a line was lost, a command ended with 70 or hung, or a journal is not what it must be.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** How often each runs where nobody says. */
const KINDS = {
  statements: { runs: 10_000, load: () => import("./statements.js") },
  kill: { runs: 200, load: () => import("./kill.js") },
  power: { runs: 900, load: () => import("./power.js") },
  corruption: { runs: 500, load: () => import("./corruption.js") },
  arguments: { runs: 3_500, load: () => import("./arguments.js") },
  whole: { runs: 1_000, load: () => import("./whole.js") },
  rescue: { runs: 200, load: () => import("./rescue.js") },
  doors: { runs: 1_000, load: () => import("./doors.js") },
  together: { runs: 800, load: () => import("./together.js") },
};

const [kind, runs, seed = 1] = process.argv.slice(2);
if (!Object.hasOwn(KINDS, kind ?? "")) {
  console.log(`npm run bench:fuzz -- ${Object.keys(KINDS).join("|")} [RUNS] [SEED]`);
  process.exit(2);
}
// In memory where that is a folder: what is killed or cut off does not depend on the disk.
const place = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const folder = mkdtempSync(path.join(place, "jurnal-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const { fuzz } = await KINDS[kind].load();
const count = Number(runs ?? KINDS[kind].runs);
process.exitCode = await fuzz({ runs: count, seed: Number(seed), folder });
