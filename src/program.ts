import { nearest } from "./base/text.ts";
import type { CommandSpec } from "./cli/command.ts";
import { EXIT, UserError } from "./errors.ts";
import { unknownCommand } from "./words/errors.ts";
import { GLOBAL_OPTIONS, GROUP, PROGRAM } from "./words/help.ts";

/** The same heading for all of these. */
function under<T extends object>(group: string, commands: T) {
  const rows = Object.entries(commands).map(([name, row]) => [name, { ...row, group }]);
  return Object.fromEntries(rows) as { [K in keyof T]: T[K] & { group: string } };
}

/** The commands, in the order in which help lists them; what each says of itself stands in its file. */
const COMMANDS = {
  ...under(GROUP.harian, {
    session: { alias: "sesi", load: () => import("./commands/session.ts") },
    trade: { alias: "transaksi", load: () => import("./commands/trade.ts") },
    "+": { alias: "catat", load: () => import("./commands/trade/line.ts") },
    lot: { load: () => import("./commands/plan/lot.ts") },
    plan: { alias: "rencana", load: () => import("./commands/plan/plan.ts") },
    open: { alias: "buka", load: () => import("./commands/plan/open.ts") },
    close: { alias: "tutup", load: () => import("./commands/plan/close.ts") },
    positions: { alias: "posisi", load: () => import("./commands/plan/positions.ts") },
    mood: { alias: "suasana", load: () => import("./commands/mood.ts") },
    report: { alias: "laporan", load: () => import("./commands/report.ts") },
    status: { alias: "keadaan", load: () => import("./commands/status.ts") },
    feedback: { alias: "umpan-balik", load: () => import("./commands/feedback.ts") },
  }),
  ...under(GROUP.melihat, {
    history: { alias: "riwayat", load: () => import("./commands/history.ts") },
    stats: { alias: "statistik", load: () => import("./commands/stats.ts") },
    calendar: { alias: "kalender", load: () => import("./commands/calendar.ts") },
    equity: { alias: "ekuitas", load: () => import("./commands/equity.ts") },
    distribution: { alias: "sebaran", load: () => import("./commands/distribution.ts") },
    compare: { alias: "bandingkan", load: () => import("./commands/compare.ts") },
    "what-if": { alias: "andai", load: () => import("./commands/chance/what-if.ts") },
    odds: { alias: "peluang", load: () => import("./commands/chance/odds.ts") },
    tax: { alias: "pajak", load: () => import("./commands/tax.ts") },
  }),
  ...under(GROUP.aturan, {
    setup: { load: () => import("./commands/plan/setup.ts") },
    rule: { alias: "aturan", load: () => import("./commands/rule.ts") },
    promise: { alias: "janji", load: () => import("./commands/promise.ts") },
    appeal: { alias: "banding", load: () => import("./commands/appeal.ts") },
  }),
  ...under(GROUP.data, {
    undo: { alias: "batalkan", load: () => import("./commands/undo.ts") },
    redo: { alias: "ulangi", load: () => import("./commands/redo.ts") },
    import: { alias: "impor", load: () => import("./commands/import.ts") },
    watch: { alias: "pantau", load: () => import("./commands/watch.ts") },
    export: { alias: "ekspor", load: () => import("./commands/export.ts") },
    backup: { alias: "cadangan", load: () => import("./commands/backup.ts") },
    doctor: { alias: "periksa", load: () => import("./commands/doctor.ts") },
    profile: { alias: "profil", load: () => import("./commands/profile.ts") },
    bot: { load: () => import("./commands/bot.ts") },
    symbol: { alias: "simbol", load: () => import("./commands/plan/symbol.ts") },
    rate: { alias: "kurs", load: () => import("./commands/plan/rate.ts") },
    config: { alias: "pengaturan", load: () => import("./commands/config.ts") },
    demo: { load: () => import("./commands/demo.ts") },
    mcp: { load: () => import("./commands/mcp.ts") },
    completion: { load: () => import("./commands/completion.ts") },
  }),
};

/** `jurnal` itself: without a command the dashboard. */
export const program: CommandSpec = {
  description: PROGRAM,
  takes: [["[perintah]", ""]],
  options: GLOBAL_OPTIONS,
  examples: [
    "jurnal trade log XAUUSD 45.50 --lot 0.02 --sl",
    "jurnal mood set tenang",
    "jurnal report",
  ],
  commands: COMMANDS,
  async run(context, unknown: string | undefined) {
    if (unknown !== undefined) {
      const names = Object.entries(COMMANDS).flatMap(([name, row]) =>
        "alias" in row ? [name, row.alias] : [name],
      );
      const told = unknownCommand(unknown, nearest(unknown, names));
      throw new UserError("unknown-command", ...told, EXIT.usage);
    }
    const { showDashboard } = await import("./commands/dashboard.ts");
    await showDashboard(context);
  },
};
