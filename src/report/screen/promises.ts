import { formatDay } from "../../base/dates.ts";
import { capital, idList, listed, signed, times, unsigned } from "../../base/phrases.ts";
import type { FollowUp, RuleCheck } from "../../mentor/day-review.ts";
import { byHand } from "../../mentor/decisions.ts";
import { type ActionId, isPromiseId } from "../../mentor/ids.ts";
import { kindOf } from "../../mentor/rules/all.ts";
import { lossOverRisk } from "../../mentor/trade.ts";
import type { ReportSettings } from "../document.ts";
import { withNumber } from "../judgements.ts";
import { adviceOf } from "../promises.ts";
import { reachedAt } from "../rules.ts";
import { PROMISE_WORDS } from "../words/promises.ts";
import { ruleWords, ruleWordsOf } from "../words/rules.ts";
import { type SeenDay, type Statement, statement } from "./statement.ts";
import { sumOf, type Told } from "./told.ts";

export function ruleStatements({ review, history }: SeenDay, settings: ReportSettings, told: Told) {
  const statements: Statement[] = [];
  const kept: string[] = [];
  const beyond = beyondRisk(history);
  for (const check of review.rules) {
    const words = ruleWords(check, settings.currency);
    if (check.outcome === "kept") {
      const open = kindOf(check).form === "count" ? 0 : check.unknown;
      const rest =
        (check.kind === "risk" ? beyond : "") +
        (open === 0 ? "" : ` (${open} transaksi tidak bisa diperiksa)`);
      kept.push(withNumber(words + rest, review, check));
    }
    if (check.outcome !== "broken") continue;
    const { topics } = ruleWordsOf(check);
    told.add(topics, check.trades);
    if (topics.includes("pause")) told.add(["pause"], [AFTER_LOSS_ANY]);
    const net = signed(sumOf(check.trades, { review, history }, settings), settings.currency);
    const money = told.money(`; hasilnya ${net}`, check.trades);
    const text = `${capital(words)}${brokenBy(check, settings)}${money}.`;
    statements.push(statement("Aturan", withNumber(text, review, check), { mark: "bad" }));
  }
  if (kept.length > 0) {
    const state = `kept ${review.rules.filter((one) => one.outcome === "kept").map((one) => one.kind)}${beyond}`;
    statements.push(statement("Aturan", `Ditepati: ${listed(kept)}.`, { state }));
  }
  return statements;
}

/** A limit of risk is kept by what was planned: where a loss was more than that, it says so. */
function beyondRisk({ trades, balance }: SeenDay["history"]): string {
  const over = byHand(trades).flatMap((trade) => {
    const factor = lossOverRisk(trade, balance);
    return factor === null ? [] : [{ id: trade.id, factor }];
  });
  const worst = over.sort((a, b) => b.factor - a.factor)[0];
  return worst === undefined
    ? ""
    : ` (menurut rencana; rugi #${worst.id} ${times(worst.factor)} risiko itu)`;
}

/** ": #4 dan #5 tidak", or how the limit was passed. */
function brokenBy(check: RuleCheck, settings: ReportSettings): string {
  const { trades, values } = check;
  const { form } = kindOf(check);
  if (form === "count") {
    return trades.length === 0
      ? `: hari ini ${values.count}`
      : `: hari ini ${values.count}, yang lebih ${idList(trades)}`;
  }
  if (form === "limit") {
    const limit =
      values.limit === undefined ? "" : ` (${unsigned(values.limit, settings.currency)})`;
    return `${limit}: ${reachedAt(check, settings.zone)}, ${idList(trades)} dibuka sesudahnya`;
  }
  return `: terlewat di ${idList(trades)}`;
}

export function promiseStatements(day: SeenDay, settings: ReportSettings, told: Told): Statement[] {
  const { review } = day;
  // On a day of bots alone only what was promised of them can be tested.
  const isTested =
    review.judged === "bots" || review.followup.some(({ outcome }) => outcome !== "untested");
  const statements: Statement[] = [];
  const kept: FollowUp[] = [];
  for (const one of review.followup) {
    const { id, outcome, trades } = one;
    const isLetGo = one.next === "dropped";
    const next = isLetGo || one.next === "yield" ? "go-on" : one.next;
    if (outcome === "untested" && next === "go-on" && (isTested || isLetGo)) continue;
    if (outcome === "kept" && next === "go-on") {
      kept.push(one);
      continue;
    }
    const topics = isPromiseId(id) ? PROMISE_WORDS[id].topics : [];
    if (outcome === "broken") {
      if (next === "go-on" && told.has(topics, trades)) continue;
      told.add(topics, trades);
      if (AFTER_LOSS_PROMISES.includes(id)) told.add(["pause"], [AFTER_LOSS_ANY]);
    }
    const text = withNumber(promiseText(one, day, settings, told), review, one);
    const mark = outcome === "broken" ? "bad" : null;
    const state = outcome === "untested" ? `untested ${id}` : null;
    statements.push(statement("Janji", text, { mark, state }));
  }
  return [...statements, ...keptStatements(kept, day, settings)];
}

const AFTER_LOSS_PROMISES: readonly ActionId[] = ["lot_dasar_setelah_rugi", "jeda_setelah_rugi"];
/** Stands for whichever trade it was: it may have been the pause, or the lot. */
export const AFTER_LOSS_ANY = -1;

/** What was kept in one sentence, with how often by now. */
function keptStatements(kept: FollowUp[], { review, history }: SeenDay, settings: ReportSettings) {
  if (kept.length === 0) return [];
  const words = kept.map((one) => {
    const count = one.of > one.chances ? ` (${one.kept} dari ${one.of})` : "";
    const beyond = one.id === "risiko_maksimum" ? beyondRisk(history) : "";
    return withNumber(`${adviceOf(one, settings).short}${beyond}${count}`, review, one);
  });
  return [statement("Janji", `Ditepati: ${listed(words)}.`)];
}

function promiseText(one: FollowUp, day: SeenDay, settings: ReportSettings, told: Told): string {
  const { trades } = one;
  const words = capital(adviceOf(one, settings).short);
  const since = `sejak ${formatDay(one.made_on, day.review.date)}`;
  const count = one.of > one.chances ? `, ${one.kept} dari ${one.of} ${since}` : "";
  if (one.next === "retire") {
    return `${words}: sudah jadi kebiasaan, ${one.kept} dari ${one.of} ${since}. Janjinya selesai.`;
  }
  const next = {
    shrink: " Tiga hari berturut-turut terlewat, jadi janjinya dikecilkan.",
    "let-go": " Tiga hari berturut-turut terlewat, jadi janjinya dilepas dulu.",
    // Said in full; what the day asks for instead stands below.
    yield: "",
    dropped: " Dilepas hari ini.",
    "go-on": "",
  }[one.next];
  if (one.outcome === "untested") return `${words}: belum teruji hari ini.${next}`;
  const net = signed(sumOf(trades, day, settings), settings.currency);
  const money = told.money(` (${net})`, trades);
  return `${words}: terlewat di ${idList(trades)}${money}${count}.${next}`;
}
