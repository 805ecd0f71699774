import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../src/intake/formats.ts";
import { type ReadOptions, readStatement } from "../../src/intake/read.ts";
import { writeMt4 } from "./metatrader/mt4-writer.ts";
import { mt5Grid, writeMt5 } from "./metatrader/mt5-writer.ts";
import { type Model, utf8, utf16 } from "./statement-model.ts";
import { workbookFiles, writeXlsx } from "./xlsx-writer.ts";

const MODEL: Model = {
  account: "4711",
  currency: "USD",
  decimals: 2,
  deposit: 100_000,
  trades: [
    {
      id: 10,
      symbol: "EURUSD",
      side: "buy",
      lot: 10,
      entry: 60,
      hold: 600,
      entryPrice: 110_000,
      exitPrice: 110_500,
      stop: 109_000,
      target: null,
      profit: 5000,
      commission: -70,
      swap: 0,
      fee: 0,
      magic: null,
      comment: null,
      reason: null,
    },
  ],
};

async function problemOf(bytes: Uint8Array, options: ReadOptions = {}) {
  const result = await readStatement(bytes, options);
  return result.ok ? { code: "ok" } : result.problem;
}

async function codeOf(bytes: Uint8Array, options: ReadOptions = {}): Promise<string> {
  return (await problemOf(bytes, options)).code;
}

/** A zip whose only file is really larger than it says, or says how large it is. */
function zipOf(content: Uint8Array, declared: number): Uint8Array {
  const zip = Buffer.from(zipSync({ "xl/workbook.xml": content }));
  zip.writeUInt32LE(declared, zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  return new Uint8Array(zip);
}

/** The archive with the mark of a password on each of its files. */
function locked(zip: Uint8Array): Uint8Array {
  const marked = Buffer.from(zip);
  for (let at = 0; ; at++) {
    at = marked.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at);
    if (at < 0) return new Uint8Array(marked);
    marked.writeUInt16LE(marked.readUInt16LE(at + 8) | 1, at + 8);
  }
}

