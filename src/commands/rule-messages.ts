import { formatShortDate } from "../base/dates.ts";
import type { Rule, RuleTerms } from "../model.ts";
import { ruleTyped, ruleWords } from "../trade/rules.ts";
import { undoHint } from "../words/messages.ts";

/** What the commands around rules tell. */

export const noRules = "Belum ada aturan. Tambahkan, misalnya: jurnal rule add max-trades 5";

export const ruleLine = (rule: Rule, currency: string) =>
  `${ruleWords(rule, currency)} (sejak ${formatShortDate(rule.valid_from)})`;

export const ruleAdded = (terms: RuleTerms, before: Rule | null, day: string, currency: string) =>
  `Aturan ${terms.kind}: ${ruleWords(terms, currency)}` +
  `${before === null ? "" : `, menggantikan ${ruleTyped(before)}`} · ` +
  `berlaku mulai ${formatShortDate(day)} · ${undoHint}`;

export const ruleDropped = (rule: Rule) =>
  `Aturan ${ruleTyped(rule)} dihapus; sampai hari ini tetap dinilai dengannya · ${undoHint}`;

/** Lines that undo shows. */
export const ruleAddedBrief = (terms: RuleTerms) => `aturan ${ruleTyped(terms)}`;

export const ruleDroppedBrief = (rule: Rule) => `hapus aturan ${ruleTyped(rule)}`;

export const ruleNeedsBalance =
  "Saldo awal belum diketahui, jadi persennya belum bisa dihitung. " +
  "Isi dulu: jurnal profile edit --balance 3000";

export const riskRuleWins = (rule: RuleTerms) =>
  `Aturan ${ruleTyped(rule)} sedang berlaku dan didahulukan; ` +
  "pengaturan ini dipakai bila aturan itu dihapus.";

/** Kinds of rules, and the one nearest to what was typed. */
export const expectedKind = (kinds: readonly string[], nearest: string | null) =>
  `salah satu dari ${kinds.join(", ")}${nearest === null ? "" : ` (paling mirip: ${nearest})`}`;

export const expectedInForce = (kinds: readonly string[]) =>
  kinds.length === 0
    ? "aturan yang sedang berlaku; belum ada satu pun"
    : `aturan yang sedang berlaku: ${kinds.join(", ")}`;
