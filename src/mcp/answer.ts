import { isRecord } from "../base/json.ts";
import { MASK } from "../base/money.ts";
import { cleanText } from "../base/text.ts";
import { EXIT } from "../errors.ts";
import { TYPE_OR_ASK } from "../words/errors.ts";
import { hideMoney, maskData, maskText, secretsIn } from "./mask.ts";
import type { Argument, Tool } from "./tools.ts";

/** How one call is answered: which command lines it is, and what is made of what they print. */

/** What a command line printed. */
interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line; it records only with `mayRecord`. */
export type RunLine = (argv: readonly string[], mayRecord: boolean) => Promise<Ran>;

/** An answer in words, and as data with what it rests on. */
export interface Answer {
  text: string;
  structured: {
    /** Trades it rests on; null: it is about none. */
    n: number | null;
    /** What is only known within bounds (95 %), by where it stands in the data. */
    intervals: Record<string, { low: number | string; high: number | string }>;
    /** Numbers of trades that it names; of very many the newest. */
    trades: number[];
    data: unknown;
    /** Of what was recorded: how to take it back. */
    undo?: { operation_id: number; command: string } | null;
  };
}

/** An argument that cannot stand, or a command that refused: told to the assistant. */
export class Refused extends Error {}

type Given = Readonly<Record<string, unknown>>;

/** More than any text of a journal's doors; beyond it an argument is a mistake. */
const LONGEST = 20_000;

/** The words of the command line that a call means. Throws Refused for an argument that is none. */
function wordsFor(tool: Tool, given: Given): { options: string[]; rest: string[] } {
  const { takes, needs, fallback = [] } = tool;
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(takes, name)) continue;
    const known = Object.keys(takes).join(", ") || "tidak ada";
    throw new Refused(`Argumen ${JSON.stringify(name)} tidak dikenal. Yang ada: ${known}.`);
  }
  const said = (name: string) => (given[name] === null ? undefined : given[name]);
  for (const name of needs) {
    if (said(name) === undefined) throw new Refused(`Argumen ${name} belum diisi.`);
  }
  const options: string[] = [];
  const rest: string[] = [];
  for (const [name, argument] of Object.entries(takes)) {
    const value = said(name);
    if (value === undefined) continue;
    const { flag, isSwitch } = argument;
    if (flag === null) rest.push(textOf(name, value, argument));
    else if (isSwitch) {
      if (typeof value !== "boolean") throw refused(name, value, "true atau false");
      if (value) options.push(flag);
    } else {
      const values = Array.isArray(value) ? value : [value];
      // As one word: a value that begins with a dash is no option.
      options.push(...values.map((one) => `${flag}=${textOf(name, one, argument)}`));
    }
  }
  return { options: options.length === 0 ? [...fallback] : options, rest };
}

const refused = (name: string, value: unknown, expected: string) =>
  new Refused(
    `Argumen ${name}: ${(JSON.stringify(value) ?? "").slice(0, 200)} tidak bisa dipakai; harus ${expected}.`,
  );

function textOf(name: string, value: unknown, { choices }: Argument): string {
  if (typeof value !== "string" && typeof value !== "number") {
    throw refused(name, value, "teks atau angka");
  }
  const text = String(value);
  if (text.length > LONGEST) throw refused(name, text, `paling panjang ${LONGEST} huruf`);
  if (text.includes("\0")) throw refused(name, text, "teks tanpa karakter kosong");
  if (choices !== undefined && !choices.includes(text)) {
    throw refused(name, value, `salah satu dari ${choices.join(", ")}`);
  }
  return text;
}

/** A rule says no: it was answered all the same. */
const ANSWERED: readonly number[] = [EXIT.ok, EXIT.limit];

/** Whoever gets an answer reads so many trades, and no more numbers of trades than that. */
const MOST_TRADES = 500;
const USUAL_TRADES = 50;

/** What one server has recorded: only that may be taken back through it. */
export type Recorded = Set<number>;

