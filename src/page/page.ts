import type { Section } from "../report/report-document.ts";
import { sectionHtml } from "./blocks.ts";
import { type Chart, chartHtml } from "./charts.ts";
import { CSS } from "./css.ts";
import { element, escapeHtml } from "./escape.ts";
import type { PageWords } from "./page-words.ts";
import { SCRIPT, SCRIPT_HASH } from "./script.ts";

/** By which a file is known as a report of ours, that may be written anew. */
export const GENERATOR = "jurnal";

/** A part of a page, in order. */
export type Part =
  | { kind: "section"; section: Section }
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
  if (part.kind === "section") return sectionHtml(part.section);
  const { id, heading, charts, small } = part;
  if (charts.length === 0) return "";
  const drawn = charts.map((chart, at) => chartHtml(chart, `${id}-${at + 1}`, numbers));
  return element("section", { id, "aria-labelledby": `${id}-judul` }, [
    element("h2", { id: `${id}-judul` }, escapeHtml(heading)),
    element("div", { class: small ? "months" : "charts" }, drawn),
  ]);
}
