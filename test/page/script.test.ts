import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { SCRIPT, SCRIPT_HASH } from "../../src/page/page.ts";

test("the hash by which the policy lets the script run is the script's", () => {
  expect(createHash("sha256").update(SCRIPT).digest("base64")).toBe(SCRIPT_HASH);
});

/** Just so much of a page as the script touches: one table of one column. */
function clickable(cells: readonly { text: string; sort?: number }[]) {
  let click = () => {};
  const attributes = new Map<string, string>();
  const head = {
    querySelector: () => ({
      addEventListener(_: string, run: () => void) {
        click = run;
      },
    }),
    getAttribute: (name: string) => attributes.get(name) ?? null,
    setAttribute: (name: string, value: string) => attributes.set(name, value),
    removeAttribute: (name: string) => attributes.delete(name),
  };
  const rows = cells.map(({ text, sort }) => ({
    cells: [{ dataset: sort === undefined ? {} : { sort: String(sort) }, textContent: text }],
  }));
  const body = {
    rows,
    append(...sorted: typeof rows) {
      body.rows = sorted;
    },
  };
  const table = { tHead: { rows: [{ cells: [head] }] }, tBodies: [body] };
  runInNewContext(SCRIPT, { document: { querySelectorAll: () => [table] } });
  return () => {
    click();
    const texts = body.rows.map((row) => row.cells[0]?.textContent);
    return { order: attributes.get("aria-sort"), texts };
  };
}

test("a click sorts by number, the next turns it round; what is unknown stays last", () => {
  const click = clickable([
    { text: "+$9.00", sort: 9 },
    { text: "–" },
    { text: "-$1,200.00", sort: -1200 },
    { text: "+$45.50", sort: 45.5 },
  ]);
  expect(click()).toEqual({
    order: "ascending",
    texts: ["-$1,200.00", "+$9.00", "+$45.50", "–"],
  });
  expect(click()).toEqual({
    order: "descending",
    texts: ["+$45.50", "+$9.00", "-$1,200.00", "–"],
  });
  expect(click().order).toBe("ascending");
});

test("words are sorted as words", () => {
  const click = clickable([{ text: "sell" }, { text: "buy" }, { text: "Éa" }]);
  expect(click().texts).toEqual(["buy", "Éa", "sell"]);
});
