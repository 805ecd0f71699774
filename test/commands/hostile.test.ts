import { describe, expect, test } from "vitest";
import { type Trial, trial } from "./journal-run.ts";

/** Values that no trader means, through every door: refused with a sentence or kept as text, never a bug. */

const BUG = 70;

const KEYS_OF_NOTHING = [
  ...["constructor", "__proto__", "prototype", "toString", "valueOf", "hasOwnProperty"],
  ...["__defineGetter__", "isPrototypeOf", "then", "length", "null", "undefined", "NaN"],
];

const LONG = "9".repeat(400);
const ODD_TEXT = [
  ...[
    "",
    " ",
    "\u0000",
    "\u202e",
    "\ud800",
    "'; DROP TABLE users; --",
    "%s%n",
    "../../etc",
    "=1+1",
  ],
  ...["\u001b]52;c;aGk=\u0007", "a".repeat(5000), "🙂".repeat(300), "\r\n", "\t", "\\", '"'],
];
const ODD_NUMBERS = [
  ...["1e400", "-1e400", "Infinity", "-Infinity", LONG, `-${LONG}`, `0.${LONG}`, "1e-400", "-0"],
  ...["0x10", "1_000", "१२", "1e", "--5", "1,2,3", "12345678901234567890.12", "9007199254740993"],
];
const ODD_TIMES = [
  ...["9999-12-31", "9999-12-31T23:59:59Z", "0000-01-01", "2026-02-30", "2026-13-01", "24:00"],
  ...["2026-11-20T10:00:00+99:00", "1e9", "-1", "9999-12", "99999-01-01", "2026-11-20T10:00:60Z"],
];
const VALUES = [...KEYS_OF_NOTHING, ...ODD_TEXT, ...ODD_NUMBERS, ...ODD_TIMES];

async function holds(journal: Trial, ...argv: string[]) {
  const { code, err } = await journal.run(...argv);
  expect.soft(code, `${JSON.stringify(argv)}: ${err}`).not.toBe(BUG);
}

const FIELDS = [
  ...["symbol", "side", "lot_size", "profit_loss", "entry_time", "exit_time", "entry_price"],
  ...["exit_price", "stop_loss", "take_profit", "stop_loss_used", "take_profit_used", "currency"],
  ...["commission", "swap", "fee", "risk_percent", "strategy_used", "bot_id", "tags", "note"],
  ...["account", "ticket", "raw_symbol", "exit_reason", "parent_ticket", "magic", "comment"],
  ...["approximate", "partial_closes", "session_date", "first_stop"],
];

