import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Same as esbuild's text loader in build.js: schema.sql is imported as a string. */
const sqlAsText = {
  name: "sql-as-text",
  load(id: string) {
    if (!id.endsWith(".sql")) return null;
    return `export default ${JSON.stringify(readFileSync(id, "utf8"))}`;
  },
};

export default defineConfig({
  plugins: [sqlAsText],
  define: { JURNAL_VERSION: JSON.stringify("0.0.0-test") },
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "./test/plain-reporter.ts"],
    globalSetup: ["./test/build-first.ts"],
    setupFiles: ["./test/seed.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No test reads the machine's zone or a real home.
    env: { TZ: "UTC", HOME: "/nonexistent", NO_COLOR: "1" },
  },
});
