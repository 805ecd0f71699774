import { formatNumber } from "../../base/number.ts";
import { idList, listed, percent, signed } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import type { BotDay, DayReview, RiskScore } from "../../mentor/day-review.ts";
import type { ReportSettings } from "../document.ts";
import { withNumber } from "../judgements.ts";
import { patternStatements } from "./patterns.ts";
import { promiseStatements, ruleStatements } from "./promises.ts";
import { type SeenDay, type Statement, statement } from "./statement.ts";
import { Told } from "./told.ts";

/** What the day is judged by: own rules, promises, facts and habits, bots, and the score. */
export function judgedStatements(
  day: SeenDay,
  old: ReadonlySet<string>,
  settings: ReportSettings,
): Statement[] {
  const { review } = day;
  if (review.notes.distress) return [];
  const topics = new Told();
  const isOwn = review.judged === "hand";
  return [
    ...(isOwn ? ruleStatements(day, settings, topics) : []),
    ...(review.judged === "none" ? [] : promiseStatements(day, settings, topics)),
    ...patternStatements(day, old, settings, topics),
    ...review.bots.map((bot) => botStatement(bot, settings)),
  ];
}

function botStatement(bot: BotDay, { currency }: ReportSettings): Statement {
  const bare = bot.no_stop.length === 0 ? "" : `; tanpa stop loss ${idList(bot.no_stop)}`;
  const won = bot.n === 1 ? "" : ` (${bot.wins} untung, ${bot.losses} rugi)`;
  const text = `${cleanLine(bot.name)}: ${bot.n} transaksi${won}, ${signed(bot.net, currency)}${bare}.`;
  return statement("Bot", text);
}

/** What each question is called where it costs points, and where nobody can answer it. */
const SCORE_NAMES: Readonly<Record<RiskScore["items"][number]["id"], string>> = {
  sl: "stop loss",
  risiko: "risiko",
  ukuran: "ukuran lot",
  rugi_rencana: "rugi di luar rencana",
  target: "target",
  eksposur: "posisi terbuka",
};

/** A size is judged against the usual one, which a young journal does not have. */
const USUAL_SIZE = "lot dibanding biasanya";

/** Why the score is not ten: what cost points, what it cannot be above, and what is not known. */
export function scoreStatements(review: DayReview): Statement[] {
  const { risk, judged } = review;
  if (judged === "none" || review.notes.distress) return [];
  if (!risk.known) {
    const text = `Belum bisa dinilai: stop loss, risiko, ${USUAL_SIZE}, dan jam belum diketahui.`;
    return [statement("Risiko", withNumber(text, review, risk), { state: "score unknown" })];
  }
  if (risk.score === 10) return [];
  const costly = risk.items.filter(({ lost }) => lost >= 0.05).slice(0, 2);
  const points = (lost: number) => formatNumber(lost, 1, { trim: true });
  const parts = costly.map(({ id, lost }) => `${SCORE_NAMES[id]} -${points(lost)}`);
  const ceiling = risk.ceilings.find(({ max }) => max < risk.raw + 0.5);
  const why = {
    risiko: (value: number) => `dengan risiko ${percent(value)}`,
    tanpa_sl: () => "tanpa stop loss",
    rugi_sesi: () => "dengan rugi sebesar ini",
  };
  const limit =
    ceiling === undefined ? "" : `; ${why[ceiling.id](ceiling.value)} paling tinggi ${ceiling.max}`;
  const unknown = risk.items
    .filter(({ known }) => known < risk.n)
    .map(({ id }) => (id === "ukuran" ? USUAL_SIZE : SCORE_NAMES[id]));
  if (parts.length === 0 && unknown.length > 0) {
    parts.push(`${listed(unknown)} ${unknown.length === 1 ? "" : "sebagian "}belum diketahui`);
  }
  if (parts.length === 0 && limit === "") return [];
  const whose = judged === "bots" ? `Skor bot ${risk.score}/10` : `${risk.score}/10`;
  const state = `score ${risk.score} ${costly.map(({ id }) => id)} ${ceiling?.id} ${unknown}`;
  const text = `${whose}: ${parts.join(", ")}${limit}.`;
  // Of one's own trades it stands in the first line.
  return [
    statement("Risiko", judged === "bots" ? withNumber(text, review, risk) : text, { state }),
  ];
}
