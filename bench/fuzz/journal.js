import path from "node:path";
import Database from "better-sqlite3";

const SAMPLES = path.resolve("test/intake/samples");

/** Every command that reads, over all that `fullJournal` holds. */
export const READINGS = [
  "",
  "status",
  "history --to 2025-07-09",
  "report 2025-07-09 --why 1",
  "report 2025-07-08 --md",
  "report --week 2025-07-09",
  "report --month 2025-06",
  "report --year 2025",
  "calendar 2025-07",
  "stats",
  "stats --by symbol",
  "stats --by strategy",
  "stats --by hour",
  "stats --by bot",
  "equity",
  "distribution",
  "compare 2025-06 2025-07",
  "trade list",
  "trade list --json",
  "trade show 5",
  "trade import --list",
  "mood list",
  "session show 2025-07-09",
  "promise list",
  "rule list",
  "bot list",
  "profile list",
  "config list",
  "tax 2025",
  "undo --list",
  "export",
  "export --all",
  "--profile rupiah stats",
  "--profile rupiah trade list",
].map((line) => line.split(" ").filter(Boolean));

/** A journal that has rows in all its tables, made by the program's own commands. */
export async function fullJournal(service, file) {
  const must = async (...words) => {
    const { code, err } = await service.run(file, words);
    if (code !== 0) throw new Error(`${words.join(" ")}: ${code} ${err}`);
  };
  await must("demo", "--save", file);
  await must("report", "2025-07-09");
  await must("appeal", "1", "direncanakan", "--date", "2025-07-09");
  await must("rule", "add", "max-trades", "3");
  await must("rule", "add", "max-daily-loss", "2%");
  await must("rule", "add", "hours", "08:00-22:00");
  await must("config", "set", "sapaan", "kamu");
  await must("config", "set", "batas-risiko", "1.5");
  await must("bot", "add", "Grid", "--magic", "77");
  await must("bot", "add", "Tren", "--magic", "78");
  await must("trade", "log", "XAUUSD", "5", "--bot", "1", "--lot", "0.1", "--note", "satu\ndua");
  await must("profile", "add", "rupiah", "--currency", "IDR");
  await must("--profile", "rupiah", "trade", "log", "BBCA", "250000", "--ticket", "9");
  await must("--profile", "rupiah", "trade", "log", "BBRI", "-50000");
  for (const sample of ["exness.csv", "exness-open.csv", "binance-spot.csv", "mt5-deals.csv"]) {
    const words = ["trade", "import", path.join(SAMPLES, sample), "--no-input", "--skip-bad-rows"];
    const { err, code } = await service.run(file, words);
    if (code > 1) throw new Error(`${sample}: ${err}`);
  }
  const db = new Database(file);
  const imported = "SELECT id FROM daily_trading_data WHERE import_id IS NOT NULL LIMIT 1";
  const trade = db.prepare(imported).pluck().get();
  if (trade !== undefined) await must("trade", "delete", String(trade));
  db.exec(`DELETE FROM bots WHERE name = 'Tren';
    INSERT INTO ai_mentor_reports (session_id, trading_patterns_analysis, risk_management_score)
      SELECT MAX(id), 'pola', '6/10 - GOOD' FROM trading_sessions;
    CREATE TABLE trade_history (id INTEGER PRIMARY KEY, words TEXT, bytes BLOB);
    INSERT INTO trade_history VALUES (1, 'lain', x'00ff'), (9007199254740993, NULL, NULL);
    ALTER TABLE bots ADD COLUMN enable_news INTEGER DEFAULT 1`);
  db.close();
}
