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

export interface Mt5Options {
  language?: "en" | "ja";
  isTester?: boolean; // 13 columns, results above the deals, no account
  hasPositions?: boolean;
  mode?: "Hedge" | "Netting";
}

const HEADERS = {
  en: "Time,Deal,Symbol,Type,Direction,Volume,Price,Order,Commission,Fee,Swap,Profit,Balance,Comment",
  ja: "時間,約定,銘柄,タイプ,新規・決済,数量,価格,注文,手数料,手数料,スワップ,損益,残高,コメント",
};

const cells = (values: string[], attributes = ""): string =>
  values.map((value) => `<td${attributes}>${value}</td>\r\n`).join("");
const row = (content: string): string =>
  `<tr bgcolor="#FFFFFF" align="right">\r\n${content}</tr>\r\n`;
const stopText = (value: number | null): string => (value === null ? "" : price(value));

/** The comment the server writes on the closing deal. */
function closingComment(t: ModelTrade): string {
  const level = t.reason === "sl" ? t.stop : t.target;
  return t.reason === null ? "" : `[${t.reason} ${price(level)}]`;
}

function positionRow(t: ModelTrade, m: Model): string {
  const hidden = `<td class="hidden" colspan="8">${escapeHtml(t.comment ?? "")}</td>`;
  return row(
    cells([mtTime(t.entry), String(t.id), t.symbol, t.side]) +
      hidden +
      cells(
        [
          lots(t.lot),
          price(t.entryPrice),
          stopText(t.stop),
          stopText(t.target),
          mtTime(t.entry, t.hold),
          price(t.exitPrice),
          money(t.commission, m.decimals),
          money(t.swap, m.decimals),
        ],
        ' class=""',
      ) +
      `<td colspan="2">${money(t.profit, m.decimals)}</td>`,
  );
}

interface DealCells {
  minutes: number;
  seconds: number;
  values: string[]; // deal .. order
  money: number[]; // commission, fee, swap, profit
  comment: string;
}

function dealsOf(t: ModelTrade, isTester: boolean): DealCells[] {
  const closing = t.side === "buy" ? "sell" : "buy";
  const comment = isTester ? closingComment(t).replace(/[[\]]/g, "") : closingComment(t);
  const common = { minutes: t.entry };
  return [
    {
      ...common,
      seconds: 0,
      values: [`9${t.id}`, t.symbol, t.side, "in", lots(t.lot), price(t.entryPrice), `${t.id}`],
      money: [t.commission, t.fee, 0, 0],
      comment: escapeHtml(t.comment ?? ""),
    },
    {
      ...common,
      seconds: t.hold,
      values: [
        `9${t.id + 1}`,
        t.symbol,
        closing,
        "out",
        lots(t.lot),
        price(t.exitPrice),
        `${t.id + 1}`,
      ],
      money: [0, 0, t.swap, t.profit],
      comment,
    },
  ];
}

function dealRow(deal: DealCells, m: Model, isTester: boolean): string {
  const amounts = deal.money.map((v) => money(v, m.decimals));
  if (isTester) amounts.splice(1, 1);
  const hidden = isTester ? "" : '<td nowrap class="hidden"></td>';
  return row(
    cells([mtTime(deal.minutes, deal.seconds), ...deal.values]) +
      hidden +
      cells([...amounts, "0", deal.comment]),
  );
}

function resultRows(m: Model, isTester: boolean): string {
  const results = m.trades.map((t) => netOf(t));
  const net = sum(results);
  const gains = sum(results.filter((n) => n > 0));
  const short = m.trades.filter((t) => t.side === "sell").length;
  const pair = (label: string, value: string): string =>
    `<td nowrap colspan="3">${label}:</td><td nowrap><b>${value}</b></td>`;
  const [a, b, c] = [net, gains, net - gains].map((v) => money(v, m.decimals));
  const side = pair("残高", "1.00 (8.83%)") + pair("残", "3.00");
  const totals = isTester
    ? row(pair("N", a ?? "") + side) +
      row(pair("G", b ?? "") + side) +
      row(pair("L", c ?? "") + side)
    : row(pair("総損益", a ?? "") + pair("総利益", b ?? "") + pair("総損失", c ?? ""));
  const counts =
    pair("取引数", String(m.trades.length)) +
    pair("ショート", `${short} (92.86%)`) +
    pair("ロング", `${m.trades.length - short} (0.00%)`);
  return totals + row(counts);
}

