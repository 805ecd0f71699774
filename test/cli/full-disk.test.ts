import { spawnSync } from "node:child_process";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
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
    const jurnal = `TMPDIR=${folder} "${NODE}" "${BIN}" --db "${db}"`;
    const ask = (line: string) => `echo "<$(${jurnal} ${line} 2>&1 | tr '\\n' ' ')$?>";`;
    const examples = ["demo", `demo --save ${folder}/contoh.db`];
    const lines = [...READS, "report 2025-03-03", ...WRITES, ...examples];
    const { stdout } = onSmallDisk(
      folder,
      `${jurnal} trade log XAUUSD 5 --date 2025-03-03 >/dev/null 2>&1
    head -c 3m /dev/zero > ${folder}/fill 2>/dev/null
    ${lines.map(ask).join("\n")}
    rm ${folder}/fill; ls -d ${folder}/*demo* ${folder}/contoh*; ${jurnal} doctor >/dev/null; echo $?`,
    );
    const told = stdout.trim().split("\n");
    for (const [index, line] of lines.entries()) {
      const isRead = index < READS.length;
      const expected = isRead
        ? /^(?!.*(penuh|✖))<.+>$/
        : line.startsWith("report")
          ? /penuh: laporan ini tidak disimpan.*XAUUSD/
          : /✖ Disk tempat .* penuh\..*Tidak ada yang berubah/;
      expect([line, told[index]]).toEqual([line, expect.stringMatching(expected)]);
    }
    expect(told.slice(lines.length)).toEqual(["0"]);
  },
  60_000,
);

test.skipIf(!canMount)(
  "watch says which disk is full, once, and what it took before stays told",
  () => {
    const here = desk();
    const disk = path.join(here.folder, "disk");
    const inbox = path.join(here.folder, "inbox");
    mkdirSync(disk);
    mkdirSync(inbox);
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) =>
        JSON.stringify({
          ticket: String(from + index),
          symbol: "XAUUSD",
          profit_loss: 1,
          exit_time: "2025-03-03T09:00:00Z",
          note: "n".repeat(200),
        }),
      ).join("\n");
    writeFileSync(path.join(inbox, "small.ndjson"), `${lines(1, 2)}\n`);
    utimesSync(path.join(inbox, "small.ndjson"), 1e9, 1e9);
    writeFileSync(path.join(inbox, "large.ndjson"), `${lines(2, 12_002)}\n`);
    const db = path.join(disk, "jurnal.db");
    const watch = `"${NODE}" "${BIN}" --db "${db}" watch "${inbox}"`;
    const { stdout } = onSmallDisk(
      disk,
      `${watch} --once 2>&1; echo "= $?"; timeout 15 ${watch} --poll 1 2>&1; echo "= $?";
      mount -o remount,size=60m ${disk}; ${watch} --once 2>&1; echo "= $?"`,
    );
    const [once = "", goesOn = "", after = ""] = stdout.split(/= \d+\n/);
    expect(once).toContain("small.ndjson: 1 transaksi baru");
    expect(once).toContain(`Disk tempat ${db} penuh.`);
    expect(once).toContain("Yang dicatat sebelumnya tetap tersimpan");
    expect(goesOn.match(/penuh\. Berkas menunggu/g)).toHaveLength(1);
    expect(after).toContain("large.ndjson: 12,000 transaksi baru");
    expect(after).toContain("1 berkas diambil (12,000 transaksi baru)");
  },
  90_000,
);
