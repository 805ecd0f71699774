import type { Section } from "../report/document.ts";
import { element, escapeHtml, sectionHtml } from "./blocks.ts";
import { type Chart, chartsHtml } from "./charts.ts";
import { galleryHtml, type Shot } from "./gallery.ts";
import { FONT } from "./svg.ts";
import { type Tile, tilesHtml } from "./tiles.ts";
import type { PageWords } from "./words.ts";

/** The colours of a page; a test holds that every text of them can be read (WCAG AA). */
export interface Palette {
  paper: string;
  panel: string;
  ink: string;
  muted: string;
  line: string;
  good: string;
  bad: string;
  accent: string;
}

export const LIGHT: Palette = {
  paper: "#ffffff",
  panel: "#f5f7f9",
  ink: "#1a1f26",
  muted: "#566170",
  line: "#d3d9e0",
  good: "#0b6b3f",
  bad: "#b3261e",
  accent: "#1f5fae",
};

export const DARK: Palette = {
  paper: "#11151a",
  panel: "#1a2028",
  ink: "#e6eaf0",
  muted: "#a4afbc",
  line: "#364150",
  good: "#63d69a",
  bad: "#ff938a",
  accent: "#8ab8ff",
};

/** The colours as CSS custom properties. */
function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}

/** The whole style of a page: light and dark, print always light, readable from 360 px up. */
export const CSS = `
:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:62rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem}footer{padding-bottom:2.5rem;color:var(--muted);font-size:.85rem}
h1,h2,h3,h4{line-height:1.25;margin:0;text-wrap:balance}
h1{font-size:1.75rem;letter-spacing:-.01em}
h2{font-size:1.2rem;margin:2.25rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.1rem 0 .35rem}
p{margin:.35rem 0;max-width:46rem;overflow-wrap:anywhere}
.date{font-size:1.1rem;margin:.2rem 0 0}.about,.muted,.note{color:var(--muted)}
.about,.note{font-size:.875rem}
.nb{white-space:nowrap}.good{color:var(--good)}.bad{color:var(--bad)}
ul.marks,ol.steps{list-style:none;margin:.35rem 0;padding:0;max-width:46rem}
ul.marks li,ol.steps li{display:flex;gap:.6rem;margin:.4rem 0}
ul.marks .mark,ol.steps .mark{flex:none;width:1.4em;text-align:center;font-weight:700}
ul.marks .what,ol.steps .what{min-width:0;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.6rem;margin:.7rem 0}
dl div{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.55rem .75rem}
dt{color:var(--muted);font-size:.85rem}
dd{margin:0;font-weight:600;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
dl.tiles{grid-template-columns:repeat(6,1fr);margin:1.2rem 0 0}dl.tiles.long{grid-template-columns:repeat(3,1fr)}
dl.tiles{grid-auto-flow:dense}
dl.tiles dd{font-size:1.25rem;line-height:1.35;white-space:nowrap}dl.tiles dd.of{white-space:normal;font-size:.8rem;font-weight:400;color:var(--muted)}
dl.list{display:block}dl.list div{display:grid;grid-template-columns:7.5rem 1fr;gap:0 .75rem;
background:none;border:0;border-radius:0;padding:.15rem 0}dl.list dd{font-weight:400}
dl.list dt{font-size:inherit}
blockquote{margin:.5rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line);max-width:46rem;
white-space:pre-wrap;overflow-wrap:anywhere}
.box{overflow-x:auto;margin:.5rem 0;max-width:100%;background:
linear-gradient(to right,var(--shade) 40%,transparent) left/2.5rem 100% no-repeat local,
linear-gradient(to left,var(--shade) 40%,transparent) right/2.5rem 100% no-repeat local,
linear-gradient(to right,var(--line),transparent) left/.7rem 100% no-repeat scroll,
linear-gradient(to left,var(--line),transparent) right/.7rem 100% no-repeat scroll}
main{--shade:var(--paper)}figure{--shade:var(--panel)}
.box:focus-visible,button:focus-visible,summary:focus-visible{outline:2px solid var(--accent);
outline-offset:2px}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.3rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{white-space:nowrap;font-weight:600}td{white-space:nowrap}td.text{white-space:normal;min-width:9rem}
th.num,td.num{text-align:right}
th button{all:unset;cursor:pointer;font-weight:600}
th button::after{content:"\\2195";opacity:.55;margin-left:.3em;font-weight:400}
th[aria-sort=ascending] button::after{content:"\\2191";opacity:1}
th[aria-sort=descending] button::after{content:"\\2193";opacity:1}
.charts{display:grid;gap:1rem}
.months{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem}
figure{margin:0;background:var(--panel);border:1px solid var(--line);border-radius:.6rem;
padding:.8rem;min-width:0;break-inside:avoid}
figure h3,figure h4{margin:0 0 .3rem;font-size:1rem}
figure svg{display:block;width:100%;max-width:36rem;height:auto;margin:0 auto}
@media (min-width:52rem){.charts{grid-template-columns:1fr 1fr}
figure.wide{grid-column:1/-1;display:grid;grid-template-columns:1fr 1fr;gap:0 1.5rem}
figure.wide h3{grid-column:1/-1}}
figure p{font-size:.875rem}
figure img{display:block;max-width:100%;height:auto}figcaption{font-size:.875rem;overflow-wrap:anywhere}
figcaption a{color:var(--accent)}
details{margin-top:.4rem;font-size:.875rem}
summary{cursor:pointer;color:var(--accent)}
svg text{font:${FONT.normal}px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--muted)}
svg .strong{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--panel);stroke-width:2.5px}svg .flat{stroke:none}svg .small{font-size:${FONT.small}px}
svg .in{fill:var(--ink)}svg .up{fill:var(--good)}svg .down{fill:var(--bad)}svg .even{fill:var(--muted)}
svg .grid{stroke:var(--line);stroke-width:1}svg .zero{stroke:var(--muted);stroke-width:1}
svg .curve{fill:none;stroke:var(--accent);stroke-width:1.75;stroke-linejoin:round}
svg .link{stroke:var(--muted);stroke-width:1;stroke-dasharray:2 2}
svg .cell{stroke:var(--line);stroke-width:1;fill:var(--paper)}
svg .bot{fill-opacity:.55}
svg .mood{fill:var(--accent)}
svg .dot{fill-opacity:.55}svg .mean{stroke:var(--ink);stroke-width:2}
@media (max-width:60rem){dl.tiles{grid-template-columns:repeat(3,1fr)}}
@media (max-width:30rem){body{font-size:15px}h1{font-size:1.4rem}figure{padding:.6rem}
dl{grid-template-columns:1fr 1fr}dl.list div{grid-template-columns:5.5rem 1fr}dl:not(.tiles) div:first-child{grid-column:1/-1}dl.tiles,dl.tiles.long{grid-template-columns:1fr 1fr}
dl.tiles dd{font-size:1.1rem}dl.tiles .row{grid-column:1/-1}table{font-size:.78rem}th,td{padding:.3rem .22rem}th button::after{content:none}
th[aria-sort] button::after{margin-left:.1em}td.text{min-width:5rem}}
@page{size:A4;margin:14mm}
@media print{:root{color-scheme:light;${variables(LIGHT)}}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:10pt}main,header,footer{max-width:none;padding:0}header{padding-top:0}
h2,h3,h4{break-after:avoid}tr,li,figure,blockquote,dl div{break-inside:avoid}
thead{display:table-header-group}.box{overflow:visible;background:none}table{font-size:8.5pt}th,td{padding:1.5pt 4pt}
.charts{grid-template-columns:1fr 1fr}.months{grid-template-columns:repeat(3,1fr)}
details,th button::after{display:none}}
`;

