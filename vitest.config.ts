import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Same as esbuild's text loader in build.js: what is in other languages is imported as a string. */
const asText = {
  name: "as-text",
  load(id: string) {
    if (!/\.(?:sql|bash|zsh|fish|ps1)$/.test(id)) return null;
    return `export default ${JSON.stringify(readFileSync(id, "utf8"))}`;
  },
};

/** The packed install and the long simulations: `npm run test:all`. */
const LONG = "test/**/*.long.test.ts";
/** Properties that are worth more tries than one waits for. */
const TRIED_MORE = [
  "test/journal/properties.test.ts",
  "test/commands/{export,import,import-files}.test.ts",
  "test/intake/fuzz.test.ts",
  "test/mentor/risk-score.test.ts",
];

export default defineConfig({
  plugins: [asText],
  define: {
    JURNAL_VERSION: JSON.stringify("0.0.0-test"),
    // Not the one that is installed: tests in process load better-sqlite3 as a whole.
    SQLITE_VERSIONS: JSON.stringify(["0.0.0-test", "0.0.0-test"]),
  },
  test: {
    reporters: ["default", "./test/plain-reporter.ts"],
    globalSetup: ["./test/build-first.ts"],
    setupFiles: ["./test/setup.ts"],
    projects: [
      {
        extends: true,
        // Files share what they import: evaluating it for each would take as long as the tests.
        test: { name: "quick", include: ["test/**/*.test.ts"], exclude: [LONG], isolate: false },
      },
      {
        extends: true,
        test: {
          name: "long",
          include: [LONG, ...TRIED_MORE],
          testTimeout: 600_000,
          env: { JURNAL_TEST_TIMES: "5" },
        },
      },
    ],
    // Vitest would leave one core to itself, of two: it needs little, once the files are read.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    // What a whole file needs is prepared once, however busy the machine is; a command line sets no other.
    hookTimeout: 600_000,
    // No test reads the machine's zone or a real home.
    env: { TZ: "UTC", HOME: "/nonexistent", NO_COLOR: "1" },
  },
});
