import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { dump } from "../journal/temporary.ts";
import { trial } from "./journal-run.ts";

async function journal() {
  const here = trial();
  await here.run("trade", "log", "XAUUSD", "45.50", "--note", "=1+1", "--exit", "2026-11-20 10:00");
  await here.run("trade", "log", "EURUSD", "-0.1", "--lot", "0.10", "--date", "2026-11-19");
  await here.run("mood", "set", "tenang", "--note", 'kata "emas",\ndua baris');
  return here;
}

describe("what an export looks like", () => {
  test("CSV is RFC 4180 with the schema's names; formulas are guarded, numbers stay numbers", async () => {
    const here = await journal();
    const { out } = await here.run("export", "--format", "csv");
    const [header, first, second, last] = out.split("\r\n");
    const columns = (header ?? "").split(",");
    const known = new Set(
      here.rows("SELECT name FROM pragma_table_info('daily_trading_data')").map(({ name }) => name),
    );
    const ours = columns.filter((name) => !known.has(name));
    expect(ours).toEqual(["session_date", "currency"]);
    const cell = (line: string | undefined, name: string) =>
      line?.split(",")[columns.indexOf(name)];
    expect([cell(first, "profit_loss"), cell(first, "exit_time")]).toEqual(["-0.1", ""]);
    expect([cell(second, "profit_loss"), cell(second, "note")]).toEqual(["45.5", "'=1+1"]);
    expect(cell(second, "exit_time")).toBe("2026-11-20T03:00:00Z");
    expect(last).toBe("");
    const marked = (await here.run("export", "--format", "csv", "--bom")).out;
    expect(marked).toBe(`\ufeff${out}`);
    const other = trial();
    const told = await other.run("trade", "import", other.file("excel.csv", marked), "--json");
    expect(JSON.parse(told.out)[0]).toMatchObject({ format: "jurnal", added: 2 });
    expect(other.rows("SELECT note FROM daily_trading_data WHERE profit_loss > 0")).toEqual([
      { note: "=1+1" },
    ]);
  });

  test("a range and a filter hold; nothing that passes says so on stderr", async () => {
    const here = await journal();
    const lines = async (...words: string[]) =>
      (await here.run("export", ...words)).out.split("\n").filter(Boolean).length;
    expect(await lines()).toBe(2);
    expect(await lines("--date", "2026-11-19")).toBe(1);
    expect(await lines("--period", "2026-11", "--symbol", "xauusd", "--win")).toBe(1);
    const none = await here.run("export", "--symbol", "BBCA");
    expect([none.code, none.out, none.err]).toEqual([0, "", expect.stringContaining("cocok")]);
    expect((await here.run("export", "--symbol", "BBCA", "--format", "json")).out).toBe("[]\n");
    const array = JSON.parse((await here.run("export", "--json")).out);
    expect(array).toHaveLength(2);
    expect(array[1]).toMatchObject({ symbol: "XAUUSD", note: "=1+1", currency: "USD" });
  });

  test("a login of the origin's web page is not in it", async () => {
    const here = await journal();
    const { out } = await here.run("export", "--all");
    expect(out).not.toContain("password");
    expect(out.split("\n").filter(Boolean).length).toBeGreaterThan(7);
  });
});

