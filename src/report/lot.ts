import { currencyOf, formatMoney } from "../base/money.ts";
import { amount, lots, percent, price } from "../base/phrases.ts";
import type { Sized, Sizing } from "../trade/lot.ts";

/** A name and what is said of it. */
export type Fact = readonly [name: string, text: string];

const FROM: Readonly<Record<Sizing["allowed"]["from"], string>> = {
  flag: "",
  rule: ", aturan risk",
  setting: ", pengaturan batas-risiko",
};

/** The lot of a trade to come, what it risks, and what that rests on. */
export function lotFacts(sizing: Sizing, code: string): Fact[] {
  const { answer, allowed, balance } = sizing;
  const money = (value: number) => formatMoney(value, currencyOf(code));
  const share = (value: number) =>
    balance === null || balance <= 0 ? "" : ` (${percent((100 * value) / balance)})`;
  const sized = ({ lot, risk_money }: Sized) =>
    `${lots(lot)} lot: ${money(risk_money)}${share(risk_money)}`;
  const most = `${money(allowed.money)}${allowed.percent === null ? "" : ` = ${percent(allowed.percent)} dari saldo${FROM[allowed.from]}`}`;
  if (answer.skip) {
    return [
      [
        "Lot",
        `lewati: lot terkecil ${lots(answer.least.lot)} berisiko ${money(answer.least.risk_money)}${share(answer.least.risk_money)}`,
      ],
      ["Batas", `paling banyak ${most}`],
      ["Harga", pricesText(sizing)],
      pointFact(sizing, code),
    ];
  }
  return [
    ["Lot", `${lots(answer.lot)} ${sizing.symbol}`],
    ["Risiko", `${money(answer.risk_money)}${share(answer.risk_money)}; batasnya ${most}`],
    ["Harga", pricesText(sizing)],
    ...targetFacts(sizing, code),
    ["Selangkah naik", sized(answer.next)],
    ...valueFacts(sizing, code),
    pointFact(sizing, code),
  ];
}

/** "buy 3350, stop 3345 (jarak 5 = 50 pip)". */
function pricesText({ side, entry, stop, distance, pips }: Sizing): string {
  const way = `jarak ${price(distance)}${pips === null ? "" : ` = ${amount(pips)} pip`}`;
  if (entry === null) return way;
  const from = `${side === null ? "" : `${side} `}${price(entry)}`;
  return stop === null ? `${from}, ${way}` : `${from}, stop ${price(stop)} (${way})`;
}

/** What is paid for the lot, where that is a purchase and no margin, and what of it are costs. */
function valueFacts({ entry, fees, point, answer, balance }: Sizing, code: string): Fact[] {
  if (entry === null || fees === null) return [];
  const value = entry * point.value * answer.lot;
  const [buy, sell] = fees;
  const costs = `biaya beli ${percent(buy)} dan jual ${percent(sell)} sudah dihitung`;
  const much = balance !== null && value > balance ? "lebih dari saldo; " : "";
  return [["Nilai beli", `${formatMoney(value, currencyOf(code))}; ${much}${costs}`]];
}

/** "100 oz": what a lot is taken for. */
export function lotText(lot: readonly [units: number, of: string] | null): string {
  return lot === null ? "kontrak yang lazim" : `${amount(lot[0])} ${lot[1]}`;
}

function targetFacts({ target, answer }: Sizing, code: string): Fact[] {
  if (target === null || answer.rr === null || answer.reward_money === null) return [];
  const gain = formatMoney(answer.reward_money, currencyOf(code), { sign: true });
  return [["R:R", `${amount(answer.rr)} banding 1 di target ${price(target)}: ${gain}`]];
}

function pointFact({ symbol, point, assumed }: Sizing, code: string): Fact {
  const value = `${formatMoney(point.value, currencyOf(code))} per lot`;
  if (point.from === "set") return ["Nilai 1 poin", `${value}, seperti yang diatur`];
  if (point.from === "trades") {
    return ["Nilai 1 poin", `${value}, dari ${point.n} transaksi ${symbol} terakhir`];
  }
  const change = `kalau lain: jurnal symbol set ${symbol} --contract NILAI`;
  return ["Nilai 1 poin", `${value}; anggapan: 1 lot = ${lotText(assumed)} (${change})`];
}
