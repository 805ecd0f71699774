import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const TEN_MINUTES = 600_000;

test(
  "the packed program installs globally and runs from any folder",
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "jurnal-pack-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // Without prepack: the program is built already, and other tests are running it.
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder]);
    const [tarball = ""] = readdirSync(folder);
    const prefix = path.join(folder, "prefix");
    const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--allow-scripts=better-sqlite3"];
    await run("npm", ["install", "-g", "--prefix", prefix, ...flags, path.join(folder, tarball)]);
    const env = {
      PATH: `${path.join(prefix, "bin")}:${process.env.PATH}`,
      HOME: folder,
      XDG_DATA_HOME: path.join(folder, "data"),
      TZ: "UTC",
    };
    const jurnal = async (...words: string[]) =>
      (await run("jurnal", words, { cwd: tmpdir(), env })).stdout;
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await jurnal("--version")).toBe(`${version}\n`);
    expect(await jurnal("trade", "log", "XAUUSD", "-25.30", "--no-sl")).toMatch(/#1 dicatat/);
    expect(await jurnal("report")).toMatch(/XAUUSD/);
    expect(await jurnal("demo")).toMatch(/jurnal undo/);
  },
  TEN_MINUTES,
);
