import { fixedOffsetMinutes, readTime, readTimeOfDay, shiftTime } from "../file-times.ts";
import type { CellReader } from "../table.ts";
import type { ColumnMap, FieldColumns } from "./map.ts";

/** Entry and exit on the clock of the statement; exit null for an open trade. */
export interface MappedTimes {
  entry: string | null;
  exit: string | null;
}

const DAY_MINUTES = 1440;
/** A day without an hour counts as its noon, which is the same day in every zone of Indonesia. */
const NOON = "12:00:00";
const MIDNIGHT = "00:00:00";

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
    const [day, clock] = [date.time.slice(0, 10), date.time.slice(11)];
    // A date with an hour and no other time beside it is when the trade was closed.
    if (entryCell === "" && exitCell === "" && clock !== MIDNIGHT) {
      return { entry: null, exit: isOpen ? null : toUtc(date.time, own, at.date) };
    }
    const entry = onDay(at.entry_time, day, own);
    const exit = onDay(at.exit_time, day, own) ?? toUtc(`${day} ${NOON}`, own, at.date);
    if (isOpen) return { entry, exit: null };
    if (entry === null || exit >= entry) return { entry, exit };
    return { entry, exit: isClock(exitCell) ? shiftTime(exit, DAY_MINUTES) : entry };
  };
}

/** Whether the date alone says when the trade was closed. */
export function hasHour(cells: CellReader, at: FieldColumns, map: ColumnMap): boolean {
  if (cells.text(at.entry_time) !== "") return false;
  const date = readTime(cells.text(at.date), map.dateOrder);
  return date !== null && date.time.slice(11) !== MIDNIGHT;
}

function isClock(cell: string): boolean {
  return cell !== "" && readTimeOfDay(cell) !== null;
}

/** Days since the end of 1899, with the hour as a fraction; an hour alone lies on day 0. */
export function excelTime(cell: string): string {
  const dayZero = /^1899-12-3[01] (\d\d:\d\d:\d\d)$/.exec(cell)?.[1];
  if (dayZero !== undefined) return dayZero;
  if (!/^(?:\d{5}|0)(?:[.,]\d+)?$/.test(cell)) return cell;
  const seconds = Math.round(Number(cell.replace(",", ".")) * DAY_MINUTES * 60);
  const time = new Date(Date.UTC(1899, 11, 30) + seconds * 1000).toISOString();
  return cell.startsWith("0") ? time.slice(11, 19) : time.slice(0, 19).replace("T", " ");
}
