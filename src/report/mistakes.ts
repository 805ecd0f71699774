import { mistakeLabel } from "../base/mistakes.ts";
import { type Currency, formatMoney } from "../base/money.ts";
import type { Breakdown } from "../figures/groups.ts";
import type { MistakeCost, MistakeSum } from "../figures/mistakes.ts";

/** What a mistake cost where that is arithmetic, a line each. */
export const mistakeCostLines = ({ costs }: Breakdown, currency: Currency): string[] =>
  costs.map((one) => `${mistakeLabel(one.mistake)}: ${mistakeCostText(one, currency)}.`);

/** What of a mistake is arithmetic, and of how many of its trades. */
function mistakeCostText({ mistake, cost, n, of }: MistakeCost, currency: Currency): string {
  const what =
    mistake === "geser-sl" ? "rugi di luar risiko rencananya" : "bagian di atas lot biasa";
  const money = formatMoney(cost, currency, { sign: true });
  return `${what} ${money}, bisa dihitung pada ${n} dari ${of} transaksi`;
}

/** "Geser SL 3 kali, hasilnya -$45.00": what its trades came to, which is not what it cost. */
export function mistakeText({ mistake, n, net, cost }: MistakeSum, currency: Currency): string {
  const sum = `${mistakeLabel(mistake)} ${n} kali, hasilnya ${formatMoney(net, currency, { sign: true })}`;
  return cost === null ? sum : `${sum}; ${mistakeCostText(cost, currency)}`;
}
