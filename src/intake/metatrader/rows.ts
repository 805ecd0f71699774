import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";

/** Counts line ends up to a position of the text fed so far. */
function lineCounter(): { enter: (chunk: string) => void; at: (index: number) => number } {
  let chunk = "";
  let start = 0; // of the chunk, in the whole text
  let seen = 1;
  let next = -1; // next line end in the chunk, not yet counted
  const advance = (to: number): void => {
    while (next !== -1 && next < to) {
      seen++;
      next = chunk.indexOf("\n", next + 1);
    }
  };
  return {
    enter(text) {
      advance(chunk.length);
      start += chunk.length;
      chunk = text;
      next = chunk.indexOf("\n");
    },
    at(index) {
      advance(index - start);
      return seen;
    },
  };
}

/** One row of a table or sheet. */
export interface TableRow {
  line: number; // 1-based line of an HTML file, row number of a sheet
  cells: string[]; // visible cells, trimmed, "" when empty
  title: string | null; // tooltip of the first cell: MetaTrader 4 keeps magic and comment there
  hidden: string | null; // text of the first hidden cell: MetaTrader 5 keeps the comment there
}

export interface HtmlEnd {
  rows: number;
  generator: string | null;
  tornAt: number | null; // line of the last row begun, when a table or the page has no end
}

// No statement has rows this wide; a hostile file may.
const MAX_CELLS = 64;
const HIDING = /display\s*:\s*none/i;

/** The tags that matter here. */
type Tag = "cell" | "row" | "table" | "meta" | "html" | null;

/**
 * Streams the rows of all tables of an HTML text to `onRow`. Hidden cells (class "hidden" or
 * display:none) are left out; attributes are read quote-aware, so that a ">" in a title does no
 * harm. Works on the tokenizer: a tree of elements, or even a stack of them, would cost half the
 * time and say nothing more about flat tables.
 */
export function readHtmlRows(chunks: Iterable<string>, onRow: (row: TableRow) => void): HtmlEnd {
  const reader = rowReader(onRow);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader.callbacks);
  let rest = "";
  for (const chunk of chunks) {
    // Cut behind a tag, so that no name is torn in two.
    const cut = chunk.lastIndexOf(">") + 1;
    if (cut === 0) {
      rest += chunk;
      continue;
    }
    const piece = rest + chunk.slice(0, cut);
    rest = chunk.slice(cut);
    reader.enter(piece);
    tokenizer.write(piece);
  }
  reader.enter(rest);
  if (rest !== "") tokenizer.write(rest);
  tokenizer.end();
  return reader.end();
}

interface RowReader {
  callbacks: TokenizerCallbacks;
  enter: (piece: string) => void; // the text that comes next
  end: () => HtmlEnd;
}

interface State {
  onRow: (row: TableRow) => void;
  result: HtmlEnd;
  cells: string[] | null; // of the row being read
  text: string | null; // of the cell being read
  isHidden: boolean; // that cell
  title: string | null;
  hidden: string | null;
  line: number;
  tag: Tag; // whose attributes are being read
  attribute: string;
  value: string;
  metaName: string;
  open: number; // tables and pages begun and not ended
}

function endCell(state: State): void {
  const { text, cells } = state;
  if (text === null || cells === null) return;
  if (state.isHidden) state.hidden ??= collapseSpaces(text);
  else if (cells.length < MAX_CELLS) cells.push(collapseSpaces(text));
  state.text = null;
}

function endRow(state: State): void {
  endCell(state);
  const { cells, line, title, hidden } = state;
  if (cells === null) return;
  state.result.rows++;
  if (cells.length > 0) state.onRow({ line, cells, title, hidden });
  state.cells = null;
}

function openTag(state: State, tag: Tag): void {
  state.tag = tag;
  if (tag === "cell") {
    endCell(state);
    state.text = "";
    state.isHidden = false;
  } else if (tag === "row") {
    endRow(state);
    state.cells = [];
    state.title = null;
    state.hidden = null;
  } else if (tag === "table" || tag === "html") state.open++;
  else if (tag === "meta") state.metaName = "";
}

