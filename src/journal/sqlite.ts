import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { versions } from "node:process";
import Bundled from "better-sqlite3";
import Bundled13 from "better-sqlite3-13";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";

/** The versions of better-sqlite3 whose JavaScript is in the bundle. */
declare const SQLITE_VERSIONS: readonly [string, string];

type Open = (file: string | Buffer, options?: Bundled.Options) => Bundled.Database;

let loaded: Open | undefined;

/** Opens database files. Throws UserError, touching no file, where better-sqlite3 cannot be used. */
export function sqlite(): Open {
  loaded ??= distrusting(loadSqlite(import.meta.filename, versions.node));
  return loaded;
}

/** What a file says of itself may not call functions that reach beyond it. */
function distrusting(open: Open): Open {
  return (file, options) => {
    const db = open(file, options);
    db.pragma("trusted_schema = OFF");
    return db;
  };
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
  if (endsTheProcess(native, node)) {
    throw new UserError("sqlite-aborts", ...say.sqliteAborts(version, node, program));
  }
  try {
    const bundled = [Bundled, Bundled13][SQLITE_VERSIONS.indexOf(version)];
    return bundled === undefined
      ? withInstalled(require)
      : withBundled(bundled, nativePart(require, folder));
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

/**
 * Whether this build of the module has Node 24 or 25 end the process at any time: the headers of Node
 * 24.19 and later have every object of it take back a hook when it is freed, which fails where V8
 * frees objects on its own time. Node 26 lets it pass; version 13 is written in another way.
 */
function endsTheProcess(native: string, node: string): boolean {
  if (!/^2[45]\./.test(node) || !existsSync(native)) return false;
  return readFileSync(native).includes("RemoveEnvironmentCleanupHook");
}

/** The native part where it is for this machine: one file knows that since version 13. */
function nativePart(require: NodeJS.Require, folder: string): unknown {
  const finder = path.join(folder, "lib", "binding.js");
  if (existsSync(finder)) return require(finder).getBinding();
  return require(path.join(folder, "build", "Release", "better_sqlite3.node"));
}

/** Looking for the other dozen files takes longer than a query: 15 ms of a start. */
function withBundled(Sqlite: typeof Bundled, native: unknown): Open {
  // The types know of a path alone.
  const nativeBinding = native as string;
  return (file, options) => new Sqlite(file, { ...options, nativeBinding });
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
