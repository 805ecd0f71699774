import path from "node:path";

/** What decides where a journal lies. */
export interface Place {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  platform: string;
}

/**
 * Path of the journal: the `--db` option, else JURNAL_DB, else `jurnal/jurnal.db` in
 * XDG_DATA_HOME, else in the platform's place for a program's data.
 */
export function journalPath(place: Place, option: string | undefined): string {
  const chosen = option ?? (place.env.JURNAL_DB || undefined);
  if (chosen !== undefined) return path.resolve(chosen);
  return path.join(dataFolder(place), "jurnal", "jurnal.db");
}

function dataFolder({ env, home, platform }: Place): string {
  if (env.XDG_DATA_HOME) return env.XDG_DATA_HOME;
  if (platform === "darwin") return path.join(home, "Library", "Application Support");
  if (platform === "win32") return env.APPDATA || path.join(home, "AppData", "Roaming");
  return path.join(home, ".local", "share");
}
