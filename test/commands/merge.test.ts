import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { contentOf } from "../journal/merge/journals.ts";
import { CTRL_C, fakeWorld } from "../world.ts";

/** A desktop and a VPS with a journal each; every command is a minute later than the one before. */
function machines() {
  const { world, jurnal } = fakeWorld();
  let now = Date.parse("2026-11-25T03:00:00Z");
  const on = (name: string) => {
    const db = path.join(world.tmp, `${name}.db`);
    const run = (words: string[], replies: unknown[] = []) => {
      now += 60_000;
      const time = now;
      const more = { now: () => time, isInteractive: replies.length > 0 };
      return jurnal(["--db", db, ...words], replies, more);
    };
    const fine = async (...words: string[]) => {
      const { code, out, err } = await run(words);
      if (code !== 0) throw new Error(`${name} ${words.join(" ")}: ${code} ${err}`);
      return out;
    };
    const file = path.join(world.tmp, `${name}.ndjson`);
    return {
      file,
      run,
      fine,
      json: async (...words: string[]) => JSON.parse(await fine(...words, "--json")),
      text: () => fine("export", "--all"),
      async exported() {
        await fine("export", "--all", "--out", file, "--force");
        return file;
      },
    };
  };
  const [desktop, vps] = [on("desktop"), on("vps")];
  return { desktop, vps, folder: world.tmp };
}

/** Both begin with the same three trades. */
async function ofOne() {
  const both = machines();
  const { desktop, vps } = both;
  await desktop.fine("trade", "log", "XAUUSD", "45.5", "--lot", "0.02", "--side", "buy");
  await desktop.fine("trade", "log", "EURUSD", "-12");
  await desktop.fine("trade", "log", "EURUSD", "-12");
  await vps.fine("import", await desktop.exported());
  return both;
}

type Machine = ReturnType<typeof machines>["desktop"];
const trades = (machine: Machine) => machine.json("trade", "list", "--days", "400");
const said = async (machine: Machine, column: string) =>
  (await trades(machine)).map((row: Record<string, unknown>) => row[column]);
/** Every line of an export but the head, whose numbers only go up. */
const body = (text: string) => text.slice(text.indexOf("\n"));

