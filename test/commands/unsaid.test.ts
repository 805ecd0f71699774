import { expect, test } from "vitest";
import { trial } from "./journal-run.ts";

/** What nobody said is not shown as said, and what is shown can be told apart. */

const OLD = ["--entry", "2026-09-01 09:00", "--exit", "2026-09-01 10:00"];

async function withOldTrade() {
  const journal = trial();
  await journal.run("profile", "edit", "--zone", "UTC");
  await journal.run("trade", "log", "XAUUSD", "12", "--lot", "1", ...OLD);
  return journal;
}

test("a day without a mood has none; a noted netral is one", async () => {
  const journal = await withOldTrade();
  const show = async (...words: string[]) => (await journal.run(...words)).out;
  const range = ["--from", "2026-09-01", "--to", "2026-09-02"];
  expect(await show("history", ...range)).toMatch(/1 Sep 2026 +\+\$12\.00 +1 +1 +– /);
  expect(await show("session", "show", "2026-09-01")).toMatch(/Suasana +belum dicatat/);
  expect(await show()).not.toContain("netral");
  await journal.run("mood", "set", "netral");
  expect(await show("history", "--days", "1")).toContain("netral");
  expect(await show()).toMatch(/22 Nov 2026 .*netral/);
});

test("where the last days are empty, the last day that is not is named", async () => {
  const journal = await withOldTrade();
  expect((await journal.run()).out).toContain(
    "Sesi terakhir 1 Sep 2026: jurnal history --to 2026-09-01",
  );
  const history = (await journal.run("history")).out.replace(/\s+/g, " ");
  expect(history).toContain("Sesi terakhir 1 Sep 2026: jurnal history --to 2026-09-01");
  expect((await journal.run("history", "--to", "2026-08-01")).out).not.toContain("Sesi terakhir");
});

test("an entry on another day than the exit stands with its day", async () => {
  const journal = trial();
  await journal.run("profile", "edit", "--zone", "UTC");
  const log = (entry: string, exit: string) =>
    journal.run("trade", "log", "EURUSD", "5", "--entry", entry, "--exit", exit);
  await log("2026-11-18 14:00", "2026-11-19 15:00");
  await log("2026-11-18 22:00", "2026-11-19 01:30");
  const { out } = await journal.run("trade", "list", "--date", "2026-11-19");
  expect(out).toContain("18 Nov 14:00–15:00");
  expect(out).toContain("18 Nov 22:00–01:30");
  const report = (await journal.run("report", "2026-11-19")).out;
  expect(report).toMatch(/1 {2}18 Nov 14:00 {2}EURUSD/);
  expect(report).toMatch(/2 {2}18 Nov 22:00 {2}EURUSD/);
});

test("what was left out is named as such, and where to write it", async () => {
  const journal = await withOldTrade();
  const { err } = await journal.run("feedback", "--no-input");
  expect(err).toContain("Suasana hati (misalnya tenang, cemas, fomo) belum diisi");
  expect(err).toContain("--help");
  expect((await journal.run("compare")).err).toContain("periode pertama belum diisi");
  expect((await journal.run("compare", "2026-10", "2026-10")).err).toContain("periode kedua");
});

test("a refusal ends in one mark, and names the file it is about", async () => {
  const journal = await withOldTrade();
  expect((await journal.run("mood", "set", "senangg")).err).toMatch(/maksud Anda "senang"\?\n/);
  const { err } = await journal.run("backup", `${journal.folder}/tidak/ada.db`);
  expect(err).toContain("ada.db tidak bisa ditulis (ENOENT)");
  expect(err).not.toContain("--db");
});

test("R is missing for want of a price, not of a stop that was set", async () => {
  const journal = trial();
  await journal.run("trade", "log", "XAUUSD", "12", "--sl");
  const out = (await journal.run("stats")).out.replace(/\s+/g, " ");
  expect(out).toContain("belum ada transaksi yang harga stop atau risikonya diketahui");
});

test("a lot that was noted is not called unknown: what is usual is", async () => {
  const journal = await withOldTrade();
  const told = async (...words: string[]) =>
    (await journal.run("report", "2026-09-01", ...words)).out.replace(/\s+/g, " ");
  for (const out of [await told(), await told("--full")]) {
    expect(out).not.toMatch(/(ukuran lot|, lot(?! dibanding))[^.:;]* belum di/);
  }
  expect(await told()).toContain("lot dibanding biasanya");
});
