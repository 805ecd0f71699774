import { formatShortDate } from "../base/dates.ts";
import { formatPercent, inStyleOf } from "../base/number.ts";
import { capital, idList, type Voice, youFirst } from "../base/phrases.ts";
import { isPromise, MOST_OPEN } from "../mentor/advice.ts";
import type { Action, DayReview, FollowUp } from "../mentor/day-review.ts";
import { FACTS } from "../mentor/events/all.ts";
import { subjectOf } from "../mentor/followup.ts";
import { GONE, type GoodId, isGoodFactId, isGoodId } from "../mentor/ids.ts";
import type { PeriodAction } from "../mentor/period.ts";
import type { PromiseChanges, StoredReport } from "../model.ts";
import {
  type Block,
  line,
  type ReportDocument,
  type ReportSettings,
  type Section,
} from "./document.ts";
import { withNumber } from "./judgements.ts";
import { praiseWords } from "./words/praise.ts";
import { type Advice, PROMISE_WORDS } from "./words/promises.ts";

/** The words of an action; `when` is the day of what is to be kept up. */
export function adviceOf(
  action: Pick<Action, "id" | "params" | "trades">,
  settings: Pick<ReportSettings, "currency" | "voice">,
  when = "hari ini",
): Advice {
  if (action.id === "pertahankan") return keepAdvice(action, when);
  if (action.id === "istirahat") return restAdvice(settings.voice);
  return PROMISE_WORDS[action.id].say(action.params, settings.currency, action.trades);
}

/** The words of an action of a period, with the day its numbers are of. */
export function adviceOfPeriod(
  { action, dates }: PeriodAction,
  settings: Pick<ReportSettings, "currency" | "voice">,
): Advice {
  const last = dates.at(-1);
  return adviceOf(action, settings, last && `pada ${formatShortDate(last)}`);
}

/** What is to be gone on with; of a fact of the day, as of the praise that includes it. */
function keptBy(id: GoodId): string {
  if (id === GONE) return "cara baru yang menggantikan kebiasaan lama";
  return praiseWords(isGoodFactId(id) ? FACTS[id].within : id).keep;
}

function keepAdvice({ params, trades }: Pick<Action, "params" | "trades">, when: string): Advice {
  if (!isGoodId(params.habit)) throw new RangeError(`no words for habit ${params.habit}`);
  const habit = keptBy(params.habit);
  const evidence = trades.length === 0 ? "" : ` (${idList(trades)})`;
  // Praise over many trades has none of this day: it may not even have been put to the test.
  const like = trades.length === 0 ? "selama ini" : when;
  return {
    plan: `Pertahankan seperti ${like}: ${habit}${evidence}.`,
    short: `${habit}, seperti ${like}`,
    kept: null,
  };
}

function restAdvice(voice: Voice): Advice {
  return {
    plan:
      "Berhenti dulu untuk hari ini: tutup platform dan jauhkan layar. Bicaralah dengan " +
      `seseorang yang ${voice} percaya tentang keadaan ini; tidak perlu ditanggung sendiri.`,
    short: "istirahat",
    kept: null,
  };
}

/** What became of the promises: first of all, and in capitals, so that nobody has to look for it. */
export function followUpBlocks(review: DayReview, settings: ReportSettings): Block[] {
  return review.followup.flatMap((one) => [
    {
      kind: "item",
      mark: markOf(one),
      text: withNumber(followUpSentence(one, settings), review, one),
    },
    ...nextBlock(one),
  ]);
}

function markOf({ outcome }: FollowUp): "good" | "bad" | "dot" {
  if (outcome === "untested") return "dot";
  return outcome === "kept" ? "good" : "bad";
}

