import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { versions } from "node:process";
import Bundled from "better-sqlite3";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";

/** The version of better-sqlite3 whose JavaScript is in the bundle. */
declare const SQLITE_VERSION: string;

type Open = (file: string | Buffer, options?: Bundled.Options) => Bundled.Database;

let loaded: Open | undefined;

/** Opens database files. Throws UserError, touching no file, where better-sqlite3 cannot be used. */
export function sqlite(): Open {
  loaded ??= loadSqlite(import.meta.filename, versions.node);
  return loaded;
}

/**
 * The installed better-sqlite3, as it is found from a file. Its native part is the only one that is
 * not bundled: what is installed may be another version, made for another Node, or not made at all.
 * A version that does not know this Node can end the process without a word, so its package.json is
 * asked before anything of it is loaded. Throws UserError with the command that mends it.
 */
export function loadSqlite(from: string, node: string): Open {
  const require = createRequire(from);
  const program = path.dirname(path.dirname(from));
  const about = installedPackage(require);
  if (about === null) throw new UserError("sqlite-missing", ...say.sqliteMissing(program));
  const { version, engines, folder } = about;
  const least = leastVersion(engines?.node ?? "");
  if (isOlder(node, least)) {
    throw new UserError("sqlite-engine", ...say.sqliteEngine(version, least, node, program));
  }
  const native = path.join(folder, "build", "Release", "better_sqlite3.node");
  try {
    return version === SQLITE_VERSION && existsSync(native)
      ? withBundled(require, native)
      : withInstalled(require);
  } catch (error) {
    const told = say.sqliteNative(version, node, reasonOf(error), program);
    throw new UserError("sqlite-native", ...told);
  }
}

interface Package {
  version: string;
  engines?: { node?: string };
  folder: string;
}

function installedPackage(require: NodeJS.Require): Package | null {
  try {
    const file = require.resolve("better-sqlite3/package.json");
    return { ...JSON.parse(readFileSync(file, "utf8")), folder: path.dirname(file) };
  } catch {
    return null;
  }
}

/** Why the native part did not load, where it is one of the two that happen; else as Node says it. */
function reasonOf(error: unknown): "other-node" | "not-built" | { message: string } {
  const { message, code } = error as NodeJS.ErrnoException;
  if (message.includes("NODE_MODULE_VERSION")) return "other-node";
  const isMissing =
    code === "MODULE_NOT_FOUND" || message.includes("Could not locate the bindings");
  return isMissing ? "not-built" : { message: message.split("\n")[0] ?? "" };
}

/** Only the native part is loaded: looking for the other dozen files takes longer than a query. */
function withBundled(require: NodeJS.Require, nativeBinding: string): Open {
  require(nativeBinding);
  return (file, options) => new Bundled(file, { ...options, nativeBinding });
}

function withInstalled(require: NodeJS.Require): Open {
  const Installed = require("better-sqlite3") as typeof Bundled;
  // The native part is loaded by the first database.
  new Installed(":memory:").close();
  return (file, options) => new Installed(file, options);
}

/** The oldest version that a package's `engines` names: 22.5 of ">=22.5 || >=24". */
function leastVersion(range: string): string {
  const named = range.match(/\d+(\.\d+)*/g) ?? ["0"];
  return named.reduce((least, one) => (isOlder(one, least) ? one : least));
}

function isOlder(version: string, than: string): boolean {
  const [ours, theirs] = [version, than].map((one) => one.split(".").map(Number));
  const differing = theirs?.findIndex((part, index) => part !== (ours?.[index] ?? 0)) ?? -1;
  return differing >= 0 && (ours?.[differing] ?? 0) < (theirs?.[differing] ?? 0);
}
