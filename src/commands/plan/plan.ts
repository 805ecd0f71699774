import { formatEntry } from "../../base/dates.ts";
import { currencyOf, formatMoney } from "../../base/money.ts";
import { lots, price } from "../../base/phrases.ts";
import { cleanLine } from "../../base/text.ts";
import { parseUtc } from "../../base/time.ts";
import type { CommandSpec, HelpLine } from "../../cli/command.ts";
import { RANGE_OPTIONS, type RangeOptions, rangeFrom } from "../../cli/periods.ts";
import {
  askPlan,
  draftOf,
  PLAN_OPTIONS,
  type PlanFlags,
  type PlanWords,
  planFrom,
  reasonFrom,
  setupFrom,
} from "../../cli/planning.ts";
import { SIZING_OPTIONS, sizingJson, sizingOf } from "../../cli/sizing.ts";
import type { Context } from "../../context.ts";
import { EXIT, UserError } from "../../errors.ts";
import { type Operation, operate } from "../../journal/changes.ts";
import { today } from "../../journal/days.ts";
import {
  closePlan,
  findPlan,
  type KeptPlan,
  listPlans,
  openPlans,
  sealPlan,
} from "../../journal/plans/plans.ts";
import { openPromises } from "../../journal/promises.ts";
import type { Store } from "../../journal/store.ts";
import { isAbout } from "../../mentor/promise-table.ts";
import type { PlanCheck } from "../../model.ts";
import type { TableColumn } from "../../report/document.ts";
import { lotFacts } from "../../report/lot.ts";
import {
  checksText,
  type Draft,
  planBrief,
  planFacts,
  planText,
  stateText,
  untilText,
} from "../../report/plan.ts";
import { statusParts } from "../../report/status.ts";
import { todayStatus } from "../../review/status.ts";
import type { Sizing } from "../../trade/lot.ts";
import { renderFacts } from "../../views/messages.ts";
import { usage } from "../../words/errors.ts";
import { UNDO } from "../../words/messages.ts";

const NUMBER: HelpLine = ["<nomor>", "nomor rencana, lihat: jurnal plan list"];

const NOTES = `
Lot dihitung seperti jurnal lot. Lalu aturan Anda, janji yang terbuka, dan
checklist setupnya diperiksa. Bila semuanya boleh, rencana disegel: jam dan
isinya tidak bisa diubah lagi oleh perintah apa pun. Yang salah dibatalkan
(plan cancel) dan dibuat baru; undo mengambilnya kembali hanya selama lima
menit pertama dan selama belum ada perubahan lain.

Kode keluar 3 bila ada yang berkata tidak: tidak ada yang dicatat. Dengan
--anyway rencananya tetap dicatat, sebagai rencana melawan aturan.
`;

export const command: CommandSpec = {
  description: "rencana sebelum masuk: lot, aturan, checklist, lalu disegel",
  takes: [
    ["[simbol]", "simbol, misalnya XAUUSD"],
    ["[arah]", "buy atau sell"],
    ["[harga]", "harga masuk"],
  ],
  options: [
    ...SIZING_OPTIONS,
    ["--lot <ukuran>", "lot yang dipakai, bila bukan lot saran"],
    ...PLAN_OPTIONS,
    ["--dry-run", "periksa saja: tidak ada yang disegel"],
  ],
  details: { before: NOTES },
  examples: [
    "jurnal plan XAUUSD buy 3350 --stop 3345 --target 3360 --risk 25 --setup pullback",
    "jurnal rencana EURUSD sell 1.0850 --pips 20 --risk 25 --valid 90m",
  ],
  run: makePlan,
  commands: {
    list: {
      alias: "daftar",
      description: "rencana dan apa yang terjadi dengannya (bawaan: 30 hari terakhir)",
      options: [["--open", "hanya yang masih menunggu"], ...RANGE_OPTIONS],
      examples: ["jurnal plan list --open"],
      run: showPlans,
    },
    show: {
      alias: "lihat",
      description: "satu rencana selengkapnya",
      takes: [NUMBER],
      examples: ["jurnal plan show 1"],
      run: showPlan,
    },
    cancel: {
      alias: "batal",
      description: "batalkan rencana yang belum diambil",
      takes: [NUMBER, ["[alasan]", "alasannya"]],
      examples: ["jurnal plan cancel 1"],
      run: (context: Context, number: string, reason?: string) =>
        endPlan(context, number, "cancelled", reason),
    },
    missed: {
      alias: "terlewat",
      description: "rencana tidak diambil: disimpan terpisah, dengan alasannya",
      takes: [NUMBER, ["<alasan>", "mengapa tidak diambil"]],
      examples: ['jurnal plan missed 1 "harga tidak sampai"'],
      run: (context: Context, number: string, reason: string) =>
        endPlan(context, number, "missed", reason),
    },
  },
};

