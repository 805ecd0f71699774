// `npm run docs`: renews what README.md shows of the program: the sample report, the table of the
// mentor's rules, and pictures of real output. test/cli/readme.test.ts holds the table to the code.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { terminalPicture } from "./picture.js";

const folder = mkdtempSync(path.join(tmpdir(), "jurnal-docs-"));
try {
  const outfile = path.join(folder, "table.cjs");
  const code = 'import { rulesTable } from "./docs/rules-table.ts"; console.log(rulesTable());';
  await build({
    stdin: { contents: code, resolveDir: ".", loader: "ts" },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    logLevel: "warning",
  });
  const table = execFileSync(process.execPath, [outfile], { encoding: "utf8" }).trim();
  const readme = readFileSync("README.md", "utf8").replace(
    /^```text\nLaporan mentor[\s\S]*?^```/m,
    () => `\`\`\`text\n${sampleReport()}\n\`\`\``,
  );
  const [start, end] = ["<!-- rules -->", "<!-- /rules -->"];
  const [before, rest = ""] = readme.split(start);
  const after = rest.split(end)[1] ?? "";
  writeFileSync("README.md", `${before}${start}\n\n${table}\n\n${end}${after}`);
  if (process.argv[2] !== "table") drawAll();
} finally {
  rmSync(folder, { recursive: true });
}

/** The report at the end of the demo. */
function sampleReport() {
  const demo = run(80, ["demo", "--no-color"]);
  const [report = ""] = /^Laporan mentor[\s\S]*(?=\n\nJurnal contoh)/m.exec(demo) ?? [];
  return report.trimEnd();
}

/** Pictures of a terminal of so many columns, from the demo and from its three sample months. */
function drawAll() {
  const sample = path.join(folder, "contoh.db");
  run(80, ["demo", "--save", sample]);
  const shown = ["--db", sample];
  draw("laporan.svg", 80, "report 2025-07-09", [...shown, "report", "2025-07-09"]);
  draw("statistik.svg", 80, "stats", [...shown, "stats"]);
  draw("kalender.svg", 80, "calendar 2025-06", [...shown, "calendar", "2025-06"]);
  draw("ekuitas.svg", 80, "equity", [...shown, "equity"]);
}

function draw(name, columns, typed, argv) {
  const text = run(columns, argv);
  writeFileSync(`docs/${name}`, terminalPicture(`$ jurnal ${typed}\n${text}`, columns));
}

function run(columns, argv) {
  // The program takes its width from the terminal; a pipe has none, so stdout is said to have one.
  const preload = path.join(folder, "columns.cjs");
  writeFileSync(preload, `process.stdout.columns = ${columns};`);
  return execFileSync(process.execPath, ["--require", preload, "bin/jurnal.js", ...argv], {
    encoding: "utf8",
    env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: undefined },
  });
}
