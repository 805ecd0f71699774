/** Charts that platforms have, the shortest first, as they are stored. */
export const TIMEFRAMES: readonly string[] =
  "M1 M2 M3 M4 M5 M6 M10 M12 M15 M20 M30 M45 H1 H2 H3 H4 H6 H8 H12 D1 W1 MN1".split(" ");

const UNITS: Readonly<Record<string, string>> = {
  m: "M",
  min: "M",
  mnt: "M",
  menit: "M",
  minute: "M",
  minutes: "M",
  h: "H",
  jam: "H",
  hour: "H",
  hours: "H",
  d: "D",
  hari: "D",
  day: "D",
  daily: "D",
  harian: "D",
  w: "W",
  minggu: "W",
  week: "W",
  weekly: "W",
  mingguan: "W",
  mn: "MN",
  mo: "MN",
  bulan: "MN",
  month: "MN",
  monthly: "MN",
  bulanan: "MN",
};

/**
 * The timeframe meant: "H1", "1h", "1 jam", "60" (minutes, as TradingView has them), "daily"; null
 * for one that no platform has. A month alone is MN or "1M": a lower "1m" is a minute.
 */
export function readTimeframe(text: string): string | null {
  const words = text.trim();
  if (/^1M$/.test(words)) return "MN1";
  const found = /^([a-z]+)?\s*(\d{1,4})?\s*([a-z]+)?$/.exec(words.toLowerCase());
  if (found === null || (found[1] !== undefined && found[3] !== undefined)) return null;
  const [, before, digits, after] = found;
  const unit = before ?? after ?? (digits === undefined ? "" : "m");
  const letter = Object.hasOwn(UNITS, unit) ? (UNITS[unit] ?? "") : "";
  // "M" alone says nothing, "daily" does.
  if (letter === "" || (digits === undefined && unit.length === 1)) return null;
  const count = Number(digits ?? 1);
  const inHours = letter === "M" && count >= 60 && count % 60 === 0;
  const name = inHours ? (count === 1440 ? "D1" : `H${count / 60}`) : `${letter}${count}`;
  return TIMEFRAMES.includes(name) ? name : null;
}
