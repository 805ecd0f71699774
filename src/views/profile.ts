import { currencyOf, formatMoney } from "../base/money.ts";
import { zoneLabel } from "../base/zone.ts";
import type { Profile } from "../model.ts";
import type { TableColumn } from "../report/report-document.ts";
import { cell, NOTHING, plainText } from "./cells.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

const COLUMNS: TableColumn[] = [
  { title: "", align: "left", dropOrder: 0 },
  { title: "Profil", align: "left", dropOrder: 0 },
  { title: "Mata uang", align: "left", dropOrder: 1 },
  { title: "Zona", align: "left", dropOrder: 2 },
  { title: "Hari mulai", align: "left", dropOrder: 4 },
  { title: "Saldo awal", align: "right", dropOrder: 3 },
];

/** All profiles; the one in use is marked. */
export function renderProfiles(profiles: readonly Profile[], inUse: number, style: Style): string {
  const rows = profiles.map((profile) => [
    cell(profile.id === inUse ? "*" : ""),
    cell(plainText(profile.name)),
    cell(profile.currency),
    cell(zoneLabel(profile.zone)),
    cell(profile.day_start),
    cell(
      profile.initial_balance === null
        ? NOTHING
        : formatMoney(profile.initial_balance, currencyOf(profile.currency)),
    ),
  ]);
  return `${renderTable(COLUMNS, rows, style)}\n* sedang dipakai`;
}
