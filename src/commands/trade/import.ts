import type { CommandSpec } from "../../cli/command.ts";
import type { Context } from "../../context.ts";
import type { ImportOptions } from "../../intake/settle.ts";

type ImportFlags = ImportOptions & { template?: boolean; list?: boolean; rezone?: string };

export const command: CommandSpec = {
  description: "impor laporan broker, ekspor platform, atau CSV; boleh diulang kapan saja",
  takes: [["[berkas...]", "berkas yang diimpor, boleh beberapa (bersama --rezone: zonanya)"]],
  options: [
    ["--dry-run", "tunjukkan apa yang akan terjadi tanpa mencatat"],
    ["--skip-bad-rows", "catat sisanya bila ada baris yang tidak bisa dibaca"],
    ["--account <nomor>", "nomor akun, bila tidak tertulis di berkas"],
    ["--currency <kode>", "mata uang, bila tidak tertulis di berkas"],
    ["--server-zone <zona>", "zona jam server, misalnya Europe/Athens atau +03:00"],
    ["--format <nama>", "format berkas, bila dikenali keliru: mt4, mt5, mt5-deals, exness, ..."],
    ["--encoding <nama>", "pengodean huruf, misalnya gbk atau windows-1251"],
    ["--symbol <simbol>", "simbol, bila tidak tertulis di berkas"],
    ["--restore-deleted", "kembalikan transaksi impor yang pernah Anda hapus"],
    ["--backtest", "berkas ini hasil backtest; disimpan di profil tersendiri"],
    ["--map <peta>", "baca CSV dengan peta kolom: berkas JSON atau nama yang disimpan"],
    ["--save-map <nama>", "simpan peta kolom yang dipakai dengan nama ini"],
    ["--template", "cetak CSV kosong dengan judul kolom berbahasa Indonesia"],
    ["--list", "daftar impor yang sudah dicatat"],
    ["--rezone <akun>", "ganti zona server akun ini; zonanya ditulis sesudahnya"],
  ],
  examples: [
    "jurnal trade import ReportHistory-123456.html",
    "jurnal trade import Statement.htm DetailedStatement.htm --dry-run",
    "jurnal trade import deals.csv --account 123456 --server-zone Europe/Athens",
    "jurnal trade import --list",
    "jurnal trade import --rezone 123456 +03:00",
    "jurnal trade import --template > transaksi.csv",
  ],
  async run(context, files: readonly string[], options: ImportFlags) {
    if (options.template) {
      const { templateText } = await import("../../intake/own.ts");
      await context.world.out(templateText());
    } else if (options.list) {
      await showImports(context);
    } else if (options.rezone !== undefined) {
      const { rezoneAccount } = await import("../../intake/rezone.ts");
      await rezoneAccount(context, options.rezone, files);
    } else {
      const { importFiles } = await import("../../intake/import.ts");
      const { filesNamed } = await import("../../intake/files/named.ts");
      const named = files.flatMap((typed) => filesNamed(typed, context.world.platform));
      await importFiles(context, named, options);
    }
  },
};

async function showImports(context: Context): Promise<void> {
  const { listImports } = await import("../../journal/import-list.ts");
  const { renderImports } = await import("../../intake/summary.ts");
  const store = await context.open("read");
  const imports = listImports(store);
  const data = imports.map(({ counts, declared, ...one }) => ({
    ...one,
    counts: JSON.parse(counts),
    declared: JSON.parse(declared),
  }));
  await context.show(data, () => renderImports(imports, store.profile, context.style));
}
