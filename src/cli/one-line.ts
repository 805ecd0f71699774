import { readDate } from "../base/dates.ts";
import { MISTAKES, readMistake } from "../base/mistakes.ts";
import { readMood } from "../base/moods.ts";
import { readNumber, writtenCurrency } from "../base/number.ts";
import { nicknamed, normalSymbol, soundsLikeSymbol } from "../base/symbols.ts";
import { nearest } from "../base/text.ts";
import { readTimeframe } from "../base/timeframes.ts";
import { side } from "../trade/readers.ts";
import type { TradeFlags } from "./trade-flags.ts";

/** What the journal knows, against which the words of a line are read. */
export interface Known {
  /** Most used first. */
  symbols: readonly string[];
  setups: readonly string[];
  /** Lots lately used for a symbol. */
  lots(symbol: string): readonly number[];
  /** The last price that is known of a symbol; null: none. */
  price(symbol: string): number | null;
  currency: string;
  today: string;
}

/** One way to read the numbers of a line, with the words in which a person would tell it. */
export interface LineChoice {
  flags: TradeFlags;
  told: string;
}

export type LineReading =
  | { ok: true; choices: readonly [LineChoice, ...LineChoice[]] }
  | { ok: false; word: string; expected: string };

/** Numbers that stand alone; the one behind `sl` or `tp` may be its price. */
interface Figure {
  word: string;
  value: number;
  /** A sign or a currency says that it is money. */
  isMoney: boolean;
  after: "stop" | "target" | null;
}

type Place = "profit" | "lot" | "stop" | "target";

class Refusal extends Error {
  constructor(
    readonly word: string,
    readonly expected: string,
  ) {
    super(expected);
  }
}

/**
 * Reads a trade written as one line, in any order: `xau 24.6 0.02 14:05-14:40 sl pullback`. Words
 * are known by their form. Several choices come back where the numbers can be read in several ways
 * and nothing in the journal tells which was meant; a word that is nothing known is refused, for a
 * slip must not become a setup.
 */
export function readLine(words: readonly string[], known: Known): LineReading {
  try {
    const line = new Line(known);
    line.readAll(joined(words));
    return { ok: true, choices: line.choices() };
  } catch (error) {
    if (error instanceof Refusal) {
      return { ok: false, word: error.word, expected: error.expected };
    }
    throw error;
  }
}

/** A whole line in quotes is parted into its words; a price behind `>` belongs to the one before. */
function joined(words: readonly string[]): string[] {
  const [only = ""] = words;
  const parted = words.length > 1 ? words : [...only.matchAll(PIECE)].map(pieceOf);
  const found: string[] = [];
  for (const word of parted) {
    const last = found.at(-1);
    const goesOn = last?.endsWith(">") === true || word.startsWith(">");
    if (goesOn && last !== undefined) found[found.length - 1] = last + word;
    else found.push(word);
  }
  return found;
}

const PIECE = /"([^"]*)"|(\S+)/g;
/** What was between quotes stays a note, also when it is one word. */
const pieceOf = ([, quoted, bare = ""]: RegExpMatchArray) =>
  quoted === undefined ? bare : `note=${quoted}`;

/** `lot=0.02`, `setup:pullback`: a word that says itself what it is. */
const NAMED: Readonly<Record<string, keyof TradeFlags>> = {
  lot: "lot",
  hasil: "profit",
  profit: "profit",
  sl: "stop",
  stop: "stop",
  tp: "target",
  target: "target",
  masuk: "entry",
  entry: "entry",
  keluar: "exit",
  exit: "exit",
  setup: "setup",
  strategi: "setup",
  suasana: "mood",
  mood: "mood",
  tf: "timeframe",
  risiko: "risk",
  risk: "risk",
  akun: "account",
  tiket: "ticket",
  catatan: "note",
  note: "note",
  simbol: "symbol",
};

