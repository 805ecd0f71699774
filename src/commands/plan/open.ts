import { formatPrice } from "../../base/number.ts";
import { lots } from "../../base/phrases.ts";
import type { CommandSpec } from "../../cli/command.ts";
import {
  draftOf,
  PLAN_OPTIONS,
  type PlanFlags,
  planFrom,
  setupFrom,
  tradedLotFrom,
  unstoppedDraft,
} from "../../cli/planning.ts";
import { priceFrom, SIZING_OPTIONS, sizingOf } from "../../cli/sizing.ts";
import type { Context } from "../../context.ts";
import { EXIT, UserError } from "../../errors.ts";
import { type Operation, operate } from "../../journal/changes.ts";
import { type KeptPlan, sealPlan } from "../../journal/plans/plans.ts";
import { findPosition, openPosition } from "../../journal/plans/positions.ts";
import type { Store } from "../../journal/store.ts";
import type { PlanCheck } from "../../model.ts";
import { type Draft, planText, stateText } from "../../report/plan.ts";
import { todayStatus } from "../../review/status.ts";
import { renderWarning } from "../../views/messages.ts";
import { missing, usage } from "../../words/errors.ts";
import { UNDO } from "../../words/messages.ts";

const NOTES = `
Untuk yang tidak punya laporan broker. Dengan nomor rencana, posisinya memakai
arah, stop, target, dan lot rencana itu. Tanpa rencana, ia menjadi rencana yang
langsung diambil: aturan Anda diperiksa seperti di jurnal plan, dan bila ada
yang berkata tidak, kode keluarnya 3 dan tidak ada yang dicatat (--anyway).
Ditutup dengan: jurnal close. Transaksi yang sama dari laporan broker
menggantikan posisi yang dibuka di sini.
`;

export const command: CommandSpec = {
  description: "buka posisi dengan tangan, dari sebuah rencana atau langsung",
  takes: [
    ["<simbol>", "simbol, atau nomor rencana"],
    ["[arah]", "buy atau sell; setelah nomor rencana: harga masuk yang didapat"],
    ["[lot]", "lot, misalnya 0.02"],
    ["[harga]", "harga masuk"],
  ],
  options: [
    ...SIZING_OPTIONS,
    ["--lot <ukuran>", "lot, bila bukan lot rencananya"],
    ...PLAN_OPTIONS,
  ],
  details: { before: NOTES },
  examples: [
    "jurnal open XAUUSD buy 0.02 3350 --stop 3345 --risk 25",
    "jurnal buka XAUUSD sell 0.01 3360 --stop 3364 --target 3350 --risk 25",
  ],
  async run(
    context,
    first: string,
    second: string | undefined,
    lot: string | undefined,
    price: string | undefined,
    flags: PlanFlags,
  ) {
    const store = await context.open("write");
    if (/^#?\d{1,9}$/.test(first)) {
      refuseNew({ isian: lot, ...flags });
      await takePlan(context, store, first, second, flags);
    } else await openNew(context, store, [first, second, lot, price], flags);
  },
};

/** A plan that is taken at once. */
async function openNew(
  context: Context,
  store: Store,
  [symbol = "", side, lot, entry]: readonly (string | undefined)[],
  given: PlanFlags,
): Promise<void> {
  if (side === undefined) throw missing("arah (isian kedua: buy atau sell)");
  if (lot === undefined) throw missing("lot (isian ketiga), misalnya 0.02");
  if (entry === undefined) throw missing("harga masuk (isian keempat)");
  if (given.lot !== undefined) throw usage("--lot", given.lot, `tidak diisi: lotnya sudah ${lot}`);
  const flags = { ...given, side, entry, lot };
  const { setup, checks } = await setupFrom(context, store, flags);
  const said = { flags, setup, checks };
  const { currency } = store.profile;
  const brief = ({ draft }: Opened) => `buka ${planText(draft, currency)}`;
  const opened = operate(store, "position.open", brief, (operation) =>
    openBy(operation, symbol, said),
  );
  const { id, draft } = opened;
  if (id === null) {
    const no = draft.reasons.join("; ");
    context.endWith(EXIT.limit);
    await context.show({ id, plan_id: null, allowed: false, reasons: draft.reasons }, () =>
      context.style.wrap(
        `${context.style.symbols.bad} Jangan dulu: ${no}. Tidak ada yang dicatat. Tetap mau: --anyway ALASAN`,
        context.style.textColumns,
        2,
      ),
    );
    return;
  }
  const text = planText(draft, currency);
  await context.done(
    findPosition(store, id),
    `Posisi #${id} dibuka: ${text} · tutup: jurnal close ${id} HARGA · ${UNDO}`,
  );
}

