import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the tests of this run make their folders; it goes with the run. */
    folder: string;
  }
}

/** Newest change of any file below these paths. */
function changedAt(...paths: string[]): number {
  const times = paths.flatMap((start) =>
    statSync(start).isDirectory()
      ? (readdirSync(start, { recursive: true }) as string[]).map(
          (name) => statSync(path.join(start, name)).mtimeMs,
        )
      : [statSync(start).mtimeMs],
  );
  return Math.max(...times);
}

function isBuilt(): boolean {
  try {
    const built = ["dist/jurnal.js", "THIRD-PARTY.txt"].map((file) => statSync(file).mtimeMs);
    return Math.min(...built) > changedAt("src", "bin", "schema.sql", "build.js");
  } catch {
    return false;
  }
}

const MEMORY = "/dev/shm";
const ROOM = 1 << 30;

/**
 * In memory where there is room: nearly every test makes a journal, and half of its time would go
 * into waiting for the disk to have it. TMPDIR says otherwise.
 */
function temporary(): string {
  if (process.env.TMPDIR !== undefined) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/**
 * Tests that spawn the program run what src/ says now: built once, before the first of them. What
 * they write lies in one folder, which goes with the run.
 */
export function setup(project: TestProject): () => void {
  if (!isBuilt()) execFileSync(process.execPath, ["build.js"], { stdio: "inherit" });
  const folder = mkdtempSync(path.join(temporary(), "jurnal-tests-"));
  // Some tests run the program as another user.
  chmodSync(folder, 0o755);
  project.provide("folder", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
