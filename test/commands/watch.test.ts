import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { line, place, SAMPLES } from "../intake/watch/place.ts";

test("takes statements once, says one line each, and is silent about all other files", async () => {
  const here = place();
  here.sample("exness.csv");
  here.sample("fxblue.csv");
  here.old("resep.csv", "bahan,jumlah\ntepung,2\n");
  here.old("halaman.html", "<!doctype html><html><body><table><tr><td>profit</td></tr></table>");
  here.old("foto.jpg", "no text");
  here.old("catatan.txt", "beli susu");
  here.old("arsip.zip", Buffer.from("PK\x03\x04 not really", "latin1"));
  const first = await here.once();
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/exness\.csv: 5 transaksi baru.*undo --import 1/);
  expect(first.out).toMatch(/fxblue\.csv: 3 transaksi baru/);
  expect(first.err).not.toMatch(/resep|halaman|foto|catatan|arsip/);
  const trades = await here.trades();
  const again = await here.once();
  expect(again).toMatchObject({ code: 0, out: "", err: "" });
  expect(await here.trades()).toEqual(trades);
});

test("what cannot be taken is said with the reason, once, and tried again when it changes", async () => {
  const here = place();
  const whole = readFileSync(path.join(SAMPLES, "exness.csv"), "utf8");
  here.old("exness.csv", whole.replace(/2,\d+\.\d+/, "2,abc").replace(/(\d+\.\d+)\n/, "rusak\n"));
  here.old("Statement-2025.csv", "a,b\n1,2\n");
  const first = await here.once();
  expect(first.code).toBe(1);
  expect(first.err).toMatch(/exness\.csv.*tidak bisa dibaca/);
  expect(first.err).toMatch(/--skip-bad-rows \(jurnal trade import \S*exness\.csv\)/);
  expect(first.err).toMatch(/Statement-2025\.csv/);
  expect(await here.once()).toMatchObject({ code: 0, out: "", err: "" });
  const listed = await here.jurnal(["watch", "--list"]);
  expect(listed.out).toMatch(/Statement-2025\.csv/);
  expect(listed.out).toMatch(/tidak bisa dibaca/);
  here.old("exness.csv", whole, 0.5);
  expect((await here.once()).out).toMatch(/exness\.csv: 5 transaksi baru/);
});

test("a copy, a renamed file and one that was imported by hand bring nothing", async () => {
  const here = place();
  here.sample("exness.csv");
  await here.fine("trade", "import", path.join(SAMPLES, "fxblue.csv"));
  here.sample("fxblue.csv");
  await here.once();
  const trades = await here.trades();
  renameSync(here.at("exness.csv"), here.at("exness (1).csv"));
  copyFileSync(here.at("exness (1).csv"), here.at("salinan.csv"));
  const again = await here.once();
  expect(again.out).toBe("");
  expect(again.code).toBe(0);
  expect(await here.trades()).toEqual(trades);
});

test("an import that was taken back stays away until its file changes", async () => {
  const here = place();
  here.sample("exness.csv");
  await here.once();
  await here.fine("undo");
  renameSync(here.at("exness.csv"), here.at("lain.csv"));
  await here.once();
  expect(await here.trades()).toEqual([]);
  appendFileSync(here.at("lain.csv"), "\n");
  await here.once();
  expect(await here.trades()).toHaveLength(5);
});

test("follows lines from where it stopped; the last one waits until it is whole", async () => {
  const here = place();
  const bot = here.at("bot.ndjson");
  const half = line(3, 30);
  const { out, code } = await here.during([
    () => writeFileSync(bot, line(1, 10)),
    () => appendFileSync(bot, line(2, -20) + half.slice(0, 30)),
    () => appendFileSync(bot, half.slice(30)),
    // The last line needs no end.
    () => appendFileSync(bot, line(4, 40).trimEnd()),
    () => appendFileSync(bot, `\n${line(5, 50)}`),
  ]);
  expect(code).toBe(0);
  expect(out.match(/1 transaksi baru/g)).toHaveLength(5);
  // What was taken is not read as known again.
  expect(out).not.toMatch(/sudah ada/);
  expect((await here.trades()).map((one) => one.profit_loss)).toEqual([10, -20, 30, 40, 50]);
});

