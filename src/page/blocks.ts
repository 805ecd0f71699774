import { dictionary } from "../base/dictionary.ts";
import type { Block, Section, TableCell, TableColumn } from "../report/document.ts";

const ENTITIES: Readonly<Record<string, string>> = dictionary({
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
});

/** Control characters that no HTML may hold (line ends and tabs may stay), and halves of surrogate pairs. */
const FORBIDDEN = /[^\P{Cc}\n\t]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/**
 * Text as HTML that a browser shows as that text and nothing else, between tags and inside quoted
 * attributes alike. What HTML may not hold is left out. Every text of a page goes through here.
 */
export function escapeHtml(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

/** A sentence as HTML in which no line ends between the minus and "Rp": elsewhere none would. */
export function proseHtml(text: string): string {
  return escapeHtml(text).replace(/-Rp\d[\d.,]*\d|-Rp\d/g, '<span class="nb">$&</span>');
}

type Attribute = string | number | boolean | undefined;

/**
 * An element; `inside` is HTML already, attributes are text. Numbers are written with at most one
 * decimal, as drawings need; undefined and false leave the attribute out.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  inside: string | readonly string[] = "",
): string {
  const html = typeof inside === "string" ? inside : inside.join("");
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (value === true) open += ` ${key}`;
    else open += ` ${key}="${typeof value === "number" ? tenths(value) : escapeHtml(value)}"`;
  }
  return VOID.has(name) && html === "" ? `${open}/>` : `${open}>${html}</${name}>`;
}

/** Elements of drawings that are empty as a rule. */
const VOID: ReadonlySet<string> = new Set([
  "rect",
  "line",
  "path",
  "circle",
  "polyline",
  "meta",
  "img",
]);

/** The number with at most one decimal. */
export function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** From so many rows on a table can be sorted. */
const SORTABLE = 3;
const MOST_IN_TILE = 50;

const MARKS = {
  good: { sign: "✔", word: "baik" },
  bad: { sign: "!", word: "perlu dilihat" },
  ask: { sign: "?", word: "pertanyaan" },
  dot: { sign: "•", word: "" },
} as const;

/** A part of the report under its heading. */
export function sectionHtml({ id, heading, blocks }: Section): string {
  const inside = [
    element("h2", { id: `${id}-judul` }, escapeHtml(heading)),
    blocksHtml(blocks, heading),
  ];
  return element("section", { id, "aria-labelledby": `${id}-judul` }, inside);
}

/** Blocks in their order; neighbouring items and steps become one list. */
function blocksHtml(blocks: readonly Block[], caption: string): string {
  let html = "";
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at];
    if (block === undefined) continue;
    if (block.kind === "item" || block.kind === "step") {
      const run = [block];
      while (blocks[at + 1]?.kind === block.kind) run.push(blocks[++at] as typeof block);
      const [name, kind] = block.kind === "item" ? ["ul", "marks"] : ["ol", "steps"];
      html += element(name as string, { class: kind, role: "list" }, run.map(entryHtml));
    } else html += blockHtml(block, caption);
  }
  return html;
}

function entryHtml(entry: Extract<Block, { kind: "item" | "step" }>): string {
  if (entry.kind === "item") {
    const { sign, word } = MARKS[entry.mark];
    const label = word === "" ? { "aria-hidden": "true" } : { role: "img", "aria-label": word };
    const mark = element("span", { class: `mark ${entry.mark}`, ...label }, sign);
    return element("li", {}, [mark, element("span", { class: "what" }, proseHtml(entry.text))]);
  }
  const text = proseHtml(entry.text);
  const mark = element("span", { class: "mark" }, escapeHtml(entry.label));
  const what = entry.strong ? element("strong", {}, text) : text;
  return element("li", {}, [mark, element("span", { class: "what" }, what)]);
}

function blockHtml(block: Exclude<Block, { kind: "item" | "step" }>, caption: string): string {
  switch (block.kind) {
    case "line":
      return element("p", { class: tone(block.tone) }, proseHtml(block.text));
    case "subheading":
      return element("h3", {}, escapeHtml(block.text));
    case "pairs":
      return element(
        "dl",
        { class: isShort(block.rows) ? undefined : "list" },
        block.rows.map(pairHtml),
      );
    case "quote":
      return element("blockquote", {}, escapeHtml(block.lines.join("\n")));
    case "table":
      return tableHtml(block.columns, block.rows, caption);
  }
}

type Pairs = Extract<Block, { kind: "pairs" }>["rows"];

/** Fewer pairs side by side would each be a box with nothing in most of it. */
const LEAST_TILES = 3;

/** Pairs that are as short as figures stand side by side as tiles, others below each other. */
function isShort(rows: Pairs): boolean {
  return rows.length >= LEAST_TILES && rows.every(({ text }) => text.length <= MOST_IN_TILE);
}

function pairHtml(row: Pairs[number]): string {
  const text = element("dd", { class: tone(row.tone) }, proseHtml(row.text));
  return element("div", {}, [element("dt", {}, escapeHtml(row.label)), text]);
}

function tone(name: string): string | undefined {
  return name === "plain" ? undefined : name;
}

/**
 * A table in a box of its own, so that a wide one scrolls there and not the page. `sorts`: the
 * script can sort it.
 */
export function tableHtml(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
  caption: string,
  sorts = true,
): string {
  const sortable = sorts && rows.length >= SORTABLE;
  const head = columns.map(({ title, align }, at) => {
    // Numbers that do not say what they are sorted by would be sorted as text: 10 before 9.
    const isKnown = align === "left" || rows.some((row) => row[at]?.sort !== undefined);
    const inside =
      sortable && isKnown
        ? element("button", { type: "button" }, escapeHtml(title))
        : escapeHtml(title);
    return element("th", { scope: "col", class: align === "right" ? "num" : undefined }, inside);
  });
  const body = rows.map(
    (row) => `<tr>${row.map((cell, at) => cellHtml(cell, columns[at])).join("")}</tr>`,
  );
  const table = element("table", { class: sortable ? "sortable" : undefined }, [
    element("caption", {}, escapeHtml(caption)),
    `<thead><tr>${head.join("")}</tr></thead>`,
    `<tbody>${body.join("")}</tbody>`,
  ]);
  return element(
    "div",
    { class: "box", tabindex: "0", role: "region", "aria-label": caption },
    table,
  );
}

/** Tables of a thousand rows are most of a page: no word too many in here. */
function cellHtml(cell: TableCell, column: TableColumn | undefined): string {
  const isNumber = column?.align === "right";
  const shade = cell.tone === "plain" ? "" : cell.tone;
  const kind = isNumber
    ? `num ${shade}`.trimEnd()
    : cell.text.length > 24
      ? `text ${shade}`
      : shade;
  const sort =
    cell.sort === undefined || Number.isNaN(cell.sort) ? "" : ` data-sort="${cell.sort}"`;
  return `<td${kind === "" ? "" : ` class="${kind.trim()}"`}${sort}>${escapeHtml(cell.text)}</td>`;
}
