// Many processes over one journal, each with one random command after another while the others do the
// same: each command ends in a sentence, none hangs, and in the end doctor and a count of its own find
// every day's total to be that of its trades. The seed makes the lines, not how they interleave.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { figures } from "./figures.js";
import { jurnal, startService } from "./program.js";
import { randomOf } from "./random.js";

const PROCESSES = 8;

const DAY_MS = 86_400_000;
const dayBack = (days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** CSV files that share tickets, so that one import knows what another brought. */
function writeFiles(folder, random) {
  mkdirSync(path.join(folder, "out"));
  const rows = Array.from({ length: 120 }, (_, index) => {
    const time = `${dayBack(1 + (index % 12))}T${String(8 + (index % 12)).padStart(2, "0")}:15:00Z`;
    const net = (random.below(20_001) - 10_000) / 100;
    return `${5000 + index},XAUUSD,${index % 2 ? "buy" : "sell"},0.1,${time},${net}\n`;
  });
  [0, 30, 60].forEach((from, file) => {
    const head = "ticket,symbol,side,lot_size,exit_time,profit_loss\n";
    const text = head + rows.slice(from, from + 60).join("");
    writeFileSync(path.join(folder, `statement-${file}.csv`), text);
  });
}

const MOODS = ["tenang", "cemas", "disiplin", "serakah", "frustrasi"];
const RULES = [
  ["max-trades", "5"],
  ["max-daily-loss", "50"],
  ["stop-required"],
  ["hours", "08:00-22:00"],
  ["risk", "1%"],
  ["pause-after-loss", "15m"],
];
const ZONES = ["WIB", "WITA", "Europe/London", "America/New_York"];

/** One command line and what goes to its stdin. */
function makeCommand({ below: random, pick }, folder) {
  const trade = () => String(1 + random(150));
  const day = () => dayBack(random(12));
  const money = () => String((random(20_001) - 10_000) / 100);
  const lines = () =>
    Array.from({ length: 1 + random(40) }, () =>
      JSON.stringify({
        symbol: pick(["XAUUSD", "EURUSD"]),
        profit_loss: Number(money()),
        session_date: day(),
        ...(random(2) ? { ticket: String(9000 + random(300)), account: "7" } : {}),
        ...(random(4) ? {} : { bot_id: 1 + random(4) }),
      }),
    ).join("\n");
  const kinds = [
    [8, () => ["trade", "log", pick(["XAUUSD", "EURUSD"]), money(), "--date", day()]],
    [3, () => ["trade", "log", "XAUUSD", money(), "--ticket", String(9000 + random(300))]],
    [6, () => ["trade", "edit", trade(), "--profit", money()]],
    [4, () => ["trade", "edit", trade(), "--date", day(), "--lot", `0.0${1 + random(8)}`]],
    [3, () => ["trade", "edit", trade(), "--strategy", pick(["breakout", "pullback"])]],
    [3, () => ["trade", "edit", trade(), "--bot", pick(["1", "2", "3"])]],
    [6, () => ["trade", "delete", trade()]],
    [10, () => ["undo"]],
    [3, () => ["undo", String(1 + random(200))]],
    [5, () => ["redo"]],
    [4, () => ["undo", "--import", String(1 + random(12))]],
    [6, () => ["trade", "import", path.join(folder, `statement-${random(3)}.csv`), "--no-input"]],
    [1, () => ["trade", "import", path.join(folder, "statement-0.csv"), "--restore-deleted"]],
    [4, () => ["mood", "set", pick(MOODS), "--date", day(), "--note", "sambil berjalan"]],
    [4, () => ["session", "set", "--date", day(), "--notes", `catatan ${random(9)}`]],
    [2, () => ["session", "set", "--date", day(), "--market", pick(["trending", "sideways"])]],
    [2, () => ["session", "today"]],
    [6, () => ["report", day()]],
    [2, () => ["report", "--week"]],
    [2, () => ["report", "--month", "--json"]],
    [
      1,
      () => ["report", day(), "--html", path.join(folder, "out", `${random(4)}.html`), "--force"],
    ],
    [3, () => ["promise", "accept", String(1 + random(3))]],
    [2, () => ["promise", "edit", String(1 + random(12)), "Setelah rugi saya berdiri dulu."]],
    [3, () => ["promise", "drop", String(1 + random(12))]],
    [1, () => ["promise", "list"]],
    [4, () => ["rule", "add", ...pick(RULES)]],
    [3, () => ["rule", "drop", pick(RULES)[0]]],
    [2, () => ["appeal", String(1 + random(4)), "sudah direncanakan", "--date", day()]],
    [2, () => ["profile", "edit", "--day-start", pick(["00:00", "05:00", "07:00"])]],
    [2, () => ["profile", "edit", "--zone", pick(ZONES)]],
    [1, () => ["profile", "edit", "--balance", String(1000 + random(9) * 500)]],
    [1, () => ["profile", "add", `profil ${random(3)}`, "--currency", pick(["USD", "IDR"])]],
    [1, () => ["profile", "use", pick(["1", "2", "utama", "profil 1"])]],
    [1, () => ["profile", "edit", "--name", pick(["utama", "profil 1", "gold"])]],
    [2, () => ["config", "set", "sapaan", pick(["kamu", "anda"])]],
    [2, () => ["bot", "add", `EA ${random(4)}`, "--magic", String(70 + random(4))]],
    [2, () => ["bot", "edit", String(1 + random(4)), "--magic", String(70 + random(4))]],
    [2, () => ["bot", "edit", String(1 + random(4)), "--name", `EA ${random(9)}`]],
    [4, () => ["trade", "log", "--stdin", ...(random(2) ? ["--create-bots"] : [])], lines],
    [3, () => ["trade", "list", "--days", "14"]],
    [2, () => ["trade", "show", trade()]],
    [2, () => ["stats", "--by", pick(["symbol", "mood", "hour"])]],
    [1, () => ["equity"]],
    [1, () => ["calendar"]],
    [1, () => ["distribution"]],
    [1, () => ["history", "--json"]],
    [1, () => ["status"]],
    [1, () => []],
    [1, () => ["tax", dayBack(0).slice(0, 4)]],
    [1, () => ["export", "--format", "csv"]],
    [1, () => ["export", "--all"]],
    [1, () => ["backup", path.join(folder, "out", `${random(1e9)}.db`)]],
    [1, () => ["doctor"]],
    [1, () => ["doctor", "--fix"]],
    [1, () => ["undo", "--list"]],
    [1, () => ["trade", "import", "--list"]],
  ];
  const all = kinds.reduce((sum, [weight]) => sum + weight, 0);
  let left = random(all);
  const [, words, input] = kinds.find(([weight]) => {
    left -= weight;
    return left < 0;
  });
  return { words: words(), input: input?.() ?? "" };
}

/** What no sentence of ours says: the words of SQLite, of Node, of a program that fell over. */
const NOT_OURS = /SQLITE|constraint|no row|undefined|\bNaN\b|TypeError|is not|at \w+ \(/i;

/** Days whose totals are not those of their trades, by a count that shares no code with ours. */
function wrongDays(file) {
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare(
      `SELECT s.id, s.session_date, s.total_trades, s.total_profit_loss, COUNT(t.id) AS n,
         COALESCE(SUM(CAST(ROUND(t.profit_loss * 100) AS INTEGER)), 0) AS cents
       FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id GROUP BY s.id`,
    )
    .all();
  db.close();
  return rows.filter(
    (row) => row.total_trades !== row.n || Math.round(row.total_profit_loss * 100) !== row.cents,
  );
}

export async function fuzz({ runs, seed, folder }) {
  const told = figures("together", seed);
  const service = await startService(folder);
  const db = path.join(folder, "jurnal.db");
  const env = { HOME: folder, TZ: "Asia/Jakarta" };
  writeFiles(folder, randomOf(seed));
  for (const words of [
    ["trade", "import", path.join(folder, "statement-0.csv"), "--no-input"],
    ["bot", "add", "EA 0", "--magic", "70"],
    ["bot", "add", "EA 1", "--magic", "71"],
    ["report", dayBack(3)],
    ["report", dayBack(2)],
  ]) {
    const { code, err } = await service.run(db, words);
    if (code !== 0) throw new Error(`${words.join(" ")}: ${code} ${err}`);
  }
  const work = async (_, index) => {
    const random = randomOf(seed * 1000 + index);
    for (let left = Math.ceil(runs / PROCESSES); left > 0; left--) {
      const { words, input } = makeCommand(random, folder);
      const { code, err } = told.ran(await jurnal(db, words, { input, env }));
      told.count(`exits of ${code}`);
      if (![0, 1, 2, 3].includes(code) || NOT_OURS.test(err)) {
        told.fault(`${code}: ${words.join(" ")}\n${err}`);
      }
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
  const judge = async (when) => {
    const { code, out, err } = await service.run(db, ["doctor"]);
    if (code !== 0) told.fault(`doctor ${when}: ${out}${err}`);
    const wrong = wrongDays(db).map(({ session_date }) => session_date);
    if (wrong.length > 0) told.fault(`other totals than their trades ${when}: ${wrong}`);
  };
  await judge("in the end");
  while ((await service.run(db, ["undo"])).code === 0) told.count("undone");
  await judge("after all was undone");
  service.stop();
  return told.close();
}
