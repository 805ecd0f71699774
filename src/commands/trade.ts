import type { CommandSpec } from "../cli/command.ts";

/** `trade`: each of its commands is read when it is called, as those of the program are. */
export const command: CommandSpec = {
  description: "catat, impor, lihat, ubah, atau hapus transaksi",
  examples: ["jurnal trade log XAUUSD -25.30 --lot 0.01 --no-sl", "jurnal trade list --days 7"],
  commands: {
    log: { alias: "catat", load: () => import("./trade/log.ts") },
    list: { alias: "daftar", load: () => import("./trade/list.ts") },
    show: { alias: "lihat", load: () => import("./trade/show.ts") },
    edit: { alias: "ubah", load: () => import("./trade/edit.ts") },
    delete: { alias: "hapus", load: () => import("./trade/delete.ts") },
    export: { alias: "ekspor", load: () => import("./trade/export.ts") },
    import: { alias: "impor", load: () => import("./trade/import.ts") },
  },
};