const CLOCK = "([01]\\d|2[0-3]|\\d(?=:))[:.]([0-5]\\d)";
const SPAN = new RegExp(`^${CLOCK}[-–]${CLOCK}$`);
const TIME = /^([01]?\d|2[0-3]):[0-5]\d$/;
/** A shell takes `>` for itself, so that `-` does as well. */
const PRICES = /^([\d.,]*\d)[>–-]([\d.,]*\d)$/;
const LOT = /^(?:lot)?([\d.,]*\d)(?:lot|l)$|^lot([\d.,]*\d)$/i;
/** The longest names of several words: a mood, a mistake, a symbol of a broker. */
const LONGEST_PHRASE = 4;

class Line {
  readonly flags: TradeFlags = {};
  readonly figures: Figure[] = [];
  #known: Known;

  constructor(known: Known) {
    this.#known = known;
  }

  readAll(words: readonly string[]): void {
    for (let at = 0; at < words.length; ) at += this.#readAt(words, at);
  }

  /** Reads what begins at a word, and returns how many words that were. */
  #readAt(words: readonly string[], at: number): number {
    const word = words[at] ?? "";
    const next = words[at + 1];
    const lower = word.toLowerCase();
    if (lower === "lot" && next !== undefined && this.#number(next) !== null) {
      this.#set("lot", next, word);
      return 2;
    }
    const meant = next?.toLowerCase();
    if (["tanpa", "no"].includes(lower) && (meant === "sl" || meant === "tp")) {
      this.#say(meant, false, word);
      return 2;
    }
    if (this.#readAlone(word, lower)) return 1;
    if (lower === "sl" || lower === "tp") {
      this.#say(lower, true, word);
      const figure = next === undefined ? null : this.#number(next);
      if (figure === null || figure.isMoney) return 1;
      this.figures.push({ ...figure, after: lower === "sl" ? "stop" : "target" });
      return 2;
    }
    const figure = this.#number(word);
    if (figure !== null) {
      this.figures.push(figure);
      return 1;
    }
    return this.#readPhrase(words, at);
  }

