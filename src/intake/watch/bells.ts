import { type FSWatcher, statSync, watch } from "node:fs";
import path from "node:path";
import { mayBeStatement } from "./names.ts";

/** What the system tells of changes in folders: only a reason to look, for it may miss some. */
export interface Bells {
  /** Listens to each folder that is there and not listened to yet; those that cannot be, with why. */
  rearm(): { folder: string; code: string }[];
  /** Files that were spoken of since the last call. */
  rung(): string[];
  hasRung(): boolean;
  /** Every folder tells of its changes. */
  isComplete(): boolean;
  silence(): void;
}

/** `ring` is called when a file that may be a statement was spoken of. */
export function bellsOn(folders: readonly string[], ring: () => void): Bells {
  const armed = new Map<string, { watcher: FSWatcher; identity: string }>();
  const failed = new Set<string>();
  let rung = new Set<string>();
  const disarm = (folder: string) => {
    armed.get(folder)?.watcher.close();
    armed.delete(folder);
  };
  const arm = (folder: string, identity: string) => {
    const watcher = watch(folder, (_, name) => {
      if (name === null || !mayBeStatement(name)) return;
      rung.add(path.join(folder, name));
      ring();
    });
    // A folder that goes away, or a share that is lost: it is listened to anew when it is back.
    watcher.on("error", () => disarm(folder));
    armed.set(folder, { watcher, identity });
  };
  return {
    rearm() {
      const news = [];
      for (const folder of folders) {
        try {
          // A folder that is made anew may get the number of the one that went.
          const { ino, birthtimeMs } = statSync(folder);
          const identity = `${ino} ${birthtimeMs}`;
          if (armed.get(folder)?.identity === identity) continue;
          disarm(folder);
          arm(folder, identity);
          failed.delete(folder);
        } catch (error) {
          const { code = "" } = error as NodeJS.ErrnoException;
          disarm(folder);
          // That a folder is gone is said by who looks into it.
          if (code !== "ENOENT" && !failed.has(folder)) news.push({ folder, code });
          failed.add(folder);
        }
      }
      return news;
    },
    rung() {
      const files = [...rung];
      rung = new Set();
      return files;
    },
    hasRung: () => rung.size > 0,
    isComplete: () => armed.size === folders.length,
    silence() {
      for (const folder of folders) disarm(folder);
    },
  };
}

/** Where nothing is listened to. */
export const NO_BELLS: Bells = {
  rearm: () => [],
  rung: () => [],
  hasRung: () => false,
  isComplete: () => false,
  silence: () => {},
};
