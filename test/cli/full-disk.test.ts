import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { BIN, desk, NODE } from "./jurnal.ts";

/** A file system of two megabytes that only this shell sees: where the system lets anyone make one. */
const onSmallDisk = (folder: string, script: string) =>
  spawnSync(
    "unshare",
    ["-rm", "sh", "-c", `mount -t tmpfs -o size=2m none ${folder} && ${script}`],
    {
      encoding: "utf8",
    },
  );

const canMount = onSmallDisk("/tmp", "true").status === 0;

const READS = ["trade list --from 2025-03-01", "stats", "doctor", "export", "undo --list"];
const WRITES = [
  "trade log EURUSD 4",
  "mood set tenang",
  "undo",
  "rule add max-trades 4",
  "backup",
  "profile edit --balance 5",
  "trade edit 1 --lot 1",
  "trade delete 1",
];

test.skipIf(!canMount)(
  "on a full disk all can be read, and what cannot be written is said",
  () => {
    const { folder } = desk();
    const db = path.join(folder, "jurnal.db");
    const jurnal = `"${NODE}" "${BIN}" --db "${db}"`;
    const ask = (line: string) => `echo "<$(${jurnal} ${line} 2>&1 | tr '\\n' ' ')$?>";`;
    const lines = [...READS, "report 2025-03-03", ...WRITES];
    const { stdout } = onSmallDisk(
      folder,
      `${jurnal} trade log XAUUSD 5 --date 2025-03-03 >/dev/null 2>&1
    head -c 3m /dev/zero > ${folder}/fill 2>/dev/null
    ${lines.map(ask).join("\n")}
    rm ${folder}/fill; ${jurnal} doctor >/dev/null; echo $?`,
    );
    const told = stdout.trim().split("\n");
    for (const [index, line] of lines.entries()) {
      const isRead = index < READS.length;
      const expected = isRead
        ? /^(?!.*(penuh|✖))<.+>$/
        : line.startsWith("report")
          ? /penuh: laporan dicetak, tetapi tidak disimpan.*XAUUSD/
          : /✖ Disk tempat .* penuh\..*Tidak ada yang berubah/;
      expect([line, told[index]]).toEqual([line, expect.stringMatching(expected)]);
    }
    expect(told.at(-1)).toBe("0");
  },
  60_000,
);