  /** Words whose form alone says what they are. */
  #readAlone(word: string, lower: string): boolean {
    const [, key = "", value = ""] = /^([a-z]+)[=:](.+)$/is.exec(word) ?? [];
    const named = NAMED[key.toLowerCase()];
    if (named !== undefined && value !== "") {
      this.#set(named, value, word);
      return true;
    }
    const [, stuck = "", price = ""] = /^(sl|tp)@?([\d.,]*\d)$/i.exec(word) ?? [];
    if (price !== "") {
      this.#set(stuck.toLowerCase() === "sl" ? "stop" : "target", price, word);
      return true;
    }
    const tag = /^#([\p{L}_][\p{L}\p{N}_-]*)$/u.exec(word)?.[1];
    if (tag !== undefined) {
      this.flags.tag = [...(this.flags.tag ?? []), tag];
      return true;
    }
    return this.#readForm(word, lower);
  }

  #readForm(word: string, lower: string): boolean {
    const span = SPAN.exec(word);
    if (span !== null) {
      this.#set("entry", `${span[1]}:${span[2]}`, word);
      this.#set("exit", `${span[3]}:${span[4]}`, word);
      return true;
    }
    if (TIME.test(word)) {
      // Of two the first is the entry; one alone is when it was closed, which tells its session.
      if (this.flags.exit !== undefined && this.flags.entry === undefined) {
        this.#set("entry", this.flags.exit, word);
        this.flags.exit = word;
      } else this.#set("exit", word, word);
      return true;
    }
    const prices = PRICES.exec(word);
    if (prices !== null) {
      this.#set("openPrice", prices[1] ?? "", word);
      this.#set("closePrice", prices[2] ?? "", word);
      return true;
    }
    const lot = LOT.exec(word);
    if (lot !== null) this.#set("lot", lot[1] ?? lot[2] ?? "", word);
    else if (/^[\d.,]+%$/.test(word)) this.#set("risk", word, word);
    else if (side(word, undefined as never).ok) this.#set("side", lower, word);
    else if (/[a-z]/i.test(word) && readTimeframe(word) !== null)
      this.#set("timeframe", word, word);
    else return false;
    return true;
  }

  #number(word: string): Figure | null {
    const reading = readNumber(word, { dotGroupsThousands: this.#known.currency === "IDR" });
    if (!reading.ok && reading.reason === "not-a-number") return null;
    const value = reading.ok ? reading.value : reading.readings[1];
    // What may be thousands is no lot.
    const isMoney = !reading.ok || /^[+\u2212-]|(?:rb|ribu|jt|juta)$/i.test(word);
    return { word, value, isMoney: isMoney || writtenCurrency(word) !== null, after: null };
  }

  /** A name the journal or the trader's language knows, in as many words as it takes. */
  #readPhrase(words: readonly string[], at: number): number {
    const word = words[at] ?? "";
    for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
      const phrase = words.slice(at, at + length).join(" ");
      const meanings = this.#meanings(phrase);
      if (meanings.length > 1) {
        const names = meanings.map(([key]) => `${TERM[key] ?? key}=`).join(" atau ");
        throw new Refusal(phrase, `jelas: tulis ${names} di depannya`);
      }
      const [meaning] = meanings;
      if (meaning === undefined) continue;
      const [key, value] = meaning;
      if (key === "mistake") this.flags.mistake = [...(this.flags.mistake ?? []), value];
      else this.#set(key, value, phrase);
      return length;
    }
    if (/\s/.test(word)) {
      this.#set("note", word, word);
      return 1;
    }
    const reading = readDate(word, this.#known.today);
    if (reading.ok) {
      this.#set("date", reading.date, word);
      return 1;
    }
    if (this.flags.symbol === undefined && soundsLikeSymbol(word, this.#known.currency)) {
      this.#set("symbol", word, word);
      return 1;
    }
    throw new Refusal(word, this.#expected(word));
  }

  #meanings(phrase: string): [keyof TradeFlags, string][] {
    const found: [keyof TradeFlags, string][] = [];
    const lower = phrase.toLowerCase();
    const symbol = this.#symbolOf(phrase);
    if (symbol !== null && this.flags.symbol === undefined) found.push(["symbol", symbol]);
    const setup = this.#known.setups.find((name) => name.toLowerCase() === lower);
    if (setup !== undefined) found.push(["setup", setup]);
    // A setup is the trader's own word for it: it goes before the words of the language.
    if (setup !== undefined) return found;
    if (readMood(phrase).ok) found.push(["mood", phrase]);
    else if (isUsualMistake(phrase)) found.push(["mistake", phrase]);
    return found;
  }

  /** A symbol of the journal by its name or its beginning, else a name that traders have for one. */
  #symbolOf(word: string): string | null {
    const { symbols } = this.#known;
    // Of several words the normal name would take all behind the first for a broker's suffix.
    const name = /\s/.test(word) ? word.replace(/\s/g, "").toUpperCase() : normalSymbol(word);
    if (symbols.includes(name)) return name;
    const meant = nicknamed(word);
    if (meant !== null) return symbols.find((own) => meant.includes(own)) ?? meant[0] ?? null;
    const begun =
      name.length < 3 || /\s/.test(word) ? [] : symbols.filter((own) => own.startsWith(name));
    return begun.length === 1 ? (begun[0] ?? null) : null;
  }

  #expected(word: string): string {
    const { setups, symbols } = this.#known;
    const meant = nearest(word, [...setups, ...symbols]);
    return (
      "simbol, arah, lot, hasil, jam, harga-harga, sl/tp, setup, suasana, #tanda, atau " +
      `"catatan"; setup baru: setup=${word}${meant === null ? "" : ` — maksud Anda "${meant}"?`}`
    );
  }

  #say(key: "sl" | "tp", value: boolean, word: string): void {
    if (this.flags[key] !== undefined) throw new Refusal(word, `${key} satu kali saja`);
    this.flags[key] = value;
  }

  #set(key: keyof TradeFlags, value: string, word: string): void {
    if (this.flags[key] !== undefined) {
      throw new Refusal(word, `satu ${TERM[key] ?? key} saja (sudah ada "${this.flags[key]}")`);
    }
    Object.assign(this.flags, { [key]: value });
  }

  /** Every way to read the numbers that is not less likely than another. */
  choices(): [LineChoice, ...LineChoice[]] {
    const free = (["profit", "lot"] as const).filter((key) => this.flags[key] === undefined);
    let ways = waysOf(this.figures, free);
    for (const isLikely of this.#likelihoods()) {
      const likely = ways.filter(isLikely);
      if (likely.length > 0) ways = likely;
    }
    const [first, ...rest] = ways.map((way) => this.#choiceOf(way));
    if (first !== undefined) return [first, ...rest];
    // Only numbers that are too many have no way.
    const extra = this.figures.at(-1)?.word ?? "";
    throw new Refusal(extra, "paling banyak hasil dan lot (harga: 3350-3354, sl=3345)");
  }

  /** What makes one way likelier than another, the strongest first. */
  #likelihoods(): ((way: Way) => boolean)[] {
    const { symbol, openPrice } = this.flags;
    const near = openPrice === undefined ? undefined : readNumber(openPrice);
    const price = near?.ok
      ? near.value
      : symbol === undefined
        ? null
        : this.#known.price(normalSymbol(symbol));
    const lots = symbol === undefined ? [] : this.#known.lots(normalSymbol(symbol));
    const isNear = (value: number) =>
      price === null || (value > price / 1.5 && value < price * 1.5);
    return [
      (way) => way.profit !== undefined || this.flags.profit !== undefined,
      (way) => [way.stop, way.target].every((one) => one === undefined || isNear(one.value)),
      (way) =>
        price === null ||
        ![way.profit, way.lot].some((one) => one?.after != null && isNear(one.value)),
      (way) => way.lot === undefined || lots.includes(way.lot.value),
      (way) => way.lot === undefined || lots.length > 0 || isFirstLot(way.lot.value),
      ({ lot, profit }) =>
        lot === undefined || profit === undefined || lot.value < Math.abs(profit.value) / 10,
    ];
  }

  #choiceOf(way: Way): LineChoice {
    const flags = { ...this.flags };
    const told: string[] = [];
    for (const place of ["profit", "lot", "stop", "target"] as const) {
      const figure = way[place];
      if (figure === undefined) continue;
      Object.assign(flags, { [place]: figure.word });
      told.push(`${TERM[place]} ${figure.word}`);
    }
    if (flags.stop !== undefined && flags.sl === true) delete flags.sl;
    if (flags.target !== undefined && flags.tp === true) delete flags.tp;
    return { flags, told: told.join(", ") };
  }
}

