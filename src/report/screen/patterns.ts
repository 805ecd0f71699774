import { groupBy } from "../../base/groups.ts";
import { allOf, capital, listed, signed } from "../../base/phrases.ts";
import type { DayReview } from "../../mentor/day-review.ts";
import { byHand } from "../../mentor/decisions.ts";
import { isPraise } from "../../mentor/findings.ts";
import { isBadFactId, isGoodFactId, isSharePraiseId, type RuleId } from "../../mentor/ids.ts";
import { kindOf } from "../../mentor/rules/all.ts";
import type { Finding } from "../../mentor/types.ts";
import type { ReportSettings } from "../document.ts";
import { withNumber } from "../judgements.ts";
import type { Beside } from "../words/fact.ts";
import { FACT_WORDS } from "../words/facts.ts";
import { keptOf, PRAISE_WORDS } from "../words/praise.ts";
import { shortSentence } from "../words/short.ts";
import { observe } from "./observed.ts";
import { AFTER_LOSS_ANY } from "./promises.ts";
import { type SeenDay, type Statement, statement } from "./statement.ts";
import { sumOf, type Told } from "./told.ts";

/** Most that is told of a quiet day: what was right, and what set it apart. */
const MOST_SEEN = 2;
/** Facts to mend that are told; the rest are behind `--full`. */
const MOST_FACTS = 4;

