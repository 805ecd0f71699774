import type { Reporter, TestModule } from "vitest/node";
import { SEED } from "./seed.ts";

/** Closes a run with one plain line, "N passed, N failed", that any tool can read. */
export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    let passed = 0;
    let failed = 0;
    let skipped = 0;
    for (const module of modules) {
      const before = passed + failed + skipped;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === "passed") passed++;
        else if (state === "failed") failed++;
        else skipped++;
      }
      // A file that broke before any test of it ran is a failure too.
      if (before === passed + failed + skipped && !module.ok()) failed++;
    }
    if (failed > 0) process.stdout.write(`\nJURNAL_TEST_SEED=${SEED} draws the same again\n`);
    const tail = skipped > 0 ? `, ${skipped} skipped` : "";
    process.stdout.write(`\n${passed} passed, ${failed} failed${tail}\n`);
  }
}