describe("readStatement", () => {
  it("knows a format by its content, whatever the name", async () => {
    const files: [Uint8Array, string][] = [
      [utf8(writeMt4(MODEL)), "mt4"],
      [utf16(writeMt5(MODEL)), "mt5"],
      [writeXlsx({ Sheet1: mt5Grid(MODEL) }), "mt5"],
    ];
    for (const [bytes, format] of files) {
      const result = await readStatement(bytes, { fileName: "x.pdf" });
      expect(result).toMatchObject({ ok: true, statement: { format, account: "4711" } });
    }
  });

  it("reads UTF-16 without a byte order mark and big-endian", async () => {
    const bare = utf16(writeMt5(MODEL)).subarray(2);
    const swapped = new Uint8Array(Buffer.from(utf16(writeMt5(MODEL))).swap16());
    expect(await codeOf(bare)).toBe("ok");
    expect(await codeOf(swapped)).toBe("ok");
  });

  it("reads sheets in any order", async () => {
    const rows = mt5Grid(MODEL);
    const deals = rows.findIndex((row) => row[0] === "Deals");
    const result = await readStatement(
      writeXlsx({ Obchody: rows.slice(deals), Pozicie: rows.slice(0, deals) }),
    );
    expect(result).toMatchObject({ ok: true, statement: { trades: [{ net: "49.3" }] } });
  });

  it("refuses a tester report unless a backtest is meant", async () => {
    const report = utf16(writeMt5(MODEL, { isTester: true }));
    expect(await problemOf(report)).toMatchObject({ code: "backtest", value: "mt5-tester" });
    expect(await codeOf(report, { backtest: true })).toBe("ok");
    const own = await readStatement(utf8(writeMt4(MODEL)), { backtest: true });
    expect(own).toMatchObject({ ok: true, statement: { backtest: true } });
  });

  it("takes the format it is told only when the file is of it", async () => {
    const file = utf8(writeMt4(MODEL));
    expect(await codeOf(file, { format: "mt4" })).toBe("ok");
    expect(await codeOf(file, { format: "metatrader" })).toBe("ok");
    expect(await problemOf(file, { format: "mt5" })).toMatchObject({
      code: "wrong-format",
      value: "mt4",
      expected: "mt5",
    });
    expect(await codeOf(file, { format: "exness" })).toBe("unknown-format");
    expect(await codeOf(file, { format: "nonsense" })).toBe("no-such-format");
  });

  it("understands the name of every format but that of a database", async () => {
    for (const format of Object.keys(FORMATS)) {
      const code = await codeOf(utf8("a,b"), { format });
      expect(code === "no-such-format", format).toBe(format === "quantumbotx");
    }
  });

  it("refuses the report of the Trade tab", async () => {
    const cells = [
      "EURUSD",
      "123",
      "2024.01.02 03:04:05",
      "buy",
      "0.10",
      "1.1",
      "",
      "",
      "1.2",
      "0",
      "5",
    ];
    const row = cells.map((cell) => `<td>${cell}</td>`).join("");
    expect(await codeOf(utf16(`<html><table><tr>${row}</tr></table></html>`))).toBe("report-trade");
    const empty = "<html><table><tr><td>1 (USD, X, demo, Hedge)</td></tr></table></html>";
    expect(await codeOf(utf16(empty), { fileName: "ReportTrade-1.html" })).toBe("report-trade");
  });

  it("says that a file is torn, and where", async () => {
    const whole = writeMt4(MODEL);
    const torn = whole.slice(0, whole.indexOf("Closed P/L:"));
    expect(await problemOf(utf8(torn))).toMatchObject({
      code: "truncated",
      place: expect.stringMatching(/^line \d+$/),
    });
  });

  it.each([
    ["nothing", new Uint8Array(), "empty-file"],
    ["blanks", utf8(" \n\r\n "), "empty-file"],
    [
      "a page without trades",
      utf8("<html><table><tr><td>hi</td></tr></table></html>"),
      "unknown-format",
    ],
    ["a PDF", utf8("%PDF-1.7 ..."), "unknown-format"],
    ["a database", utf8("SQLite format 3\0 ..."), "unknown-format"],
    ["noise", Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 7), "unknown-format"],
    [
      "a locked workbook",
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...utf16("EncryptedPackage")]),
      "xlsx-password",
    ],
    ["an old workbook", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), "old-excel"],
    ["half a workbook", writeXlsx({ A: mt5Grid(MODEL) }).subarray(0, 900), "bad-xlsx"],
    ["a zip with other things", zipSync({ "a.txt": utf8("x") }), "unknown-format"],
    [
      "a sheet of elements without end",
      zipSync({
        ...Object.fromEntries(workbookFiles({ A: [] })),
        "xl/worksheets/sheet1.xml": utf8(`<worksheet>${"<row>".repeat(400_000)}`),
      }),
      "bad-xlsx",
    ],
    ["a workbook under lock", locked(writeXlsx({ A: mt5Grid(MODEL) })), "xlsx-password"],
    ["a bomb that says so", zipOf(new Uint8Array(1000), 3_000_000_000), "zip-bomb"],
    ["a bomb that is one", zipOf(new Uint8Array(20_000_000), 20_000_000), "zip-bomb"],
    ["a bomb that lies", zipOf(new Uint8Array(50_000_000), 1000), "zip-bomb"],
    ["a bomb that lies with care", zipOf(new Uint8Array(50_000_000), 60_000), "bad-xlsx"],
  ])("refuses %s with a code of its own", async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it("reads a workbook whose parts are UTF-16, as MetaTrader 5 writes its own", async () => {
    const files = [...workbookFiles({ Sheet1: mt5Grid(MODEL) })];
    const parts = files.map(([name, xml]) => [name, utf16(new TextDecoder().decode(xml))]);
    const result = await readStatement(zipSync(Object.fromEntries(parts)));
    expect(result).toEqual(await readStatement(writeXlsx({ Sheet1: mt5Grid(MODEL) })));
    expect(result).toMatchObject({ ok: true, statement: { format: "mt5", account: "4711" } });
  });

  it("never reads other numbers from a workbook with one bit turned", async () => {
    const whole = writeXlsx({ Sheet1: mt5Grid(MODEL) });
    const read = await readStatement(whole);
    const bit = fc.tuple(fc.nat(whole.length - 1), fc.nat(7));
    await fc.assert(
      fc.asyncProperty(bit, async ([at, shift]) => {
        const turned = Uint8Array.from(whole, (byte, index) =>
          index === at ? byte ^ (1 << shift) : byte,
        );
        const result = await readStatement(turned);
        if (result.ok) expect(result).toEqual(read);
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it("refuses a sheet with a cell far out of every statement's range", async () => {
    for (const ref of ["XFD1", "A99999999"]) {
      const files = workbookFiles({ A: [["x"]] });
      const xml = `<worksheet><sheetData><row r="1"><c r="${ref}"><v>1</v></c></row></sheetData></worksheet>`;
      files.set("xl/worksheets/sheet1.xml", utf8(xml));
      expect(await codeOf(zipSync(Object.fromEntries(files))), ref).toBe("xlsx-too-large");
    }
  });

  it("refuses an encoding it does not know, naming it", async () => {
    expect(await problemOf(utf8("<table>"), { encoding: "klingon" })).toMatchObject({
      code: "unknown-encoding",
      value: "klingon",
    });
  });
});
