import type { Block, ReportDocument, TableCell, TableColumn } from "../report/document.ts";

/** Before the text of an item; in ASCII the sign for good would begin a list of its own. */
const MARKS = { good: "✔ ", bad: "! ", ask: "? ", dot: "" } as const;
const ASCII_MARKS = { ...MARKS, good: "\\+ " } as const;

type Marks = Readonly<Record<keyof typeof MARKS, string>>;

/** What would begin a list, a heading, a quote or a rule at the start of a line. */
const LEADING = /^(\s*)([-+#>=]|\d+[.)])(?=\s|$|[-=#>])/;
/** The same where a number ends with its sign: the sign is what must be escaped. */
const NUMBERED = /^(\s*\d+)([.)])/;

/**
 * The report as GitHub's Markdown, with a line end at its end. What a trader wrote stays text:
 * neither HTML nor links, emphasis or tables can come of it.
 */
export function renderMarkdown(
  { title, date, sections }: ReportDocument,
  { ascii }: { ascii: boolean } = { ascii: false },
): string {
  const marks = ascii ? ASCII_MARKS : MARKS;
  const parts = [`# ${escaped(`${title} · ${date}`)}`];
  for (const { heading, blocks } of sections) {
    parts.push(`## ${escaped(heading)}`, ...paragraphs(blocks, marks));
  }
  const lines = parts.join("\n\n").split("\n");
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** Blocks in Markdown; items of one list stand on lines without a gap. */
function paragraphs(blocks: readonly Block[], marks: Marks): string[] {
  const parts: string[] = [];
  let before: Block["kind"] | null = null;
  for (const block of blocks) {
    const text = blockText(block, marks);
    const isSameList = block.kind === before && (before === "item" || before === "step");
    if (isSameList) parts.push(`${parts.pop() ?? ""}\n${text}`);
    else parts.push(text);
    before = block.kind;
  }
  return parts;
}

function blockText(block: Block, marks: Marks): string {
  switch (block.kind) {
    case "line":
      return lineStart(oneLine(block.text));
    case "item":
      return `- ${marks[block.mark]}${lineStart(oneLine(block.text))}`;
    case "step": {
      const text = oneLine(block.text);
      const shown = block.strong ? `**${text}**` : lineStart(text);
      return `${/^\d+\.$/.test(block.label) ? block.label : `- ${escaped(block.label)}`} ${shown}`;
    }
    case "subheading":
      return `### ${oneLine(block.text)}`;
    case "pairs":
      return block.rows
        .map(({ label, text }) => `- ${oneLine(label)}: ${oneLine(text)}`)
        .join("\n");
    case "quote":
      return quote(block.lines);
    case "table":
      return table(block.columns, block.rows);
  }
}

/** Lines of a quote stay lines: a backslash at the end breaks one, as two spaces would unseen. */
function quote(lines: readonly string[]): string {
  return lines
    .map((line, index) => {
      const text = lineStart(oneLine(line));
      if (text === "") return ">";
      return `> ${text}${(lines[index + 1] ?? "").trim() === "" ? "" : "\\"}`;
    })
    .join("\n");
}

function table(columns: readonly TableColumn[], rows: readonly (readonly TableCell[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const cell = (text: string) => oneLine(text).replaceAll("|", "\\|");
  return [
    row(columns.map(({ title }) => cell(title))),
    row(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map((cells) => row(columns.map((_, index) => cell(cells[index]?.text ?? "")))),
  ].join("\n");
}

const oneLine = (text: string) => escaped(text.replace(/\s*\n\s*/g, " ").trim());

/** The text so that no sign in it means anything; the start of a line needs more (lineStart). */
function escaped(text: string): string {
  return text
    .replace(/[\\`*<~[]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/(?<=\w):(?=\/\/)|(?<=\bwww)\./gi, "\\$&");
}

/** The escaped text where it begins a line. */
function lineStart(text: string): string {
  if (!LEADING.test(text)) return text;
  return NUMBERED.test(text) ? text.replace(NUMBERED, "$1\\$2") : text.replace(LEADING, "$1\\$2");
}
