import { formatShortDate } from "../base/dates.ts";
import { formatPercent } from "../base/numbers.ts";
import { capital, idList } from "../base/report-parts.ts";
import { youFirst } from "../base/voice.ts";
import type { FollowUp } from "../mentor/day-review.ts";
import { adviceOf } from "./report-advice.ts";
import { type Block, line, type ReportSettings } from "./report-document.ts";

/** What became of the promises: first of all, and in capitals, so that nobody has to look for it. */
export function followUpBlocks(followup: readonly FollowUp[], settings: ReportSettings): Block[] {
  return followup.flatMap((one) => [
    { kind: "item", mark: markOf(one), text: followUpSentence(one, settings) },
    ...nextBlock(one),
  ]);
}

function markOf({ outcome }: FollowUp): "good" | "bad" | "dot" {
  if (outcome === "untested") return "dot";
  return outcome === "kept" ? "good" : "bad";
}

/** "DITEPATI (3 dari 3 kesempatan): ...". */
export function followUpSentence(one: FollowUp, settings: ReportSettings): string {
  const promise = capital(promiseWords(one, settings));
  const accepted =
    one.accepted_on === null
      ? ""
      : ` ${youFirst(settings.voice)} menerima janji ini pada ${formatShortDate(one.accepted_on)}.`;
  const since = one.of > one.chances ? ` Sejak dibuat: ${one.kept} dari ${one.of}.` : "";
  const total = accepted + since;
  switch (one.outcome) {
    case "kept":
      return `DITEPATI (${one.chances} dari ${one.chances} kesempatan): ${promise}.${total}`;
    case "broken": {
      const kept = one.chances - one.trades.length;
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
  const what = one.next === "shrink" ? "dikecilkan" : "dilepas dulu";
  return [
    line(`Tiga hari berturut-turut terlewat: janjinya terlalu besar, jadi ${what}.`, "muted"),
  ];
}

function promiseWords({ id, params, trades }: FollowUp, settings: ReportSettings): string {
  const action = { id, params, trades, target: null, focus: false };
  return adviceOf(action, settings).short;
}