async function makePlan(
  context: Context,
  symbol: string | undefined,
  side: string | undefined,
  entry: string | undefined,
  given: PlanFlags & { dryRun?: boolean },
): Promise<void> {
  const { dryRun = false } = given;
  const store = await context.open(dryRun ? "read" : "write");
  const words = await askPlan(context, store, { symbol, side, entry, flags: given });
  // What was typed is judged before the checklist is asked.
  sized(store, words);
  const { setup, checks } = await setupFrom(context, store, words.flags);
  const { currency } = store.profile;
  const brief = (made: Made) => `rencana #${made.id} ${planBrief(made.draft)}`;
  const said = { setup, checks };
  const made = dryRun
    ? { ...drafted(store, words, said), id: null }
    : operate(store, "plan", brief, (operation) => seal(operation, words, said));
  const { id, draft, sizing, moment } = made;
  const plan = id === null ? null : findPlan(store, id);
  const data = {
    id,
    sealed_at: plan?.sealed_at ?? null,
    ...sizingJson(sizing, moment.status, currency),
    lot: draft.lot,
    risk_money: draft.risk_money,
    risk_percent: draft.risk_percent,
    checks,
    allowed: draft.allowed,
    reasons: draft.reasons,
    valid_until: `${draft.valid_until.replace(" ", "T")}Z`,
    setup,
    against_reason: draft.against_reason,
  };
  if (id === null && !isFine(draft)) context.endWith(EXIT.limit);
  await context.show(data, () => told(context, store, made, plan));
}

interface Made {
  /** null: it was not sealed, for something said no. */
  id: number | null;
  draft: Draft;
  sizing: Sizing;
  moment: ReturnType<typeof todayStatus>;
}

function sized(store: Store, { symbol, side, entry, flags }: PlanWords) {
  const moment = todayStatus(store);
  return { moment, sizing: sizingOf(store, moment.facts, symbol, { ...flags, side, entry }) };
}

type Said = { setup: string | null; checks: PlanCheck[] };

/** The plan as it would be sealed now. */
function drafted(store: Store, words: PlanWords, said: Said): Omit<Made, "id"> {
  const { moment, sizing } = sized(store, words);
  return { draft: draftOf(store, moment, sizing, { flags: words.flags, ...said }), sizing, moment };
}

/** Whether it may be sealed: nothing says no, or it is wanted all the same. */
const isFine = ({ lot, allowed, against_reason }: Draft) =>
  lot > 0 && (allowed || against_reason !== null);

function seal(operation: Operation, words: PlanWords, said: Said): Made {
  const made = drafted(operation.store, words, said);
  return { ...made, id: isFine(made.draft) ? sealPlan(operation, made.draft) : null };
}

/** The answer, in at most eight lines. */
function told(context: Context, store: Store, made: Made, plan: KeptPlan | null): string {
  const { draft, sizing, moment } = made;
  const { currency, zone } = store.profile;
  const { style } = context;
  const parts = statusParts(moment.status, moment.facts.rules, currency).map(({ text }) => text);
  const [, ...rest] = lotFacts(sizing, currency);
  const point = rest.filter(([name]) => name === "Nilai 1 poin");
  const promise = openPromises(store).find(({ action }) => isAbout(action.params, draft.symbol));
  const facts: [string, string][] = [
    ["Isinya", planText(draft, currency)],
    ...point.map(([name, text]): [string, string] => [name, text]),
    ...(draft.checks.length === 0
      ? []
      : [["Checklist", checksText(draft.checks)] as [string, string]]),
    ["Hari ini", parts.join(" · ")],
    ...(promise === undefined ? [] : [["Janji", cleanLine(promise.text)] as [string, string]]),
  ];
  const no = draft.reasons.map(cleanLine).join("; ");
  if (plan === null && isFine(draft)) {
    const against = draft.allowed ? "" : `, melawan aturan (${no})`;
    const head = `${style.good(style.symbols.good)} Boleh${against}; hanya diperiksa, tidak ada yang dicatat.`;
    return [style.wrap(head, style.textColumns, 2), renderFacts(facts, style)].join("\n");
  }
  if (plan === null) {
    const anyway =
      draft.lot > 0
        ? "Tetap mau, dengan alasannya: --anyway ALASAN"
        : "Dengan lot sendiri: --lot, dan --anyway ALASAN";
    const head = `${style.bad(style.symbols.bad)} Jangan dulu: ${no}. Tidak ada yang dicatat.`;
    return [style.wrap(head, style.textColumns, 2), renderFacts(facts, style), anyway].join("\n");
  }
  const until = untilText(plan, zone);
  const against = draft.allowed ? "" : `, walau ${no}`;
  const head = `${style.good(style.symbols.good)} Rencana #${plan.id} disegel, berlaku sampai ${until}${against} · batalkan: jurnal plan cancel ${plan.id}`;
  return [style.wrap(head, style.textColumns, 2), renderFacts(facts, style)].join("\n");
}

