import { writeFileSync } from "node:fs";

const time = (ms) => new Date(ms).toISOString().slice(0, 19).replaceAll("-", ".").replace("T", " ");

/** A MetaTrader 4 statement of `count` trades, with its closed total. */
export function statement(count) {
  const from = Date.UTC(2016, 0, 4);
  let cents = 0;
  const rows = Array.from({ length: count }, (_, index) => {
    const profit = ((index * 7919) % 10_001) - 5_000;
    cents += profit - 7;
    const at = from + index * 1_800_000;
    const price = (value) => `<td style="mso-number-format:0\\.00000;">${value}</td>`;
    return (
      `<tr bgcolor=#E0E0E0 align=right><td title="#1001 [tp]">${77_000_000 + index}</td>` +
      `<td class=msdate nowrap>${time(at)}</td><td>buy</td><td class=mspt>0.10</td><td>eurusd</td>` +
      `${price("1.08287")}${price("1.08187")}${price("1.08387")}` +
      `<td class=msdate nowrap>${time(at + 1_020_000)}</td>${price("1.08300")}` +
      "<td class=mspt>-0.07</td><td class=mspt>0.00</td><td class=mspt>0.00</td>" +
      `<td class=mspt>${(profit / 100).toFixed(2)}</td></tr>\n`
    );
  });
  return [
    "<!DOCTYPE html><html><head><title>Statement: 5001</title></head><body><table>\n",
    "<tr><td colspan=2><b>Account: 5001</b></td><td colspan=5><b>Name: x</b></td>",
    "<td colspan=2><b>Currency: USD</b></td><td colspan=5><b>2026 January 19, 14:48</b></td></tr>\n",
    "<tr><td colspan=14><b>Closed Transactions:</b></td></tr>\n",
    ...rows,
    `<tr><td colspan=10>&nbsp;</td><td colspan=4><b>Closed P/L: ${(cents / 100).toFixed(2)}</b>`,
    "</td></tr>\n</table></body></html>\n",
  ].join("");
}

export const writeStatement = (count, file) => writeFileSync(file, statement(count));
