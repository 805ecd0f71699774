import { existsSync, readFileSync, statSync } from "node:fs";
import { currencyOf } from "../base/money.ts";
import { inStyleOf } from "../base/number.ts";
import { monthOf } from "../base/period.ts";
import type { Context } from "../context.ts";
import { extremesOf } from "../figures/distribution.ts";
import { SUMMARY_COLUMNS } from "../figures/figure.ts";
import {
  type MaybePlanned,
  type Multiples,
  multiplesOf,
  PLAN_COLUMNS,
} from "../figures/multiples.ts";
import type { PeriodReview } from "../figures/period.ts";
import { summarise } from "../figures/summary.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { botsById } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import { pickTrades } from "../journal/trades.ts";
import type { DayReview } from "../mentor/day-review.ts";
import type { DayHistory } from "../mentor/types.ts";
import type { Ledger, LedgerCore, Trade } from "../model.ts";
import { beginFile, outError } from "../out-file.ts";
import { composeReport } from "../report/day.ts";
import {
  type Block,
  line,
  type ReportDocument,
  type ReportSettings,
  type Section,
} from "../report/document.ts";
import { maskHistory, maskReview, maskSettings, maskTrade } from "../report/mask.ts";
import { isCalmed } from "../report/period.ts";
import { tradeTable } from "../report/trades.ts";
import { shotsOf } from "./gallery.ts";
import type { Part } from "./page.ts";
import { dayTiles, periodTiles, type Tile } from "./tiles.ts";
import * as words from "./words.ts";

/** How a report is asked for beside its days. */
export interface PageOptions {
  /** As Markdown. */
  md?: boolean;
  /** The file to write it to as a page. */
  html?: string;
  /** Without money. */
  mask?: boolean;
  /** Over a file that is no report of ours. */
  force?: boolean;
}

type HtmlOptions = PageOptions & { html: string };

/** Rows of the table of trades; more would be neither read nor light. */
const MOST_ROWS = 1_000;
/** Of the largest gains and losses, where not all trades are shown. */
const MOST_EXTREMES = 25;
/** Where a file of ours says so. */
const HEAD_BYTES = 2_048;

/** R of the trades with a plan of their own, by id. */
function byTrade(ledger: LedgerCore, multiples: Multiples): Map<number, number> {
  const r = new Map<number, number>();
  for (let row = 0; row < ledger.n && multiples.known > 0; row++) {
    if (multiples.imputed[row] === 0) r.set(ledger.id[row] ?? 0, multiples.r[row] ?? Number.NaN);
  }
  return r;
}

/** Writes the report of one day as a page. */
export async function writeDay(
  context: Context,
  store: Store,
  day: { review: DayReview; history: DayHistory; spoken: ReportSettings },
  options: HtmlOptions,
): Promise<void> {
  const { review, history, spoken } = day;
  const masked = options.mask === true;
  const month = { from: monthOf(review.date).from, to: review.date };
  const ledger = readLedger(store, month, ["entry", "exit", "bot", "symbol"], PLAN_COLUMNS);
  const multiples = multiplesOf(ledger, currencyOf(spoken.currency));
  const table = { rows: MOST_ROWS, multiples: byTrade(ledger, multiples) };
  const settings = masked ? maskSettings(spoken, history.balance, table) : { ...spoken, table };
  const document = masked
    ? composeReport(maskReview(review), maskHistory(history), settings)
    : composeReport(review, history, settings);
  const page = await import("./report-page.ts");
  const charts = inStyleOf(settings.currency, () =>
    page.dayCharts(ledger, multiples, review.date, {
      currency: spoken.currency,
      zone: spoken.zone,
      masked,
      balance: history.balance,
    }),
  );
  const today = readLedger(
    store,
    { from: review.date, to: review.date },
    SUMMARY_COLUMNS,
    PLAN_COLUMNS,
  );
  const result = summarise(today, { currency: currencyOf(spoken.currency) });
  const tiles = inStyleOf(settings.currency, () => dayTiles(review, result, settings));
  // The drawings are made here, with all their numbers.
  const html = inStyleOf(settings.currency, () =>
    page.pageHtml({
      title: document.title,
      date: document.date,
      words: words.pageWords(store.profile, context.world.now(), masked, spoken.voice),
      parts: [
        ...withCharts(document.sections, charts, tiles),
        ...gallery(masked ? [] : history.trades),
      ],
    }),
  );
  await keepPage(context, store, html, options);
}