function closeTag(state: State, tag: Tag): void {
  if (tag === "cell") endCell(state);
  else if (tag === "row") endRow(state);
  else if (tag === "table" || tag === "html") {
    endRow(state);
    state.open--;
  }
}

function endAttribute(state: State): void {
  const { tag, attribute, value } = state;
  if (tag === "cell") {
    if (attribute === "title" && state.cells?.length === 0) state.title = collapseSpaces(value);
    else if (attribute === "class" && value.includes("hidden")) state.isHidden = true;
    else if (attribute === "style" && HIDING.test(value)) state.isHidden = true;
  } else if (tag === "meta" && attribute === "name") state.metaName = value.toLowerCase();
  else if (tag === "meta" && attribute === "content" && state.metaName === "generator") {
    state.result.generator = value;
  }
}

function rowReader(onRow: (row: TableRow) => void): RowReader {
  const lines = lineCounter();
  const state: State = {
    onRow,
    result: { rows: 0, generator: null, tornAt: null },
    cells: null,
    text: null,
    isHidden: false,
    title: null,
    hidden: null,
    line: 1,
    tag: null,
    attribute: "",
    value: "",
    metaName: "",
    open: 0,
  };
  let piece = "";
  let start = 0; // of the piece, in the whole text
  const cut = (from: number, to: number): string => piece.slice(from - start, to - start);
  const ignore = (): void => {};
  const callbacks: TokenizerCallbacks = {
    onopentagname(from, to) {
      const tag = tagAt(piece, from - start, to - start);
      openTag(state, tag);
      if (tag === "row") state.line = lines.at(from);
    },
    onclosetag: (from, to) => closeTag(state, tagAt(piece, from - start, to - start)),
    onattribname(from, to) {
      state.value = "";
      state.attribute = state.tag === null ? "" : cut(from, to).toLowerCase();
    },
    onattribdata(from, to) {
      if (isWanted(state.attribute)) state.value += cut(from, to);
    },
    onattribentity(code) {
      if (isWanted(state.attribute)) state.value += String.fromCodePoint(code);
    },
    onattribend: () => endAttribute(state),
    ontext(from, to) {
      if (state.text === null) return;
      state.text = state.text === "" ? cut(from, to) : state.text + cut(from, to);
    },
    ontextentity(code) {
      if (state.text !== null) state.text += String.fromCodePoint(code);
    },
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onend: ignore,
    onopentagend: ignore,
    onprocessinginstruction: ignore,
    onselfclosingtag: ignore,
  };
  const enter = (next: string): void => {
    start += piece.length;
    piece = next;
    lines.enter(next);
  };
  const end = (): HtmlEnd => {
    endRow(state);
    if (state.open > 0) state.result.tornAt = state.line;
    return state.result;
  };
  return { callbacks, enter, end };
}

const isWanted = (attribute: string): boolean =>
  attribute === "title" ||
  attribute === "class" ||
  attribute === "style" ||
  attribute === "name" ||
  attribute === "content";

const TAGS: ReadonlyMap<string, Tag> = new Map([
  ["td", "cell"],
  ["th", "cell"],
  ["tr", "row"],
  ["table", "table"],
  ["meta", "meta"],
  ["html", "html"],
]);

const tagAt = (text: string, from: number, to: number): Tag =>
  TAGS.get(text.slice(from, to).toLowerCase()) ?? null;

/**
 * Trims, turns no-break spaces into plain ones and runs of white space into one. Most cells need none
 * of it: to look first saves a tenth of the CPU of a large statement's import.
 */
export function collapseSpaces(text: string): string {
  let before = 32;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isOdd = code < 32 || code === 0xa0 || code === 0x202f || (code === 32 && before === 32);
    if (isOdd) return text.replace(/[\u00a0\u202f\s]+/g, " ").trim();
    before = code;
  }
  return before === 32 ? text.trim() : text;
}
