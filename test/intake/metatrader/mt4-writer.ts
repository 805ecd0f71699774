import {
  escapeHtml,
  lots,
  type Model,
  type ModelTrade,
  money,
  mtTime,
  netOf,
  price,
  sum,
} from "../statement-model.ts";

export type Mt4Layout = "standard" | "no-taxes" | "numbered";

const td = (text: string): string => `<td class=mspt>${text}</td>`;
const priceCell = (text: string): string => `<td style="mso-number-format:0\\.00000;">${text}</td>`;

/** Tooltip of a trade: magic number, comment and way of closing; null when there is nothing. */
function mt4Title(t: ModelTrade): string | null {
  const parts = [
    t.magic === null ? "" : `#${t.magic}`,
    t.comment ?? "",
    t.reason === null ? "" : `[${t.reason}]`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : parts.join(" ");
}

function tradeRow(t: ModelTrade, index: number, m: Model, layout: Mt4Layout): string {
  const title = mt4Title(t);
  // The terminal does not escape ">" in attributes; quotes it cannot print at all.
  const attribute = title === null ? "" : ` title="${title.replaceAll('"', "&quot;")}"`;
  const size = td(lots(t.lot));
  const item = `<td>${t.symbol}</td>`;
  const costs = [t.commission, t.fee, t.swap, t.profit].map((v) => td(money(v, m.decimals)));
  if (layout !== "standard") costs.splice(1, 1);
  const isNumbered = layout === "numbered";
  return [
    "<tr bgcolor=#E0E0E0 align=right>",
    isNumbered ? `<td>${index + 1}</td><td>${t.id}</td>` : `<td${attribute}>${t.id}</td>`,
    `<td class=msdate nowrap>${mtTime(t.entry)}</td><td>${t.side}</td>`,
    size,
    item,
    priceCell(price(t.entryPrice)),
    priceCell(price(t.stop)),
    priceCell(price(t.target)),
    `<td class=msdate nowrap>${mtTime(t.entry, t.hold)}</td>`,
    priceCell(price(t.exitPrice)),
    ...costs,
    isNumbered ? `<td>${escapeHtml(title ?? "")}</td>` : "",
    "</tr>\n",
  ].join("");
}

/** Writes a detailed MetaTrader 4 statement. Taxes are left out where the layout has none. */
export function writeMt4(m: Model, layout: Mt4Layout = "standard", extra = ""): string {
  const counted = m.trades.map((t) => (layout === "standard" ? t : { ...t, fee: 0 }));
  const nets = counted.map(netOf);
  const net = sum(nets);
  const gains = sum(nets.filter((n) => n > 0));
  const d = (value: number): string =>
    `<td colspan=2 class=mspt><b>${money(value, m.decimals)}</b></td>`;
  const label = (text: string): string => `<td colspan=2><b>${text}</b></td>`;
  const short = m.trades.filter((t) => t.side === "sell").length;
  const header = "Ticket,Open Time,Type,Size,Item,Price,S / L,T / P,Close Time,Price,Swap,Profit";
  return [
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<html><head><style>\n<!--\n',
    ".mspt { mso-number-format:\\#\\,\\#\\#0\\.00; }\n//-->\n</style></head><body>\n<table>\n",
    `<tr><td colspan=2><b>Account: ${m.account}</b></td><td colspan=5><b>Name: EUR</b></td>`,
    `<td colspan=2><b>Currency: ${m.currency}</b></td><td><b>Leverage: <!--LEVERAGE--></b></td>`,
    "<td><b>2024 June 1, 23:57</b></td></tr>\n",
    "<tr align=left><td colspan=13><b>Closed Transactions:</b></td></tr>\n",
    `<tr>${header
      .split(",")
      .map((h) => `<td>${h}</td>`)
      .join("")}</tr>\n`,
    `<tr align=right><td title="Deposit">10</td><td nowrap>${mtTime(0)}</td><td>balance</td>`,
    `<td colspan=10 align=left>Deposit</td>${td(money(m.deposit, m.decimals))}</tr>\n`,
    ...m.trades.map((t, i) => tradeRow(t, i, m, layout)),
    extra,
    "<tr align=right><td colspan=10>&nbsp;</td>",
    ["commission", "fee", "swap", "profit"].map(() => td("1")).join(""),
    `</tr>\n<tr align=right><td colspan=12><b>Closed P/L:</b></td>${d(net)}</tr>\n`,
    "<tr align=left><td colspan=14><b>Open Trades:</b></td></tr>\n",
    "<tr align=right><td colspan=13 align=center>No transactions</td></tr>\n",
    `<tr><td colspan=10>&nbsp;</td><td colspan=2><b>Floating P/L:</b></td>${d(0)}</tr>\n`,
    "<tr align=left><td colspan=14><b>Summary:</b></td></tr>\n<tr>",
    `${label("Deposit/Withdrawal:")}${d(m.deposit)}${label("Credit Facility:")}${d(0)}`,
    `<td colspan=5>&nbsp;</td></tr>\n<tr>${label("Closed Trade P/L:")}${d(net)}`,
    `${label("Floating P/L:")}${d(0)}${label("Margin:")}${d(0)}</tr>\n<tr>`,
    `${label("Balance:")}${d(m.deposit + net)}${label("Equity:")}${d(m.deposit + net)}`,
    `${label("Free Margin:")}${d(m.deposit + net)}</tr>\n<tr>`,
    `${label("Gross Profit:")}${d(gains)}${label("Gross Loss:")}${d(gains - net)}`,
    `${label("Total Net Profit:")}${d(net)}</tr>\n<tr>${label("Total Trades:")}`,
    `<td><b>${m.trades.length}</b></td>${label("Short (won %):")}<td><b>${short} (50.00%)</b></td>`,
    `${label("Long (won %):")}<td><b>${m.trades.length - short} (50.00%)</b></td></tr>\n`,
    "</table></body></html>\n",
  ].join("");
}

/** The same rows as Excel keeps them when an MT4 statement is saved again: no tooltips. */
export function mt4Grid(m: Model): (string | number | null)[][] {
  const blank = (n: number): null[] => Array.from({ length: n }, () => null);
  const amount = (v: number): string | number => {
    const text = money(v, m.decimals);
    // Numbers with a space stay text in Excel.
    return text.includes(" ") ? text : Number(text);
  };
  const net = sum(m.trades.map(netOf));
  return [
    [`Account: ${m.account}`, null, "Name: X", ...blank(4), `Currency: ${m.currency}`],
    ["Closed Transactions:"],
    "order,opentime,type,size,item,price,s/l,t/p,closetime,price,commission,taxes,swap,profit".split(
      ",",
    ),
    [10, mtTime(0), "balance", "Deposit", ...blank(9), amount(m.deposit)],
    ...m.trades.flatMap((t) => [
      [
        t.id,
        mtTime(t.entry),
        t.side,
        t.lot / 100,
        t.symbol,
        t.entryPrice / 100_000,
        (t.stop ?? 0) / 100_000,
        (t.target ?? 0) / 100_000,
        mtTime(t.entry, t.hold),
        t.exitPrice / 100_000,
        amount(t.commission),
        amount(t.fee),
        amount(t.swap),
        amount(t.profit),
      ],
      ...(t.magic === null ? [] : [[...blank(9), t.magic, t.comment]]),
    ]),
    ["Closed P/L:", ...blank(11), amount(net)],
  ];
}
