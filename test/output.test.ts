import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PassThrough, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { OutputClosed, OutputFailed } from "../src/errors.ts";
import { pageHint, usableColumns, writerTo } from "../src/output.ts";
import { temporaryFolder } from "./journal/temporary.ts";

const TEXT = "✔ Transaksi #1 dicatat ─ “XAUUSD” • €\n";

/** A descriptor that is a file, and the stream that stands for it; what either was given. */
function outputOf(stream: Writable) {
  const file = path.join(temporaryFolder(), "out");
  writeFileSync(file, "");
  const descriptor = openSync(file, "a");
  return {
    output: { descriptor, stream: () => stream },
    end() {
      closeSync(descriptor);
      return readFileSync(file, "utf8");
    },
  };
}

describe("what is written", () => {
  test.each([
    ["win32", true, "stream"],
    ["win32", false, "descriptor"],
    ["linux", true, "descriptor"],
    ["linux", false, "descriptor"],
  ] as const)("on %s, terminal %s: by the %s", async (platform, isTerminal, way) => {
    const stream = new PassThrough();
    const { output, end } = outputOf(stream);
    await writerTo({ ...output, platform, isTerminal })(TEXT);
    const [byDescriptor, byStream] = [end(), String(stream.read() ?? "")];
    expect([byDescriptor, byStream]).toEqual(way === "stream" ? ["", TEXT] : [TEXT, ""]);
  });

  test.each([
    ["EPIPE", OutputClosed],
    ["EIO", OutputFailed],
  ])("a console that fails with %s says so", async (code, kind) => {
    const stream = new Writable({
      write: (_piece, _encoding, done) => done(Object.assign(new Error(code), { code })),
    });
    const { output, end } = outputOf(stream);
    const write = writerTo({ ...output, platform: "win32", isTerminal: true });
    await expect(write(TEXT)).rejects.toBeInstanceOf(kind);
    end();
  });

  test("a descriptor that is closed says so too", async () => {
    const { output, end } = outputOf(new PassThrough());
    end();
    const write = writerTo({ ...output, platform: "win32", isTerminal: false });
    await expect(write(TEXT)).rejects.toBeInstanceOf(OutputFailed);
  });
});

test("a line stays one cell short of a Windows console, and of no other", () => {
  expect(usableColumns(80, "win32")).toBe(79);
  expect(usableColumns(80, "linux")).toBe(80);
  expect([usableColumns(undefined, "win32"), usableColumns(undefined, "linux")]).toEqual([80, 80]);
});

test.each([
  ["Active code page: 437\r\n", "437"],
  ["Halaman kode aktif: 850\r\n", "850"],
  ["Aktive Codepage: 1252.\r\n", "1252"],
])("%j: the page is told, and how to change it", (answer, page) => {
  const hint = pageHint(answer) ?? "";
  expect(hint).toContain(`halaman kode ${page}:`);
  expect(hint).toContain("chcp 65001");
});

test.each(["Active code page: 65001\r\n", "Active code page: 0\r\n", ""])(
  "%j: nothing is told",
  (answer) => expect(pageHint(answer)).toBeNull(),
);
