// Measures figures over a whole journal as ratios against the same plain aggregate by the sqlite3
// shell: `npm run bench:stats [ROWS | JOURNAL]`. A journal is only read.
import { existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeTrades } from "./data.js";
import { inTurn, measure, printRatio } from "./measure.js";

const rounds = 7;
const given = process.argv[2] ?? "1000000";
const folder = mkdtempSync(path.join(tmpdir(), "jurnal-bench-"));
const node = process.execPath;

/** A journal of so many trades, taken in through the program. */
function journalOf(rows) {
  const db = path.join(folder, "journal.db");
  const ndjson = path.join(folder, "trades.ndjson");
  writeTrades(rows, ndjson, path.join(folder, "trades.csv"));
  measure([node, "bin/jurnal.js", "--db", db, "trade", "log", "--stdin"], {
    stdio: [openSync(ndjson, "r"), "ignore", "pipe"],
  });
  return db;
}

const db = existsSync(given) ? given : journalOf(Number(given));
const jurnal = (...words) => [node, "bin/jurnal.js", "--db", db, ...words];
const shell = (sql) => ["sqlite3", "-readonly", db, sql];
const FROM = `FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
  WHERE s.user_id = 1`;
const held = "unixepoch(t.exit_time) - unixepoch(t.entry_time)";

/** What a spreadsheet would say of the same trades: counts, sums, extremes, costs, holding times. */
const plain = shell(`SELECT count(*), sum(profit_loss), sum(profit_loss > 0), sum(profit_loss < 0),
  sum(max(profit_loss, 0)), sum(min(profit_loss, 0)), max(profit_loss), min(profit_loss),
  sum(commission), sum(swap), sum(fee), avg(CASE WHEN profit_loss > 0 THEN ${held} END),
  avg(CASE WHEN profit_loss < 0 THEN ${held} END) ${FROM}`);
const byHour = shell(`SELECT substr(entry_time, 12, 2), count(*), sum(profit_loss),
  sum(profit_loss > 0), sum(max(profit_loss, 0)) ${FROM} GROUP BY 1`);
const byWeekday = shell(`SELECT strftime('%w', session_date), count(*), sum(profit_loss),
  sum(profit_loss > 0), sum(max(profit_loss, 0)) ${FROM} GROUP BY 1`);

console.log(`medians of ${rounds} rounds on Node ${process.version}; ${given}`);
const [bare, aggregate, hours, weekdays, stats, statsByHour, statsByWeekday, month] = inTurn(
  rounds,
  [
    [node, "-e", "0"],
    plain,
    byHour,
    byWeekday,
    jurnal("stats"),
    jurnal("stats", "--by", "hour"),
    jurnal("stats", "--by", "weekday"),
    jurnal("stats", "--period", "2020-03"),
  ],
);
printRatio("stats / sqlite3, the same plain aggregate", stats, aggregate, 3);
printRatio("stats --by hour / bare node + sqlite3", statsByHour, bare + hours, 2);
printRatio("stats --by weekday / bare node + sqlite3", statsByWeekday, bare + weekdays, 2);
printRatio("stats of one month / node -e 0", month, bare, 5);

rmSync(folder, { recursive: true });
