import { formatShortDate, formatTime } from "../base/dates.ts";
import { moodLabel } from "../base/moods.ts";
import { parseUtc } from "../base/zone.ts";
import type { DatedMood } from "../journal/moods.ts";
import type { Profile } from "../model.ts";
import type { Feedback } from "../report/feedback.ts";
import type { TableColumn } from "../report/report-document.ts";
import { cell, plainText } from "./cells.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

const COLUMNS: TableColumn[] = [
  { title: "Hari", align: "left", dropOrder: 0, least: Number.POSITIVE_INFINITY },
  { title: "Jam", align: "left", dropOrder: 1 },
  { title: "Suasana", align: "left", dropOrder: 0 },
  { title: "Catatan", align: "left", dropOrder: 2 },
];

export function renderMoods(moods: readonly DatedMood[], profile: Profile, style: Style): string {
  if (moods.length === 0) return "Belum ada suasana yang dicatat. Mulai: jurnal mood set";
  const rows = moods.map((checkin) => [
    cell(formatShortDate(checkin.session_date)),
    cell(formatTime(parseUtc(checkin.created_at), profile.zone)),
    cell(moodLabel(checkin.mood)),
    cell(plainText(checkin.note)),
  ]);
  return renderTable(COLUMNS, rows, style);
}

export function renderFeedback(mood: string, feedback: Feedback, style: Style): string {
  const text = `${feedback.note} ${feedback.step}`;
  return `${style.heading(moodLabel(mood))}\n${style.wrap(text, style.textColumns)}`;
}
