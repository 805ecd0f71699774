import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Context } from "../../context.ts";
import { UserError } from "../../errors.ts";
import { currentSetting, DOWNLOADS, WATCHED } from "../../journal/settings.ts";
import type { World } from "../../world.ts";
import { mayBeStatement } from "./names.ts";
import * as words from "./words.ts";

/**
 * The folders that are meant: those typed, else those of `config set watch`, as whole paths. Throws
 * UserError for one that is not there, and for a file.
 */
export async function foldersOf(context: Context, typed: readonly string[]): Promise<string[]> {
  const { world } = context;
  const kept = async () =>
    currentSetting(await context.open("write"), WATCHED)
      .split(",")
      .map((folder) => (folder === DOWNLOADS ? downloads(world) : folder));
  const named = typed.length > 0 ? typed : await kept();
  const folders = named.map((folder) => path.resolve(folder.replace(/^~(?=[/\\]|$)/, world.home)));
  for (const folder of folders) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) throw new UserError("folder-missing", ...words.folderMissing(folder));
    if (!stat.isDirectory()) throw new UserError("not-folder", ...words.notFolder(folder));
  }
  return [...new Set(folders)];
}

/** Where this user's browsers save; a desktop of Linux calls it in the user's language. */
function downloads({ env, home, platform }: World): string {
  const plain = path.join(home, "Downloads");
  if (platform === "win32" || platform === "darwin") return plain;
  try {
    const config = env.XDG_CONFIG_HOME || path.join(home, ".config");
    const dirs = readFileSync(path.join(config, "user-dirs.dirs"), "utf8");
    const told = /^XDG_DOWNLOAD_DIR="(.+)"/m.exec(dirs)?.[1];
    return told === undefined ? plain : told.replace(/^\$HOME/, home);
  } catch {
    return plain;
  }
}

/** A file as the folder shows it. */
export interface Seen {
  size: number;
  modified_ms: number;
}

/** The whole paths of files in the folder that may be statements. Throws what the file system says. */
export function candidatesIn(folder: string): string[] {
  // Once a minute, for thousands: join() would take longer than to look at the files.
  const start = path.join(folder, path.sep);
  return readdirSync(folder)
    .filter(mayBeStatement)
    .map((name) => start + name);
}

/** How the file is now; null: it is gone, or no file. */
export function seenAt(file: string): Seen | null {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return null;
    return { size: stat.size, modified_ms: Math.floor(stat.mtimeMs) };
  } catch {
    return null;
  }
}

/** Whether the name that a folder shows opens nothing: Linux has names whose bytes are no UTF-8. */
export const isMisnamed = (file: string): boolean => file.includes("\ufffd") && !existsSync(file);
