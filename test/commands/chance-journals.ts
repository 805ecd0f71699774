import { HONEST, type Honest } from "../sim/honest.ts";
import { tradePlan } from "../sim/market.ts";
import { fakeWorld } from "../world.ts";
import { GOLDEN_LINES } from "./golden-journal.ts";

/** Journals on which what-if and odds were worked out by another program too (chance-reference.json). */
export type ChanceJournal = "golden" | "breakout" | "regimes" | "volScaled";

const NOW = Date.parse("2026-11-20T12:00:00Z");

/** A simulated trader as `trade log --stdin` takes the trades. */
function linesOf(school: Honest, seed: number, count: number) {
  return tradePlan(seed, count, HONEST[school]).trades.map((one) => ({
    ...one,
    id: undefined,
    session_id: undefined,
    session_date: undefined,
    created_at: undefined,
    bot_id: undefined,
    ticket: null,
    parent_ticket: null,
    profit_loss: Math.round(100 * one.profit_loss) / 100,
    entry_time: one.entry_time && `${one.entry_time}Z`,
    exit_time: one.exit_time && `${one.exit_time}Z`,
  }));
}

async function* ndjson(lines: readonly object[]) {
  yield new TextEncoder().encode(lines.map((one) => JSON.stringify(one)).join("\n"));
}

/** Makes the journal, and runs commands in it. */
export async function chanceJournal(name: ChanceJournal) {
  const here = fakeWorld({ isInteractive: false, isTerminal: false, now: () => NOW });
  await here.fine(
    "profile",
    "edit",
    "--zone",
    "UTC",
    "--balance",
    name === "golden" ? "3000" : "10000",
  );
  const lines = name === "golden" ? GOLDEN_LINES : linesOf(name, 77, 400);
  const done = await here.jurnal(["trade", "log", "--stdin"], [], { input: ndjson(lines) });
  if (done.code !== 0) throw new Error(done.err.slice(0, 500));
  return here;
}
