import { currencyOf, formatMoney } from "../base/money.ts";
import { formatPrice, withoutDust } from "../base/number.ts";
import { amount, percent } from "../base/phrases.ts";
import { UserError } from "../errors.ts";
import { fieldContext } from "../journal/days.ts";
import { type KnownSymbol, knownSymbol } from "../journal/plans/symbols.ts";
import type { Store } from "../journal/store.ts";
import { ruleOf, type StatusFacts } from "../mentor/rules/rule.ts";
import { limitsLeft, type Status } from "../mentor/status.ts";
import type { Side } from "../model.ts";
import { riskLimit } from "../review/status.ts";
import { needsRate, priceStep, quoteOf, valueByRate } from "../trade/contracts.ts";
import { lossOfLot, lotFor, type Sizing } from "../trade/lot.ts";
import type { PointValue } from "../trade/point-value.ts";
import * as read from "../trade/readers.ts";
import { missing, usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";

/** How far the stop is and what may be lost there. */
export const SIZING_OPTIONS: readonly HelpLine[] = [
  ["--stop <harga>", "harga stop loss"],
  ["--pips <jumlah>", "jarak ke stop dalam pip (saham: fraksi harga), sebagai ganti --stop"],
  ["--target <harga>", "harga target, untuk R:R"],
  ["--risk <risiko>", "yang boleh hilang: 1% dari saldo awal hari ini, atau uang, misalnya 25"],
  ["--rate <kurs>", "nilai 1 unit mata uang simbol dalam mata uang profil (akun sen: dalam USD)"],
];

export interface SizingFlags {
  side?: string;
  entry?: string;
  stop?: string;
  pips?: string;
  target?: string;
  risk?: string;
  rate?: string;
}

interface Prices {
  side: Side | null;
  entry: number | null;
  stop: number | null;
  target: number | null;
  distance: number;
}

/** Sizes a trade by what was typed and what the journal knows; throws where one of them lacks. */
export function sizingOf(
  store: Store,
  { rules, balance }: StatusFacts,
  typed: string,
  flags: SizingFlags,
): Sizing {
  const known = knownSymbol(store, symbolFrom(store, typed));
  const { symbol, terms, usual } = known;
  const prices = pricesFrom(store, known, flags);
  const point = pointFrom(store, known, prices.entry, flags.rate);
  const allowed = allowedFrom(store, { rules, balance }, flags.risk);
  const { side, entry, distance, target } = prices;
  const question = {
    side: side ?? "buy",
    entry,
    distance,
    target,
    terms,
    point_value: point.value,
  };
  const { pip } = terms;
  return {
    symbol,
    ...prices,
    pips: pip === null ? null : Math.round((100 * distance) / pip) / 100,
    point,
    assumed: point.from === "table" && usual !== null ? usual.lot : null,
    allowed,
    fees: terms.fee_buy + terms.fee_sell > 0 ? [terms.fee_buy, terms.fee_sell] : null,
    balance,
    loss: lossOfLot(question),
    answer: lotFor({ ...question, allowed: allowed.money }),
  };
}

/** The normal name of a symbol that was typed. */
export function symbolFrom(store: Store, typed: string): string {
  const reading = read.symbol(typed, fieldContext(store, null));
  if (!reading.ok) throw usage("simbol", typed, reading.expected);
  return reading.value as string;
}

/** A price that was typed; null where none was. */
export function priceFrom(store: Store, field: string, words: string | undefined): number | null {
  if (words === undefined) return null;
  const reading = read.price(words, fieldContext(store, null));
  if (!reading.ok || reading.value === null) {
    throw usage(field, words, reading.ok ? "harga di atas 0" : reading.expected);
  }
  return reading.value as number;
}

/** The side that was typed; null where none was. */
export function sideFrom(store: Store, field: string, words: string | undefined): Side | null {
  if (words === undefined) return null;
  const reading = read.side(words, fieldContext(store, null));
  if (!reading.ok) throw usage(field, words, reading.expected);
  return reading.value as Side | null;
}

function pricesFrom(store: Store, known: KnownSymbol, flags: SizingFlags): Prices {
  const entry = priceFrom(store, "--entry", flags.entry);
  const stop = priceFrom(store, "--stop", flags.stop);
  const target = priceFrom(store, "--target", flags.target);
  const said = sideFrom(store, "--side", flags.side);
  if (stop === null && flags.pips === undefined) throw missing("--stop, misalnya --stop 3345");
  if (stop !== null && flags.pips !== undefined) {
    throw usage("--pips", flags.pips, "tanpa --stop: jarak ke stop diberi sekali saja");
  }
  if (entry === null && (stop !== null || target !== null)) {
    throw missing("--entry, misalnya --entry 3350");
  }
  for (const [field, price] of Object.entries({
    "--entry": entry,
    "--stop": stop,
    "--target": target,
  })) {
    requireStep(store, known, field, price);
  }
  if (entry !== null && stop !== null) return byStop({ entry, stop, target, said });
  const side = said ?? (entry === null || target === null ? null : target > entry ? "buy" : "sell");
  const distance = distanceFrom(store, known, flags.pips ?? "", entry, side);
  const away = side === "buy" ? -distance : distance;
  const at = entry === null || side === null ? null : withoutDust(entry + away);
  if (at !== null && at <= 0) {
    throw usage("--pips", flags.pips ?? "", "jarak yang lebih kecil dari harga masuk");
  }
  if (entry !== null && target !== null) requireTarget(side, entry, target);
  return { side, entry, stop: at, target, distance };
}

function byStop(typed: {
  entry: number;
  stop: number;
  target: number | null;
  said: Side | null;
}): Prices {
  const { entry, stop, target, said } = typed;
  if (stop === entry) {
    const expected = `di bawah harga masuk (buy) atau di atasnya (sell); jarak nol ke ${formatPrice(entry)} tidak bisa dihitung risikonya`;
    throw usage("--stop", String(stop), expected);
  }
  const side = stop < entry ? "buy" : "sell";
  if (said !== null && said !== side) {
    const place = said === "buy" ? "di bawah" : "di atas";
    throw usage(
      "--stop",
      String(stop),
      `${place} harga masuk ${formatPrice(entry)}, karena arahnya ${said}`,
    );
  }
  if (target !== null) requireTarget(side, entry, target);
  return { side, entry, stop, target, distance: withoutDust(Math.abs(entry - stop)) };
}

export function requireTarget(side: Side | null, entry: number, target: number): void {
  const isGain = side === "sell" ? target < entry : target > entry;
  if (isGain) return;
  const place = side === "sell" ? "di bawah" : "di atas";
  const why = side === null ? "" : `, karena arahnya ${side}`;
  throw usage("--target", String(target), `${place} harga masuk ${formatPrice(entry)}${why}`);
}

/** Refuses a price that the exchange does not take. */
function requireStep(
  store: Store,
  { symbol, terms }: KnownSymbol,
  field: string,
  price: number | null,
): void {
  if (price === null) return;
  const step = priceStep(symbol, store.profile.currency, terms, price);
  if (step === null) return;
  const steps = price / step;
  if (Math.abs(steps - Math.round(steps)) < 1e-6) return;
  const [low, high] = [Math.floor(steps) * step, Math.ceil(steps) * step].map(formatPrice);
  const expected = `kelipatan ${formatPrice(step)}, langkah harga ${symbol} di sekitar itu: ${low} atau ${high}`;
  throw usage(field, String(price), expected);
}

/** No stop is further away; the steps of shares are counted one by one. */
const MOST_PIPS = 1_000_000;

/** The distance that so many pips are; of shares so many steps of the price, from the entry on. */
function distanceFrom(
  store: Store,
  { symbol, terms }: KnownSymbol,
  words: string,
  entry: number | null,
  side: Side | null,
): number {
  const count = read.toNumber(words, "plain", "");
  if (typeof count !== "number" || count <= 0 || count > MOST_PIPS) {
    const expected = `angka di atas 0, paling besar ${amount(MOST_PIPS)}`;
    throw usage("--pips", words, (typeof count === "string" && count) || expected);
  }
  if (terms.pip !== null) return withoutDust(count * terms.pip);
  const { currency } = store.profile;
  const stepAt = (price: number) => priceStep(symbol, currency, terms, price);
  if (entry === null) {
    if (stepAt(1) !== null) throw missing("--entry, misalnya --entry 4500");
    throw new UserError(
      "pip-unknown",
      `Besar satu pip ${symbol} belum diketahui.`,
      `Isi: jurnal symbol set ${symbol} --pip 0.1, atau beri harganya: --entry dan --stop`,
    );
  }
  if (!Number.isInteger(count))
    throw usage("--pips", words, "bilangan bulat: berapa langkah harga");
  let price = entry;
  for (let left = count; left > 0; left--) {
    // A price at which the steps change is the last of the smaller ones on its way down.
    price += side === "sell" ? (stepAt(price) ?? 1) : -(stepAt(price * (1 - 1e-9)) ?? 1);
  }
  return Math.abs(entry - price);
}

function pointFrom(
  store: Store,
  { symbol, terms, own, pointAt }: KnownSymbol,
  entry: number | null,
  rate: string | undefined,
): PointValue {
  const { currency } = store.profile;
  const quote = quoteOf(symbol, currency);
  const isForeign = needsRate(symbol, currency);
  if (rate !== undefined) {
    const value = read.toNumber(rate, "plain", "");
    if (typeof value !== "number" || value <= 0) throw usage("--rate", rate, "angka di atas 0");
    if (!isForeign) {
      throw usage(
        "--rate",
        rate,
        `tidak diisi: harga ${symbol} sudah bisa dihitung dalam ${currency}`,
      );
    }
    if (!Number.isNaN(terms.contract)) {
      const from = (own?.contract ?? null) === null ? "table" : "set";
      return { value: valueByRate(terms.contract, currency, value), from, n: 0 };
    }
  }
  const point = pointAt(entry);
  if (point !== null) return point;
  const none = `Nilai satu poin ${symbol} dalam ${currency} belum diketahui: belum ada transaksi Anda yang memuat arah, lot, harga masuk, dan harga keluarnya.`;
  if (Number.isNaN(terms.contract)) {
    const hint = `Isi nilai satu poin harga untuk 1 lot: jurnal symbol set ${symbol} --contract 100`;
    throw new UserError("point-unknown", none, hint);
  }
  if (!isForeign) throw missing("--entry, misalnya --entry 150.25");
  const hint = `Beri kursnya: --rate, berapa ${currency === "USC" ? "USD" : currency} untuk 1 ${quote}`;
  throw new UserError("point-unknown", none, hint);
}

/** What may be lost: by the flag, else by the trader's own rule, else by the setting. */
function allowedFrom(
  store: Store,
  { rules, balance }: Pick<StatusFacts, "rules" | "balance">,
  words: string | undefined,
): Sizing["allowed"] {
  const { currency } = store.profile;
  const text = words?.trim();
  if (text !== undefined && !text.endsWith("%")) {
    const value = read.toNumber(text, "money", currency);
    const expected = "persen dari saldo (1%) atau uang di atas 0 (25)";
    if (typeof value !== "number" || value <= 0) {
      throw usage("--risk", text, (typeof value === "string" && value) || expected);
    }
    const share = balance === null || balance <= 0 ? null : (100 * value) / balance;
    return { money: value, percent: share, from: "flag" };
  }
  const share = text === undefined ? null : read.toNumber(text.slice(0, -1).trimEnd(), "plain", "");
  if (share !== null && (typeof share !== "number" || share <= 0 || share > 100)) {
    throw usage("--risk", text ?? "", "persen di atas 0 sampai 100, misalnya 1%");
  }
  const { percent: limit, money } = riskLimit(store, { rules, balance }, share ?? undefined);
  if (money === null) {
    const told =
      balance === null
        ? `Saldo belum diketahui, jadi ${percent(limit)} belum bisa dihitung.`
        : `Saldo tinggal ${formatMoney(balance, currencyOf(currency))}, jadi ${percent(limit)} darinya tidak bisa dipakai.`;
    const hint = "Isi: jurnal profile edit --balance 3000, atau beri uangnya: --risk 25";
    throw new UserError("balance-unknown", told, hint);
  }
  const isRule = ruleOf(rules, "risk") !== undefined;
  const from = share !== null ? "flag" : isRule ? "rule" : "setting";
  return { money, percent: limit, from };
}

/** What `lot --json` and `plan --json` say of a size. */
export function sizingJson(sizing: Sizing, status: Status, currency: string) {
  const { symbol, side, entry, stop, target, point, answer, balance } = sizing;
  const digits = currencyOf(currency).storedDigits;
  const rounded = (value: number) => Number(value.toFixed(Math.min(digits, 8)));
  const share = (money: number) =>
    balance === null || balance <= 0 ? null : Math.round((100 * 100 * money) / balance) / 100;
  return {
    symbol,
    lot: answer.lot,
    risk_money: rounded(answer.risk_money),
    risk_percent: share(answer.risk_money),
    rr: answer.rr,
    point_value: point.value,
    point_value_from: point.from,
    n: point.n,
    skip: answer.skip,
    limits: limitsLeft(status),
    side,
    entry_price: entry,
    stop_loss: stop,
    take_profit: target,
    next_lot: answer.next.lot,
    next_risk_money: rounded(answer.next.risk_money),
    least_lot: answer.least.lot,
    least_risk_money: rounded(answer.least.risk_money),
  };
}
