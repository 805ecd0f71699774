import { expect, test } from "vitest";
import { linkLines, readLinks } from "../../src/trade/links.ts";

test.each([
  "https://www.tradingview.com/x/AbC123/",
  "http://x.id/a?b=1,2#c",
  "/home/sari/chart awal.png",
  "C:\\chart\\xau.png",
  "gambar/xau.png",
])("%s is a link", (link) => {
  expect(readLinks(link)).toEqual([link]);
});

test.each([
  "javascript:alert(1)",
  "JavaScript:alert(1)",
  " \tjavascript:alert(1)",
  "data:text/html,x",
  "file:///etc/passwd",
  "vbscript:x",
  "https://",
  "https://x.id/a b",
  'https://x.id/"onload="x',
  "https://x.id/'x",
  "https://x.id/<b>",
  "https://x.id/\u001b]8;;evil\u0007",
  "https://x.id/\u202egnp",
  "=cmd|'/c calc'!A1",
  "-rf",
  `https://x.id/${"x".repeat(1_000)}`,
])("%j is none", (link) => {
  expect(readLinks(link)).toBeNull();
  expect(readLinks(["https://x.id/", link])).toBeNull();
  expect(linkLines(`https://x.id/\n${link}`)).toEqual(["https://x.id/"]);
});

test("lines and lists are read alike, each link once, at most ten of them", () => {
  const two = ["https://x.id/1", "https://x.id/2"];
  expect(readLinks(two.join("\r\n"))).toEqual(two);
  expect(readLinks([...two, two[0], ""])).toEqual(two);
  expect(readLinks("")).toEqual([]);
  const many = Array.from({ length: 11 }, (_, index) => `https://x.id/${index}`);
  expect(readLinks(many)).toBeNull();
  expect(readLinks(many.slice(1))).toHaveLength(10);
  expect(readLinks(7)).toBeNull();
});