/** "DITEPATI (3 dari 3 kesempatan): ...". */
export function followUpSentence(one: FollowUp, settings: ReportSettings): string {
  const promise = capital(adviceOf(one, settings).short);
  const accepted =
    one.accepted_on === null
      ? ""
      : ` ${youFirst(settings.voice)} menerima janji ini pada ${formatShortDate(one.accepted_on)}.`;
  const since = one.of > one.chances ? ` Sejak dibuat: ${one.kept} dari ${one.of}.` : "";
  const total = accepted + since;
  const kept = one.chances - one.trades.length;
  switch (one.outcome) {
    case "kept":
      return `DITEPATI (${kept} dari ${one.chances} kesempatan): ${promise}.${total}`;
    case "broken": {
      const slip =
        one.of - one.kept === 1 && one.kept > 0
          ? " Satu kali terlewat tidak membatalkan kebiasaan."
          : "";
      return (
        `DILANGGAR oleh ${idList(one.trades)} (ditepati ${kept} dari ${one.chances} ` +
        `kesempatan): ${promise}.${total}${slip}`
      );
    }
    default:
      return `TIDAK TERUJI (0 kesempatan hari ini): ${promise}.${total}`;
  }
}

/** Why a promise that goes on well or untested ends all the same. */
const YIELDED = "Tempatnya diambil janji yang lebih mendesak";

function nextBlock(one: FollowUp): Block[] {
  if (one.next === "retire") {
    const bound = formatPercent(one.bound);
    return [
      line(
        `Ini sudah jadi kebiasaan: ${one.kept} dari ${one.of} kesempatan (batas bawah ${bound}). ` +
          "Janjinya selesai.",
        "good",
      ),
    ];
  }
  if (one.next === "go-on") return [];
  if (one.next === "dropped") return [line("Dilepas hari ini.", "muted")];
  if (one.next === "yield") return [line(`${YIELDED}.`, "muted")];
  const what = one.next === "shrink" ? "dikecilkan" : "dilepas dulu";
  return [
    line(`Tiga hari berturut-turut terlewat: janjinya terlalu besar, jadi ${what}.`, "muted"),
  ];
}

/** The report as a row of ai_mentor_reports: the numbers and their sentences, as JSON. */
export function toStored(
  sessionId: number,
  review: DayReview,
  document: ReportDocument,
): StoredReport {
  const said = (id: Section["id"]) =>
    (document.sections.find((section) => section.id === id)?.blocks ?? []).flatMap(sentences);
  return {
    session_id: sessionId,
    trading_patterns_analysis: JSON.stringify({
      findings: review.findings,
      risk: review.risk,
      rules: review.rules,
      text: [...said("aturan"), ...said("analisis")],
    }),
    emotional_analysis: JSON.stringify({ mood: review.mood, text: said("emosi") }),
    risk_management_score: review.risk.score,
    recommendations: JSON.stringify({ actions: review.actions, text: said("rekomendasi") }),
    motivation_message: document.motivation,
    headline: document.headline,
  };
}

function sentences(block: Block): string[] {
  if (block.kind === "line" || block.kind === "item") return [block.text];
  return block.kind === "step" ? [block.text] : [];
}

/**
 * What the report does to promises: those kept for good or made smaller end, and its actions are
 * taken on unless the same promise is still open.
 */
export function promiseChanges(review: DayReview, settings: ReportSettings): PromiseChanges {
  return inStyleOf(settings.currency, () => changes(review, settings));
}

const CLOSED_AS = {
  retire: "retired",
  shrink: "shrunk",
  "let-go": "shrunk",
  yield: "yielded",
} as const;

function changes(review: DayReview, settings: ReportSettings): PromiseChanges {
  const closed = review.followup.flatMap(({ promise, next }) =>
    next === "go-on" || next === "dropped" ? [] : [{ id: promise, as: CLOSED_AS[next] }],
  );
  const open = review.followup.filter((one) => one.next === "go-on").map(subjectOf);
  const added = review.actions
    .filter((action) => isPromise(action) && !open.includes(subjectOf(action)))
    .map((action) => ({
      action: action.id,
      params: action.params,
      text: adviceOf(action, settings).plan,
    }))
    .slice(0, Math.max(0, MOST_OPEN - open.length));
  return { date: review.date, closed, added };
}
