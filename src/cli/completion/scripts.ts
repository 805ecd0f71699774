import { dictionary } from "../../base/dictionary.ts";
import bash from "./jurnal.bash";
import fish from "./jurnal.fish";
import powershell from "./jurnal.ps1";
import zsh from "./jurnal.zsh";

/** What each shell is to run once, by its name. */
export const SCRIPTS: Readonly<Record<string, string>> = dictionary({
  bash,
  zsh,
  fish,
  powershell,
});