/** Writes the review of a period as a page; its words are composed with the settings given. */
export async function writePeriod(
  context: Context,
  store: Store,
  period: {
    review: PeriodReview;
    ledger: Ledger<"entry" | "exit" | "bot"> & MaybePlanned;
    /** Of that ledger. */
    multiples: Multiples;
    compose: (settings: ReportSettings) => ReportDocument;
  },
  spoken: ReportSettings,
  options: HtmlOptions,
): Promise<void> {
  const masked = options.mask === true;
  const { review, ledger, multiples, compose } = period;
  const { balance } = review;
  const table = { rows: MOST_ROWS, multiples: byTrade(ledger, multiples) };
  const settings = masked ? maskSettings(spoken, balance, table) : { ...spoken, table };
  const document = compose(settings);
  const page = await import("./report-page.ts");
  const told = inStyleOf(settings.currency, () => ({
    charts: isCalmed(review)
      ? []
      : page.periodCharts(ledger, multiples, review.period.kind, {
          currency: spoken.currency,
          zone: spoken.zone,
          masked,
          balance,
        }),
    tiles: periodTiles(review, settings),
    trades: tradeSection(store, ledger, settings),
  }));
  // The drawings are made here, with all their numbers.
  const html = inStyleOf(settings.currency, () =>
    page.pageHtml({
      title: document.title,
      date: document.date,
      words: words.pageWords(store.profile, context.world.now(), masked, spoken.voice),
      parts: [
        ...withCharts(document.sections, told.charts, told.tiles),
        { kind: "section", section: told.trades },
        ...gallery(masked ? [] : linkedTrades(store, ledger)),
      ],
    }),
  );
  await keepPage(context, store, html, options);
}

/** Pictures of charts and links to them; nothing where there are none, and in a page that is shared. */
function gallery(trades: readonly Trade[]): Part[] {
  const shots = shotsOf(trades);
  return shots.length === 0 ? [] : [{ kind: "gallery", heading: words.GALLERY_HEADING, shots }];
}

/** The newest trades of the table that have a link. */
const linkedTrades = (store: Store, { id, n }: Ledger) =>
  pickTrades(store, [...id.subarray(Math.max(0, n - MOST_ROWS))]).filter(
    ({ links }) => links != null,
  );

/** The figures first, the summary, the pictures, then the rest. */
function withCharts(
  sections: readonly Section[],
  charts: readonly Part[],
  tiles: readonly Tile[],
): Part[] {
  const parts = sections.map((one): Part => {
    const section = one.id === "ringkasan" ? withoutFigures(one, tiles) : one;
    return { kind: "section", section };
  });
  const last = sections.findIndex(({ id }) => id === "ringkasan");
  const first: Part = { kind: "tiles", tiles };
  return [first, ...parts.slice(0, last + 1), ...charts, ...parts.slice(last + 1)];
}

/** The section without the pairs that stand in the tiles. */
function withoutFigures(section: Section, tiles: readonly Tile[]): Section {
  const told = new Set(tiles.map(({ label }) => label));
  const blocks = section.blocks.map((block) =>
    block.kind === "pairs"
      ? { ...block, rows: block.rows.filter(({ label }) => !told.has(label)) }
      : block,
  );
  return { ...section, blocks };
}

/** All trades of the range, oldest first; of very many the newest, and the largest results. */
function tradeSection(store: Store, ledger: Ledger<"bot">, settings: ReportSettings): Section {
  const shown = settings.table?.masked === undefined ? (trade: Trade) => trade : maskTrade;
  const bots = botsById(store, new Set(ledger.bot));
  const tableOf = (ids: readonly number[]) =>
    tradeTable(pickTrades(store, ids).map(shown), bots, settings, true);
  const newest = [...ledger.id.subarray(Math.max(0, ledger.n - MOST_ROWS))];
  const blocks: Block[] = ledger.n === 0 ? [line(words.noTrades, "muted")] : tableOf(newest);
  if (ledger.n > newest.length) {
    const { worst, best } = extremesOf(ledger, MOST_EXTREMES);
    blocks.unshift(line(words.tableCut(newest.length, ledger.n), "muted"));
    blocks.push({ kind: "subheading", text: words.worstHeading(worst.length) }, ...tableOf(worst));
    blocks.push({ kind: "subheading", text: words.bestHeading(best.length) }, ...tableOf(best));
  }
  return { id: "transaksi", heading: words.TRADES_HEADING, blocks };
}

/** Puts the page where it was asked for and says where; `-` is stdout. */
async function keepPage(context: Context, store: Store, html: string, options: HtmlOptions) {
  if (options.html === "-") return context.world.out(html);
  const force = options.force === true || (await isOurs(options.html));
  const file = beginFile(store, options.html, force);
  try {
    file.write(html);
    file.keep();
  } catch (error) {
    file.drop();
    throw outError(error, options.html);
  }
  await context.done({ path: file.path }, words.htmlWritten(file.path));
}

/** Whether a report of ours is there already: it may be made anew every day. */
async function isOurs(file: string): Promise<boolean> {
  // A name that is none is for the writing to refuse.
  if (!existsSync(file) || !statSync(file).isFile()) return false;
  return readFileSync(file)
    .subarray(0, HEAD_BYTES)
    .includes('<meta name="generator" content="jurnal"/>');
}