async function showPlans(
  context: Context,
  options: RangeOptions & { open?: boolean },
): Promise<void> {
  const store = await context.open("read");
  const plans = options.open ? openPlans(store) : listPlans(store, rangeFrom(store, options, 30));
  const { currency, zone } = store.profile;
  const day = today(store);
  const { renderTable, cell, NOTHING } = await import("../../views/table.ts");
  const row = (plan: KeptPlan) => [
    cell(String(plan.id), "muted"),
    cell(formatEntry(parseUtc(plan.sealed_at), zone, day)),
    cell(plan.symbol),
    cell(plan.side),
    ...[plan.entry, plan.stop, plan.target].map((level) =>
      cell(level === null ? NOTHING : price(level)),
    ),
    cell(lots(plan.lot)),
    cell(plan.risk_money === null ? NOTHING : formatMoney(plan.risk_money, currencyOf(currency))),
    cell(`${stateText(plan)}${plan.allowed ? "" : " (melawan aturan)"}`),
  ];
  await context.show(plans, () =>
    plans.length === 0
      ? "Tidak ada rencana di rentang itu. Buat: jurnal plan"
      : renderTable(COLUMNS, plans.map(row), context.style),
  );
}

const COLUMNS: TableColumn[] = [
  { title: "#", align: "right", dropOrder: 0 },
  { title: "Disegel", align: "left", dropOrder: 3, least: Number.POSITIVE_INFINITY },
  { title: "Simbol", align: "left", dropOrder: 0 },
  { title: "Arah", align: "left", dropOrder: 0 },
  { title: "Masuk", align: "right", dropOrder: 0 },
  { title: "Stop", align: "right", dropOrder: 2 },
  { title: "Target", align: "right", dropOrder: 5 },
  { title: "Lot", align: "right", dropOrder: 1 },
  { title: "Risiko", align: "right", dropOrder: 4 },
  { title: "Keadaan", align: "left", dropOrder: 0, least: 23 },
];

async function showPlan(context: Context, number: string): Promise<void> {
  const store = await context.open("read");
  const plan = planFrom(store, number);
  const { currency, zone } = store.profile;
  await context.show(plan, () => renderFacts(planFacts(plan, currency, zone), context.style));
}

async function endPlan(
  context: Context,
  number: string,
  as: "cancelled" | "missed",
  typed: string | undefined,
): Promise<void> {
  const reason = reasonFrom(typed);
  if (as === "missed" && reason === null)
    throw usage("alasan", typed ?? "", "mengapa tidak diambil");
  const store = await context.open("read");
  const word = as === "cancelled" ? "dibatalkan" : "ditandai tidak diambil";
  const brief = ({ id }: KeptPlan) => `rencana #${id} ${word}`;
  const plan = operate(store, `plan.${as}`, brief, (operation) => {
    const found = planFrom(store, number);
    requireUntaken(found);
    closePlan(operation, found.id, as, reason);
    return findPlan(store, found.id) as KeptPlan;
  });
  await context.done(plan, `Rencana #${plan.id} ${word} · ${UNDO}`);
}

function requireUntaken(plan: KeptPlan): void {
  if (plan.state === "open" || plan.state === "lapsed") return;
  const hint =
    plan.trade_id === null
      ? "Lihat: jurnal plan list"
      : `Lepas dulu: jurnal trade edit ${plan.trade_id} --plan none`;
  throw new UserError("plan-closed", `Rencana #${plan.id} sudah ${stateText(plan)}.`, hint);
}
