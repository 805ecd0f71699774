import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { formatShortDate } from "../base/dates.ts";
import { cleanLine } from "../base/text.ts";
import type { Trade } from "../model.ts";
import { isWebAddress, linkAddress, linkLines } from "../trade/links.ts";
import { element, escapeHtml } from "./blocks.ts";

/** What a trader put beside a trade: an address, and the picture itself where it goes into the page. */
export interface Shot {
  /** "#12 XAUUSD, 8 Jul 2025". */
  trade: string;
  href: string;
  /** What the link is called. */
  name: string;
  /** A data URI; null: a link alone. */
  image: string | null;
}

/** A picture larger than this, or after so many bytes of them, is linked: a page is sent about. */
const MOST_BYTES = 400_000;
const MOST_IN_ALL = 4_000_000;

/** Pictures that can hold no script, by how their files begin. */
const KINDS: readonly (readonly [type: string, start: RegExp])[] = [
  ["image/png", /^\x89PNG\r\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF.{4}WEBP/s],
];

/** The links of the trades in their order, with the pictures that fit into a page. */
export function shotsOf(trades: readonly Trade[]): Shot[] {
  let left = MOST_IN_ALL;
  return trades.flatMap((trade) => {
    const name = `#${trade.id} ${cleanLine(trade.symbol)}, ${formatShortDate(trade.session_date)}`;
    return linkLines(trade.links ?? "").map((link): Shot => {
      if (isWebAddress(link)) return { trade: name, href: link, name: link, image: null };
      const image = pictureIn(link, Math.min(left, MOST_BYTES));
      left -= image?.length ?? 0;
      return { trade: name, href: linkAddress(link), name: path.basename(link), image };
    });
  });
}

/** The picture as a data URI; null for a file that is gone, none, or too large. */
function pictureIn(file: string, most: number): string | null {
  try {
    const { size } = statSync(file);
    if (size === 0 || size > most) return null;
    const bytes = readFileSync(file);
    const start = bytes.toString("latin1", 0, 16);
    const type = KINDS.find(([, begins]) => begins.test(start))?.[0];
    return type === undefined ? null : `data:${type};base64,${bytes.toString("base64")}`;
  } catch {
    return null;
  }
}

/** Pictures under their trades, and links where a picture is elsewhere. */
export function galleryHtml(shots: readonly Shot[], heading: string): string {
  const figures = shots.map(({ trade, href, name, image }) => {
    const link = element("a", { href, rel: "noopener noreferrer" }, escapeHtml(name));
    const picture =
      image === null
        ? ""
        : element("img", { src: image, alt: `${trade}: ${name}`, loading: "lazy" });
    return element("figure", {}, [
      picture,
      element("figcaption", {}, `${escapeHtml(trade)}: ${link}`),
    ]);
  });
  return element("section", { id: "tangkapan", "aria-labelledby": "tangkapan-judul" }, [
    element("h2", { id: "tangkapan-judul" }, escapeHtml(heading)),
    element("div", { class: "charts" }, figures),
  ]);
}
