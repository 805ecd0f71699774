import { currencyOf, formatMoney } from "../base/money.ts";
import { capital } from "../base/phrases.ts";
import type { Conversion } from "../journal/rates.ts";
import type { Profile } from "../model.ts";
import { rateWords } from "../report/beside.ts";
import { type TableCell, type TableColumn, toneOf } from "../report/document.ts";
import type { Style } from "./style.ts";
import { cell, moneyCell, renderTable } from "./table.ts";

/** What one profile had, in its currency. */
export interface ProfileResult {
  profile: Profile;
  result: number;
}

/** The same in a line of its own. */
export interface ProfileLine extends ProfileResult {
  /** Below the columns that its table has beside the result. */
  cells: readonly TableCell[];
}

/** Profiles of one day, week or range. */
export interface ProfileGroup {
  label: string;
  lines: readonly ProfileLine[];
}

/** The one currency in which the results of several profiles are added. */
export interface Together {
  currency: string;
  /** An amount of a profile in it. */
  of(value: number, profile: Profile): number;
  sum(lines: readonly ProfileResult[]): number;
  /** What amounts of each other currency became, in order of the profiles. */
  conversions: readonly Conversion[];
}

/**
 * Profiles below each other, group by group, with their sum where they can be added (null: their
 * currencies differ). The first column is left out where there is one group alone. Why nothing is
 * added, or by which rates it was, stands below.
 */
export function renderSideBySide(
  title: string,
  groups: readonly ProfileGroup[],
  columns: readonly TableColumn[],
  adding: Together | null,
  style: Style,
): string {
  const isGrouped = groups.length > 1;
  const isConverted = adding !== null && adding.conversions.length > 0;
  const heads: TableColumn[] = [
    ...(isGrouped ? [{ title: "", align: "left" as const, dropOrder: 0, least: WHOLE }] : []),
    { title: "Profil", align: "left", dropOrder: 0 },
    { title: "Hasil", align: "right", dropOrder: 0 },
    ...(isConverted
      ? [{ title: `≈ ${adding.currency}`, align: "right" as const, dropOrder: 0 }]
      : []),
    ...columns,
  ];
  const money = (value: number, code: string) =>
    cell(formatMoney(value, currencyOf(code), { sign: true }), toneOf(value));
  const rows = groups.flatMap(({ label, lines }) => {
    const first = (index: number) => (isGrouped ? [cell(index === 0 ? label : "")] : []);
    const own = lines.map(({ profile, result, cells }, index) => [
      ...first(index),
      cell(profile.name),
      moneyCell(result, profile),
      ...(isConverted ? [money(adding.of(result, profile), adding.currency)] : []),
      ...cells,
    ]);
    if (adding === null || lines.length < 2) return own;
    const sum = money(adding.sum(lines), adding.currency);
    return [...own, [...first(1), cell("jumlah"), ...(isConverted ? [cell(""), sum] : [sum])]];
  });
  const below =
    adding === null
      ? "Mata uang profilnya berbeda, jadi tidak dijumlahkan. Jumlahkan dengan kurs: --in IDR"
      : [...new Set(adding.conversions.map(rateWords))]
          .map((words) => `${capital(words)}.`)
          .join(" ");
  return [
    style.heading(title),
    renderTable(heads, rows, style),
    ...(below === "" ? [] : [style.wrap(below, style.textColumns)]),
  ].join("\n");
}

/** A column that is never cut. */
const WHOLE = Number.POSITIVE_INFINITY;
