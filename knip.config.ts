import type { KnipConfig } from "knip";

/**
 * `npm run dead` looks twice. The plain run sees the tests too: it finds files and packages that
 * nothing uses, and each `export` that no other file needs. The run with --production leaves the
 * tests out: what it finds is reached by tests alone. There, a function that its own file calls may
 * also be exported for a test of its own.
 */
export default ({ production = false }: { production?: boolean }): KnipConfig => ({
  entry: [
    "src/main.ts!",
    "bench/*.js!",
    "bench/fuzz/{run,worker}.js!",
    "bench/fuzz/peak.cjs!",
    "test/sim/nightly.ts",
  ],
  project: ["src/**/*.ts!", "bench/**!", "test/**/*.{js,ts}"],
  // Programs of the system: what needs them says so, or is skipped, where they are missing.
  ignoreBinaries: [
    "apt-get",
    "mkfifo",
    /^g\+\+$/,
    "sqlite3",
    "strace",
    "systemd-analyze",
    "unshare",
    "wine",
    "wineserver",
  ],
  ignoreExportsUsedInFile: production,
});
