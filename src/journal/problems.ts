import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";

/** What the user can mend, from an error of SQLite or of the file system; else the error itself. */
export function asUserError(error: unknown, file: string): unknown {
  if (error instanceof UserError) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  if (code.startsWith("SQLITE_NOTADB"))
    return new UserError("journal-foreign", ...say.notAJournal(file));
  if (code.startsWith("SQLITE_CORRUPT"))
    return new UserError("journal-corrupt", ...say.corrupt(file));
  if (code.startsWith("SQLITE_BUSY")) return new UserError("journal-busy", ...say.busy(file));
  if (code.startsWith("SQLITE_FULL") || code === "ENOSPC") {
    return new UserError("disk-full", ...say.diskFull(file));
  }
  if (code.startsWith("SQLITE_READONLY")) {
    return new UserError("journal-read-only", say.readOnlyJournal(file));
  }
  const unreachable = [
    "SQLITE_CANTOPEN",
    "SQLITE_IOERR",
    "ENOENT",
    "EACCES",
    "EPERM",
    "ENOTDIR",
    "EISDIR",
    "EROFS",
  ];
  if (unreachable.some((known) => code.startsWith(known))) {
    return new UserError("journal-unreachable", ...say.unreachable(file, code));
  }
  return error;
}
