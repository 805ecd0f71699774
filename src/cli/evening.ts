import { localParts } from "../base/time.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../errors.ts";
import { findSession, today } from "../journal/days.ts";
import { type KeptPlan, listPlans } from "../journal/plans/plans.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades } from "../journal/trades.ts";
import { hasStop, isByHand } from "../mentor/trade.ts";
import { planBrief } from "../report/plan.ts";
import { truth } from "../trade/readers.ts";

/** From this hour on, by the profile's clock, a day is looked at as one that ends. */
const EVENING = 17;

const LATER = ["q", "nanti"];

/** What the journal does not know yet of today. */
interface Gaps {
  /** Nothing at all was written of the day. */
  isBlank: boolean;
  /** Numbers of trades whose stop nobody told. */
  stops: readonly number[];
  /** Plans of today whose time ran out, and of which nobody said why they were not taken. */
  plans: readonly KeptPlan[];
  mood: boolean;
}

function gapsOf(store: Store, isMoodKnown: boolean): Gaps {
  const date = today(store);
  const session = findSession(store, date);
  const trades = session === null ? [] : sessionTrades(store, session.id).filter(isByHand);
  return {
    isBlank: session === null,
    stops: trades.filter((trade) => hasStop(trade) === null).map(({ id }) => id),
    plans: listPlans(store, { from: date, to: date }).filter(({ state }) => state === "lapsed"),
    mood: !isMoodKnown && trades.length > 0,
  };
}

/**
 * In the evening, where a person is there: says what is missing of today and takes it at once, as
 * lines of `jurnal +`, answers about plans, stops and the mood, and then shows the report. Each answer is
 * a command of its own, with its own undo; a day with nothing missing asks nothing.
 */
export async function completeDay(
  context: Context,
  store: Store,
  isMoodKnown: boolean,
): Promise<void> {
  const { hour } = localParts(store.now(), store.profile.zone);
  if (!context.mayAsk || !context.world.isTerminal || hour < EVENING) return;
  const before = gapsOf(store, isMoodKnown);
  const { world } = context;
  const numbered = (name: string, ids: readonly number[]) =>
    ids.length === 0 ? [] : [`${name} ${ids.map((id) => `#${id}`).join(", ")}`];
  const told = [
    ...(before.isBlank ? ["transaksi"] : []),
    ...numbered(
      "rencana",
      before.plans.map(({ id }) => id),
    ),
    ...numbered("stop", before.stops),
    ...(before.mood || before.isBlank ? ["suasana"] : []),
  ];
  if (told.length === 0) return;
  world.err(`\nBelum dicatat hari ini: ${told.join(" · ")}\n`);
  const run = (...words: string[]) => context.rerun([...looksOf(context), ...words], {});
  let isAny = false;
  for (;;) {
    const line = await world.ask.text({
      message: "Transaksi, misalnya xau 24.6 0.02 sl (Enter: cukup, q: nanti)",
    });
    if (LATER.includes(line.toLowerCase())) return;
    if (line === "") break;
    // A line that is not understood was told why; it is asked for again.
    if ((await run("+", "--", line)) === EXIT.ok) isAny = true;
  }
  const gaps = gapsOf(store, isMoodKnown);
  for (const plan of gaps.plans) {
    const message = `Rencana #${plan.id} ${planBrief(plan)} tidak diambil, mengapa? (Enter: nanti)`;
    const why = await world.ask.text({ message });
    if (why !== "" && (await run("plan", "missed", "--", String(plan.id), why)) === EXIT.ok)
      isAny = true;
  }
  for (const id of gaps.stops) {
    const answer = await askStop(context, id);
    if (answer === null) continue;
    await run("trade", "edit", String(id), answer ? "--sl" : "--no-sl");
    isAny = true;
  }
  if (gaps.mood && (await run("mood", "set")) === EXIT.ok) isAny = true;
  if (isAny) await run("report");
}

async function askStop({ world }: Context, id: number): Promise<boolean | null> {
  const typed = await world.ask.text({
    message: `Stop loss #${id} dipasang? (y/t, Enter: tidak tahu)`,
    check: (answer) => answer === "" || truth(answer, undefined as never).ok || "Harus y atau t.",
  });
  const reading = truth(typed === "" ? null : typed, undefined as never);
  return reading.ok ? (reading.value as boolean | null) : null;
}

/** The same journal, profile and look for what is run from here. */
function looksOf({ options: { db, profile, color, ascii, plain } }: Context): string[] {
  return [
    ...(db === undefined ? [] : ["--db", db]),
    ...(profile === undefined ? [] : ["--profile", profile]),
    ...(color ? [] : ["--no-color"]),
    ...(ascii ? ["--ascii"] : []),
    ...(plain ? ["--plain"] : []),
  ];
}