/** Writes a MetaTrader 5 history report or Strategy Tester report as HTML text. */
export function writeMt5(m: Model, options: Mt5Options = {}): string {
  const { language = "en", isTester = false, hasPositions = !isTester, mode = "Hedge" } = options;
  const deals = m.trades
    .flatMap((t) => dealsOf(t, isTester))
    .sort((a, b) => a.minutes * 60 + a.seconds - b.minutes * 60 - b.seconds);
  const header = HEADERS[language].split(",");
  if (isTester) header.splice(9, 1);
  else header.splice(8, 0, "");
  const headerCells = header.map((h) =>
    h === "" ? '<td class="hidden">Cost</td>' : `<td>${h}</td>`,
  );
  const account = `${m.account}&nbsp;(${m.currency},&nbsp;1:500,&nbsp;OANDA-Japan MT5 Demo,&nbsp;demo,&nbsp;${mode})`;
  const deposit: DealCells = {
    minutes: 0,
    seconds: 0,
    values: ["1", "", "balance", "", "", "", ""],
    money: [0, 0, 0, m.deposit],
    comment: "Deposit",
  };
  const orders = m.trades.map((t) =>
    row(
      cells([
        mtTime(t.entry),
        String(t.id),
        t.symbol,
        t.side,
        `${lots(t.lot)} / ${lots(t.lot)}`,
        "market",
        stopText(t.stop),
        stopText(t.target),
        mtTime(t.entry),
        "filled",
        "",
      ]),
    ),
  );
  const generator = isTester ? "strategy tester" : "client terminal";
  return [
    `<html><head><meta name="generator" content="${generator}"></head><body><table>\r\n`,
    isTester ? "" : row(`<th colspan="4">口座:</th><th colspan="10"><b>${account}</b></th>`),
    isTester ? resultRows(m, true) : "",
    '<tr><th colspan="14"><b>ポジション一覧</b></th></tr>',
    ...(hasPositions ? m.trades.map((t) => positionRow(t, m)) : []),
    '<tr><th colspan="14"><b>注文</b></th></tr>',
    ...orders,
    '<tr><th colspan="14"><b>約定</b></th></tr>',
    row(headerCells.join("")),
    dealRow(deposit, m, isTester),
    ...deals.map((deal) => dealRow(deal, m, isTester)),
    isTester ? "" : resultRows(m, false),
    "</table></body></html>\r\n",
  ].join("");
}

/** The same report as the terminal saves it to XLSX: no hidden cells, volumes as text. */
export function mt5Grid(m: Model): (string | number | null)[][] {
  const amount = (v: number): number => (m.decimals === 0 ? v : v / 100);
  const stop = (v: number | null): number | null => (v === null ? null : v / 100_000);
  const account = `${m.account} (${m.currency}, OANDA-Japan MT5 Demo, demo, Hedge)`;
  const deals = m.trades.flatMap((t) => dealsOf(t, false));
  return [
    ["Trade History Report"],
    ["Account:", null, null, account],
    ["Positions"],
    ...m.trades.map((t) => [
      mtTime(t.entry),
      t.id,
      t.symbol,
      t.side,
      lots(t.lot),
      t.entryPrice / 100_000,
      stop(t.stop),
      stop(t.target),
      mtTime(t.entry, t.hold),
      t.exitPrice / 100_000,
      amount(t.commission),
      amount(t.swap),
      amount(t.profit),
      null,
    ]),
    ["Deals"],
    HEADERS.en.split(","),
    [
      mtTime(0),
      1,
      null,
      "balance",
      null,
      null,
      null,
      null,
      0,
      0,
      0,
      amount(m.deposit),
      0,
      "Deposit",
    ],
    ...deals.map((deal) => [
      mtTime(deal.minutes, deal.seconds),
      ...deal.values.map((v, i) => (i === 0 || i > 4 ? Number(v) : v)),
      ...deal.money.map(amount),
      0,
      deal.comment === "" ? null : deal.comment,
    ]),
    [null, null, null, null, null, null, null, null, 0, 0, 0, amount(sum(m.trades.map(netOf)))],
  ];
}