describe("--out", () => {
  test("is the owner's alone, whole or not there, and never overwrites unasked", async () => {
    const here = await journal();
    const file = path.join(here.folder, "keluar.csv");
    const words = ["export", "--format", "csv", "--out", file];
    const told = await here.run(...words);
    expect(told.out).toMatch(/^✔ 2 transaksi ditulis ke .*keluar\.csv\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, "milik lain");
    const refused = await here.run(...words);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("--force")]);
    expect(readFileSync(file, "utf8")).toBe("milik lain");
    expect((await here.run(...words, "--force")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/^id,/);
    expect(readdirSync(here.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("is never the journal, nor a folder", async () => {
    const here = await journal();
    const before = dump(here.db);
    for (const name of [here.db, path.join(here.folder, ".", path.basename(here.db))]) {
      const { code, err } = await here.run("export", "--out", name, "--force");
      expect([code, err]).toEqual([1, expect.stringContaining("jurnal itu sendiri")]);
    }
    expect(dump(here.db)).toEqual(before);
    expect((await here.run("export", "--out", here.folder)).err).toContain("folder");
  });
});

describe("import of a whole export", () => {
  async function exported() {
    const here = await journal();
    const file = path.join(here.folder, "all.ndjson");
    await here.run("export", "--all", "--out", file);
    return { here, file, lines: readFileSync(file, "utf8").trimEnd().split("\n") };
  }

  test("trade import says which command takes it", async () => {
    const { here, file } = await exported();
    const { code, err } = await here.run("trade", "import", file);
    expect([code, err]).toEqual([1, expect.stringContaining("jurnal import")]);
  });

  test("a broken one leaves the journal as it was, and names its line", async () => {
    const { here, lines } = await exported();
    const broken: [name: string, lines: string[], told: RegExp][] = [
      ["cut", lines.slice(0, -1), /terpotong/],
      [
        "cut inside",
        [...lines.slice(0, 3), (lines[3] ?? "").slice(0, 20)],
        /baris 4, bukan satu objek/,
      ],
      ["row lost", lines.filter((_, index) => index !== 4), /./],
      [
        "table",
        [lines[0] ?? "", '{"table":"sqlite_master","name":"x"}'],
        /baris 2, tabel "sqlite_master"/,
      ],
      ["no table", [lines[0] ?? "", '{"a":1}'], /baris 2, tabel "" tidak dikenal/],
      ["no table at the end", [...lines.slice(0, 4), "{}"], /baris 5, tabel "" tidak dikenal/],
      ["column", [lines[0] ?? "", '{"table":"bots","id":1,"x; --":1}'], /kolom "x; --"/],
      ["value", [lines[0] ?? "", '{"table":"bots","id":{"a":1}}'], /bots\.id/],
      [
        "text for money",
        [lines[0] ?? "", '{"table":"cash_flows","id":1,"amount":"banyak"}'],
        /amount/,
      ],
      [
        "__proto__",
        [lines[0] ?? "", '{"table":"bots","id":1,"__proto__":{"name":"x"}}'],
        /baris 2, kolom "__proto__"/,
      ],
      [
        "constructor",
        [lines[0] ?? "", '{"table":"bots","id":1,"constructor":"x"}'],
        /kolom "constructor"/,
      ],
      [
        "a number that was given",
        [(lines[0] ?? "").replace(/"sequence":\{/, '"sequence":{"bots":"x",'), ...lines.slice(1)],
        /baris 1, jurnal\.sequence\.\w+: "x" tidak bisa dipakai/,
      ],
      [
        "newer",
        [(lines[0] ?? "").replace(/"schema":\d+/, '"schema":99'), ...lines.slice(1)],
        /skema 99/,
      ],
    ];
    for (const [name, content, told] of broken) {
      const file = here.file("rusak.ndjson", `${content.join("\n")}\n`);
      const empty = trial();
      await empty.run("config", "set", "sapaan", "kamu");
      const before = dump(empty.db);
      const { code, err } = await empty.run("import", file);
      expect([name, code, told.test(err)]).toEqual([name, 1, true]);
      expect(dump(empty.db, Object.keys(before))).toEqual(before);
    }
  });

  test("totals that do not equal the trades are made anew", async () => {
    const { here, lines } = await exported();
    const wrong = lines.map((line) =>
      line.replace('"total_profit_loss":45.5', '"total_profit_loss":99'),
    );
    expect(wrong).not.toEqual(lines);
    const other = trial();
    expect((await other.run("import", here.file("salah.ndjson", wrong.join("\n")))).code).toBe(0);
    expect(other.rows("SELECT MAX(total_profit_loss) AS most FROM trading_sessions")).toEqual([
      { most: 45.5 },
    ]);
  });

  test("--dry-run says the same and writes nothing", async () => {
    const { file } = await exported();
    const other = trial();
    const { code, out } = await other.run("import", file, "--dry-run");
    expect([code, out]).toEqual([0, expect.stringContaining("2 transaksi dalam")]);
    expect(existsSync(other.db)).toBe(false);
  });

  test("an import that came along cannot be undone by its number here", async () => {
    const { here } = await exported();
    const csv = "ticket,symbol,exit_time,profit_loss\n7,XAUUSD,2026-11-18 01:00:00,3\n";
    await here.run("trade", "import", here.file("a.csv", csv));
    const file = path.join(here.folder, "again.ndjson");
    await here.run("export", "--all", "--out", file);
    const other = trial();
    await other.run("import", file);
    expect(other.rows("SELECT operation_id FROM imports")).toEqual([{ operation_id: 0 }]);
    expect((await other.run("undo", "--import", "1")).code).toBe(1);
    expect(other.rows("SELECT COUNT(*) AS n FROM daily_trading_data")).toEqual([{ n: 3 }]);
  });

  test("hands any other file to trade import", async () => {
    const here = trial();
    const csv = "ticket,symbol,exit_time,profit_loss\n7,XAUUSD,2026-11-18 01:00:00,3\n";
    const { code } = await here.run("import", here.file("a.csv", csv));
    expect([code, here.rows("SELECT ticket FROM daily_trading_data")]).toEqual([
      0,
      [{ ticket: "7" }],
    ]);
  });

  test("a file that is not there is the user's to mend", async () => {
    const { here, file } = await exported();
    const { code, err } = await here.run("import", `${file}-tak-ada`);
    expect([code, err]).toEqual([1, expect.stringContaining("tak-ada")]);
  });
});

test("an export of everything names what other programs hung on our tables, and does not take it", async () => {
  const here = await journal();
  const words = ["export", "--all", "--out", path.join(here.folder, "a.ndjson"), "--force"];
  expect((await here.run(...words)).err).toBe("");
  const db = new Database(here.db);
  db.exec("CREATE INDEX by_market ON bots (market)");
  db.close();
  const { code, err } = await here.run(...words);
  expect([code, err]).toEqual([0, expect.stringContaining("tidak ikut: index by_market.")]);
});
