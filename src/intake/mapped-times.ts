import type { ColumnMap } from "./column-map.ts";
import type { FieldColumns } from "./mapped-row.ts";
import type { CellReader } from "./table.ts";
import { fixedOffsetMinutes, readTime, readTimeOfDay, shiftTime } from "./times.ts";

/** Entry and exit on the clock of the statement; exit null for an open trade. */
export interface MappedTimes {
  entry: string | null;
  exit: string | null;
}

const DAY_MINUTES = 1440;
/** A day without an hour counts as its noon, which is the same day in every zone of Indonesia. */
const NOON = "12:00:00";

/**
 * A function that reads the times of the row the cells are at. A time of day alone takes its day
 * from the date column, and an exit before the entry then belongs to the next day. Without any
 * exit time the day's noon stands for it.
 */
export function timesReader(
  map: ColumnMap,
  at: FieldColumns,
  cells: CellReader,
): (isOpen: boolean) => MappedTimes {
  const offset = map.zone === null || map.zone === "cell" ? null : fixedOffsetMinutes(map.zone);
  const toUtc = (time: string, own: number | null, column: number): string => {
    if (map.zone === "cell" && own === null) cells.reject(column, "time with UTC offset");
    const minutes = own ?? offset;
    return minutes === null || minutes === 0 ? time : shiftTime(time, -minutes);
  };
  const whole = (column: number): string | null => {
    const cell = cells.text(column);
    if (cell === "") return null;
    const read = readTime(cell, map.dateOrder);
    if (read === null) cells.reject(column, "time");
    return read === null ? null : toUtc(read.time, read.offsetMinutes, column);
  };
  if (at.date < 0) {
    return (isOpen) => {
      const exit = isOpen ? null : whole(at.exit_time);
      if (!isOpen && exit === null) cells.reject(at.exit_time, "time");
      return { entry: whole(at.entry_time), exit };
    };
  }
  const onDay = (column: number, day: string, own: number | null): string | null => {
    const clock = readTimeOfDay(cells.text(column));
    return clock === null ? whole(column) : toUtc(`${day} ${clock}`, own, column);
  };
  return (isOpen) => {
    const [entryCell, exitCell] = [cells.text(at.entry_time), cells.text(at.exit_time)];
    const isWhole = exitCell !== "" && !isClock(exitCell) && !isClock(entryCell);
    if (isWhole) return { entry: whole(at.entry_time), exit: isOpen ? null : whole(at.exit_time) };
    const date = readTime(cells.text(at.date), map.dateOrder);
    if (date === null) {
      cells.reject(at.date, "date");
      return { entry: null, exit: null };
    }
    const own = date.offsetMinutes;
    const day = date.time.slice(0, 10);
    const entry = onDay(at.entry_time, day, own);
    const exit = onDay(at.exit_time, day, own) ?? toUtc(`${day} ${NOON}`, own, at.date);
    if (isOpen) return { entry, exit: null };
    if (entry === null || exit >= entry) return { entry, exit };
    return { entry, exit: isClock(exitCell) ? shiftTime(exit, DAY_MINUTES) : entry };
  };
}

function isClock(cell: string): boolean {
  return cell !== "" && readTimeOfDay(cell) !== null;
}