describe("two journals become one", () => {
  test("what one side alone changed, added or deleted holds on both; two equal trades stay two", async () => {
    const { desktop, vps } = await ofOne();
    await desktop.fine("trade", "edit", "1", "--note", "ikut rencana");
    await vps.fine("trade", "edit", "1", "--tag", "berita");
    await vps.fine("trade", "edit", "1", "--profit", "46");
    await vps.fine("trade", "log", "GBPUSD", "7");
    await vps.fine("trade", "log", "EURUSD", "-12");
    await desktop.fine("trade", "log", "USDJPY", "3");
    await desktop.fine("trade", "delete", "2");
    const done = await vps.json("import", await desktop.exported());
    expect(done.tables.daily_trading_data).toMatchObject({ added: 1, deleted: 1, conflicts: 0 });
    const back = await desktop.json("import", await vps.exported());
    expect(back.tables.daily_trading_data).toMatchObject({ added: 2, filled: 1, deleted: 0 });
    expect(contentOf(await vps.text())).toEqual(contentOf(await desktop.text()));
    expect((await said(vps, "symbol")).sort()).toEqual([
      "EURUSD",
      "EURUSD",
      "GBPUSD",
      "USDJPY",
      "XAUUSD",
    ]);
    expect(await trades(vps)).toContainEqual(
      expect.objectContaining({ note: "ikut rencana", tags: "berita", profit_loss: 46 }),
    );
    const again = await vps.run(["import", await desktop.exported()]);
    expect(again.out.replace(/\s+/g, " ")).toContain("tidak ada yang berubah");
  });

  test("the later change of a cell stands on both sides, and it is said", async () => {
    const { desktop, vps } = await ofOne();
    await vps.fine("trade", "edit", "1", "--note", "lama");
    await desktop.fine("trade", "edit", "1", "--note", "baru");
    const told = await vps.run(["import", await desktop.exported()]);
    expect(told.out.replace(/\s+/g, " ")).toContain(
      'transaksi #1 XAUUSD: catatan di sini "lama", di berkas "baru": dipakai yang di berkas, yang lebih baru',
    );
    await desktop.fine("import", await vps.exported());
    for (const one of [desktop, vps]) expect(await said(one, "note")).toContain("baru");
  });

  test("an undo of a change is a change, and a trade that is deleted and changed after it comes back", async () => {
    const { desktop, vps } = await ofOne();
    await desktop.fine("trade", "edit", "1", "--note", "keliru");
    await vps.fine("import", await desktop.exported());
    await desktop.fine("undo");
    await vps.fine("trade", "delete", "3");
    await desktop.fine("trade", "edit", "3", "--note", "ini benar");
    await vps.fine("import", await desktop.exported());
    await desktop.fine("import", await vps.exported());
    for (const one of [desktop, vps]) {
      expect(await said(one, "note")).not.toContain("keliru");
      expect(await said(one, "note")).toContain("ini benar");
    }
  });

  test("a trade by hand and the same one of a statement are one, whichever side has which", async () => {
    const csv = path.resolve("test/intake/samples/exness.csv");
    for (const isHandHere of [true, false]) {
      const { desktop, vps } = machines();
      await vps.fine("trade", "import", csv, "--no-input");
      const [first] = await trades(vps);
      await desktop.fine(
        ...["trade", "log", first.symbol, String(first.profit_loss), "--side", first.side],
        ...["--lot", String(first.lot_size), "--exit", first.exit_time, "--note", "tangan"],
      );
      const count = (await trades(vps)).length;
      const [one, other] = isHandHere ? [desktop, vps] : [vps, desktop];
      await one.fine("import", await other.exported());
      await other.fine("import", await one.exported());
      for (const machine of [one, other]) {
        const all = await trades(machine);
        expect(all).toHaveLength(count);
        const joined = all.find(({ note }: { note: string }) => note === "tangan");
        expect(joined).toMatchObject({ ticket: first.ticket, profit_loss: first.profit_loss });
      }
      expect(contentOf(await one.text())).toEqual(contentOf(await other.text()));
    }
  });

  test("halves of a history that tells deals are paired as one, also when an old file comes again", async () => {
    const { folder } = machines();
    const [head = "", ...deals] = readFileSync("test/intake/samples/mt5-deals.csv", "utf8")
      .trimEnd()
      .split("\n");
    const half = (name: string, from: number, to: number) => {
      const file = path.join(folder, name);
      writeFileSync(file, `${[head, ...deals.slice(from, to)].join("\n")}\n`);
      return ["trade", "import", file, "--skip-bad-rows"];
    };
    for (let cut = 2; cut < deals.length; cut++) {
      const { desktop, vps } = machines();
      await desktop.fine(...half(`a${cut}.csv`, 0, cut));
      await vps.fine(...half(`b${cut}.csv`, cut, deals.length));
      const old = await vps.exported();
      const whole = machines().desktop;
      await whole.fine(...half(`a${cut}.csv`, 0, cut));
      await whole.fine(...half(`b${cut}.csv`, cut, deals.length));
      const results = async (machine: Machine) => (await said(machine, "profit_loss")).sort();
      for (let times = 0; times < 2; times++) {
        await desktop.fine("import", old, "--conflicts", "theirs");
        expect([cut, await results(desktop)]).toEqual([cut, await results(whole)]);
      }
    }
  });

  test("notes of a day that both wrote are both kept", async () => {
    const { desktop, vps } = machines();
    await vps.fine("session", "set", "--date", "2026-11-24", "--notes", "bot mati jam 3");
    await desktop.fine("session", "set", "--date", "2026-11-24", "--notes", "hari berita");
    await desktop.fine("import", await vps.exported());
    await vps.fine("import", await desktop.exported());
    for (const one of [desktop, vps]) {
      const { personal_notes } = await one.json("session", "show", "2026-11-24");
      expect(personal_notes).toBe("bot mati jam 3\n\nhari berita");
    }
  });

  test("rules of a kind hold one after the other, and one promise of a kind is open", async () => {
    const { desktop, vps } = machines();
    await vps.fine("rule", "add", "max-trades", "5");
    await desktop.fine("rule", "add", "max-trades", "3");
    await desktop.fine("import", await vps.exported());
    await vps.fine("import", await desktop.exported());
    for (const one of [desktop, vps]) {
      expect(await one.json("rule", "list")).toEqual([
        expect.objectContaining({ kind: "max-trades", params: { most: 3 } }),
      ]);
    }
  });
});