/** Answers one call. Throws Refused with what to tell the assistant. */
export async function answerTo(
  [name, tool]: readonly [string, Tool],
  given: Given,
  run: RunLine,
  { mask, recorded }: { mask: boolean; recorded: Recorded },
): Promise<Answer> {
  const args = name === "trades" ? withLimit(given) : given;
  // Its groups are named by what is to be hidden.
  if (mask && args.by === "account") throw new Refused("Akun disamarkan (--mask).");
  const { options, rest } = wordsFor(tool, args);
  const line = [...tool.words, ...options, ...(rest.length === 0 ? [] : ["--", ...rest])];
  if (tool.records !== undefined) {
    const written = await record([name, tool], line, run, recorded);
    return mask ? masked(written, tool) : written;
  }
  // That a scenario was tried cannot be left out: the next ones are judged by how many there were.
  const data = await jsonOf(line, run, tool.counts === true);
  const own = mask && tool.masksItself === true;
  const looks = [...(tool.textOptions ?? []), ...(own ? ["--mask"] : [])];
  // The sums in another currency are amounts alone.
  const shown = own ? options.filter((one) => !one.startsWith("--in=")) : options;
  const text = await textOfLine([...tool.words, ...shown, ...looks, ...tail(rest)], run);
  const facts = factsOf(data, name === "trade" || name === "trades");
  const trades = tool.isOfTrades ? await newestTrades(data, options, run) : facts.trades;
  const answer = { text, structured: { ...facts, trades, data } };
  if (!mask) return answer;
  const hidden = masked(answer, tool);
  return own ? { ...hidden, text: hideMoney(text) } : hidden;
}

const tail = (rest: readonly string[]) => (rest.length === 0 ? [] : ["--", ...rest]);

function masked({ text, structured }: Answer, { isOfPrices }: Tool): Answer {
  const { intervals, data, ...rest } = structured;
  let shown = text;
  for (const secret of secretsIn(data)) shown = shown.replaceAll(secret, MASK);
  return {
    text: maskText(shown, isOfPrices === true),
    structured: {
      ...rest,
      intervals: Object.fromEntries(
        Object.entries(intervals).map(([path, one]) => [
          path,
          maskData(one, path.split(".").at(-1)) as { low: string; high: string },
        ]),
      ),
      data: maskData(data),
    },
  };
}

function withLimit(given: Given): Given {
  const limit = given.limit ?? USUAL_TRADES;
  if (Number(limit) > MOST_TRADES) throw refused("limit", limit, `paling banyak ${MOST_TRADES}`);
  return { ...given, limit };
}

async function jsonOf(line: readonly string[], run: RunLine, mayRecord = false): Promise<unknown> {
  const [first = "", ...more] = line;
  const { code, out, err } = await run([first, "--json", ...more], mayRecord);
  if (!ANSWERED.includes(code)) throw new Refused(told(err));
  return JSON.parse(out);
}

async function textOfLine(line: readonly string[], run: RunLine): Promise<string> {
  const { code, out, err } = await run(line, false);
  if (!ANSWERED.includes(code)) throw new Refused(told(err));
  // What is left aside, or taken for something else, is part of the answer.
  return cleanText(`${out}\n${err}`).trim();
}

/** What a command said on stderr, without its sign, for whoever has arguments and no terminal. */
const told = (err: string) =>
  cleanText(err)
    .replace(/^(?:[✖x] |Galat: )/gm, "")
    .replace(TYPE_OR_ASK, "Isi argumen yang bernama begitu.")
    .trim() || "Perintahnya tidak berhasil.";

/** Runs a line that records, and finds the operation that it became. */
async function record(
  [name, tool]: readonly [string, Tool],
  line: readonly string[],
  run: RunLine,
  recorded: Recorded,
): Promise<Answer> {
  if (name === "undo") return await takeBack(line, run, recorded);
  const last = (await operations(run))[0]?.operation_id ?? 0;
  const data = await jsonOf(line, run, true);
  const id = isRecord(data) ? data.id : null;
  const made = (await operations(run)).find(
    ({ operation_id, kind, summary }) =>
      operation_id > last &&
      kind === tool.records &&
      // Others write too: what has a number of its own is told by it.
      (typeof id !== "number" || !summary.includes("#") || summary.includes(`#${id}`)),
  );
  const facts = factsOf(data, name === "log");
  if (made === undefined) {
    const reasons = isRecord(data) && Array.isArray(data.reasons) ? data.reasons : [];
    const text =
      reasons.length > 0
        ? `Jangan dulu: ${reasons.join("; ")}. Tidak ada yang dicatat.`
        : "Sudah begitu; tidak ada yang berubah.";
    return { text, structured: { ...facts, data, undo: null } };
  }
  recorded.add(made.operation_id);
  const command = `jurnal undo ${made.operation_id}`;
  const text = `Dicatat: ${made.summary} · batalkan: ${command}`;
  const undo = { operation_id: made.operation_id, command };
  return { text, structured: { ...facts, data, undo } };
}

