import { describe, expect, test } from "vitest";
import { EXIT } from "../../src/errors.ts";
import { hashOf } from "../journal/temporary.ts";
import { desk } from "./jurnal.ts";

describe("jurnal status, as a bot asks it", () => {
  test("ends with 3 on stdout alone once a limit is reached, and reads only", async () => {
    const here = desk(Date.now);
    const before = await here.jurnal(["status"]);
    expect(before).toMatchObject({ code: 1, out: "" });
    expect(before.err).toMatch(/Belum ada jurnal di .*\n.*Mulai dengan: jurnal trade log/);
    await here.fine("rule", "add", "max-trades", "1");
    expect(await here.jurnal(["status"])).toMatchObject({ code: 0, err: "" });
    await here.fine("trade", "log", "XAUUSD", "5");
    const bytes = hashOf(here.file);
    // As a bot starts it: the exit code of the process is the answer.
    const line = await here.spawned(["status"]);
    expect(line).toEqual({
      code: EXIT.limit,
      out: "1/1 transaksi, jatah habis · +$5.00\n",
      err: "",
    });
    const { code, out } = await here.jurnal(["status", "--json"]);
    expect([code, JSON.parse(out).allowed]).toEqual([3, false]);
    expect(hashOf(here.file)).toBe(bytes);
  });

  test("stops a script before it opens another trade", async () => {
    const here = desk(Date.now);
    await here.fine("rule", "add", "max-daily-loss", "10");
    const script = "jurnal status --json > /dev/null || exit; echo buka";
    expect(await here.shell(script)).toMatchObject({ code: 0, out: "buka\n" });
    await here.fine("trade", "log", "XAUUSD", "-10");
    expect(await here.shell(script)).toMatchObject({ code: 3, out: "" });
  });

  test("wrong usage is still 2", async () => {
    expect(await desk().jurnal(["status", "--apa"])).toMatchObject({ code: 2, out: "" });
  });
});
