import { nearest } from "../base/nearest.ts";
import type { Context } from "../context.ts";
import { DIVISION_COLUMNS, DIVISIONS, type Division } from "../figures/groupings.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { listBots } from "../journal/bots.ts";
import { readLedger } from "../journal/ledger.ts";
import { DIVISION_TITLE } from "../report/groups.ts";
import { headOf } from "../report/stats.ts";
import { renderBreakdown } from "../views/breakdown.ts";
import { expectedDivision, usage } from "../words/errors.ts";
import { noTrades } from "../words/messages.ts";
import { refuseUnknownSymbol } from "./filters.ts";
import type { Asked } from "./stats.ts";

/** `stats --by`: the figures of each group, and whether any stands out. */
export async function showGroups(context: Context, words: string, asked: Asked): Promise<void> {
  const by = divisionFrom(words);
  const { store, filter, scope } = asked;
  const { breakdown } = await import("../figures/groups.ts");
  const ledger = readLedger(store, filter, DIVISION_COLUMNS[by], PLAN_COLUMNS);
  if (ledger.n === 0) refuseUnknownSymbol(store, filter);
  const { currency } = scope;
  const divided = breakdown(ledger, by, { currency, zone: store.profile.zone });
  const bots = new Map(listBots(store).map(({ id, name }) => [String(id), name]));
  await context.show({ filter, currency: currency.code, ...divided }, () => {
    if (ledger.n === 0) return noTrades(filter);
    const head = headOf(`Statistik per ${DIVISION_TITLE[by].toLowerCase()}`, ledger.n, scope);
    return renderBreakdown(divided, head, { currency, bots }, context.style);
  });
}

/** The words Indonesians use for them. */
const ALIASES: Readonly<Record<string, Division>> = {
  ...{ simbol: "symbol", strategi: "strategy", suasana: "mood", pasar: "market", hari: "weekday" },
  ...{ jam: "hour", sesi: "session", arah: "side", tanda: "tag", bulan: "month" },
  ...{ lot: "size", ukuran: "size", lama: "hold" },
};

function divisionFrom(words: string): Division {
  const word = words.toLowerCase();
  const found = DIVISIONS.find((division) => division === word) ?? ALIASES[word];
  if (found !== undefined) return found;
  throw usage("--by", words, expectedDivision(DIVISIONS, nearest(words, [...DIVISIONS])));
}
