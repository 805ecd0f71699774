import path from "node:path";
import { desk } from "./jurnal.ts";

let made: Promise<string> | undefined;

/** The three sample months of `demo --save`, made once: to be read, or copied by who changes them. */
export function sampleMonths(): Promise<string> {
  made ??= (async () => {
    const { fine, folder } = desk();
    const file = path.join(folder, "months.db");
    await fine("demo", "--save", file);
    return file;
  })();
  return made;
}
