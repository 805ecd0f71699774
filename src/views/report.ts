import type { Conversion } from "../journal/rates.ts";
import { besideSection, type Sum } from "../report/beside.ts";
import type { Block, ReportDocument, Section } from "../report/document.ts";
import { type Style, widthOf } from "./style.ts";
import { drawRows, renderTable } from "./table.ts";

const INDENT = 2;

/** What is printed of a report, or of figures in the same form. */
type Printed = Pick<ReportDocument, "title" | "date"> & {
  /** What stands between the title and the first section. */
  lead?: string;
  sections: readonly Pick<Section, "heading" | "blocks">[];
};

/** The report as it is printed, with a line end at its end; no line wider than the terminal. */
export function renderReport(document: Printed, style: Style): string {
  const { title, date, sections, lead } = document;
  const head = `${title} ${style.ascii ? "-" : "·"} ${date}`;
  const heads = style.wrap(head, style.columns).split("\n");
  const rule = style.symbols.rule.repeat(Math.max(...heads.map((part) => widthOf(part))));
  const heading = heads.map((part) => style.heading(part)).join("\n");
  const top = rule === "" ? heading : `${heading}\n${rule}`;
  const parts = [
    lead === undefined
      ? top
      : `${top}
${style.wrap(lead, style.textColumns)}`,
    ...sections.map((section) => renderSection(section, style)),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What is shown, with its sums in another currency below where one was asked for. */
export const renderBeside = (
  shown: string,
  conversion: Conversion | null,
  sums: readonly Sum[],
  style: Style,
): string =>
  conversion === null
    ? shown
    : `${shown.trimEnd()}\n\n${renderSection(besideSection(conversion, sums), style)}`;

const renderSection = (
  { heading, blocks }: Pick<Section, "heading" | "blocks">,
  style: Style,
): string =>
  `${style.heading(heading)}\n${blocks.map((block) => renderBlock(block, style)).join("\n")}`;

function renderBlock(block: Block, style: Style): string {
  switch (block.kind) {
    case "line":
      return lines(block.text, "", style, (text) => style.tone(block.tone, text));
    case "item": {
      const sign = style.symbols[block.mark];
      const signed = block.mark === "good" || block.mark === "bad";
      const shown = signed ? style.tone(block.mark === "good" ? "good" : "bad", sign) : sign;
      return lines(block.text, shown, style, (text) => text);
    }
    case "step":
      return lines(
        block.text,
        block.strong ? style.strong(block.label) : block.label,
        style,
        (t) => (block.strong ? style.strong(t) : t),
      );
    case "subheading":
      return `${" ".repeat(INDENT)}${style.strong(block.text)}`;
    case "pairs":
      return pairs(block.rows, style);
    case "quote":
      return block.lines
        .map((text) => lines(text, style.muted(style.symbols.quote), style, (t) => t, true))
        .join("\n");
    case "table":
      return renderTable(block.columns, block.rows, style, INDENT);
  }
}

/** The text, wrapped, behind a sign; `repeat` puts the sign before every line. */
function lines(
  text: string,
  sign: string,
  style: Style,
  colour: (text: string) => string,
  repeat = false,
): string {
  const lead = " ".repeat(INDENT) + (sign === "" ? "" : `${sign} `);
  const indent = widthOf(lead);
  const wrapped = style.wrap(text, style.textColumns - indent).split("\n");
  return wrapped
    .map((part, index) => {
      const before = index === 0 || repeat ? lead : " ".repeat(indent);
      return (before + (part === "" ? "" : colour(part))).trimEnd();
    })
    .join("\n");
}

function pairs(rows: Extract<Block, { kind: "pairs" }>["rows"], style: Style): string {
  if (!style.draws) {
    return rows
      .map(({ label, text }) => lines(`${label}: ${text}`, "", style, (part) => part))
      .join("\n");
  }
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2;
  const room = style.textColumns - INDENT - width - 1;
  const cells = rows.map(({ label, text, tone }) => [
    style.muted(label.padEnd(width)),
    style
      .wrap(text, room)
      .split("\n")
      .map((part) => style.tone(tone, part))
      .join("\n"),
  ]);
  return drawRows(cells, [width, null], { gap: 1 })
    .map((line) => (" ".repeat(INDENT) + line).trimEnd())
    .join("\n");
}
