import * as v from "valibot";
import type { DecimalMark } from "../../base/amounts.ts";
import type { Delimiter } from "../../base/csv.ts";
import { isRecord, shownJson } from "../../base/json.ts";
import { FIELD_LIST, type FieldKind, type MappedField } from "../../trade/fields.ts";
import { type DateOrder, fixedOffsetMinutes } from "../file-times.ts";
import type { ImportProblem } from "../statement.ts";

export type MapField = MappedField | "profit" | "status";

/** A field that a column can hold. */
interface Mapped {
  field: MapField;
  label: string;
  kind: FieldKind;
  /** Words that name it, as `headerName` writes them: as platforms have it, and as traders do. */
  headings: string;
}

/** What a column can hold. `net` counts all costs already, `profit` none of them. */
export const MAPPED: readonly Mapped[] = [
  ...FIELD_LIST.flatMap(({ map, label, kind, headings = "" }) =>
    map === undefined ? [] : [{ field: map as MappedField, label, kind, headings }],
  ),
  {
    field: "profit",
    label: "hasil sebelum biaya",
    kind: "money",
    headings:
      "profit pnl p_l profit_loss gross_profit gross_pnl closed_pnl closed_p_l gross " +
      "realized_pnl realised_pnl realized_profit hasil laba laba_rugi untung_rugi cuan",
  },
  // "open" and "cancelled" are heeded
  { field: "status", label: "status", kind: "choice", headings: "status state" },
];
export const MAP_FIELDS: readonly MapField[] = MAPPED.map(({ field }) => field);

/** How to read a delimited file of any making; plain JSON, to be kept and shared. */
export interface ColumnMap {
  /** Header name, or number of the column from 1 in a file without a header. */
  columns: Partial<Record<MapField, string | number>>;
  decimal: DecimalMark;
  dateOrder: DateOrder;
  /**
   * The clock of the times: "UTC", "+07:00", or a name such as "Asia/Jakarta", which the caller
   * turns into UTC; "cell" where every time carries its own offset; null for the broker's clock.
   */
  zone: string | null;
  /** How costs are written: with their sign, or as positive numbers to be taken off. */
  costs: "signed" | "positive";
  delimiter: Delimiter | null;
}

/** A JSON object; the library takes lists for objects too. */
const record = v.custom<Record<string, unknown>>(isRecord);

/** What `--map` and a saved map hold; built where one is read, which is seldom. */
const mapSchema = () => {
  const column = v.union([
    v.pipe(v.string(), v.nonEmpty()),
    v.pipe(v.number(), v.integer(), v.minValue(1)),
  ]);
  const columns = Object.fromEntries(MAP_FIELDS.map((field) => [field, v.optional(column)]));
  return v.pipe(
    record,
    v.object({
      columns: v.pipe(record, v.strictObject(columns)),
      decimal: v.optional(v.picklist([".", ","]), "."),
      dateOrder: v.optional(v.picklist(["ymd", "dmy", "mdy"]), "ymd"),
      zone: v.optional(v.nullable(v.pipe(v.string(), v.check(isZone))), null),
      costs: v.optional(v.picklist(["signed", "positive"]), "signed"),
      delimiter: v.optional(v.nullable(v.picklist([",", ";", "\t", "|"])), null),
    }),
  );
};

/** Checks a map read from JSON; the problem names the key that is wrong. */
export function parseColumnMap(value: unknown): ColumnMap | ImportProblem {
  const read = v.safeParse(mapSchema(), value);
  if (!read.success) {
    const [issue] = read.issues;
    const path = v.getDotPath(issue) ?? "map";
    // A field that nobody knows is the fault of what holds it.
    const isUnknown = issue.type === "strict_object" && issue.expected === "never";
    return wrong(isUnknown ? "columns" : path, issue.input, issue.expected);
  }
  const map = read.output as ColumnMap;
  const missing = missingField(map);
  return missing === null ? map : wrong("columns", null, missing);
}

/** The first field without which no trade can be read; null when the map suffices. */
export function missingField({ columns }: ColumnMap): MapField | null {
  if (columns.symbol === undefined) return "symbol";
  if (columns.net === undefined && columns.profit === undefined) return "net";
  return columns.exit_time === undefined && columns.date === undefined ? "exit_time" : null;
}

const isZone = (zone: string): boolean =>
  zone === "cell" || fixedOffsetMinutes(zone) !== null || /^[A-Za-z_]+\/[\w/+-]+$/.test(zone);

function wrong(place: string, value: unknown, expected: string | null): ImportProblem {
  const shown = value === null || value === undefined ? null : shownJson(value);
  return { code: "map-invalid", place, value: shown?.slice(0, 80) ?? null, expected };
}

export type MappedColumns = Partial<Record<MapField, number>>;
/** The column of every field; -1 for one that the file does not have. */
export type FieldColumns = Record<MapField, number>;
