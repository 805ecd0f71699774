import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { twoMachines } from "./journals.ts";

/** An export with a row of most tables, and a journal that has some of them. */
async function exported() {
  const machines = twoMachines();
  const { fine } = machines;
  for (const words of [
    ["bot", "add", "EA"],
    ["trade", "log", "XAUUSD", "45.5", "--bot", "1", "--ticket", "5", "--account", "7"],
    ["trade", "log", "EURUSD", "3"],
    ["mood", "set", "tenang"],
    ["rule", "add", "max-trades", "5"],
    ["setup", "add", "pullback"],
    ["symbol", "set", "XAUUSD", "--contract", "100"],
    ["rate", "set", "USD", "16450"],
    ["config", "set", "sapaan", "kamu"],
    ["open", "XAUUSD", "buy", "0.1", "2000"],
    ["report"],
    ["trade", "edit", "2", "--note", "x"],
    ["profile", "add", "sen", "--currency", "USC"],
  ]) {
    await fine(0, ...words);
  }
  await fine(1, "trade", "log", "GBPUSD", "1");
  await machines.exportTo(0);
  const rows = readFileSync(machines.to(0), "utf8").trimEnd().split("\n");
  const body = async () => {
    const text = await machines.exported(1);
    return text.slice(text.indexOf("\n"));
  };
  const before = await body();
  /** Refused with a line, and nothing is changed. */
  async function refused(lines: readonly string[], line: number): Promise<string> {
    const end = JSON.stringify({ table: "end", rows: lines.length - 2 });
    writeFileSync(machines.to(0), `${[...lines.slice(0, -1), end].join("\n")}\n`);
    const { code, out, err } = await machines.jurnal(1, "import", machines.to(0));
    expect([lines[line - 1], code, out]).toEqual([lines[line - 1], 1, ""]);
    expect(err).toContain(`baris ${line},`);
    expect(err).not.toMatch(/UNIQUE|NOT NULL|constraint/);
    expect(await body()).toBe(before);
    return err;
  }
  return { rows, refused };
}

test("a line that is there twice is refused by its number, of whatever table", async () => {
  const { rows, refused } = await exported();
  for (const [at, row] of rows.entries()) {
    if (at === 0 || at === rows.length - 1) continue;
    const err = await refused([...rows.slice(0, at), row, ...rows.slice(at)], at + 2);
    expect(err).toContain("ada dua baris dengan");
  }
});

test("a row of nobody, or without what it cannot be without, is refused by its number", async () => {
  const { rows, refused } = await exported();
  const spoilt = (row: string, column: string, value: unknown) =>
    JSON.stringify({ ...JSON.parse(row), [column]: value });
  for (const [table, column, value] of [
    ["trading_sessions", "user_id", 7],
    ["trading_sessions", "session_date", null],
    ["setups", "user_id", null],
    ["setups", "name", null],
    ["daily_trading_data", "session_id", null],
    ["open_positions", "external_key", null],
    ["users", "name", null],
  ] as const) {
    const at = rows.findIndex((row) => row.startsWith(`{"table":"${table}"`));
    const lines = rows.with(at, spoilt(rows[at] as string, column, value));
    expect(await refused(lines, at + 1)).toContain(column);
  }
});
