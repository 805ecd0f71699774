import type { CommandSpec } from "../../cli/command.ts";
import { SIZING_OPTIONS, type SizingFlags, sizingJson, sizingOf } from "../../cli/sizing.ts";
import { EXIT } from "../../errors.ts";
import { lotFacts } from "../../report/lot.ts";
import { statusParts } from "../../report/status.ts";
import { todayStatus } from "../../review/status.ts";
import { renderFacts } from "../../views/messages.ts";

const NOTES = `
Lot dibulatkan ke bawah menurut langkah lot simbolnya. Tanpa --risk berlaku
aturan risk Anda, atau pengaturan batas-risiko. Nilai satu poin dipelajari dari
transaksi Anda sendiri; selama belum ada, dari ukuran kontrak yang lazim, dan
itu disebut. Lihat dan atur: jurnal symbol.

Kode keluar 3 bila sebaiknya dilewati (lot terkecil pun berisiko lebih dari
batasnya), atau salah satu aturan di jurnal status sedang tercapai; selain itu 0.
`;

export const command: CommandSpec = {
  description: "berapa lot untuk risiko yang boleh hilang",
  takes: [["<simbol>", "simbol, misalnya XAUUSD"]],
  options: [
    ["--entry <harga>", "harga masuk"],
    ...SIZING_OPTIONS,
    ["--side <arah>", "buy atau sell (bawaan: dari letak stop)"],
  ],
  details: { before: NOTES },
  examples: [
    "jurnal lot XAUUSD --entry 3350 --stop 3345 --target 3360 --risk 25",
    "jurnal lot EURUSD --pips 20 --risk 25",
  ],
  /** The lot for a risk, what it rests on, and what is left of today. Writes nothing. */
  async run(context, symbol: string, flags: SizingFlags) {
    const store = await context.open("read");
    const { currency } = store.profile;
    const { facts, status } = todayStatus(store);
    const sizing = sizingOf(store, facts, symbol, flags);
    const parts = statusParts(status, facts.rules, currency).map(({ text }) => text);
    if (sizing.answer.skip || !status.allowed) context.endWith(EXIT.limit);
    await context.show(sizingJson(sizing, status, currency), () =>
      renderFacts([...lotFacts(sizing, currency), ["Hari ini", parts.join(" · ")]], context.style),
    );
  },
};
