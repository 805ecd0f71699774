import type { Style } from "./style.ts";

/** A point of a curve; `at` grows from point to point, on whatever clock. */
export interface AreaPoint {
  at: number;
  value: number;
}

/** One column of the chart as shares of its height, 0 to 1. */
export interface AreaColumn {
  curve: number;
  /** The highest value so far. */
  peak: number;
}

const EIGHTHS = ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const SHADE = "░";

/** The column of a place on the x axis, 0 to width - 1. */
export function placeOf(points: readonly AreaPoint[], width: number): (at: number) => number {
  const from = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? 0) - from;
  return (at) => {
    const share = span === 0 ? 0 : (at - from) / span;
    return Math.min(width - 1, Math.max(0, Math.round(share * (width - 1))));
  };
}

/** What each of `width` columns shows of the curve: its last point; between points the one before. */
export function areaColumns(
  points: readonly AreaPoint[],
  width: number,
  share: (value: number) => number,
): AreaColumn[] {
  const columns = new Array<AreaColumn | undefined>(width).fill(undefined);
  const place = placeOf(points, width);
  let peak = Number.NEGATIVE_INFINITY;
  let deepest = { fall: 0, column: -1, value: 0 };
  for (const { at, value } of points) {
    peak = Math.max(peak, value);
    const column = place(at);
    columns[column] = { curve: share(value), peak: share(peak) };
    if (peak - value > deepest.fall) deepest = { fall: peak - value, column, value };
  }
  const last = width - 1;
  const bottom = columns[deepest.column];
  // The last column says where the curve ends.
  if (bottom !== undefined && deepest.column !== last) bottom.curve = share(deepest.value);
  let before: AreaColumn = { curve: 0, peak: 0 };
  return columns.map((column) => {
    before = column ?? before;
    return before;
  });
}

/** Rows from the top; the curve in eighths of a row, the shade in whole rows above it. */
export function drawBlocks(columns: readonly AreaColumn[], rows: number, style: Style): string[] {
  return drawRows(rows, (row) =>
    painted(
      columns.map(({ curve, peak }) => {
        const level = Math.max(1, Math.round(curve * rows * 8)) - row * 8;
        if (level > 0) return ["good", EIGHTHS[Math.min(8, level)] ?? ""];
        // Half a row of fall is worth a shade.
        return Math.round(peak * rows * 8) - row * 8 >= 4 ? ["bad", SHADE] : ["plain", " "];
      }),
      style,
    ),
  );
}

/** The same in ASCII: the curve's own cell, and the shade above it. */
export function drawAscii(columns: readonly AreaColumn[], rows: number, style: Style): string[] {
  const rowOf = (share: number) => Math.max(0, Math.ceil(share * rows - 1e-9) - 1);
  return drawRows(rows, (row) =>
    painted(
      columns.map(({ curve, peak }) => {
        if (rowOf(curve) === row) return ["good", "*"];
        return rowOf(curve) < row && row <= rowOf(peak) ? ["bad", "."] : ["plain", " "];
      }),
      style,
    ),
  );
}

function drawRows(rows: number, draw: (rowFromBottom: number) => string): string[] {
  return Array.from({ length: rows }, (_, index) => draw(rows - 1 - index));
}

type Cell = [tone: "good" | "bad" | "plain", text: string];

/** Cells of one colour together: one escape for a run, not for each cell. */
function painted(cells: readonly Cell[], style: Style): string {
  let text = "";
  let run = "";
  let tone: Cell[0] = "plain";
  for (const [next, cell] of cells) {
    if (next !== tone) {
      text += run === "" ? "" : style.tone(tone, run);
      [tone, run] = [next, ""];
    }
    run += cell;
  }
  return (text + (run === "" ? "" : style.tone(tone, run))).trimEnd();
}
