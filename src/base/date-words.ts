export const WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"] as const;

export const MONTHS = [
  "Januari",
  "Februari",
  "Maret",
  "April",
  "Mei",
  "Juni",
  "Juli",
  "Agustus",
  "September",
  "Oktober",
  "November",
  "Desember",
] as const;

/** "Jan", "Feb", ... "Agu", "Sep", "Okt", "Nov", "Des". */
export const SHORT_MONTHS = MONTHS.map((month) => month.slice(0, 3));

const MONTH_WORDS = [
  "januari january jan",
  "februari february feb pebruari peb",
  "maret march mar mrt",
  "april apr",
  "mei may",
  "juni june jun",
  "juli july jul",
  "agustus august agu aug agt ags agust",
  "september sep sept",
  "oktober october okt oct",
  "november nov nop nopember",
  "desember december des dec",
];

const WEEKDAY_WORDS = [
  "senin monday mon sen",
  "selasa tuesday tue sel",
  "rabu wednesday wed rab",
  "kamis thursday thu kam",
  "jumat friday fri jum",
  "sabtu saturday sat sab",
  "ahad sunday sun minggu",
];

function lineOf(lines: readonly string[], word: string): number | null {
  const index = lines.findIndex((line) => line.split(" ").includes(word));
  return index < 0 ? null : index + 1;
}

/** The month of an Indonesian or English name or abbreviation in lower case, 1 to 12, or null. */
export function monthNumber(word: string): number | null {
  return lineOf(MONTH_WORDS, word);
}

/** The day of the week of a name in lower case, 1 Monday to 7 Sunday ("minggu" too), or null. */
export function weekdayNumber(word: string): number | null {
  return lineOf(WEEKDAY_WORDS, word);
}
