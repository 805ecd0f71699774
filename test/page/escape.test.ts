import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { element, escapeHtml } from "../../src/page/blocks.ts";
import { named, parseHtml, textOf } from "./parse-html.ts";

const NASTY = [
  "</script>",
  "<script>alert(1)</script>",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "&amp;",
  "&#60;",
  '"',
  "'",
  "`",
  "<",
  ">",
  "&",
  "\u2028",
  "\u2029",
  "\u0000",
  "\u001b[31m",
  "\ud800",
  "\udc00",
  "javascript:alert(1)",
  "onload=",
  "</title>",
  "</style>",
  "</td>",
  "\u202e",
  "\ufdd0",
  "\n",
  "\t",
];
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary" })), { maxLength: 8 })
  .map((parts) => parts.join(""));

/** What no HTML may hold is left out, and nothing else. */
const kept = (text: string) =>
  [...text]
    .filter((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      if (code === 9 || code === 10) return true;
      const isControl = code < 32 || (code >= 127 && code < 160);
      const isHalf = code >= 0xd800 && code <= 0xdfff;
      const isNone = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
      return !isControl && !isHalf && !isNone;
    })
    .join("");

describe("text in HTML", () => {
  test("comes back as the same text, between tags and in attributes, and is never a tag", () => {
    fc.assert(
      fc.property(nasty, nasty, (text, attribute) => {
        const html = element("p", { title: attribute }, escapeHtml(text));
        const root = parseHtml(`<div>${html}</div>`);
        expect(root.children).toHaveLength(1);
        const [div, ...none] = named(root, "div");
        const [p] = named(root, "p");
        expect(none).toEqual([]);
        expect(div?.children).toEqual([p]);
        expect(p?.children.every((child) => typeof child === "string")).toBe(true);
        expect(p === undefined ? null : textOf(p)).toBe(kept(text));
        expect(p?.attributes).toEqual({ title: kept(attribute) });
      }),
      { numRuns: 500 },
    );
  });

  test("numbers have at most one decimal, and what is not there leaves no attribute", () => {
    expect(element("rect", { x: 1.26, y: -0.04, class: undefined, hidden: true })).toBe(
      '<rect x="1.3" y="0" hidden/>',
    );
  });
});
