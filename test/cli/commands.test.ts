import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import stringWidth from "fast-string-width";
import { beforeAll, describe, expect, test } from "vitest";
import type { CommandSpec } from "../../src/cli/command.ts";
import { program } from "../../src/program.ts";
import { GROUP } from "../../src/words/help.ts";
import { writeMt4 } from "../intake/metatrader/mt4-writer.ts";
import { writeMt5 } from "../intake/metatrader/mt5-writer.ts";
import type { Model, ModelTrade } from "../intake/statement-model.ts";
import { fakeWorld } from "../world.ts";
import { type Desk, desk, TODAY } from "./jurnal.ts";

/** What the examples speak of: twelve trades, days with sessions, a bot, a file of trades. */
let prepared: Desk;

beforeAll(async () => {
  prepared = await prepare();
});

async function prepare(now?: () => number): Promise<Desk> {
  const made = desk(now);
  const { fine, jurnal, folder } = made;
  for (const date of ["3 hari lalu", "kemarin", "hari ini"]) {
    await fine("mood", "set", "tenang", "--date", date);
  }
  await fine("bot", "add", "EA Gold", "--market", "XAUUSD", "--strategy", "breakout");
  const lines = Array.from({ length: 13 }, (_, index) =>
    JSON.stringify({ symbol: "XAUUSD", profit_loss: index - 6.5, bot_id: index % 2 ? 1 : null }),
  );
  writeFileSync(path.join(folder, "transaksi.ndjson"), `${lines.slice(0, 3).join("\n")}\n`);
  // One thing to mend, so that there is a sentence to appeal against.
  lines.push(JSON.stringify({ symbol: "XAUUSD", profit_loss: -3, stop_loss_used: false }));
  await jurnal(["trade", "log", "--stdin"], { input: lines.join("\n") });
  await fine("report");
  await fine("setup", "add", "pullback");
  // A plan that waits, and a position that is open.
  await fine("plan", "AUDUSD", "buy", "0.65", "--stop", "0.645", "--risk", "25");
  await fine("open", "EURUSD", "sell", "0.01", "1.085", "--stop", "1.09", "--risk", "25");
  await fine("rule", "add", "max-trades", "99");
  await fine("rate", "set", "USD", "16000");
  for (const name of STATEMENTS) writeFileSync(path.join(folder, name), statement(name));
  // Three imports; the fourth file is still to come.
  for (const name of STATEMENTS.slice(0, 3)) await fine("trade", "import", path.join(folder, name));
  await fine("export", "--all", "--out", path.join(folder, "jurnal-lama.ndjson"));
  // Something to do again.
  await fine("mood", "set", "lelah");
  await fine("undo");
  return made;
}

const STATEMENTS = [
  "Statement.htm",
  "DetailedStatement.htm",
  "deals.csv",
  "ReportHistory-123456.html",
];

/** A small statement of the account that the examples speak of, each with a trade of its own. */
function statement(name: string): string {
  const id = 500 + STATEMENTS.indexOf(name);
  if (name === "deals.csv") {
    const deal = (entry: number, profit: number) =>
      `${id}${entry},${id},${1_704_186_000 + entry * 60},0,${entry},${entry},0,${id},0,0.1,1.1,0,0,${profit},0,EURUSD,,`;
    const header = "ticket,order,time,time_msc,type,entry,magic,position_id,reason,volume,price";
    return `${header},commission,swap,profit,fee,symbol,comment,external_id\n${deal(0, 0)}\n${deal(1, 5)}\n`;
  }
  const trade: ModelTrade = {
    id,
    symbol: "EURUSD",
    side: "buy",
    lot: 10,
    entry: 600,
    hold: 900,
    stop: null,
    swap: 0,
    entryPrice: 108_000,
    exitPrice: 107_900,
    target: null,
    profit: -100,
    commission: 0,
    fee: 0,
    magic: null,
    comment: null,
    reason: null,
  };
  const model = {
    account: "123456",
    currency: "USD",
    decimals: 2,
    trades: [trade],
    deposit: 1_000,
  };
  return name.startsWith("Report") ? writeMt5(model as Model) : writeMt4(model as Model);
}

