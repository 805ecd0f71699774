import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { cleanShown, linked } from "../../src/base/text.ts";
import { linkAddress } from "../../src/trade/links.ts";
import { fakeWorld } from "../world.ts";

const ESC = "\u001b";
const LOSS = ["trade", "log", "XAUUSD", "-20", "--exit", "2025-07-08 10:00", "--no-input"];
const WEB = "https://x.id/a?b=1&c=2";

async function journal(image: Uint8Array | string, name = "xau awal.png") {
  const here = fakeWorld();
  const chart = path.join(path.dirname(here.file), name);
  writeFileSync(chart, image);
  expect((await here.jurnal([...LOSS, "--link", chart, WEB])).code).toBe(0);
  return { ...here, chart };
}

const PNG = Buffer.from("\u0089PNG\r\n\u001a\n12345678", "latin1");

test("a link opens in terminals that can, and is plain text in all others", async () => {
  const { jurnal, chart } = await journal(PNG, "x.png");
  const show = ["trade", "show", "1"];
  const env = { JURNAL_DB: path.join(path.dirname(chart), "jurnal.db"), TERM: "xterm-kitty" };
  const { out } = await jurnal(show, [], { env, columns: 200 });
  expect(out).toContain(`${ESC}]8;;${WEB}${ESC}\\${WEB}${ESC}]8;;${ESC}\\`);
  expect(out).toContain(`${ESC}]8;;file://${chart}${ESC}\\${chart}${ESC}]8;;`);
  for (const more of [{}, { env: { ...env, TERM: "xterm" } }, { env, isTerminal: false }]) {
    const plain = await jurnal(show, [], { columns: 200, ...more });
    expect(plain.out).not.toContain("]8;;");
    expect(plain.out).toContain(WEB);
  }
});

test("text of others makes no link, also where ours stand on the same screen", () => {
  const ours = linked("chart", "https://x.id/ours");
  const theirs = `${ESC}]8;;https://evil.id/${ESC}\\here${ESC}]8;;${ESC}\\`;
  const shown = cleanShown(`${ours} ${ESC}[31m${theirs}${ESC}[1;8m${ESC}[2J`);
  expect(shown).toContain(ours);
  expect(shown).not.toContain("evil");
  expect(shown).not.toContain("[2J");
});

test.each([
  ["/home/sari/chart awal#1?.png", "file:///home/sari/chart%20awal%231%3F.png"],
  ["C:\\chart\\xau.png", "file:///C:/chart/xau.png"],
  [WEB, WEB],
])("%s is opened as %s", (link, address) => {
  expect(linkAddress(link)).toBe(address);
});

test("a page holds small pictures, links what it does not hold, and shared pages have neither", async () => {
  const { jurnal, chart } = await journal(PNG);
  for (const report of [
    ["report", "2025-07-08"],
    ["report", "--month", "2025-07"],
  ]) {
    const { out } = await jurnal([...report, "--html", "-"]);
    expect(out).toContain('<h2 id="tangkapan-judul">Gambar chart</h2>');
    expect(out).toContain(`src="data:image/png;base64,${PNG.toString("base64")}"`);
    expect(out).toContain('href="https://x.id/a?b=1&amp;c=2"');
    const masked = await jurnal([...report, "--html", "-", "--mask"]);
    expect(masked.code).toBe(0);
    for (const secret of ["tangkapan-judul", "x.id", "base64,iVB", path.basename(chart)]) {
      expect(masked.out).not.toContain(secret);
    }
  }
});

test.each([
  ["a picture that is too large", Buffer.concat([PNG, Buffer.alloc(500_000)])],
  ["what is no picture", "<svg onload=alert(1)>"],
])("%s is linked and not held", async (_, content) => {
  const { jurnal } = await journal(content);
  const { out } = await jurnal(["report", "2025-07-08", "--html", "-"]);
  expect(out).not.toContain("<img");
  expect(out).toContain("xau%20awal.png");
});

test("what another program wrote as a link and is none is not shown as one", async () => {
  const here = await journal(PNG);
  const { default: Database } = await import("better-sqlite3");
  const db = new Database(here.file);
  db.exec(`UPDATE daily_trading_data SET links = 'javascript:alert(1)' || char(10) || '${WEB}'`);
  db.close();
  const { out } = await here.jurnal(["report", "2025-07-08", "--html", "-"]);
  expect(out).not.toContain("javascript:");
  expect(out).toContain("https://x.id/a");
  expect((await here.jurnal(["trade", "show", "1"])).out).not.toContain("javascript:");
});
