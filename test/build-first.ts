import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

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
    return statSync("dist/main.cache").mtimeMs > changedAt("src", "bin", "schema.sql", "build.js");
  } catch {
    return false;
  }
}

/** Tests that spawn the program run what src/ says now: built once, before the first of them. */
export function setup(): void {
  if (!isBuilt()) execFileSync(process.execPath, ["build.js"], { stdio: "inherit" });
}