/** A desk of its own with the prepared journal. */
function copied(from = prepared): Desk {
  const here = desk();
  mkdirSync(path.dirname(here.file), { recursive: true });
  copyFileSync(from.file, here.file);
  for (const name of ["transaksi.ndjson", "jurnal-lama.ndjson", ...STATEMENTS]) {
    copyFileSync(path.join(from.folder, name), path.join(here.folder, name));
  }
  copyFileSync(
    path.join(from.folder, "jurnal-lama.ndjson"),
    path.join(here.folder, "dari-vps.ndjson"),
  );
  return here;
}

/** Every command that people see, by the words that call it ("" is `jurnal` itself). */
async function commandsBelow(spec: CommandSpec, path = ""): Promise<[string, CommandSpec][]> {
  const found: [string, CommandSpec][] = [[path, spec]];
  for (const [name, below] of Object.entries("commands" in spec ? spec.commands : {})) {
    if ("hidden" in below) continue;
    const read = "load" in below ? (await below.load()).command : below;
    found.push(...(await commandsBelow(read, `${path} ${name}`.trim())));
  }
  return found;
}

const commands = await commandsBelow(program);

describe("help", () => {
  test("every command has examples, and its help is Indonesian throughout", async () => {
    const { jurnal } = prepared;
    const leaves = new Set<string>();
    const visit = async (words: string[]): Promise<void> => {
      const { code, out } = await jurnal([...words, "--help"]);
      const name = words.join(" ");
      expect([name, code]).toEqual([name, 0]);
      expect(out).toMatch(/^Pemakaian: jurnal/);
      expect([name, out.match(/^Contoh:\n( {2}\$ jurnal.*\n?)+/m) !== null]).toEqual([name, true]);
      expect(out).not.toMatch(
        /\b(Usage|Options|Arguments|Commands|options|display|default:|output)\b/,
      );
      for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
      leaves.add(name);
      const groups = ["Perintah:", ...Object.values(GROUP)].join("|");
      const lists = [...out.matchAll(new RegExp(`^(?:${groups})\\n((?: {2}.*\\n)+)`, "gm"))];
      const below = lists.map(([, list]) => list).join("");
      const names = [...below.matchAll(/^ {2}([a-z-]+|\+)/gm)].map((found) => found[1] as string);
      await Promise.all(names.filter((one) => one !== "help").map((one) => visit([...words, one])));
    };
    await visit([]);
    expect([...leaves].sort()).toEqual(commands.map(([name]) => name).sort());
  });

  test.each([
    ["plan", "jurnal plan [opsi] [simbol] [arah] [harga]"],
    ["completion", "jurnal completion [opsi] [shell]"],
    ["rule", "jurnal rule [opsi] [perintah]"],
  ])("how %s is used tells what it takes itself", async (name, usage) => {
    const { out } = await prepared.jurnal([name, "--help"]);
    expect(out.split("\n")[0]).toBe(`Pemakaian: ${usage}`);
  });

  test("every command stands under a heading of what it is for, and help fits 60 columns", async () => {
    const { jurnal } = fakeWorld({ columns: 60 });
    for (const [name] of commands) {
      const { out } = await jurnal([...name.split(" ").filter(Boolean), "--help"]);
      for (const line of out.split("\n"))
        expect.soft([name, line.length <= 60, line]).toEqual([name, true, line]);
      // An example goes on behind its backslash, as a shell reads it.
      const shown = out.slice(out.indexOf("Contoh:")).replace(/ \\\n +/g, " ");
      const { examples } = commands.find((one) => one[0] === name)?.[1] ?? { examples: [] };
      for (const example of examples) expect(shown).toContain(`$ ${example}`);
    }
    const { out } = await jurnal(["--help"]);
    const headings = [...out.matchAll(/^[A-Z].*:$/gm)].map(([line]) => line);
    expect(headings).toEqual(["Opsi:", ...Object.values(GROUP), "Contoh:"]);
  });

  /** Asks for a mood, so it needs a person. */
  const NEED_A_PERSON = ["jurnal suasana atur"];

  /** Needs something that was undone. */
  const AFTER_UNDO = ["jurnal redo", "jurnal ulangi"];
  /** Adds what is there already for the other examples. */
  const isSetupAdded = (example: string) => example.startsWith("jurnal setup add");
  const readyFor = async (example: string, more?: Parameters<typeof copied>[0]) => {
    const here = copied(more);
    if (AFTER_UNDO.includes(example)) await here.jurnal(["undo"]);
    if (isSetupAdded(example)) await here.jurnal(["setup", "retire", "pullback"]);
    // Its limits are shares of what was paid in.
    if (example.includes("template apply"))
      await here.jurnal(["profile", "edit", "--balance", "3000"]);
    return here;
  };

  /** What a program reads, so that no line may be broken for a window. */
  const FOR_MACHINES = /--json|completion|jurnal (?:trade )?export|--format|jurnal status/;
  const isForShell = (example: string) => /[|<>]/.test(example);
  const wordsOf = (example: string) =>
    [...example.matchAll(/"([^"]*)"|(\S+)/g)]
      .map(([, quoted, word]) => quoted ?? word ?? "")
      .slice(1);

  /** What test/cli/demo.test.ts runs. */
  const ELSEWHERE = ["jurnal demo --save contoh.db"];

  test.each(commands)("the examples of jurnal %s run", async (_, { examples }) => {
    for (const example of examples) {
      if (isForShell(example) || ELSEWHERE.includes(example)) continue;
      const { code, err } = await (await readyFor(example)).jurnal(wordsOf(example));
      const wanted = NEED_A_PERSON.includes(example) ? 2 : 0;
      expect([example, code, err.includes("✖")]).toEqual([example, wanted, wanted !== 0]);
    }
  });

  test.each(commands)(
    "what the examples of jurnal %s print fits 60 columns of a terminal",
    async (_, spec) => {
      for (const example of spec.examples) {
        if (isForShell(example) || ELSEWHERE.includes(example) || FOR_MACHINES.test(example))
          continue;
        const { out } = await (await readyFor(example)).jurnal(wordsOf(example), { columns: 60 });
        // A path stays whole, to be copied.
        const wide = out
          .split("\n")
          .filter((line) => stringWidth(line) > 60 && / \S/.test(line.trim()));
        expect.soft([example, wide]).toEqual([example, []]);
      }
    },
  );

  test("the first words to a newcomer fit 60 columns", async () => {
    const { out } = await desk().jurnal([], { columns: 60 });
    for (const line of out.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(60);
  });

  test("of every noun one runs as a process too, and what a shell pipes", async () => {
    // A process has the machine's clock, so the days it reads are prepared by it.
    const byMachine = await prepare(Date.now);
    const nouns = commands.filter(([name]) => !name.includes(" "));
    const first = nouns.flatMap(([noun]) => {
      const below = commands.filter(([name]) => name === noun || name.startsWith(`${noun} `));
      // It would watch until it is stopped.
      const ends = (example: string) => example !== "jurnal watch";
      return below.flatMap(([, { examples }]) => examples.filter(ends)).slice(0, 1);
    });
    const piped = commands.flatMap(([, { examples }]) => examples.filter(isForShell));
    expect(first.length).toBeGreaterThan(20);
    expect(piped.length).toBeGreaterThan(3);
    for (const example of new Set([...first, ...piped, ...WITH_PARTS_OF_THEIR_OWN])) {
      const { code, err } = await (await readyFor(example, byMachine)).shell(example);
      expect([example, code, err.includes("✖")]).toEqual([example, 0, false]);
    }
  });
});

/** What the build bundles apart, so that only the built program can miss it. */
const WITH_PARTS_OF_THEIR_OWN = [
  "jurnal report --html hari.html",
  "jurnal report --month",
  "jurnal stats --by symbol",
  "jurnal trade import ReportHistory-123456.html",
];

describe("--json", () => {
  const TRADE = ["id", "session_id", "session_date", "symbol", "profit_loss", "lot_size"];
  const SESSION = ["id", "session_date", "total_trades", "total_profit_loss", "emotions"];
  const PRINTS: [line: string, keys: string[]][] = [
    ["", ["date", "today", "days", "trades", "wins", "losses"]],
    ["session today", [...SESSION, "trades", "moods"]],
    ["session show kemarin", [...SESSION, "trades", "moods"]],
    ["session set --market trending", SESSION],
    ["trade log XAUUSD -25.30", TRADE],
    ["trade list", TRADE],
    ["trade show 12", TRADE],
    ["trade edit 12 --lot 0.3", TRADE],
    ["trade delete 12", TRADE],
    ["mood set takut", ["id", "session_date", "mood", "note"]],
    ["mood list", ["id", "session_id", "mood", "note", "created_at", "session_date"]],
    ["report", ["date", "totals", "risk", "findings", "actions", "mood"]],
    ["rule add risk 1%", ["id", "kind", "params", "valid_from", "typed", "text", "changed"]],
    ["rule list", ["id", "kind", "params", "valid_from", "typed", "text"]],
    ["rule drop max-trades", ["id", "kind", "params", "valid_from", "typed", "text"]],
    ["status", ["date", "currency", "trades", "max_trades", "net", "limits", "allowed"]],
    ["promise accept 1", ["id", "changed", "action", "text"]],
    ["history", [...SESSION, "wins", "losses", "headline", "stale"]],
    ["calendar", ["from", "to", "days", "weeks", "total_trades", "total_profit_loss", "best"]],
    ["equity", ["from", "to", "kind", "by", "start", "points", "drawdown", "cash_flows"]],
    ["distribution", ["from", "to", "by", "trades", "n", "mean", "median", "step", "bins"]],
    ["feedback takut", ["mood", "note", "step"]],
    ["undo", ["operation_id", "kind", "summary", "created_at"]],
    ["bot add Dua", ["id", "name", "market", "strategy"]],
    ["bot list", ["id", "name", "market", "strategy", "trades"]],
    ["bot edit 1 --status Aktif", ["id", "name", "status"]],
    ["profile add saham", ["id", "name", "currency", "zone", "day_start", "initial_balance"]],
    ["profile list", ["id", "name", "currency", "zone", "day_start", "initial_balance"]],
    ["profile use utama", ["id", "name", "currency"]],
    ["profile edit --balance 1000", ["id", "name", "initial_balance"]],
    ["config get sapaan", ["sapaan"]],
    ["config set sapaan kamu", ["sapaan"]],
    ["config list", ["sapaan", "batas-risiko"]],
    ["backup", ["path"]],
    ["doctor", ["path", "checks", "log"]],
  ];

  test("prints one valid document keyed as the columns, and nothing else", async () => {
    for (const [line, keys] of PRINTS) {
      const { code, out, err } = await copied().jurnal([
        "--json",
        ...line.split(" ").filter(Boolean),
      ]);
      expect([line, code, err]).toEqual([line, 0, ""]);
      const data = JSON.parse(out);
      const row = Array.isArray(data) ? data.at(-1) : data;
      expect([line, keys.filter((key) => !(key in row))]).toEqual([line, []]);
      // Stored times leave as ISO 8601 in UTC.
      expect(out).not.toMatch(/"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"/);
    }
  });

  test("an empty journal prints empty data", async () => {
    const here = desk();
    await here.fine("config", "set", "sapaan", "Anda");
    for (const line of ["trade list", "mood list", "history", "bot list"]) {
      expect(await here.jurnal(["--json", ...line.split(" ")])).toEqual({
        code: 0,
        out: "[]\n",
        err: "",
      });
    }
  });
});

test("Indonesian names of commands do the same", async () => {
  const { fine } = copied();
  const pairs = [
    ["sesi hari-ini", "session today"],
    ["sesi lihat kemarin", "session show kemarin"],
    ["transaksi daftar", "trade list"],
    ["transaksi lihat 12", "trade show 12"],
    ["suasana daftar", "mood list"],
    ["laporan", "report"],
    ["riwayat --days 7", "history --days 7"],
    ["kalender", "calendar"],
    ["ekuitas --days 7", "equity --days 7"],
    ["sebaran", "distribution"],
    ["umpan-balik takut", "feedback takut"],
    ["profil daftar", "profile list"],
    ["pengaturan daftar", "config list"],
    ["periksa", "doctor"],
    ["bot daftar", "bot list"],
  ];
  for (const [alias = "", name = ""] of pairs) {
    expect([alias, await fine(...alias.split(" "))]).toEqual([
      alias,
      await fine(...name.split(" ")),
    ]);
  }
  expect(await fine("transaksi", "catat", "EURUSD", "-1")).toMatch(/#18 dicatat/);
  expect(await fine("transaksi", "ubah", "14", "--profit", "2")).toMatch(/#14 diubah/);
  expect(await fine("suasana", "atur", "lelah")).toMatch(/Suasana lelah/);
  expect(await fine("sesi", "atur", "--market", "sepi")).toMatch(/diperbarui/);
  expect(await fine("transaksi", "hapus", "14")).toMatch(/#14 dihapus/);
  expect(await fine("batalkan")).toMatch(/hapus transaksi #14/);
});

describe("did you mean", () => {
  test("a symbol like one seen before", async () => {
    const { jurnal } = copied();
    const logged = await jurnal(["trade", "log", "XAUSUD", "5"]);
    expect(logged).toMatchObject({ code: 0 });
    expect(logged.err).toMatch(/XAUSUD.*XAUUSD/);
    const listed = await jurnal(["trade", "list", "--symbol", "XAUUSDD"]);
    expect(listed).toMatchObject({ code: 1, out: "" });
    expect(listed.err).toMatch(/Maksud Anda XAU/);
  });

  test("a setting, a profile, an alias", async () => {
    const { jurnal } = prepared;
    expect((await jurnal(["config", "get", "sapan"])).err).toMatch(/Maksud Anda sapaan/);
    expect((await jurnal(["--profile", "utma", "history"])).err).toMatch(/Yang ada: utama/);
    expect((await jurnal(["riwayt"])).err).toMatch(/Maksud Anda riwayat/);
    expect((await jurnal(["report", "--jsn"])).err).toMatch(/Maksud Anda --json/);
  });
});

test("notes come by option, from stdin and from the editor, with quotes, lines and emoji", async () => {
  const { jurnal, fine, file, folder } = copied();
  const note = `kata "mentor" & 'saya'\nbaris dua 📈 $HOME`;
  const notes = (table: string, column: string) => {
    const db = new Database(file, { readonly: true });
    const found = db.prepare(`SELECT ${column} FROM ${table} ORDER BY id DESC`).pluck().get();
    db.close();
    return found;
  };
  await fine("session", "set", "--notes", note);
  const today = () => notes(`trading_sessions WHERE session_date = '${TODAY}'`, "personal_notes");
  expect(today()).toBe(note);
  await jurnal(["mood", "set", "marah", "--note", "-"], { input: note });
  expect(notes("mood_checkins", "note")).toBe(note);
  await jurnal(["trade", "log", "XAUUSD", "5", "--note", "-"], { input: `${note}\n` });
  expect(notes("daily_trading_data", "note")).toBe(note);
  expect(await fine("session", "today")).toContain("kata \"mentor\" & 'saya'");
  const editor = path.join(folder, "editor.sh");
  writeFileSync(editor, `#!/bin/sh\nprintf ' lagi' >> "$1"\n`, { mode: 0o755 });
  const env = { EDITOR: editor };
  expect((await jurnal(["session", "set", "--edit"], { env })).code).toBe(0);
  expect(today()).toBe(`${note} lagi`);
  const failed = await jurnal(["session", "set", "--edit"], { env: { EDITOR: "false" } });
  expect(failed.code).toBe(1);
  expect(failed.err).toMatch(/Editor "false"/);
  await fine("session", "set", "--notes", "");
  expect(today()).toBe("");
});

test("the demo plays a whole day beside the user's journal, not in it", async () => {
  const here = desk();
  const out = await here.fine("demo");
  expect(out).toMatch(/^Besok /m);
  expect(() => readFileSync(here.file)).toThrow(/ENOENT/);
});
