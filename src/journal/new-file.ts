import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { escapeRegExp } from "../base/text.ts";
import type { Processes } from "../world.ts";

/** A file on its way to its name: it is there when it is whole, whatever ends the program. */
export interface NewFile {
  /** Where it is written, beside its place; empty at first, and only its owner can read it. */
  temporary: string;
  /**
   * Brings it onto the disk and then under its name. Throws EEXIST for a name that is taken, unless
   * it may be replaced.
   */
  keep(mayReplace: boolean): void;
  /** Leaves nothing behind. */
  drop(): void;
}

/**
 * Begins a file beside its place, as NAME.PROCESS.part. What earlier processes that were killed
 * left there is removed. Throws what the file system says.
 */
export function beginNewFile(target: string, { own, isRunning }: Processes): NewFile {
  const folder = path.dirname(target);
  for (const { name, process } of partsOf(target)) {
    if (process !== own && !isRunning(process)) rmSync(path.join(folder, name), { force: true });
  }
  const temporary = `${target}.${own}.part`;
  rmSync(temporary, { force: true });
  closeSync(openSync(temporary, "wx", 0o600));
  return {
    temporary,
    keep(mayReplace) {
      sync(temporary);
      if (mayReplace) renameSync(temporary, target);
      else moveNew(temporary, target);
      sync(folder);
    },
    drop: () => rmSync(temporary, { force: true }),
  };
}

/** Files on their way to this name (SQLite keeps more beside its own), and who writes each. */
function partsOf(target: string): { name: string; process: number }[] {
  const own = escapeRegExp(path.basename(target));
  // A backup is named by its time: one that was begun at any other is an earlier try.
  const start = own.replace(/\d{14}(?:-\d+)?(?=\\\.bak$)/, "\\d{14}(?:-\\d+)?");
  const part = new RegExp(`^${start}\\.(\\d+)\\.part(?:-journal|-wal|-shm)?$`);
  return readdirSync(path.dirname(target)).flatMap((name) => {
    const [, process] = part.exec(name) ?? [];
    return process === undefined ? [] : [{ name, process: Number(process) }];
  });
}

/** Waits until the disk has it. A folder cannot be synced on every system: there it need not be. */
function sync(file: string): void {
  const isFolder = statSync(file).isDirectory();
  let descriptor: number;
  try {
    descriptor = openSync(file, isFolder ? "r" : "r+");
  } catch (error) {
    if (isFolder) return;
    throw error;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!isFolder) throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Renames without overwriting; a file system without links gets a plain rename after a look. */
function moveNew(temporary: string, target: string): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    const isTaken = statSync(target, { throwIfNoEntry: false }) !== undefined;
    if (isTaken)
      throw Object.assign(new Error("file exists", { cause: error }), { code: "EEXIST" });
    renameSync(temporary, target);
    return;
  }
  rmSync(temporary);
}
