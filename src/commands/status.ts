import type { CommandSpec } from "../cli/command.ts";
import { EXIT } from "../errors.ts";
import { OWN_RULES, RULE_KINDS } from "../mentor/rules/all.ts";
import { openPart, statusParts } from "../report/status.ts";
import { openSum, todayStatus } from "../review/status.ts";
import { renderStatus } from "../views/messages.ts";

const EXIT_CODE = `
Kode keluar 3 bila salah satu aturan ini menghalangi transaksi berikutnya,
selain itu 0:
${RULE_KINDS.filter((kind) => OWN_RULES[kind].now !== null && OWN_RULES[kind].look !== null)
  .map((kind) => `  ${kind}`)
  .join("\n")}
Batas rugi (sehari, sepekan, drawdown) menghitung seluruh akun, termasuk
hasil bot. Jumlah transaksi, rugi, dan posisi serta jeda hanya menghitung
transaksi dengan tangan: keputusan bot bukan keputusan yang dijaga aturan
itu.
`;

export const command: CommandSpec = {
  description: "satu baris untuk prompt dan bot: sisa jatah hari ini menurut aturan Anda",
  details: { before: EXIT_CODE },
  examples: ["jurnal status", "jurnal status --json"],
  /** The day in one line, and 3 when one of the trader's own limits is reached. Writes nothing. */
  async run(context) {
    const store = await context.open("read");
    const { currency } = store.profile;
    const { date, facts, status } = todayStatus(store);
    const open = await openSum(store);
    const held = openPart(open, currency);
    if (!status.allowed) context.endWith(EXIT.limit);
    await context.show({ date, currency, ...status, ...open }, () => {
      const parts = statusParts(status, facts.rules, currency);
      return renderStatus(held === null ? parts : [...parts, held], context.style);
    });
  },
};
