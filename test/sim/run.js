// `npm run sim [traders]`: bundles the nightly simulation and runs it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";

const folder = mkdtempSync(path.join(tmpdir(), "jurnal-sim-"));
const outfile = path.join(folder, "sim.cjs");
try {
  await build({
    entryPoints: ["test/sim/nightly.ts"],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    logLevel: "warning",
  });
  execFileSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: "inherit" });
} finally {
  rmSync(folder, { recursive: true });
}