describe("what nobody knows", () => {
  /** Two journals of one bots.db's age: no operation tells when the contract was set. */
  async function unknown() {
    const both = await ofOne();
    const { desktop, vps, folder } = both;
    for (const [name, contract, note] of [
      ["desktop", 100, "a"],
      ["vps", 10, "b"],
    ] as const) {
      const db = new Database(path.join(folder, `${name}.db`));
      db.prepare("INSERT INTO symbols (user_id, symbol, contract) VALUES (1, 'XAUUSD', ?)").run(
        contract,
      );
      db.prepare("UPDATE daily_trading_data SET comment = ? WHERE id = 2").run(note);
      db.close();
    }
    return { desktop, vps };
  }

  test("is refused in a pipe with its rows named, and nothing is changed", async () => {
    const { desktop, vps } = await unknown();
    const file = await vps.exported();
    const before = await desktop.text();
    const { code, out, err } = await desktop.run(["import", file]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("2 baris berbeda");
    expect(err.replace(/\s+/g, " ")).toContain(
      "simbol #1 XAUUSD: kontrak di sini 100, di berkas 10",
    );
    expect(err).toContain("--conflicts ours");
    expect(body(await desktop.text())).toBe(body(before));
    const tried = await desktop.json("import", file, "--dry-run");
    expect(tried.conflicts).toHaveLength(2);
    expect(tried.conflicts[0]).toMatchObject({ how: "open", kept: null });
    expect(body(await desktop.text())).toBe(body(before));
  });

  test.each([
    ["ours", 100],
    ["theirs", 10],
  ])("--conflicts %s settles it for good", async (side, contract) => {
    const { desktop, vps } = await unknown();
    await desktop.fine("import", await vps.exported(), "--conflicts", side);
    await vps.fine("import", await desktop.exported());
    for (const one of [desktop, vps]) {
      expect(await one.json("symbol", "list")).toContainEqual(
        expect.objectContaining({ symbol: "XAUUSD", contract }),
      );
    }
    expect(contentOf(await vps.text())).toEqual(contentOf(await desktop.text()));
    const again = await desktop.json("import", await vps.exported());
    expect(again.changed).toBe(false);
  });

  test("is asked on a terminal, row by row or all at once; Ctrl-C changes nothing", async () => {
    const { desktop, vps } = await unknown();
    const file = await vps.exported();
    const before = await desktop.text();
    const stopped = await desktop.run(["import", file], [CTRL_C]);
    expect(stopped.code).toBe(130);
    expect(body(await desktop.text())).toBe(body(before));
    const first = await desktop.run(
      ["import", file],
      [
        { side: "theirs", all: false },
        { side: "ours", all: true },
      ],
    );
    expect(first.asked[0]).toContain("Mana yang dipakai? (1 dari 2)");
    expect(first.code).toBe(0);
    await desktop.fine("undo");
    expect(body(await desktop.text())).toBe(body(before));
    const all = await desktop.run(["import", file], [{ side: "theirs", all: true }]);
    expect([all.code, all.asked.length]).toEqual([0, 1]);
  });

  test("--conflicts of another word, or with a file that is no whole export, is refused", async () => {
    const { desktop, vps } = await unknown();
    const file = await vps.exported();
    expect((await desktop.run(["import", file, "--conflicts", "saya"])).code).toBe(2);
    const csv = path.resolve("test/intake/samples/exness.csv");
    expect((await desktop.run(["import", csv, "--conflicts", "ours"])).code).toBe(2);
  });
});

test("undo takes all of it back, redo brings it again", async () => {
  const { desktop, vps } = await ofOne();
  for (const [machine, words] of [
    [vps, ["bot", "add", "EA"]],
    [vps, ["trade", "log", "XAUUSD", "3", "--bot", "1"]],
    [vps, ["profile", "add", "sen", "--currency", "USC"]],
    [vps, ["--profile", "sen", "trade", "log", "XAUUSD", "300"]],
    [vps, ["mood", "set", "tenang"]],
    [vps, ["setup", "add", "pullback", "--check", "H4"]],
    [vps, ["trade", "edit", "1", "--note", "x"]],
    [vps, ["trade", "delete", "2"]],
    [desktop, ["trade", "edit", "1", "--note", "y"]],
    [desktop, ["mood", "set", "cemas"]],
  ] as const) {
    await machine.fine(...words);
  }
  const before = await desktop.text();
  await desktop.fine("import", await vps.exported());
  const after = await desktop.text();
  expect(body(after)).not.toBe(body(before));
  await desktop.fine("undo");
  expect(body(await desktop.text())).toBe(body(before));
  await desktop.fine("redo");
  expect(body(await desktop.text())).toBe(body(after));
  expect(await desktop.fine("doctor")).not.toContain("TIDAK");
});

test("two profiles of one name with other days or money are refused", async () => {
  const { desktop, vps } = machines();
  await desktop.fine("trade", "log", "XAUUSD", "1");
  await vps.fine("profile", "edit", "--day-start", "05:00");
  await vps.fine("trade", "log", "XAUUSD", "2");
  const before = await desktop.text();
  const { code, err } = await desktop.run(["import", await vps.exported()]);
  expect([code, err]).toEqual([1, expect.stringContaining('Profil "utama"')]);
  expect(body(await desktop.text())).toBe(body(before));
});

test("a row that cannot stand is refused with its line, and nothing is changed", async () => {
  const { desktop, vps } = await ofOne();
  await vps.fine("trade", "log", "GBPUSD", "7");
  const file = await vps.exported();
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const before = await desktop.text();
  const at = lines.findIndex((line) => line.includes("GBPUSD"));
  for (const [wrong, word] of [
    [lines[at]?.replace('"profit_loss":7', '"profit_loss":"tujuh"'), "profit_loss"],
    [lines[at]?.replace(/"session_id":\d+/, '"session_id":99'), "session_id: 99"],
    [undefined, "terpotong"],
  ] as const) {
    const changed = [...lines];
    if (wrong === undefined) changed.pop();
    else changed[at] = wrong;
    writeFileSync(file, `${changed.join("\n")}\n`);
    const { code, err } = await desktop.run(["import", file]);
    expect([code, err]).toEqual([1, expect.stringContaining(word)]);
    if (wrong !== undefined) expect(err).toContain(`baris ${at + 1}`);
    expect(body(await desktop.text())).toBe(body(before));
  }
});
