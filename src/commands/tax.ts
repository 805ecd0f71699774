import { readPeriod } from "../base/period.ts";
import type { CommandSpec } from "../cli/command.ts";
import { taxYear } from "../figures/tax.ts";
import { openingBalance } from "../journal/balance.ts";
import { today } from "../journal/days.ts";
import { countOpen, taxCash, taxGroups } from "../journal/money.ts";
import { listProfiles } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import { nothingIn, type TaxView, taxCsv, taxJson, taxNotes } from "../report/tax.ts";
import { renderJson } from "../views/messages.ts";
import { renderTax } from "../views/tax.ts";
import { usage } from "../words/errors.ts";

export const command: CommandSpec = {
  description: "ringkasan setahun untuk laporan pajak: angka saja",
  takes: [["[tahun]", "tahun, misalnya 2025 (bawaan: tahun ini)"]],
  options: [["--format <bentuk>", "csv atau json (bawaan: tabel)"]],
  examples: ["jurnal tax", "jurnal pajak 2025 --format csv"],
  async run(context, typed: string | undefined, { format }: { format?: string }) {
    const wanted = format?.toLowerCase() ?? (context.options.json ? "json" : "table");
    if (format !== undefined && wanted !== "csv" && wanted !== "json") {
      throw usage("--format", format, "csv atau json");
    }
    const store = await context.open("read");
    const view = viewOf(store, yearFrom(store, typed));
    if (wanted === "csv") return await context.world.out(taxCsv(view));
    if (wanted === "json") return await context.world.out(renderJson(taxJson(view)));
    const { total, year } = view.tax;
    const { trades, deposits, withdrawals, booked_costs } = total;
    const isEmpty = [trades, deposits, withdrawals, booked_costs].every((part) => part === 0n);
    await context.show(null, () => (isEmpty ? nothingIn(year) : renderTax(view, context.style)));
  },
};

function yearFrom(store: Store, typed: string | undefined): number {
  const now = today(store);
  const current = Number(now.slice(0, 4));
  if (typed === undefined) return current;
  const period = readPeriod(typed, now);
  const year = Number(period?.from.slice(0, 4));
  if (period?.kind === "year" && year <= current) return year;
  throw usage("tahun", typed, `tahun dari 1900 sampai ${current}, misalnya ${current - 1}`);
}

function viewOf(store: Store, year: number): TaxView {
  const { profile } = store;
  const tax = taxYear(year, taxGroups(store, year), taxCash(store));
  const unfinished = today(store) < `${year}-12-31`;
  const others = listProfiles(store.db).flatMap(({ id, name }) =>
    id === profile.id ? [] : [name],
  );
  const open = countOpen(store);
  return {
    tax,
    profile,
    open,
    unfinished,
    begin: openingBalance(store, `${year}-01-01`),
    end: openingBalance(store, `${year + 1}-01-01`),
    notes: taxNotes(tax, profile, { open, unfinished, others }),
  };
}
