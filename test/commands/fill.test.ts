import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

async function journal() {
  const here = fakeWorld();
  const file = path.join(path.dirname(here.file), "isian.csv");
  const day = ["--date", "2025-07-08"];
  await here.fine("trade", "log", "XAUUSD", "-5", ...day, "--note", "=1+1", "--setup", "breakout");
  await here.fine("trade", "log", "EURUSD", "9", ...day);
  const fill = (text: string, ...more: string[]) => {
    writeFileSync(file, text);
    return here.jurnal(["trade", "import", file, "--no-input", ...more]);
  };
  return { ...here, fill };
}

test("what was filled in goes into the trades of those numbers, and one undo takes it out", async () => {
  const { fine, json, fill } = await journal();
  const text = await fine("trade", "export");
  expect(text.split("\r\n")[0]).toBe(
    "nomor,tanggal,kode,aksi,lot,hasil,strategi,catatan,timeframe,suasana,keyakinan,kesalahan,tautan",
  );
  expect(text).toContain("1,2025-07-08,XAUUSD,,,-5,breakout,'=1+1,");
  const before = await json("trade", "list", "--days", "30");
  expect((await fill(text)).out).toContain("0 dari 2 transaksi diisi");
  expect(await json("trade", "list", "--days", "30")).toEqual(before);
  const filled = text
    .replaceAll(",", ";")
    .replace(/(2;2025.*?EURUSD;;;)9;.*/, "$1999;pullback;;1h;pede;4;geser sl;");
  expect((await fill(filled, "--dry-run")).out).toContain("1 dari 2 transaksi akan diisi");
  expect(await json("trade", "list", "--days", "30")).toEqual(before);
  expect((await fill(filled)).out).toContain("1 dari 2 transaksi diisi");
  expect(await json("trade", "show", "2")).toMatchObject({
    ...{ strategy_used: "pullback", timeframe: "H1", mood: "percaya diri", confidence: 4 },
    ...{ mistakes: "geser-sl", profit_loss: 9, note: null },
  });
  expect(await json("trade", "show", "1")).toMatchObject({
    note: "=1+1",
    strategy_used: "breakout",
  });
  await fine("undo");
  expect(await json("trade", "list", "--days", "30")).toEqual(before);
});

test("rows that cannot stand are all named, and nothing is changed", async () => {
  const { json, fill } = await journal();
  const before = await json("trade", "list", "--days", "30");
  const { code, err } = await fill(
    "nomor,kode,strategi,keyakinan\n1,XAUUSD,x,9\n2,XAUUSD,x,\n7,XAUUSD,x,\n,EURUSD,x,\n2,EURUSD,x,5\n",
  );
  expect(code).toBe(1);
  expect(err).toContain('baris 2: keyakinan "9" harus bilangan bulat 1 sampai 5');
  expect(err).toContain('baris 3: nomor "2" harus transaksi XAUUSD');
  expect(err).toContain('baris 4: nomor "7" harus nomor transaksi');
  expect(err).toContain('baris 5: nomor "" harus');
  expect(await json("trade", "list", "--days", "30")).toEqual(before);
});