/** Facts to mend, what is proven, what was right, and on a quiet day what set it apart. */
export function patternStatements(
  day: SeenDay,
  old: ReadonlySet<string>,
  settings: ReportSettings,
  told: Told,
): Statement[] {
  const { review } = day;
  if (review.judged === "none") return [];
  // A rule of one's own stands in for them, kept or not.
  const replaced: readonly RuleId[] = review.rules
    .filter(({ outcome }) => outcome !== "untested")
    .flatMap((rule) => kindOf(rule).standsFor);
  const beside: Beside = {
    settings,
    result: (trades) => {
      const net = signed(sumOf(trades, day, settings), settings.currency);
      return told.money(`; hasilnya ${net}`, trades);
    },
  };
  const tell = (finding: Finding) => withNumber(shortSentence(finding, beside), review, finding);
  const facts: Statement[] = [];
  const of = (kind: Finding["kind"]) =>
    review.findings.filter((one) => one.kind === kind && !replaced.includes(one.id));
  // The heaviest story first: the others leave out what it tells.
  const revenge = of("bad").filter(({ id }) => id === "kejadian_balas_dendam");
  for (const { values, trades } of revenge) {
    told.add(["lot"], trades);
    if (values.no_stop === 1) told.add(["stop"], [Number(values.worst)]);
  }
  const stopped = of("bad").some(({ id }) => id === "batas_rugi_harian")
    ? of("good").find(({ id }) => id === "berhenti_di_batas")
    : undefined;
  const stoppedAfter = ({ id }: Finding) =>
    stopped === undefined || id !== "batas_rugi_harian"
      ? ""
      : ` ${withNumber(`Sesudahnya ${settings.voice} berhenti.`, review, stopped)}`;
  let more = 0;
  for (const finding of of("bad").filter(({ proof }) => proof === undefined)) {
    if (!isBadFactId(finding.id)) continue;
    const { topics, saysMoney } = FACT_WORDS[finding.id];
    if (told.has(topics, finding.trades)) continue;
    if (facts.length === MOST_FACTS) more++;
    else facts.push(statement("Pola", tell(finding) + stoppedAfter(finding), { mark: "bad" }));
    told.add(topics, finding.trades);
    if (saysMoney) told.add(["money"], finding.trades);
  }
  if (more > 0) facts.push(statement("Pola", `${more} kejadian lain ada di --full.`));
  const proven = of("bad")
    .filter(({ proof }) => proof !== undefined)
    .map((one) =>
      statement("Pola", `Kebiasaan: ${lowerFirst(tell(one))}`, {
        mark: "bad",
        state: `proven ${one.id} ${one.proof?.m}`,
      }),
    );
  const counted = of("info")
    .filter(({ severity }) => severity > 0)
    .slice(0, 1)
    .map((one) => statement("Pola", tell(one), { state: `counted ${one.id}` }));
  const isQuiet = facts.length === 0 && !told.hasAny;
  // Where a pause was too short, no pause is praised; that one stopped is told beside the limit.
  const isShort = told.has(["pause"], [AFTER_LOSS_ANY]);
  const right = of("good").filter(
    (one) => !(isShort && AFTER_LOSS.includes(one.id)) && one !== stopped,
  );
  const good = goodStatements(day, right, old, tell);
  const isNew = ({ text, state }: Statement) =>
    text !== "" && (state === null || !state.every((one) => old.has(one)));
  // What set the day apart has the room that what was right leaves it.
  const room = Math.max(0, MOST_SEEN - good.filter(isNew).length);
  const seen =
    isQuiet && review.judged === "hand" ? observe(day.history, settings).slice(0, room) : [];
  return [
    ...facts,
    ...proven,
    ...good,
    ...seen.map(({ text, topics }) => statement("Pola", text, { topics })),
    ...counted,
    ...checkStatements(review, proven.length),
  ];
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** What was done right after a loss is of this day. */
const AFTER_LOSS: readonly RuleId[] = ["ukuran_tetap_setelah_rugi", "jeda_setelah_rugi"];
/** What was right: told where it is of this day alone, or new. */
function goodStatements(
  day: SeenDay,
  good: readonly Finding[],
  old: ReadonlySet<string>,
  tell: (finding: Finding) => string,
): Statement[] {
  const { review, history } = day;
  const facts = good.filter((one) => !isPraise(one));
  const planned = facts.flatMap((one) => {
    const write = isGoodFactId(one.id) ? FACT_WORDS[one.id].planned : null;
    return write === null ? [] : [{ one, words: write(one) }];
  });
  const n = byHand(history.trades).length;
  const praised = good.filter(
    ({ id }) => !AFTER_LOSS.includes(id) && !planned.some(({ one }) => one.id === id),
  );
  const words = planned.map((plan) => withNumber(plan.words, review, plan.one));
  // Where plans were sealed, only what is held against them is as planned.
  const how = history.planned == null ? "sesuai rencana" : "terjaga";
  const who = n === 1 ? capital(how) : `${capital(allOf(n))} transaksi ${how}`;
  return [
    ...facts
      .filter(({ id }) => AFTER_LOSS.includes(id))
      .slice(0, 1)
      .map((one) => statement("Pola", tell(one))),
    ...(planned.length < 2
      ? []
      : [
          statement("Pola", `${who}: ${listed(words)}.`, {
            state: "planned",
            topics: planned.map(({ one }) => one.id),
          }),
        ]),
    ...praiseStatements(
      review,
      praised.filter((one) => !old.has(stateOf(one))),
      tell,
    ),
    // For the day after: what is old stays old.
    ...praised
      .filter((one) => old.has(stateOf(one)))
      .map((one) => statement("Pola", "", { state: stateOf(one) })),
  ];
}

const stateOf = ({ id, values }: Finding) => `good ${id} ${values.habit ?? ""}`;

/** New praise; what holds for the same share of the same trades is one sentence. */
function praiseStatements(
  review: DayReview,
  praised: readonly Finding[],
  tell: (finding: Finding) => string,
): Statement[] {
  const groups = groupBy(praised, (one) => keptOf(one) ?? one.id);
  return [...groups].map(([share, of]) => {
    const [first] = of;
    const state = of.map(stateOf);
    if (of.length < 2 || first === undefined) {
      return { ...statement("Pola", first === undefined ? "" : tell(first)), state };
    }
    const words = of.map((one) =>
      withNumber(isSharePraiseId(one.id) ? PRAISE_WORDS[one.id].kept : "", review, one),
    );
    return { ...statement("Pola", `${share} ${listed(words)}.`), state };
  });
}

/** That a look for habits found none, or that the next is near; each once. */
function checkStatements({ check, judged }: DayReview, proven: number): Statement[] {
  const { n, last, next } = check;
  if (judged !== "hand") return [];
  const left = next - n;
  const looked =
    last === null || proven > 0
      ? []
      : [
          statement(
            "Pola",
            `Pemeriksaan kebiasaan di transaksi ke-${last}: tidak ada yang terbukti. Berikutnya di ke-${next}.`,
            { state: `looked ${last}`, topics: ["next look"] },
          ),
        ];
  const near = `Pemeriksaan kebiasaan berikutnya di transaksi ke-${next}, ${left} lagi.`;
  return left > 5
    ? looked
    : [...looked, statement("Pola", near, { state: `near ${next}`, topics: ["next look"] })];
}