/**
 * The only script of a page: a click on a heading sorts its table, once more turns it round. Cells
 * that say what they are sorted by come before those that do not know.
 */
export const SCRIPT = `
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const valueOf = (row, at) => {
    const cell = row.cells[at];
    const key = cell.dataset.sort;
    return key === undefined ? cell.textContent : Number(key);
  };
  const compare = (a, b) => {
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return typeof a === "number" ? a - b : a.localeCompare(b, "id");
  };
  heads.forEach((head, at) => {
    const button = head.querySelector("button");
    if (button === null) return;
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => ({ row, value: valueOf(row, at) }));
      rows.sort((a, b) => {
        const known = typeof a.value === typeof b.value;
        return compare(a.value, b.value) * (down && known ? -1 : 1);
      });
      body.append(...rows.map(({ row }) => row));
    });
  });
}
`;

/** SHA-256 of the script in base64, by which the page's policy lets it and no other script run. */
export const SCRIPT_HASH = "ZM6wJVfiYqedI3MoN8juMoPgwhohKe46z5mX4IXgQTY=";

/** By which a file is known as a report of ours, that may be written anew. */
const GENERATOR = "jurnal";

/** A part of a page, in order. */
export type Part =
  | { kind: "tiles"; tiles: readonly Tile[] }
  | { kind: "section"; section: Section }
  | { kind: "gallery"; heading: string; shots: readonly Shot[] }
  | { kind: "charts"; id: string; heading: string; charts: readonly Chart[]; small?: boolean };

export interface Page {
  title: string;
  date: string;
  words: PageWords;
  parts: readonly Part[];
}

/** Nothing may be loaded from anywhere, and only the one script of the page may run. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${SCRIPT_HASH}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The page as one HTML file that needs nothing else. */
export function renderPage({ title, date, words, parts }: Page): string {
  const head = [
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "generator", content: GENERATOR }),
    element("meta", { name: "referrer", content: "no-referrer" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("title", {}, escapeHtml(`${title} · ${date}`)),
    element("style", {}, CSS),
  ];
  const header = element("header", {}, [
    element("h1", {}, escapeHtml(title)),
    element("p", { class: "date" }, escapeHtml(date)),
    ...words.about.map((line) => element("p", { class: "about" }, escapeHtml(line))),
  ]);
  const main = element(
    "main",
    {},
    parts.map((part) => partHtml(part, words)),
  );
  const footer = element(
    "footer",
    {},
    words.footer.map((line) => element("p", {}, escapeHtml(line))),
  );
  return [
    "<!DOCTYPE html>",
    '<html lang="id">',
    `<head>\n${head.join("\n")}\n</head>`,
    `<body>\n${header}\n${main}\n${footer}`,
    `<script>${SCRIPT}</script>\n</body>`,
    "</html>\n",
  ].join("\n");
}

function partHtml(part: Part, { numbers }: PageWords): string {
  if (part.kind === "gallery") return galleryHtml(part.shots, part.heading);
  if (part.kind === "section") return sectionHtml(part.section);
  if (part.kind === "tiles") return part.tiles.length === 0 ? "" : tilesHtml(part.tiles);
  const { id, heading, charts, small } = part;
  if (charts.length === 0) return "";
  return element("section", { id, "aria-labelledby": `${id}-judul` }, [
    element("h2", { id: `${id}-judul` }, escapeHtml(heading)),
    chartsHtml(charts, id, numbers, small === true),
  ]);
}
