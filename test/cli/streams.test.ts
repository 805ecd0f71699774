import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { widthOf } from "../../src/views/style.ts";
import { dump, hashOf } from "../journal/temporary.ts";
import { desk, ended } from "./jurnal.ts";

describe("exit codes and streams", () => {
  test("0: data on stdout, news on stderr", async () => {
    const { spawned, file } = desk();
    const first = await spawned(["trade", "log", "XAUUSD", "45.50"]);
    expect(first).toEqual({
      code: 0,
      out: expect.stringMatching(
        /^✔ Transaksi #1 dicatat: XAUUSD \+\$45\.50 · sesi .*jurnal undo\n$/,
      ),
      err: `Jurnal baru dibuat di ${file}\n`,
    });
    expect(await spawned(["trade", "list"])).toMatchObject({ code: 0, err: "" });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("1: what the journal holds, 2: how it was asked, both on stderr only", async () => {
    const { jurnal, spawned } = desk();
    await jurnal(["session", "today"]);
    const cases: [number, string, RegExp][] = [
      [1, "trade show 12", /Transaksi #12 tidak ada.*\n.*jurnal trade list/],
      [1, "undo --profile lain", /Profil "lain" tidak ada/],
      [1, "session show 2020-01-01", /Belum ada sesi pada 1 Jan 2020/],
      [2, "trade show dua", /nomor: "dua" tidak bisa dipakai; harus nomor/],
      [2, "trade log XAUUSD", /[Hh]asil .* belum diisi.*\n.*--no-input/],
      [2, "mood set", /[Ss]uasana hati.* belum diisi/],
      [2, "trade log", /[Ss]imbol .*belum diisi/],
      [2, "trade log XAUUSD 5 --lott 1", /Opsi --lott tidak dikenal.*\n.*--lot/],
      [2, "trade log XAUUSD 5 lagi", /Kelebihan kata/],
      [2, "session set", /setidaknya satu/],
      [2, "sesion today", /"sesion" tidak dikenal.*\n.*Maksud Anda session/],
      [2, "trade logg XAUUSD 5", /"logg" tidak dikenal.*\n.*log/],
      [2, "mood set tenag", /maksud Anda "tenang"/],
      [2, "session set --market trendng", /maksud Anda "trending"/],
      [2, "session set --notes - --add-notes -", /--add-notes: "-".*stdin/],
      [2, "report minggu", /"ahad lalu" atau "7 hari lalu"/],
      [2, "report besok", /tanggal, misalnya/],
      [2, "report 2999-01-01", /atau sebelumnya/],
      [2, "trade list --days nol", /--days: "nol"/],
      [2, "trade list --win --loss", /--win/],
      [2, "export --format xml", /--format: "xml".*ndjson, csv, json, atau xlsx/],
      [2, "export --all --symbol XAUUSD", /--all: "--symbol"/],
      [2, "export --all --format csv", /--format: "csv".*satu tabel/],
      [2, "export --bom", /--bom: "ndjson"/],
      [2, "export --force", /--force.*--out/],
      [1, "export --out /tak/ada/x.csv", /\/tak\/ada\/x.csv tidak bisa ditulis \(ENOENT\)/],
      [1, "import tak-ada.ndjson", /tak-ada.ndjson/],
      [2, "tax besok", /tahun: "besok"/],
      [2, "--db --json trade log XAUUSD 5", /Opsi --db <berkas> butuh isi/],
      [2, "--db --help", /Opsi --db <berkas> butuh isi/],
      [2, "trade log XAUUSD 5 --note --sl", /Opsi --note <teks> butuh isi/],
      [2, "trade list --profile --json", /Opsi --profile <nama> butuh isi/],
      [2, "tax 2999", /tahun: "2999"/],
      [2, "tax --format xml", /--format: "xml"/],
      [2, "report --md --why 1", /--md: "--why"/],
      [2, "import", /berkas/],
    ];
    for (const [index, [wanted, line, told]] of cases.entries()) {
      const words = line.split(" ");
      // One of either code as a process: what main.ts makes of it.
      const ends = [0, 3].includes(index) ? [jurnal, spawned] : [jurnal];
      for (const end of ends) {
        const { code, out, err } = await end(words);
        expect([line, code, out]).toEqual([line, wanted, ""]);
        expect(err).toMatch(told);
        expect(err).toMatch(/^✖ /);
      }
    }
  });

  test("130: Ctrl-C, nothing written", async () => {
    const { start, fine, file } = desk();
    await fine("session", "today");
    const before = dump(file);
    const child = start(["trade", "log", "--stdin"]);
    const end = ended(child);
    // An answer to a bad line says that the program is up and reading.
    child.stdin?.write("{}\n");
    if (child.stdout !== null) await once(child.stdout, "data");
    // This line has no end yet: it is not taken when the program is stopped.
    child.stdin?.write('{"symbol":"XAUUSD","profit_loss":1}');
    child.kill("SIGINT");
    expect(await end).toMatchObject({ code: 130 });
    expect(dump(file)).toEqual(before);
  });

  test("70: a bug of ours says so, and shows its stack only when asked to", async () => {
    const { start } = desk();
    // A preload that breaks a part of Node stands in for a bug.
    const breakIt = "data:text/javascript,Intl.DateTimeFormat=()=>{throw new TypeError('aduh')}";
    const run = (debug: string) =>
      ended(
        start(["session", "today"], {
          env: { NODE_OPTIONS: `--import "${breakIt}"`, JURNAL_DEBUG: debug },
        }),
      );
    const quiet = await run("");
    expect(quiet).toMatchObject({ code: 70, out: "" });
    expect(quiet.err).toMatch(/kesalahan di program ini.*aduh/);
    expect(quiet.err).not.toContain("TypeError");
    expect((await run("1")).err).toContain("TypeError: aduh");
  });

  test("a reader that has seen enough ends it quietly", async () => {
    const { jurnal, shell } = desk();
    const lines = Array.from(
      { length: 3000 },
      (_, index) => `{"symbol":"XAUUSD","profit_loss":${index}}\n`,
    );
    await jurnal(["trade", "log", "--stdin"], { input: lines.join("") });
    for (const line of ["trade list", "trade list --json", "export", "export --format csv"]) {
      const { code, out, err } = await shell(`jurnal ${line} | head -1`);
      expect([code, err, out.split("\n").length]).toEqual([0, "", 2]);
    }
  });

  test("--version and --help answer on stdout with 0; a noun alone shows its help with 2", async () => {
    const { jurnal, spawned } = desk();
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await spawned(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
    expect(await jurnal(["--help"])).toMatchObject({ code: 0, err: "" });
    const alone = await spawned(["trade"]);
    expect(alone).toMatchObject({ code: 2, out: "" });
    expect(alone.err).toContain("Perintah:");
  });
});

describe("looks", () => {
  const ESC = String.fromCharCode(27);

  test("--no-color > NO_COLOR > FORCE_COLOR > not a terminal", async () => {
    const { jurnal, fine } = desk();
    await fine("trade", "log", "XAUUSD", "5");
    const colored = async (env: Record<string, string>, ...words: string[]) =>
      (await jurnal(["trade", "list", ...words], { env })).out.includes(ESC);
    expect(await colored({})).toBe(false);
    expect(await colored({ FORCE_COLOR: "1" })).toBe(true);
    expect(await colored({ FORCE_COLOR: "0" })).toBe(false);
    expect(await colored({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(await colored({ FORCE_COLOR: "1", NO_COLOR: "" })).toBe(true);
    expect(await colored({ FORCE_COLOR: "1" }, "--no-color")).toBe(false);
  });

  test("--ascii prints nothing of ours outside ASCII", async () => {
    const { jurnal, fine } = desk();
    await fine("mood", "set", "tenang");
    await fine("trade", "log", "XAUUSD", "-5", "--entry", "00:00", "--exit", "00:01");
    const lines = ["", "session today", "trade list", "trade show 1", "report", "history"];
    lines.push("tax", "report --md", "import berkas-tak-ada", "export --format xml");
    lines.push("mood list", "feedback takut", "bot list", "profile list", "config list", "doctor");
    lines.push("trade log XAUUSD 5", "mood set tenang", "trade edit 1 --profit 3", "undo");
    lines.push("trade show 99", "--help", "trade log --help", "session set --market tak-ada");
    for (const line of lines) {
      const { out, err } = await jurnal(["--ascii", ...line.split(" ").filter(Boolean)]);
      const strange = (out + err).match(/[^\x20-\x7e\n].*/g);
      expect([line, strange]).toEqual([line, null]);
    }
  });
});

describe("numbers on the command line", () => {
  test("a minus is no option", async () => {
    const { jurnal } = desk();
    const profits: [string[], number][] = [
      [["-25.30"], -25.3],
      [["-25,30"], -25.3],
      [["-.5"], -0.5],
      [["-1e3x"], Number.NaN],
      [["-$25.30"], -25.3],
      [["-1.234,50"], -1234.5],
      [["--", "-25.30"], -25.3],
      [["-0.10", "--swap", "-1.25", "--commission", "-0,70"], -0.1],
      [["−7"], -7],
    ];
    for (const [words, profit] of profits) {
      const { code, out, err } = await jurnal(["trade", "log", "--json", "XAUUSD", ...words]);
      if (Number.isNaN(profit)) expect([words, code]).toEqual([words, 2]);
      else {
        expect([words, code, err.includes("✖")]).toEqual([words, 0, false]);
        expect(JSON.parse(out).profit_loss).toBe(profit);
      }
    }
  });

  test("rupiah group with dots; what may mean two things is refused with both", async () => {
    const { jurnal, fine } = desk();
    await fine("session", "today");
    const dollars = await jurnal(["trade", "log", "XAUUSD", "1,234"]);
    expect(dollars).toMatchObject({ code: 2, out: "" });
    expect(dollars.err).toMatch(/"1,234".*1\.234 atau 1234/);
    await fine("profile", "add", "saham", "--currency", "IDR");
    const rupiah = ["--profile", "saham", "trade", "log", "BBCA"];
    const both = await jurnal([...rupiah, "-25.000"]);
    expect(both.code).toBe(2);
    expect(both.err).toMatch(/-25 atau -25000/);
    for (const words of ["-Rp25.000", "Rp-25.000", "-25 rb", "-25000"]) {
      const out = await fine(...rupiah, words, "--json");
      expect([words, JSON.parse(out).profit_loss]).toEqual([words, -25000]);
    }
  });

  test("a sum too large to be kept exactly is refused, not rounded", async () => {
    const { jurnal, file } = desk();
    for (const words of ["1000000000000", "-99999999999", "1e400"]) {
      expect([words, (await jurnal(["trade", "log", "XAUUSD", words])).code]).toEqual([words, 2]);
    }
    expect((await jurnal(["trade", "log", "XAUUSD", "1000000000"])).code).toBe(0);
    expect(existsSync(file)).toBe(true);
  });
});

describe("a number that is too large", () => {
  test("says so, with the limit", async () => {
    const { jurnal } = desk();
    const told = async (...words: string[]) => (await jurnal(["trade", "log", ...words])).err;
    const money = /antara -1,000,000,000 dan 1,000,000,000; angka ini terlalu besar/;
    expect(await told("XAUUSD", "12345678901234567890.12")).toMatch(money);
    expect(await told("XAUUSD", "-1000000001")).toMatch(money);
    const lot = /--lot: "1e308" .*paling besar 10,000,000,000,000; angka ini terlalu besar/;
    expect(await told("XAUUSD", "5", "--lot", "1e308")).toMatch(lot);
    expect(await told("XAUUSD", "5", "--lot", "-1")).not.toMatch(/terlalu besar/);
    expect(await told("XAUUSD", "5x")).not.toMatch(/terlalu besar/);
  });

  test("is shown as it was typed, also where no number is so large", async () => {
    const { jurnal } = desk();
    const input =
      '{"symbol":"XAUUSD","profit_loss":-1e400}\n{"symbol":"X","profit_loss": 1E+999 }\n';
    const { out } = await jurnal(["trade", "log", "--stdin"], { input });
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers.map(({ value }) => value)).toEqual(["-1e400", "1E+999"]);
    for (const { expected } of answers) expect(expected).toMatch(/terlalu besar/);
  });
});

describe("a named pipe", () => {
  test("that nobody writes to is refused, not waited for", async () => {
    const { shell } = desk();
    await shell("mkfifo pipa");
    for (const command of ["import", "trade import"]) {
      const { code, err } = await shell(`jurnal ${command} pipa`);
      expect([command, code]).toEqual([command, 1]);
      expect(err).toMatch(/Tidak ada yang menulis ke pipa .*pipa/);
    }
  });

  test("that is slow is read to its end, and says once that it is waited for", async () => {
    const { shell, fine } = desk();
    await fine("trade", "log", "XAUUSD", "5");
    await shell("jurnal export > semua.ndjson; mkfifo pipa");
    const slow = "sleep 3; head -c 40 semua.ndjson; sleep 3; tail -c +41 semua.ndjson";
    const { code, out, err } = await shell(
      `(exec >pipa; ${slow}) & jurnal --db lain.db import pipa --json`,
    );
    expect([code, err.match(/Menunggu data dari pipa/g)]).toEqual([0, ["Menunggu data dari pipa"]]);
    expect(out).toMatch(/"added": ?1/);
  });
});

describe("what comes from outside", () => {
  test("stands in its column, whatever its script", async () => {
    // The build measures for cli-table3 as the rest of the views does: seen on the program as built.
    const { spawned } = desk();
    const names = ["breakout", "ผมไทยกำลัง", "突破", "📈🫠 naik", "👨‍👩‍👧 keluarga", "नमस्ते"];
    const lines = names.map((name) => ({ symbol: "XAUUSD", profit_loss: 1, strategy_used: name }));
    await spawned(["trade", "log", "--stdin"], {
      input: lines.map((one) => JSON.stringify(one)).join("\n"),
    });
    const { out } = await spawned(["trade", "list"]);
    const [head = "", , ...rows] = out.split("\n");
    const end = widthOf(head);
    const widths = rows.slice(0, names.length).map((row) => widthOf(row));
    expect(widths).toEqual(names.map(() => end));
  });

  const EVIL = "\u001b]0;pwned\u0007\u001b[31mMERAH\u202e\u009b2J\r\u0008";

  test("reaches no terminal as a control sequence", async () => {
    const { jurnal, fine, file, folder } = desk();
    await fine("mood", "set", "marah", "--note", EVIL);
    await fine("session", "set", "--notes", `${EVIL}\ndua "baris" 📈`);
    await fine("bot", "add", `EA ${EVIL}`, "--market", "XAUUSD");
    const trade = { symbol: `XAU${EVIL}`, profit_loss: -5, note: EVIL, strategy_used: EVIL };
    const strange = { account: EVIL, ticket: EVIL, tags: "a", [EVIL]: 1, bot_id: 1 };
    const lines = [{ ...trade, ...strange }, { ...trade, side: EVIL }, EVIL, "{x\u001b[2J"];
    const input = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
    const heard = [await jurnal(["trade", "log", "--stdin"], { input: `${input.join("\n")}\n` })];
    // Straight into the file, as a program of the user's own might.
    const { default: Database } = await import("better-sqlite3");
    const db = new Database(file);
    db.prepare("UPDATE daily_trading_data SET symbol = ?, strategy_used = ?, note = ?").run(
      EVIL,
      EVIL,
      EVIL,
    );
    db.prepare("UPDATE trading_sessions SET emotions = ?, market_conditions = ?").run(EVIL, EVIL);
    db.prepare("UPDATE trading_sessions SET personal_notes = ?").run(EVIL);
    db.prepare("UPDATE mood_checkins SET mood = ?, note = ?").run(EVIL, EVIL);
    db.prepare("UPDATE bots SET name = ?, market = ?, strategy = ?").run(EVIL, EVIL, EVIL);
    db.close();
    const reads = ["", "session today", "trade list", "trade show 1", "report", "history"];
    reads.push("mood list", "bot list", "profile list", "undo");
    for (const line of reads) heard.push(await jurnal(line.split(" ").filter(Boolean)));
    for (const words of [["trade", "show", EVIL], ["mood", "set", EVIL], [EVIL], [`--${EVIL}`]]) {
      heard.push(await jurnal(words));
    }
    heard.push(await jurnal(["--db", path.join(folder, EVIL), "trade", "list"]));
    for (const { out, err } of heard) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect((out + err).match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e].*/g)).toBe(
        null,
      );
    }
  });
});

test("errors leave the journal as it was, and reads write nothing", async () => {
  const { jurnal, fine, file, folder } = desk();
  await fine("mood", "set", "tenang");
  await fine("trade", "log", "XAUUSD", "5", "--ticket", "7");
  await fine("report");
  const stamp = () => [hashOf(file), statSync(file).mtimeMs];
  const before = [dump(file), stamp()];
  const errors = ["trade log XAUUSD", "trade log XAUUSD 1,234", "trade log XAUUSD 5 --ticket 7"];
  errors.push("trade edit 1 --lot -3", "trade edit 99 --lot 3", "trade delete 99", "mood set xyz");
  errors.push("session set --market xyz --notes hilang", "profile edit --zone Mars --balance 5");
  errors.push("bot edit 9 --status Aktif", "trade log XAUUSD 5 --bot 9", "profile use tiada");
  errors.push("config set sapaan bro", "trade log XAUUSD 5 --exit 2020-01-01 --date kemarin");
  errors.push("trade log XAUUSD 5 --entry 10:00 --exit 09:00", "trade edit 1", "backup .");
  for (const line of errors) {
    const { code } = await jurnal(line.split(" "));
    expect([line, code === 1 || code === 2]).toEqual([line, true]);
  }
  expect(dump(file)).toEqual(before[0]);
  const steady = stamp();
  const reads = ["", "session today", "session show", "trade list", "trade show 1", "report"];
  reads.push("history", "mood list", "feedback marah", "bot list", "profile list", "config list");
  reads.push("config get sapaan", "doctor", "completion bash", "--version", "trade list --json");
  for (const line of reads) {
    await fine(...line.split(" ").filter(Boolean));
    expect([line, ...stamp()]).toEqual([line, ...steady]);
  }
  // A journal that is not there is not made by looking for it.
  const nowhere = path.join(folder, "tiada", "jurnal.db");
  const looks = ["", "trade list", "history", "mood list", "bot list", "profile list", "doctor"];
  looks.push("session show", "trade show 1", "config list", "feedback takut", "backup", "report");
  looks.push("undo");
  for (const line of looks) {
    await jurnal(["--db", nowhere, ...line.split(" ").filter(Boolean)]);
    expect([line, existsSync(path.dirname(nowhere))]).toEqual([line, false]);
  }
  for (const line of ["doctor", "doctor --fix", "backup", "export --all"]) {
    const { code, err } = await jurnal(["--db", nowhere, ...line.split(" ")]);
    expect([line, code, err]).toEqual([line, 1, expect.stringMatching(/Belum ada jurnal di/)]);
  }
});
