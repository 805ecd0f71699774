import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fakeWorld, linesOf } from "../world.ts";
import { elements, type Node, named, parseHtml, textOf } from "./parse-html.ts";

const HTML_IN_NOTES = `</script><img src=x onerror="alert('1')"> & "dua" <b>tebal</b>`;

/** Three days of July 2025 with moods, notes, a bot, and plans for some trades. */
async function someDays() {
  const world = fakeWorld({ isInteractive: false });
  const { jurnal } = world;
  await jurnal(["profile", "edit", "--currency", "USD", "--zone", "WIB", "--balance", "2500"]);
  await jurnal(["bot", "add", "EA Gold"]);
  const trade = (day: number, hour: number, profit_loss: number, more: object = {}) => ({
    symbol: "XAUUSD",
    profit_loss,
    lot_size: 0.05,
    side: "buy",
    entry_price: 3300,
    entry_time: `2025-07-0${day}T0${hour}:10:00Z`,
    exit_time: `2025-07-0${day}T0${hour}:40:00Z`,
    ...more,
  });
  const plan = { stop_loss: 3296, exit_price: 3304, stop_loss_used: true };
  const trades = [
    trade(7, 2, 20, plan),
    trade(7, 4, -20, { ...plan, exit_price: 3296 }),
    trade(8, 3, 12.5, { bot_id: 1 }),
    trade(9, 2, -31.4, { ...plan, exit_price: 3293.72, strategy_used: HTML_IN_NOTES }),
    trade(9, 3, 44.25, { stop_loss_used: false }),
  ];
  await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...trades) });
  const noon = Date.parse("2025-07-09T01:30:00Z");
  await jurnal(["mood", "set", "tenang", "--note", HTML_IN_NOTES], [], { now: () => noon });
  await jurnal(["session", "set", "--notes", HTML_IN_NOTES]);
  return world;
}

const NONE: Node = { name: "", attributes: {}, children: [] };

const outline = (root: Node): string =>
  elements(root)
    .flatMap((node) => {
      const depth = /^h(\d)$/.exec(node.name)?.[1];
      if (depth !== undefined) return [`${"  ".repeat(Number(depth) - 1)}${textOf(node)}`];
      if (node.name === "table") return [`      table ${tableLine(node)}`];
      if (node.name === "desc") return [`      svg ${textOf(node)}`];
      return [];
    })
    .join("\n");

function tableLine(table: Node): string {
  const heads = named(table, "th").map(textOf).join(" | ");
  const rows = named(table, "tr").length - 1;
  return `${table.children.flatMap((one) => (typeof one === "string" ? [] : [textOf(one)]))[0]}: ${heads}; ${rows} rows`;
}

