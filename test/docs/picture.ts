// Draws what a terminal shows as an SVG: text stays text, colours come from the escape sequences.
// Rows as high as the font is, so that block characters touch as they do on a terminal.
const CELL = { width: 8.4, height: 16.3 };
const PADDING = 18;
const BAR = 30;
const COLORS: Readonly<Record<number, string>> = {
  31: "#e5707a",
  32: "#8cc07c",
  33: "#d8b46a",
  34: "#74a8e8",
  36: "#6cc0c8",
};
const PLAIN = "#d6dae2";

/** The SVG of a text with SGR colours on a terminal of so many columns, titled by its first line. */
export function terminalPicture(text: string, columns: number): string {
  const lines = text.trimEnd().split("\n");
  const width = Math.ceil(columns * CELL.width + 2 * PADDING);
  const height = BAR + lines.length * CELL.height + PADDING;
  const rows = lines.map((line, row) => {
    const y = BAR + (row + 0.75) * CELL.height;
    return spansOf(line)
      .map(({ text: part, column, style }) => {
        const x = (PADDING + column * CELL.width).toFixed(1);
        const length = (part.length * CELL.width).toFixed(1);
        return (
          `<text x="${x}" y="${y.toFixed(1)}" textLength="${length}"` +
          ` xml:space="preserve"${style}>${escaped(part)}</text>`
        );
      })
      .join("");
  });
  const buttons = ["#e5707a", "#d8b46a", "#8cc07c"]
    .map((fill, index) => `<circle cx="${PADDING + 16 * index}" cy="16" r="5" fill="${fill}"/>`)
    .join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-labelledby="title">
<title id="title">${escaped(lines[0] ?? "")}</title>
<rect width="100%" height="100%" rx="8" fill="#1b1e26"/>${buttons}
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="${PLAIN}">
${rows.filter((row) => row !== "").join("\n")}
</g></svg>
`;
}

interface Span {
  text: string;
  column: number;
  style: string;
}

/** The pieces of a line that have one style each, without the blanks between. */
function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let [column, codes] = [0, new Set<number>()];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is read here.
  for (const piece of line.split(/(\x1b\[[\d;]*m)/)) {
    if (piece.startsWith("\x1b[")) {
      codes = applied(codes, piece.slice(2, -1).split(";").map(Number));
      continue;
    }
    for (const { 0: text, index } of piece.matchAll(/\S+(?: \S+)*/g)) {
      spans.push({ text, column: column + index, style: styleOf(codes) });
    }
    column += piece.length;
  }
  return spans;
}

function applied(codes: ReadonlySet<number>, numbers: readonly number[]): Set<number> {
  const next = new Set(codes);
  for (const code of numbers) {
    if (code === 0) next.clear();
    else if (code === 22) for (const one of [1, 2]) next.delete(one);
    else if (code === 39) for (const one of Object.keys(COLORS)) next.delete(Number(one));
    else next.add(code);
  }
  return next;
}

function styleOf(codes: ReadonlySet<number>): string {
  const color = [...codes].map((code) => COLORS[code]).find((found) => found !== undefined);
  return [
    color === undefined ? "" : ` fill="${color}"`,
    codes.has(1) ? ' font-weight="700"' : "",
    codes.has(2) ? ' opacity="0.62"' : "",
  ].join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
