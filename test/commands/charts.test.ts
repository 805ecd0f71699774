import stringWidth from "fast-string-width";
import { beforeEach, describe, expect, test } from "vitest";
import { fakeWorld, linesOf } from "../world.ts";

type Here = ReturnType<typeof fakeWorld>;

/** Wednesday, 9 July 2025, 19:00 in Jakarta. */
const MOODS = ["tenang", "cemas", "percaya diri", "fomo", "marah", "frustrasi"];
const at = (date: string, time: string) => `${date}T${time}:00Z`;

/** So many trades a day from 2 June on, with a bad week, a deposit in the middle, moods now and then. */
async function summer(initial: string[] = ["--balance", "3000"]): Promise<Here> {
  const here = fakeWorld();
  const fine = async (line: string[], more = {}) => {
    const done = await here.jurnal(line, [], more);
    if (done.code !== 0) throw new Error(`${line.join(" ")}: ${done.err}`);
  };
  await fine(["profile", "edit", "--zone", "WIB", ...initial]);
  const lines: object[] = [];
  for (let day = 0; day < 38; day++) {
    const ms = Date.parse("2025-06-02T00:00:00Z") + day * 86_400_000;
    const date = new Date(ms).toISOString().slice(0, 10);
    if (new Date(ms).getUTCDay() % 6 === 0 || day % 11 === 8) continue;
    for (let n = 0; n <= (day * 7) % 5; n++) {
      const isBad = day > 15 && day < 23;
      const size = ((day * 37 + n * 53) % 90) + 4.25;
      const isLoss = isBad ? (day + n) % 4 > 0 : (day + n) % 3 === 0;
      lines.push({
        ...{ symbol: n % 2 === 0 ? "XAUUSD" : "EURUSD", side: "buy", lot_size: 0.05 },
        ...{ profit_loss: isLoss ? -size : size, stop_loss_used: true, risk_percent: 1 },
        entry_time: at(date, `0${2 + n}:05`),
        exit_time: at(date, `0${2 + n}:45`),
      });
    }
    if (day % 3 === 0) {
      const now = () => ms + 3_600_000;
      await fine(["mood", "set", MOODS[day % 6] ?? "tenang"], { now });
    }
  }
  await fine(["trade", "log", "--stdin"], { input: linesOf(...lines) });
  return here;
}

const SCREENS: Record<string, { argv: string[]; columns: number[] }> = {
  calendar: { argv: ["calendar", "juni"], columns: [60, 80, 120] },
  equity: { argv: ["equity"], columns: [60, 80, 160] },
  distribution: { argv: ["distribution"], columns: [60, 80, 120] },
};
const LOOKS = { "": [], "-ascii": ["--ascii"], "-plain": ["--plain"] };

describe("screens that draw", () => {
  let here: Here;
  beforeEach(async () => {
    here = await summer();
  });

  test.each(Object.keys(SCREENS))("%s", async (name) => {
    const { argv = [], columns: all = [] } = SCREENS[name] ?? {};
    for (const columns of all) {
      for (const [look, options] of Object.entries(LOOKS)) {
        if (look !== "" && columns !== 80) continue;
        const { code, out, err } = await here.jurnal([...argv, ...options], [], { columns });
        expect([code, err]).toEqual([0, ""]);
        const widths = out.split("\n").map((line) => stringWidth(line));
        expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
        await expect(out).toMatchFileSnapshot(`../golden/${name}-${columns}${look}.txt`);
      }
    }
  });

  test("colour adds nothing but colour", async () => {
    const env = { ...here.world.env, NO_COLOR: undefined };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of
    const sgr = /\u001b\[\d+m/g;
    for (const { argv } of Object.values(SCREENS)) {
      const { out } = await here.jurnal(argv, [], { env });
      expect(out).toMatch(sgr);
      expect(out.replace(sgr, "")).toBe((await here.jurnal(argv)).out);
      // Read aloud there is none.
      const aloud = await here.jurnal([...argv, "--plain"], [], { env });
      expect(aloud.out).not.toMatch(sgr);
    }
  });

  test("with --plain nothing is drawn, whatever the command", async () => {
    await here.jurnal(["report"]);
    await here.jurnal(["bot", "add", "EA Gold", "--market", "XAUUSD", "--strategy", "breakout"]);
    for (const line of [
      ...["", "history --days 60", "history --days 60 --ascii", "calendar", "calendar 2025-06"],
      ...["equity", "equity --symbol XAUUSD --days 5", "distribution", "distribution --by money"],
      ...["report", "trade list", "trade show 3", "mood list", "session show", "bot list"],
      ...["profile list", "config list", "doctor", "feedback fomo", "promise list"],
      ...["trade import --list", "mood set tenang", "undo", "report 2026-01-01", "calendar besok2"],
    ]) {
      const { out, err } = await here.jurnal([...line.split(" ").filter(Boolean), "--plain"]);
      const drawn = (out + err).replace(/[\p{L}\p{N}\p{P}\p{Sc}\s+<>=]/gu, "");
      expect([line, (out + err).length > 0, drawn]).toEqual([line, true, ""]);
      expect([line, /[-_=]{3}|\u00b7/.test(out + err)]).toEqual([line, false]);
    }
  });

  test("with --plain the numbers are the same", async () => {
    const calendar = JSON.parse((await here.jurnal(["calendar", "2025-06", "--json"])).out);
    const told = (await here.jurnal(["calendar", "2025-06", "--plain"])).out;
    for (const day of calendar.days) {
      const amount = Math.abs(day.total_profit_loss).toFixed(2);
      if (day.total_trades > 0) expect(told).toContain(`$${amount}, ${day.total_trades} transaksi`);
    }
    const spread = JSON.parse((await here.jurnal(["distribution", "--json"])).out);
    const rows = (await here.jurnal(["distribution", "--plain"])).out.match(/^.*R: \d+/gm) ?? [];
    expect(rows.map((row) => Number(/\d+$/.exec(row)?.[0]))).toEqual(
      spread.bins.map(({ n }: { n: number }) => n),
    );
  });
});