describe("report --html", () => {
  test.each([
    ["day", ["2025-07-09"]],
    ["week", ["--week", "2025-07-09"]],
    ["month-masked", ["--month", "2025-07", "--mask"]],
  ])("%s: an outline of the page", async (name, argv) => {
    const { jurnal } = await someDays();
    const { code, out, err } = await jurnal(["report", ...argv, "--html", "-"]);
    expect([code, err]).toEqual([0, ""]);
    await expect(`${outline(parseHtml(out))}\n`).toMatchFileSnapshot(`../golden/html-${name}.txt`);
  });

  test("is well made: one language, one script by its hash, labels that exist, nothing fetched", async () => {
    const { jurnal } = await someDays();
    const { out } = await jurnal(["report", "--month", "2025-07", "--html", "-"]);
    const root = parseHtml(out);
    const all = elements(root);
    expect(named(root, "html")[0]?.attributes.lang).toBe("id");
    expect(all.filter((one) => one.name === "script")).toHaveLength(1);
    const ids = all.flatMap(({ attributes }) =>
      attributes.id === undefined ? [] : [attributes.id],
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of all) {
      for (const id of attributes["aria-labelledby"]?.split(" ") ?? []) expect(ids).toContain(id);
      expect(attributes).not.toHaveProperty("src");
      expect(attributes).not.toHaveProperty("href");
      expect(Object.keys(attributes).filter((name) => name.startsWith("on"))).toEqual([]);
    }
    const charts = named(root, "svg");
    expect(charts.length).toBeGreaterThanOrEqual(5);
    for (const svg of charts) {
      expect(svg.attributes.role).toBe("img");
      expect(named(svg, "desc")).toHaveLength(1);
    }
    for (const th of named(root, "th")) expect(th.attributes.scope).toBe("col");
    for (const table of named(root, "table")) expect(named(table, "caption")).toHaveLength(1);
    const levels = all.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []));
    levels.forEach((level, at) => {
      expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
    });
    expect(out).not.toMatch(/https?:|url\((?!#)|@import/);
    expect(out.replace(/<script>[\s\S]*<\/script>/, "")).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("says what the terminal says, and HTML in a note stays text", async () => {
    const { jurnal } = await someDays();
    const wide = { columns: 200 };
    const printed = (await jurnal(["report", "2025-07-09", "--full"], [], wide)).out;
    const { out } = await jurnal(["report", "2025-07-09", "--html", "-"]);
    const root = parseHtml(out);
    const plain = (text: string) =>
      text.replace(/[\s│•!✔?–─]+/g, "").replace(/\d+\.(?=FOKUS|Jika)/g, "");
    const page = plain(textOf(root));
    const lines = printed.split("\n").filter((line) => !/^\s+#|^─|\d\d:\d\d {2}/.test(line));
    // These three stand in the page's tiles, in figures of their own.
    const inTiles = /^\s*(?:Hasil|Transaksi|Menang) {2,}/;
    for (const sentence of lines.filter((one) => !inTiles.test(one)))
      expect(page).toContain(plain(sentence.replace(/ {2,}/g, "")));
    expect(named(root, "img")).toEqual([]);
    expect(named(root, "b")).toEqual([]);
    expect(named(root, "blockquote").map(textOf)).toEqual([HTML_IN_NOTES]);
    expect(named(root, "td").map(textOf)).toContain(HTML_IN_NOTES);
  });
});

describe("the file", () => {
  test("is the owner's alone, made anew over itself, and never over another", async () => {
    const { world, jurnal } = await someDays();
    const file = path.join(world.home, "laporan.html");
    const write = (...more: string[]) => jurnal(["report", "2025-07-09", "--html", file, ...more]);
    const written = await write();
    // The path stays whole, wherever the line is broken.
    expect(written.out.replace(/\s+/g, " ")).toBe(`✔ Laporan HTML ditulis ke ${file} `);
    expect(written.code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const first = readFileSync(file, "utf8");
    expect((await write()).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(first);
    writeFileSync(file, "<html>milik orang lain</html>");
    const refused = await write();
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("--force");
    expect(readFileSync(file, "utf8")).toBe("<html>milik orang lain</html>");
    expect(JSON.parse((await write("--force", "--json")).out)).toEqual({ path: file });
    expect(readFileSync(file, "utf8")).toBe(first);
    expect(readdirSync(world.home).filter((name) => name.startsWith("laporan"))).toEqual([
      "laporan.html",
    ]);
  });

  test("a folder that is not there, and the journal itself, are refused", async () => {
    const { world, file, jurnal } = await someDays();
    const away = path.join(world.home, "tidak-ada", "laporan.html");
    const missing = await jurnal(["report", "2025-07-09", "--html", away]);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain(away);
    expect((await jurnal(["report", "2025-07-09", "--html", file, "--force"])).code).toBe(1);
    expect((await jurnal(["report", "2025-07-09"])).code).toBe(0);
  });

  test.each([
    [["--force"]],
    [["--why", "1", "--html", "x.html"]],
    [["--mask", "--json"]],
    [["--mask", "--why", "1"]],
    [["--html", "-", "--json"]],
  ])("report %j is a wrong use", async (argv) => {
    const { jurnal } = await someDays();
    const { code, out } = await jurnal(["report", "2025-07-09", ...argv]);
    expect([code, out]).toEqual([2, ""]);
  });
});

describe("--mask", () => {
  const amount = fc.integer({ min: 100_000_00, max: 999_999_99 }).map((cents) => cents / 100);
  const secret = fc.record({
    profit_loss: fc.tuple(amount, fc.boolean()).map(([size, won]) => (won ? size : -size)),
    lot_size: fc.integer({ min: 10_000, max: 99_999 }).map((n) => (10 * n + 7) / 1000),
    entry_price: fc.integer({ min: 100_000_00, max: 999_999_99 }).map((n) => n / 100),
    stops: fc.boolean(),
  });

  test.each([
    ["with a balance", "7654321.98"],
    ["without", ""],
  ])(
    "%s: no amount, lot, price, account or ticket is left, in text or in attributes",
    async (_, balance) => {
      await fc.assert(
        fc.asyncProperty(fc.array(secret, { minLength: 4, maxLength: 8 }), async (made) => {
          const { jurnal } = fakeWorld({ isInteractive: false });
          const start = balance === "" ? [] : ["--balance", balance];
          await jurnal(["profile", "edit", "--name", "rekening-73519", "--zone", "WIB", ...start]);
          const trades = made.map(({ stops, ...one }, at) => {
            const time = (minutes: number) =>
              new Date(
                Date.parse("2025-07-09T01:00:00Z") + (20 * at + minutes) * 60_000,
              ).toISOString();
            return {
              ...one,
              symbol: "XAUUSD",
              side: "buy",
              entry_time: time(0),
              exit_time: time(9),
              ...(stops ? { stop_loss: one.entry_price - 83.17 } : { stop_loss_used: false }),
              ticket: `8080${91234 + at}`,
              account: "5544332",
              note: "balas 918273 lagi",
            };
          });
          await jurnal(["trade", "log", "--stdin"], [], { input: linesOf(...trades) });
          await jurnal(["session", "set", "--notes", "Modal tinggal Rp81.726.354, kesal"]);
          await jurnal(["report"]);
          const whole = (value: number) => String(Math.floor(Math.abs(value)));
          const secrets = [
            ...made.flatMap((one) => [whole(one.profit_loss), whole(one.entry_price)]),
            ...made.map((one) => String(one.lot_size).replace(".", "")),
            "7654321",
            "73519",
            "80809",
            "5544332",
            "918273",
            "81726354",
          ];
          for (const argv of [[], ["--html", "-"], ["--month", "--html", "-"], ["--week"]]) {
            const { code, out } = await jurnal(["report", ...argv, "--mask"]);
            expect(code).toBe(0);
            const joined = out.replace(/(?<=\d)[.,](?=\d)/g, "");
            expect(secrets.filter((digits) => joined.includes(digits))).toEqual([]);
            const isPage = argv.includes("--html");
            const shown = isPage ? textOf(named(parseHtml(out), "main")[0] ?? NONE) : out;
            expect(shown.match(/.{0,20}([$]|\bUSD\b|\d(?:k|M)\b).{0,20}/)).toBeNull();
          }
        }),
        { numRuns: 6 },
      );
    },
  );
});
