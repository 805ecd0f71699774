import type { Curve, CurvePoint } from "../figures/curve.ts";
import type { UnitWords } from "./chart-units.ts";
import type { ChartWords } from "./chart-words.ts";
import { element, tenths } from "./escape.ts";
import { label, type Plot, picture, scale, tickBelow, valueAxis } from "./svg.ts";

export interface CurveChart {
  kind: "curve";
  curve: Curve;
  ticks: readonly number[];
  marks: readonly { trades: number; text: string }[];
  unit: UnitWords;
  words: ChartWords;
}

const PLOT: Plot = { left: 52, right: 412, top: 10, bottom: 212 };

/** The running result as a line, its distance to the peak before shaded with stripes. */
export function curveSvg(id: string, { curve, ticks, marks, unit, words }: CurveChart): string {
  const axis = valueAxis(ticks, unit.axis(ticks), PLOT);
  const x = scale([0, curve.trades], [PLOT.left, PLOT.right]);
  const at = (point: CurvePoint, value: number) =>
    `${tenths(x(point.trades))} ${tenths(axis.y(value))}`;
  const levels = curve.points.map((point) => at(point, point.level));
  // The peak is a stair: it stays until the level passes it.
  const peaks = curve.points.map((point) => at(point, point.peak)).reverse();
  const stripes = element(
    "pattern",
    ...([
      {
        id: `${id}-p`,
        width: 5,
        height: 5,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      },
    ] as const),
    element("rect", { class: "down", width: 1.6, height: 5, "fill-opacity": 0.6 }),
  );
  return picture(id, words, [
    element("defs", {}, stripes),
    axis.html,
    element("path", { d: `M${[...levels, ...peaks].join("L")}Z`, fill: `url(#${id}-p)` }),
    element("path", { class: "curve", d: `M${levels.join("L")}` }),
    ...marks.map((mark) => dateLabel(mark.text, x(mark.trades - 1))),
    endLabel(curve, unit, axis.y(curve.last)),
  ]);
}

function dateLabel(text: string, x: number): string {
  const tick = tickBelow(x, PLOT);
  const near = x > PLOT.right - 30 ? "end" : x < PLOT.left + 12 ? "start" : "middle";
  return (
    tick +
    label(text, near === "end" ? Math.max(x, PLOT.right - 12) : x, PLOT.bottom + 17, {
      anchor: near,
    })
  );
}

/** The last value beside the line's end, above it or below it as there is room. */
function endLabel({ last }: Curve, unit: UnitWords, y: number): string {
  const above = y > PLOT.top + 22 ? y - 8 : y + 18;
  return label(unit.long(last), PLOT.right, above, { anchor: "end", class: "strong" });
}