interface Opened {
  /** null: something said no. */
  id: number | null;
  draft: Draft;
}

function openBy(
  operation: Operation,
  symbol: string,
  said: { flags: PlanFlags; setup: string | null; checks: PlanCheck[] },
): Opened {
  const { store } = operation;
  const moment = todayStatus(store);
  const { flags } = said;
  const draft =
    flags.stop === undefined && flags.pips === undefined
      ? unstoppedDraft(store, moment, symbol, said)
      : draftOf(store, moment, sizingOf(store, moment.facts, symbol, flags), said);
  if (!draft.allowed && draft.against_reason === null) return { id: null, draft };
  const plan_id = sealPlan(operation, draft);
  const id = openPosition(operation, {
    symbol: draft.symbol,
    side: draft.side,
    lot_size: draft.lot,
    entry_price: draft.entry,
    stop_loss: draft.stop,
    take_profit: draft.target,
    plan_id,
  });
  return { id, draft };
}

/** What a sealed plan says already, or needs no more. */
function refuseNew({ stop, target, lot, ...others }: PlanFlags & { isian: string | undefined }) {
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined) continue;
    const field = name === "isian" ? "isian ketiga" : `--${name}`;
    const expected = "tidak diisi: rencananya sudah disegel; boleh --lot, --stop, --target";
    throw usage(field, String(value), expected);
  }
}

/** A plan that waited is taken now, at the price that was got. */
async function takePlan(
  context: Context,
  store: Store,
  number: string,
  price: string | undefined,
  flags: PlanFlags,
): Promise<void> {
  const got = priceFrom(store, "harga", price);
  const stop = priceFrom(store, "--stop", flags.stop);
  const target = priceFrom(store, "--target", flags.target);
  const brief = ({ plan }: { plan: KeptPlan }) => `buka posisi dari rencana #${plan.id}`;
  const { id, plan, own } = operate(store, "position.open", brief, (operation) => {
    const found = planFrom(store, number);
    requireWaiting(found);
    const own = tradedLotFrom(store, "--lot", flags.lot, found.symbol);
    const id = openPosition(operation, {
      symbol: found.symbol,
      side: found.side,
      lot_size: own ?? found.lot,
      entry_price: got ?? found.entry,
      stop_loss: stop ?? found.stop,
      take_profit: target ?? found.target,
      plan_id: found.id,
    });
    return { id, plan: found, own };
  });
  const at = formatPrice(got ?? plan.entry);
  const text = `${plan.symbol} ${plan.side} ${lots(own ?? plan.lot)} lot di ${at}`;
  await context.done(
    findPosition(store, id),
    `Posisi #${id} dibuka dari rencana #${plan.id}: ${text} · tutup: jurnal close ${id} HARGA · ${UNDO}`,
  );
  if (plan.state === "lapsed") {
    const told = `Rencana #${plan.id} sudah lewat waktunya; posisinya tercatat sebagai diambil di luar rencana.`;
    context.world.err(renderWarning(told, context.style));
  }
}

function requireWaiting(plan: KeptPlan): void {
  if (plan.state === "open" || plan.state === "lapsed") return;
  const told = `Rencana #${plan.id} sudah ${stateText(plan)}, jadi tidak bisa diambil lagi.`;
  throw new UserError("plan-closed", told, "Buat yang baru: jurnal plan");
}