/** Own words for a mistake are given with `--mistake`: here any word would be one. */
function isUsualMistake(phrase: string): boolean {
  const slugs = readMistake(phrase) ?? [];
  return slugs.length > 0 && slugs.every((slug) => MISTAKES.some((usual) => usual === slug));
}

type Way = Partial<Record<Place, Figure>>;

/** What a lot looks like of a symbol that none is known of. */
const isFirstLot = (value: number) => value > 0 && value <= 1;

/** Every way to give each number one place. */
function waysOf(figures: readonly Figure[], free: readonly Place[]): Way[] {
  const [figure, ...rest] = figures;
  if (figure === undefined) return [{}];
  const places = figure.after === null ? free : [figure.after, ...free];
  return places
    .filter((place) => place === "profit" || (!figure.isMoney && figure.value > 0))
    .flatMap((place) => {
      const left = free.filter((other) => other !== place);
      return waysOf(rest, left).map((way) => ({ ...way, [place]: figure }));
    });
}

const TERM: Partial<Record<keyof TradeFlags, string>> = {
  profit: "hasil",
  lot: "lot",
  stop: "sl",
  target: "tp",
  symbol: "simbol",
  side: "arah",
  entry: "jam masuk",
  exit: "jam keluar",
  setup: "setup",
  mood: "suasana",
  note: "catatan",
  date: "tanggal",
  risk: "risiko",
  timeframe: "timeframe",
  openPrice: "harga masuk",
  closePrice: "harga keluar",
};