describe("hostile values", () => {
  test("every field of a line of a pipe: recorded or rejected with its field", async () => {
    const journal = trial();
    const nested = [[], {}, [[]], { a: { b: 1 } }, true, 1e308, -0];
    const lines = FIELDS.flatMap((field) =>
      [...VALUES, ...nested].map((value) =>
        JSON.stringify({ symbol: "XAUUSD", profit_loss: 1, [field]: value }),
      ),
    );
    const { code, out, err } = await journal.pipe(lines.join("\n"), ["trade", "log", "--stdin"]);
    expect(code, err).toBe(1);
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(lines.length);
    for (const { status, field, expected } of answers) {
      if (status === "rejected")
        expect([typeof field, typeof expected]).toEqual(["string", "string"]);
    }
    for (const words of [
      ["report", "--week"],
      ["stats"],
      ["trade", "list"],
      ["doctor"],
      ["export"],
    ]) {
      await holds(journal, ...words);
    }
  });

  test("lines that are no trade, too deep or too long: rejected, and the pipe goes on", async () => {
    const journal = trial();
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const lines = [
      `{"symbol":"X","profit_loss":1,"note":${deep}}`,
      deep,
      `{"symbol":"X","profit_loss":${"1".repeat(3_000_000)}}`,
      `{"symbol":"X","profit_loss":1,"note":"${"a".repeat(2_000_000)}","ticket":"9","swap":-1}`,
      '{"symbol":"X","profit_loss":1,"__proto__":{"ticket":"8"}}',
      '{"symbol":"X","profit_loss":1,"profit_loss":2,"ticket":"7"}',
      ...["null", "[]", '"x"', "1", "{", "\u0000", '{"symbol":"X"}'],
    ];
    const { out } = await journal.pipe(lines.join("\n"), ["trade", "log", "--stdin"]);
    const statuses = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).status);
    expect(statuses).toEqual([
      ...["rejected", "rejected", "rejected", "rejected", "recorded", "recorded"],
      ...Array(7).fill("rejected"),
    ]);
    expect(journal.rows("SELECT ticket, swap FROM daily_trading_data ORDER BY id")).toEqual([
      { ticket: null, swap: null },
      { ticket: "7", swap: null },
    ]);
  });

  test("every word of a command line", async () => {
    const journal = trial();
    await journal.run("trade", "log", "XAUUSD", "5");
    const commands = (word: string) => [
      ["stats", "--by", word],
      ["stats", "--symbol", word],
      ["compare", "--by", word],
      ["report", word],
      ["calendar", word],
      ["tax", word],
      ["stats", "--period", word],
      ["trade", "list", "--side", word],
      ["trade", "log", word, "5"],
      ["trade", "log", "XAUUSD", word],
      ["trade", "log", "XAUUSD", "5", "--side", word],
      ["trade", "log", "XAUUSD", "5", "--entry", word],
      ["trade", "log", "XAUUSD", "5", "--lot", word],
      ["trade", "edit", "1", "--note", word],
      ["trade", "edit", "1", "--exit", word],
      ["trade", "show", word],
      ["mood", "set", word],
      ["feedback", word],
      ["session", "set", "--market", word],
      ["config", "get", word],
      ["config", "set", word, "x"],
      ["rule", "add", word],
      ["rule", "add", "max-trades", word],
      ["promise", "drop", word],
      ["appeal", word, "karena"],
      ["profile", "edit", "--zone", word],
      ["profile", "edit", "--currency", word],
      ["profile", "edit", "--day-start", word],
      ["profile", "edit", "--balance", word],
      ["history", "--days", word],
      ["undo", word],
      ["export", "--format", word],
      ["trade", "import", "--format", word, journal.db],
      ["help", word],
      [word],
    ];
    for (const word of VALUES) for (const argv of commands(word)) await holds(journal, ...argv);
    for (const words of [["report", "--week"], ["mood", "list"], ["dashboard"], ["doctor"]]) {
      await holds(journal, ...words);
    }
  });

  test("every cell of a template, and headings and maps of any name", async () => {
    const journal = trial();
    const head =
      "tanggal,jam_masuk,jam_keluar,kode,aksi,lot,harga_masuk,harga_keluar,sl,tp,hasil,komisi,swap,strategi,catatan";
    const usual = "2026-11-20,09:15,10:40,XAUUSD,beli,0.01,2650,2652,2645,2660,2.5,0,0,pola,".split(
      ",",
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    for (const [at] of usual.entries()) {
      for (const value of [
        ...KEYS_OF_NOTHING.slice(0, 3),
        ...ODD_TEXT,
        ...ODD_NUMBERS,
        ...ODD_TIMES,
      ]) {
        const cells = usual.map((cell, index) => (index === at ? quoted(value) : cell));
        const file = journal.file("t.csv", `${head}\n${cells.join()}\n`);
        await holds(journal, "trade", "import", file, "--no-input");
      }
    }
    // Whatever got in is an amount that every sum can hold.
    const [most] = journal.rows("SELECT MAX(ABS(profit_loss)) AS amount FROM daily_trading_data");
    expect(most?.amount).toBeLessThanOrEqual(1e9);
    for (const name of KEYS_OF_NOTHING) {
      const file = journal.file("k.csv", `${name},Symbol,Profit,${name}\n2026-01-02,XAU,3,4\n`);
      const map = { columns: { date: name, symbol: "Symbol", net: "Profit" } };
      const twice = { columns: { [name]: "Profit", symbol: name, net: name, date: name } };
      for (const columns of [map, twice]) {
        const told = journal.file("m.json", JSON.stringify(columns));
        await holds(journal, "trade", "import", file, "--map", told, "--no-input");
      }
      await holds(journal, "trade", "import", file, "--no-input");
    }
  });
});

describe.skipIf(process.platform !== "linux")("files without an end or of nothing", () => {
  test.each(["/dev/zero", "/dev/urandom", "/dev/null"])(
    "%s is refused by its first bytes",
    async (file) => {
      const journal = trial();
      for (const words of [["trade", "import"], ["import"]]) {
        const { code } = await journal.run(...words, file, "--no-input");
        expect(code).toBe(1);
      }
    },
  );
});