test("lines of the same words are as many trades as there are lines, in whatever steps they come", async () => {
  const here = place();
  const bot = here.at("bot.jsonl");
  await here.during([
    () => writeFileSync(bot, line(null, 10)),
    () => appendFileSync(bot, line(null, 10)),
    () => appendFileSync(bot, line(null, 10) + line(null, 10)),
  ]);
  expect(await here.trades()).toHaveLength(4);
  await here.during([() => appendFileSync(bot, line(null, 10))]);
  expect(await here.trades()).toHaveLength(5);
});

test("a file of lines that is cut off, replaced or rotated loses and doubles nothing", async () => {
  const here = place();
  const bot = here.at("bot.ndjson");
  await here.during([
    () => writeFileSync(bot, line(1, 1) + line(2, 2) + line(3, 3)),
    // Emptied, and written to again at once: longer than it was, too.
    () => {
      truncateSync(bot, 0);
      appendFileSync(bot, line(4, 4));
    },
    () => writeFileSync(bot, line(5, 5) + line(6, 6) + line(7, 7) + line(8, 8)),
    () => {
      renameSync(bot, here.at("bot-1.ndjson"));
      writeFileSync(bot, line(9, 9));
    },
    () => appendFileSync(here.at("bot-1.ndjson"), line(10, 10)),
    () => truncateSync(bot, 20),
  ]);
  const profits = (await here.trades()).map((one) => one.profit_loss);
  expect(profits.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("a line that cannot be read is named with its place and does not stop the others", async () => {
  const here = place();
  const bot = here.at("bot.ndjson");
  const { out } = await here.during([
    () => writeFileSync(bot, `{"ticket": 1, "sym\n${line(2, 2)}`),
    () => appendFileSync(bot, `rusak\n${line(3, 3)}`),
    () => appendFileSync(bot, line(4, 4).replace("4,", '"abc",')),
    () => appendFileSync(bot, line(5, 5)),
  ]);
  expect(await here.trades()).toHaveLength(3);
  expect(out).toMatch(/baris 1:/);
  expect(out).toMatch(/baris 3:/);
  expect(out).toMatch(/baris 5:.*abc/);
  expect(out.match(/baris tidak diambil/g)).toHaveLength(3);
});

test("lines that no trade can be made of are refused with what they need", async () => {
  const here = place();
  here.old("bot.ndjson", '{"symbol":"XAUUSD","profit":5}\n');
  here.old("trades.ndjson", '{"symbol":"XAUUSD","profit":5}\n');
  const { err, code } = await here.once();
  expect(code).toBe(1);
  expect(err).toMatch(/trades\.ndjson/);
  expect(err).toMatch(/profit_loss/);
});

test("a half-written statement waits until it is whole, also when its writer pauses", async () => {
  const here = place();
  const bytes = readFileSync(path.join(SAMPLES, "exness.csv"));
  const file = here.at("exness.csv");
  let size = 0;
  const grow = () => {
    appendFileSync(file, bytes.subarray(size, size + 90));
    size += 90;
  };
  const script = Array.from({ length: Math.ceil(bytes.length / 90) }, () => grow);
  const pauses = (count: number) => Array.from({ length: count }, () => () => {});
  const half = await here.during([...script.slice(0, 8), ...pauses(8)], 0);
  // It grew, then stood still in the middle of a row: not for long enough yet.
  expect(half.out + half.err).not.toMatch(/exness\.csv/);
  await here.during([...script.slice(8), ...pauses(4)], 0);
  expect(readFileSync(file)).toEqual(bytes);
  expect(await here.trades()).toHaveLength(5);
});

test("a table without a last line end is taken all the same, later", async () => {
  const here = place();
  const text = readFileSync(path.join(SAMPLES, "exness.csv"), "utf8").trimEnd();
  const { out } = await here.during([() => writeFileSync(here.at("exness.csv"), text)], 12);
  expect(out).toMatch(/exness\.csv: 5 transaksi baru/);
});

test("with --report the mentor's first line of the latest day is said", async () => {
  const here = place();
  here.old("bot.ndjson", line(1, 10) + line(2, -5, "2026-11-25 08:00:00"));
  const { out } = await here.once("--report");
  expect(out).toMatch(/25 Nov: .+ · selengkapnya: jurnal report 2026-11-25 \(1 hari lain/);
  const stored = await here.json("report", "2026-11-25");
  expect(out).toContain(stored.headline);
});

test("tells programs one object a line", async () => {
  const here = place();
  here.sample("exness.csv");
  here.old("Statement.csv", "a,b\n1,2\n", 0.5);
  const told = await here.events();
  expect(told.map(({ status }) => status)).toEqual(["taken", "refused", "done"]);
  expect(told[0]).toMatchObject({ file: here.at("exness.csv"), added: 5, import_id: 1 });
  expect(told[2]).toEqual({ status: "done", taken: 1, trades: 5, same: 0, refused: 1, waiting: 0 });
});

test("folders come from the setting; Downloads is what the desktop calls it", async () => {
  const here = place();
  const { home } = here.world;
  expect((await here.jurnal(["watch", "--once"])).err).toMatch(/Downloads tidak ada/);
  mkdirSync(path.join(home, ".config"));
  mkdirSync(path.join(home, "Unduhan"));
  writeFileSync(path.join(home, ".config", "user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/Unduhan"\n');
  copyFileSync(path.join(SAMPLES, "exness.csv"), path.join(home, "Unduhan", "exness.csv"));
  here.sample("fxblue.csv");
  await here.fine("config", "set", "watch", `downloads, ~/masuk,${here.folder}/../masuk`);
  expect(await here.fine("config", "get", "watch")).toBe(`Downloads,~/masuk,${here.folder}\n`);
  const { out } = await here.jurnal(["watch", "--once", "--poll", "1"]);
  expect(out).toMatch(/fxblue\.csv: 3/);
  await here.fine("undo", "--import", "1");
  expect((await here.jurnal(["config", "set", "watch", "a,,b"])).code).toBe(2);
  await here.fine("config", "set", "watch", "Downloads");
  expect(await here.json("config", "list")).toMatchObject({ watch: "Downloads" });
});

test("refuses a folder that is not there, a file, and seconds that are none", async () => {
  const here = place();
  here.old("a.csv", "x");
  expect(await here.jurnal(["watch", here.at("tidak-ada")])).toMatchObject({ code: 1, out: "" });
  expect((await here.jurnal(["watch", here.at("a.csv")])).err).toMatch(/bukan folder/);
  for (const seconds of ["0", "abc", "4000"]) {
    const { code, err } = await here.jurnal(["watch", here.folder, "--poll", seconds]);
    expect([code, err.includes(seconds)]).toEqual([2, true]);
  }
});

test("a folder that goes and comes back is said once each, and watched again", async () => {
  const here = place();
  const { err } = await here.during([
    () => renameSync(here.folder, `${here.folder}-lain`),
    () => {},
    () => renameSync(`${here.folder}-lain`, here.folder),
    () => writeFileSync(here.at("bot.ndjson"), line(1, 10)),
  ]);
  expect(err.match(/tidak bisa dibaca \(ENOENT\)/g)).toHaveLength(1);
  expect(err.match(/terbaca lagi/g)).toHaveLength(1);
  expect(await here.trades()).toHaveLength(1);
});

test("a file that vanishes before it is read, and a folder called like a file, are nothing", async () => {
  const here = place();
  mkdirSync(here.at("Statement.csv"));
  const { err, code } = await here.during(
    [
      () => writeFileSync(here.at("Statement.htm"), "<html>"),
      () => rmSync(here.at("Statement.htm"), { force: true }),
      () => {},
      () => {},
      () => {},
    ],
    0,
  );
  expect(code).toBe(0);
  expect(err).not.toMatch(/Statement/);
});

test("while the journal cannot be written, files wait, and it is said once", async () => {
  const here = place();
  await here.fine("session", "today");
  const version = (wanted?: number) => {
    const db = new Database(here.file);
    const was = db.pragma("user_version", { simple: true }) as number;
    if (wanted !== undefined) db.pragma(`user_version = ${wanted}`);
    db.close();
    return was;
  };
  const own = version();
  const idle = () => {};
  const { out, err } = await here.during([
    () => {
      // A journal of a later version refuses every command.
      version(999);
      writeFileSync(here.at("bot.ndjson"), line(1, 10));
    },
    ...Array.from({ length: 6 }, () => idle),
    () => version(own),
    ...Array.from({ length: 4 }, () => idle),
  ]);
  expect(err.match(/Berkas menunggu; dicoba lagi/g)).toHaveLength(1);
  expect(out).toMatch(/1 transaksi baru/);
  expect(await here.trades()).toHaveLength(1);
});

test("a table of unknown columns is refused with how to show them, for nothing is asked here", async () => {
  const here = place();
  here.old("statement.csv", "a,b\n1,2\n");
  here.old("dua\nbaris.ndjson", line(1, 5));
  const { out, err } = await here.once();
  expect(out).toContain("dua baris.ndjson: 1 transaksi baru");
  expect(err).toContain("tidak dikenal");
  expect(err).toContain("tunjukkan kolomnya sekali: jurnal trade import");
  expect(err).not.toContain("--no-input");
});

/** Other systems know no such names. */
const onLinux = test.runIf(process.platform === "linux");
onLinux(
  "a name that is no UTF-8 is said to open nothing; the mark itself is a letter",
  async () => {
    const here = place();
    const sample = readFileSync(path.join(SAMPLES, "exness.csv"));
    const name = Buffer.from(`${here.folder}/trans\xe9.csv`, "latin1");
    writeFileSync(name, sample);
    here.sample("fxblue.csv", "apa\ufffd.csv");
    const { out, err, code } = await here.once();
    expect(out).toMatch(/apa\ufffd\.csv: 3 transaksi baru/);
    expect(err.match(/trans\ufffd\.csv: namanya bukan UTF-8/g)).toHaveLength(1);
    expect(code).toBe(0);
    const long = await here.during([() => {}, () => renameSync(name, here.at("exness.csv"))]);
    expect(long.err.match(/bukan UTF-8/g)).toHaveLength(1);
    expect(long.out).toMatch(/exness\.csv: 5 transaksi baru/);
  },
);

test("a table under the name of lines is read anew when it grows", async () => {
  const here = place();
  const rows = readFileSync(path.join(SAMPLES, "exness.csv"), "utf8").split(/(?<=\n)/);
  await here.during([
    () => writeFileSync(here.at("exness.ndjson"), rows.slice(0, 3).join("")),
    () => appendFileSync(here.at("exness.ndjson"), rows.slice(3).join("")),
  ]);
  expect(await here.trades()).toHaveLength(5);
});

test.each([false, true])(
  "lines in UTF-16 are taken, also those that come later (big endian: %s)",
  async (isBig) => {
    const here = place();
    const bot = here.at("bot.ndjson");
    const utf16 = (text: string) => {
      const bytes = Buffer.from(text, "utf16le");
      return isBig ? bytes.swap16() : bytes;
    };
    const { out } = await here.during([
      () => writeFileSync(bot, utf16(`\ufeff${line(null, 10)}${line(null, 10)}`)),
      () => appendFileSync(bot, utf16(line(null, 10))),
    ]);
    expect(out).not.toMatch(/baris tidak diambil/);
    expect((await here.trades()).map((one) => one.profit_loss)).toEqual([10, 10, 10]);
  },
);

test("what is wrong with lines is said once, however often the file grows", async () => {
  const here = place();
  const { out, err } = await here.during([
    () => writeFileSync(here.at("bot.ndjson"), `${line(null, 10)}rusak\n`),
    () => writeFileSync(here.at("trades.ndjson"), '{"symbol":"XAUUSD","profit":5}\n'),
    // Without tickets, so all of it is read again.
    () => appendFileSync(here.at("bot.ndjson"), line(null, 20)),
    () => appendFileSync(here.at("trades.ndjson"), '{"symbol":"XAUUSD","profit":6}\n'),
  ]);
  expect(await here.trades()).toHaveLength(2);
  expect(out.match(/baris tidak diambil/g)).toHaveLength(1);
  expect(err.match(/Tiap baris satu objek JSON/g)).toHaveLength(1);
});

test("a sheet that was filled in is left to who filled it", async () => {
  const here = place();
  await here.fine("trade", "log", "XAUUSD", "5", "--no-input");
  const sheet = await here.fine("trade", "export");
  here.old("isian.csv", sheet.replace(/,(?=\r?\n$)/, ",diubah"));
  const { code, err } = await here.once();
  expect([code, err]).toEqual([1, expect.stringContaining("tidak dibaca sendiri")]);
  expect(await here.fine("trade", "export")).toBe(sheet);
});
