import { copyFileSync } from "node:fs";
import path from "node:path";
import { desk } from "./jurnal.ts";

let made: Promise<{ folder: string; file: string }> | undefined;
let copies = 0;

/**
 * The three sample months of `demo --save`, made once and copied for each who asks: a report that is
 * printed is kept, and would be there for the next test.
 */
export async function sampleMonths(): Promise<string> {
  made ??= (async () => {
    const { fine, folder } = desk();
    const file = path.join(folder, "months.db");
    await fine("demo", "--save", file);
    return { folder, file };
  })();
  const { folder, file } = await made;
  const copy = path.join(folder, `months-${++copies}.db`);
  copyFileSync(file, copy);
  return copy;
}
