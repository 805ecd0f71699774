import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { escapeRegExp } from "../../base/text.ts";
import { UserError } from "../../errors.ts";
import { noFileMatches } from "../words.ts";

/**
 * The files that a typed name means: on Windows, where cmd and PowerShell leave `*` and `?` to the
 * program, those that match it, by name; elsewhere, and without a pattern, the one it names. Throws
 * UserError where none matches.
 */
export function filesNamed(typed: string, platform: string): string[] {
  if (platform !== "win32" || !/[*?]/.test(typed)) return [typed];
  const found = matching(typed.split(/[\\/]/), "");
  if (found.length === 0) throw new UserError("file-missing", ...noFileMatches(typed));
  return found.sort();
}

/** Goes down one part of the name after the other; folders that cannot be read hold nothing. */
function matching([part = "", ...rest]: readonly string[], from: string): string[] {
  const isLast = rest.length === 0;
  const found = /[*?]/.test(part)
    ? entriesOf(from).filter((one) => isNamed(one.name, part) && one.isDirectory() !== isLast)
    : [{ name: part }];
  if (!isLast) return found.flatMap(({ name }) => matching(rest, from + name + path.sep));
  return found.map(({ name }) => from + name).filter((file) => existsSync(file));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder || ".", { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Whether a name fits a pattern; Windows knows no difference between large and small letters. */
function isNamed(name: string, pattern: string): boolean {
  const source = pattern.split(/([*?])/).map((piece) => WILD.get(piece) ?? escapeRegExp(piece));
  return new RegExp(`^${source.join("")}$`, "is").test(name);
}

const WILD = new Map([
  ["*", ".*"],
  ["?", "."],
]);
