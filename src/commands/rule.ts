import { formatShortDate } from "../base/dates.ts";
import { nearest } from "../base/text.ts";
import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { today } from "../journal/days.ts";
import { addRule, dropRule, rulesOn } from "../journal/promises.ts";
import type { Store } from "../journal/store.ts";
import type { Rule, RuleKind, RuleTerms } from "../model.ts";
import { RULE_KINDS, readRule, ruleTyped, ruleWords } from "../trade/rules.ts";
import { renderWarning } from "../views/messages.ts";
import { renderPairs } from "../views/table.ts";
import { usage } from "../words/errors.ts";
import { RULE, RULE_ARGUMENT, RULE_KINDS_HELP } from "../words/help.ts";
import { unchanged, undoHint } from "../words/messages.ts";
import { addExamples, type Define } from "./inputs.ts";

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

export const define: Define = (rule, context) => {
  addExamples(rule, "rule").addHelpText("after", RULE_KINDS_HELP);
  const add = rule.command("add").alias("tambah").description(RULE.add);
  add.argument("<jenis>", RULE_ARGUMENT.kind).argument("[nilai]", RULE_ARGUMENT.value);
  addExamples(add, "rule add")
    .addHelpText("after", RULE_KINDS_HELP)
    .action((kind: string, value: string | undefined) => makeRule(context(add), kind, value));
  const list = rule.command("list").alias("daftar").description(RULE.list);
  addExamples(list, "rule list").action(() => showRules(context(list)));
  const drop = rule.command("drop").alias("hapus").description(RULE.drop);
  drop.argument("<jenis>", RULE_ARGUMENT.inForce);
  addExamples(drop, "rule drop").action((kind: string) => letGo(context(drop), kind));
};

async function makeRule(context: Context, typed: string, value = ""): Promise<void> {
  const kind = kindFrom(typed);
  const store = await context.open("write");
  const terms = termsFrom(store, kind, value);
  const before = operate(store, "rule.add", ruleAddedBrief(terms), (operation) =>
    addRule(operation, terms),
  );
  const { currency, initial_balance } = store.profile;
  const isShare = terms.kind === "max-daily-loss" && terms.params.percent !== null;
  if (isShare && initial_balance === null) {
    context.world.err(renderWarning(ruleNeedsBalance, context.style));
  }
  const made = rulesOn(store, today(store)).find((one) => one.kind === kind);
  await context.done(
    { ...(made === undefined ? terms : jsonOf(made, currency)), changed: before !== "same" },
    before === "same" ? unchanged : ruleAdded(terms, before, today(store), currency),
  );
}

async function showRules(context: Context): Promise<void> {
  const store = await context.open("read");
  const { currency } = store.profile;
  const rules = rulesOn(store, today(store));
  const data = rules.map((rule) => jsonOf(rule, currency));
  await context.show(data, () =>
    rules.length === 0
      ? noRules
      : renderPairs(
          rules.map((rule) => [ruleTyped(rule), ruleLine(rule, currency)]),
          context.style,
        ),
  );
}

async function letGo(context: Context, typed: string): Promise<void> {
  const store = await context.open("write");
  const rules = rulesOn(store, today(store));
  const rule = rules.find(({ kind }) => kind === typed.toLowerCase());
  if (rule === undefined) {
    throw usage("jenis", typed, expectedInForce(rules.map(({ kind }) => kind)));
  }
  operate(store, "rule.drop", ruleDroppedBrief(rule), (operation) => dropRule(operation, rule));
  await context.done(jsonOf(rule, store.profile.currency), ruleDropped(rule));
}

function kindFrom(typed: string): RuleKind {
  const found = RULE_KINDS.find((kind) => kind === typed.toLowerCase());
  if (found !== undefined) return found;
  throw usage("jenis", typed, expectedKind(RULE_KINDS, nearest(typed, RULE_KINDS)));
}

function termsFrom(store: Store, kind: RuleKind, value: string): RuleTerms {
  const reading = readRule(kind, value, store.profile.currency);
  if (!reading.ok) throw usage(kind, value, reading.expected);
  return reading.value;
}

/** A rule for scripts. */
function jsonOf(rule: Rule, currency: string) {
  const { id, kind, params, valid_from } = rule;
  return { id, kind, params, valid_from, typed: ruleTyped(rule), text: ruleWords(rule, currency) };
}
