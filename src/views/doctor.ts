import { cleanLine } from "../base/clean.ts";
import type { Check } from "../journal/health.ts";
import type { Style } from "./style.ts";

const SAYS: Record<Check["name"], (check: Check) => string> = {
  file: ({ count }) => `berkas utuh (${count} halaman)`,
  references: () => "semua rujukan menunjuk baris yang ada",
  totals: ({ count }) => `jumlah transaksi ${count} sesi cocok`,
  money: ({ count }) => `hasil ${count} sesi sama dengan jumlah transaksinya`,
};

/** What was looked at and whether it is well; what is not is listed. */
export function renderHealth(path: string, checks: readonly Check[], style: Style): string {
  const lines = checks.flatMap((check) => {
    const mark = check.ok ? style.good(style.symbols.good) : style.bad(style.symbols.error);
    const text = check.ok ? SAYS[check.name](check) : `TIDAK: ${SAYS[check.name](check)}`;
    return [`${mark} ${text}`, ...check.found.map((line) => `    ${line}`)];
  });
  return [`Jurnal ${cleanLine(path)}`, ...lines].join("\n");
}
