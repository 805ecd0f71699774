import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "./errors.ts";
import { editorFailed } from "./words/errors.ts";
import type { World } from "./world.ts";

type Machine = Pick<World, "env" | "platform" | "tmp">;

/** Opens the text in $VISUAL or $EDITOR and returns what was saved; throws when the editor fails. */
export function editText(text: string, { env, platform, tmp }: Machine): string {
  const editor = env.VISUAL || env.EDITOR || (platform === "win32" ? "notepad" : "vi");
  const folder = mkdtempSync(path.join(tmp, "jurnal-"));
  try {
    const file = path.join(folder, "catatan.md");
    writeFileSync(file, text, { mode: 0o600 });
    // $EDITOR may carry options ("code --wait"), so it is a shell that reads it.
    const done = spawnSync(`${editor} "${file}"`, { shell: true, stdio: "inherit" });
    if (done.status !== 0) throw new UserError("editor-failed", ...editorFailed(editor));
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