async function takeBack(
  line: readonly string[],
  run: RunLine,
  recorded: Recorded,
): Promise<Answer> {
  const wanted = line.at(-1) ?? "";
  const id = Number(wanted.replace(/^#/, ""));
  if (!recorded.has(id)) {
    throw refused("operation_id", wanted, "nomor dari perubahan yang dicatat lewat server ini");
  }
  const data = await jsonOf(line, run, true);
  recorded.delete(id);
  const summary = isRecord(data) ? String(data.summary) : "";
  const nothing = { n: null, intervals: {}, trades: [] };
  return { text: `Dibatalkan: ${summary}`, structured: { ...nothing, data } };
}

interface ListedLine {
  operation_id: number;
  kind: string;
  summary: string;
}

/** The last operations, the newest first; none in a journal that is not there yet. */
async function operations(run: RunLine): Promise<ListedLine[]> {
  const { code, out } = await run(["undo", "--list", "--json"], false);
  return code === EXIT.ok ? (JSON.parse(out) as ListedLine[]) : [];
}

/** Numbers of the newest trades of a range under its filter. */
async function newestTrades(data: unknown, options: readonly string[], run: RunLine) {
  if (!isRecord(data)) return [];
  const { filter, period, date, today } = data;
  const { from, to } = [filter, period].find(isRecord) ?? { from: date, to: date };
  // A week that goes on ends on a day that cannot be asked for yet.
  const last = typeof today === "string" && String(to) > today ? today : to;
  const days = /^--(?:by|in|period|days|date|from|to|week|month|year)(?:=|$)/;
  const narrowed = options.filter((one) => !days.test(one));
  const range = [`--from=${from}`, `--to=${last}`, `--limit=${USUAL_TRADES}`];
  return idsOf(await jsonOf(["trade", "list", ...range, ...narrowed], run));
}

const idsOf = (rows: unknown): number[] =>
  Array.isArray(rows)
    ? rows.flatMap((row) => (isRecord(row) && typeof row.id === "number" ? [row.id] : []))
    : [];

/** What an answer rests on, found by the keys under which all commands say it. */
function factsOf(data: unknown, isTrades: boolean): Omit<Answer["structured"], "data" | "undo"> {
  const intervals: Answer["structured"]["intervals"] = {};
  const named = new Set<number>();
  const visit = (value: unknown, path: string) => {
    if (Array.isArray(value)) {
      const isIds = /(?:^|\.)trades$/.test(path) && value.every((one) => Number.isInteger(one));
      if (isIds) for (const id of value) named.add(id as number);
      else for (const [index, one] of value.entries()) visit(one, `${path}.${index}`);
      return;
    }
    if (!isRecord(value)) return;
    if (typeof value.low === "number" && typeof value.high === "number") {
      intervals[path] = { low: value.low, high: value.high };
    }
    for (const [key, inside] of Object.entries(value)) {
      visit(inside, path === "" ? key : `${path}.${key}`);
    }
  };
  visit(data, "");
  if (isTrades) for (const id of idsOf(Array.isArray(data) ? data : [data])) named.add(id);
  const trades = [...named].sort((a, b) => b - a).slice(0, MOST_TRADES);
  return { n: isTrades && !Array.isArray(data) ? 1 : countOf(data), intervals, trades };
}

function countOf(data: unknown): number | null {
  if (Array.isArray(data)) return data.length;
  if (!isRecord(data)) return null;
  for (const one of [data.n, data.trades]) if (typeof one === "number") return one;
  for (const inside of [data.totals, data.result, data.actual]) {
    const count = isRecord(inside) ? countOf(inside) : null;
    if (count !== null) return count;
  }
  return null;
}
