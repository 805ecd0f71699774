import { Parser } from "htmlparser2";

/** One row of a table or sheet. */
export interface Row {
  line: number; // 1-based line of an HTML file, row number of a sheet
  cells: string[]; // visible cells, trimmed, "" when empty
  title: string | null; // tooltip of the first cell: MetaTrader 4 keeps magic and comment there
  hidden: string | null; // text of the first hidden cell: MetaTrader 5 keeps the comment there
}

export interface HtmlEnd {
  rows: number;
  generator: string | null;
  tornAt: number | null; // line of the last row begun, when the file ends inside its table
}

// No statement has rows this wide; a hostile file may.
const MAX_CELLS = 64;

/**
 * Streams the rows of all tables of an HTML text to `onRow`. Hidden cells (class "hidden" or
 * display:none) are left out; attributes are read quote-aware, so that a ">" in a title does no
 * harm.
 */
export function readHtmlRows(chunks: Iterable<string>, onRow: (row: Row) => void): HtmlEnd {
  const lines = lineCounter();
  const end: HtmlEnd = { rows: 0, generator: null, tornAt: null };
  let cells: string[] | null = null;
  let text: string | null = null; // of the cell being read
  let isHidden = false;
  let title: string | null = null;
  let hidden: string | null = null;
  let line = 1;
  let element = "";
  let metaName = "";
  let openTables = 0;

  const endCell = (): void => {
    if (text === null || cells === null) return;
    if (isHidden) hidden ??= cleanText(text);
    else if (cells.length < MAX_CELLS) cells.push(cleanText(text));
    text = null;
  };
  const endRow = (): void => {
    endCell();
    if (cells === null) return;
    end.rows++;
    if (cells.length > 0) onRow({ line, cells, title, hidden });
    cells = null;
  };
  const parser = new Parser({
    onopentagname(name) {
      element = name;
      if (name === "td" || name === "th") {
        endCell();
        text = "";
        isHidden = false;
      } else if (name === "tr") {
        endRow();
        cells = [];
        title = null;
        hidden = null;
        line = lines.at(parser.startIndex);
      } else if (name === "table") {
        openTables++;
      } else if (name === "meta") {
        metaName = "";
      }
    },
    onattribute(name, value) {
      if (element === "td" || element === "th") {
        if (name === "title" && cells !== null && cells.length === 0) title = cleanText(value);
        else if (name === "class" && value.includes("hidden")) isHidden = true;
        else if (name === "style" && /display\s*:\s*none/i.test(value)) isHidden = true;
      } else if (element === "meta") {
        if (name === "name") metaName = value.toLowerCase();
        else if (name === "content" && metaName === "generator") end.generator = value;
      }
    },
    ontext(data) {
      if (text !== null) text = text === "" ? data : text + data;
    },
    onclosetag(name, isImplied) {
      if (name === "td" || name === "th") endCell();
      else if (name === "tr") endRow();
      else if (name === "table") {
        endRow();
        if (!isImplied) openTables--;
      }
    },
  });
  for (const chunk of chunks) {
    lines.enter(chunk);
    parser.write(chunk);
  }
  parser.end();
  endRow();
  if (openTables > 0) end.tornAt = line;
  return end;
}

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

/** Trims, turns no-break spaces into plain ones and runs of white space into one. */
export function cleanText(text: string): string {
  const trimmed = text.trim();
  return /[\u00a0\u202f\t\r\n]| {2}/.test(trimmed)
    ? trimmed.replace(/[\u00a0\u202f\s]+/g, " ").trim()
    : trimmed;
}
