/** Beyond this a line is no address that a person pasted. */
const LONGEST_LINK = 1_000;
const MOST_LINKS = 10;

export const EXPECTED_LINKS =
  `alamat https:// atau nama berkas gambar, satu per baris, paling banyak ${MOST_LINKS}, ` +
  "tanpa tanda kutip";

/**
 * The links in a text of lines, or in a list, each once: web addresses, and files by their names.
 * Null where one is neither, or may be more than an address: another scheme (javascript:, data:),
 * control characters, quotes, angle brackets, what a spreadsheet takes for a formula.
 */
export function readLinks(raw: unknown): string[] | null {
  const lines = Array.isArray(raw) ? raw.map(String) : typeof raw === "string" ? [raw] : null;
  if (lines === null) return null;
  const links = lines.flatMap((line) => line.split(/\r?\n/)).map((line) => line.trim());
  const given = [...new Set(links.filter((line) => line !== ""))];
  return given.length <= MOST_LINKS && given.every(isLink) ? given : null;
}

function isLink(link: string): boolean {
  if (link.length > LONGEST_LINK || /[\p{Cc}\p{Cf}"'`<>]/u.test(link)) return false;
  return isWebAddress(link) || isFileName(link);
}

/** Whether the link leads to the web; any other is the name of a file. */
export function isWebAddress(link: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(link)) return false;
  return URL.canParse(link) && new URL(link).hostname !== "";
}

/** A letter before a colon is a drive of Windows; more of them are a scheme. */
const isFileName = (link: string) => !/^[a-z][a-z0-9+.-]+:/i.test(link) && !/^[=+@-]/.test(link);

/** The address under which a link is opened: of a file its `file:` address. */
export function linkAddress(link: string): string {
  if (isWebAddress(link)) return link;
  const path = link.replaceAll("\\", "/");
  const encoded = path
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/^([a-z])%3A/i, "$1:");
  return `file://${encoded.startsWith("/") ? "" : "/"}${encoded}`;
}

/** The links that a stored text holds; what another program wrote and is none is left out. */
export const linkLines = (stored: string): string[] =>
  stored.split("\n").filter((line) => line !== "" && isLink(line));
