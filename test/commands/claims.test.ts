import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { type Trial, trial } from "./journal-run.ts";

/** What two screens say of one day must be true together. The desk's day is 22 November, 12:00 WIB. */

/** Logs a trade of today at this minute of the morning. */
async function log(journal: Trial, clock: string, result: string, ...rest: string[]) {
  const [from, to] = clock.split("-");
  const day = "2026-11-22";
  const times = ["--entry", `${day} ${from}`, "--exit", `${day} ${to}`];
  const { code, err } = await journal.run("trade", "log", "XAUUSD", result, ...times, ...rest);
  expect([code, err]).toEqual([0, expect.anything()]);
}

const PLANNED = ["--side", "buy", "--lot", "0.01", "--open-price", "2000", "--stop", "1995"];

test("orders of one second are one decision in the report, in `status` and on the dashboard", async () => {
  const journal = trial();
  for (const _ of [1, 2, 3]) await log(journal, "09:00-09:10", "-5", ...PLANNED);
  await log(journal, "10:00-10:10", "5", ...PLANNED);
  for (const detail of [[], ["--full"]]) {
    const report = await journal.run("report", ...detail);
    expect(report.out).toContain("#1, #2, dan #3 satu keputusan: di bawah dihitung");
  }
  expect((await journal.run("status")).out).toContain("4 transaksi (2 keputusan) · -$10.00");
  expect((await journal.run()).out).toContain("-$10.00 dari 4 transaksi (2 keputusan)");
  await journal.run("rule", "add", "max-trades", "2");
  const status = await journal.run("status");
  expect(status.out).toContain("2/2 keputusan (4 transaksi), jatah habis");
  const why = await journal.run("report", "--why", "1");
  expect(why.out).toContain("Dilihat: 2 keputusan");
  // Where each is one of its own, nobody is told of decisions.
  await journal.run("trade", "delete", "2");
  await journal.run("trade", "delete", "3");
  expect((await journal.run("status")).out).toContain("2/2 transaksi, jatah habis");
  expect((await journal.run()).out).toContain("dari 2 transaksi\n");
});

test("a good score never stands beside a broken own rule without a word of it", async () => {
  const journal = trial();
  await journal.run("profile", "edit", "--balance", "10000");
  await journal.run("rule", "add", "max-trades", "1");
  // A rule holds from the minute it is made on.
  const db = new Database(journal.db);
  db.exec("UPDATE rules SET valid_from = '2026-11-01', made_at = '2026-11-01 00:00:00'");
  db.close();
  const planned = [...PLANNED, "--target", "2015", "--risk", "0.5"];
  await log(journal, "10:00-10:10", "5", ...planned);
  const kept = await journal.run("report");
  expect(kept.out).toMatch(/ · proses \d+\/10 \[\d+\]\n/);
  await log(journal, "11:00-11:10", "5", ...planned);
  expect((await journal.run("report")).out).toMatch(/ · proses 9\/10 \[\d+\], aturan terlewat\n/);
  const full = await journal.run("report", "--full");
  expect(full.out).toMatch(
    /Skor 9\/10, sangat baik; aturan sendiri yang terlewat dinilai terpisah/,
  );
  expect((await journal.run("report", "--week")).out).toMatch(/ proses 9, aturan terlewat\n/);
  const page = await journal.run("report", "--html", "-");
  expect(page.out).toContain("manajemen risiko, aturan terlewat");
});

test("--why of a promise quotes the promise as `promise list` shows it, also once reworded", async () => {
  const journal = trial();
  const before = ["--date", "2026-11-20", "--side", "buy", "--lot", "0.05"];
  await journal.run("trade", "log", "XAUUSD", "-20", "--no-sl", ...before);
  await journal.run("report", "2026-11-20");
  const why = async () => {
    const { out } = await journal.run("report", "--why", "1");
    return out.replace(/\s+/g, " ");
  };
  await log(journal, "09:00-09:10", "5", ...PLANNED);
  const [made] = await journal.json("promise", "list");
  expect(await why()).toContain(`“${made?.text}”`);
  const words = "SL dulu, baru klik. Tanpa SL tidak ada order.";
  expect((await journal.run("promise", "edit", String(made?.id), words)).code).toBe(0);
  expect(await why()).toContain(`Janjinya, dibuat 20 Nov: “${words}”`);
});

test("the days beside a mood are those with one: this day among them where it is the first", async () => {
  const journal = trial();
  const day = async (date: string, mood: string | null) => {
    const times = ["--entry", `${date} 09:00`, "--exit", `${date} 09:10`];
    await journal.run("trade", "log", "XAUUSD", "5", ...times, ...PLANNED);
    if (mood !== null) await journal.run("mood", "set", mood, "--date", date);
    const { out } = await journal.run("report", date);
    return out.replace(/\s+/g, " ");
  };
  for (const date of [10, 11, 12, 13, 14, 15]) await day(`2026-11-${date}`, "tenang");
  // No day of which a mood is known.
  await day("2026-11-16", null);
  const first = await day("2026-11-17", "marah");
  // Six days of calm and this one.
  expect(first).toContain("pertama kali dalam 7 hari bercatatan");
  const again = await day("2026-11-18", "tenang");
  expect(again).toContain("seperti pada 6 dari 7 hari bercatatan sebelumnya");
});
