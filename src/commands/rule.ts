import { formatShortDate } from "../base/dates.ts";
import { nearest } from "../base/text.ts";
import type { CommandSpec } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { today } from "../journal/days.ts";
import { addRule, dropRule, rulesOn } from "../journal/promises.ts";
import type { Store } from "../journal/store.ts";
import { RULE_KINDS, readRule, ruleTyped } from "../mentor/rules/all.ts";
import type { Rule, RuleKind } from "../model.ts";
import { RULE_WORDS, ruleWords } from "../report/words/rules.ts";
import { renderWarning } from "../views/messages.ts";
import { renderPairs } from "../views/table.ts";
import { usage } from "../words/errors.ts";
import { UNDO, unchanged } from "../words/messages.ts";

/** Every kind with a value and what it means, at a width that fits 72 columns. */
const KINDS = `
Jenis aturan:
${RULE_KINDS.flatMap((kind) => {
  const { value, meaning } = RULE_WORDS[kind];
  const lines = meaning.replaceAll("`", "").match(/.{1,46}(?= |$)/g) ?? [];
  const [first, ...rest] = lines.map((line) => line.trim());
  return [
    `  ${`${kind} ${value}`.padEnd(22)} ${first}`,
    ...rest.map((line) => " ".repeat(25) + line),
  ];
}).join("\n")}
`;

export const command: CommandSpec = {
  description: "aturan Anda sendiri, diperiksa setiap hari",
  details: { after: KINDS },
  examples: ["jurnal rule add max-trades 5", "jurnal rule list"],
  commands: {
    add: {
      alias: "tambah",
      description: "buat aturan, atau ganti yang sejenis; berlaku mulai hari ini",
      takes: [
        ["<jenis>", "jenis aturan, lihat di bawah"],
        ["[nilai]", "nilainya, misalnya 2%, 5, 14:00-23:00, 15m; tidak semua jenis membutuhkannya"],
      ],
      options: [["--trailing", "max-drawdown: dihitung dari saldo tertinggi di akhir hari"]],
      details: { after: KINDS },
      examples: [
        "jurnal rule add max-daily-loss 2%",
        "jurnal rule add max-drawdown 10% --trailing",
        "jurnal rule add hours 14:00-23:00",
        "jurnal aturan tambah pause-after-loss 15m",
      ],
      run: makeRule,
    },
    list: {
      alias: "daftar",
      description: "aturan yang sedang berlaku",
      examples: ["jurnal rule list", "jurnal aturan daftar --json"],
      run: showRules,
    },
    drop: {
      alias: "hapus",
      description: "hapus aturan; sampai hari ini tetap dinilai dengannya",
      takes: [["<jenis>", "jenis aturan, lihat: jurnal rule list"]],
      examples: ["jurnal rule drop max-trades"],
      run: letGo,
    },
  },
};

async function makeRule(
  context: Context,
  typed: string,
  given = "",
  { trailing = false }: { trailing?: boolean } = {},
): Promise<void> {
  const kind = kindFrom(typed);
  const value = trailing ? `${given} --trailing` : given;
  const store = await context.open("write");
  const { currency, initial_balance } = store.profile;
  const reading = readRule(kind, value, currency);
  if (!reading.ok) throw usage(kind, value, reading.expected);
  const terms = reading.value;
  const before = operate(store, "rule.add", `aturan ${ruleTyped(terms)}`, (operation) =>
    addRule(operation, terms),
  );
  const isShare = "amount" in terms.params && terms.params.percent !== null;
  if (isShare && initial_balance === null) {
    const told =
      "Saldo awal belum diketahui, jadi persennya belum bisa dihitung. " +
      "Isi dulu: jurnal profile edit --balance 3000";
    context.world.err(renderWarning(told, context.style));
  }
  const day = today(store);
  const made = rulesOn(store, day).find((one) => one.kind === kind);
  const replaced =
    before === null || before === "same" ? "" : `, menggantikan ${ruleTyped(before)}`;
  await context.done(
    { ...(made === undefined ? terms : jsonOf(made, currency)), changed: before !== "same" },
    before === "same"
      ? unchanged
      : `Aturan ${kind}: ${ruleWords(terms, currency)}${replaced} · berlaku mulai ${formatShortDate(day)} · ${UNDO}`,
  );
}

async function showRules(context: Context): Promise<void> {
  const store = await context.open("read");
  const { currency } = store.profile;
  const rules = rulesOn(store, today(store));
  const data = rules.map((rule) => jsonOf(rule, currency));
  const pairs = rules.map((rule): [string, string] => [
    ruleTyped(rule),
    `${ruleWords(rule, currency)} (sejak ${formatShortDate(rule.valid_from)})`,
  ]);
  await context.show(data, () =>
    rules.length === 0
      ? "Belum ada aturan. Tambahkan, misalnya: jurnal rule add max-trades 5"
      : renderPairs(pairs, context.style),
  );
}

async function letGo(context: Context, typed: string): Promise<void> {
  const store = await context.open("write");
  const brief = (dropped: Rule) => `hapus aturan ${ruleTyped(dropped)}`;
  const rule = operate(store, "rule.drop", brief, (operation) => {
    const found = ruleInForce(store, typed);
    dropRule(operation, found);
    return found;
  });
  await context.done(
    jsonOf(rule, store.profile.currency),
    `Aturan ${ruleTyped(rule)} dihapus; sampai hari ini tetap dinilai dengannya · ${UNDO}`,
  );
}

function kindFrom(typed: string): RuleKind {
  const found = RULE_KINDS.find((kind) => kind === typed.toLowerCase());
  if (found !== undefined) return found;
  const meant = nearest(typed, RULE_KINDS);
  const like = meant === null ? "" : ` (paling mirip: ${meant})`;
  throw usage("jenis", typed, `salah satu dari ${RULE_KINDS.join(", ")}${like}`);
}

function ruleInForce(store: Store, typed: string): Rule {
  const rules = rulesOn(store, today(store));
  const found = rules.find(({ kind }) => kind === typed.toLowerCase());
  if (found !== undefined) return found;
  const kinds = rules.map(({ kind }) => kind);
  const which = kinds.length === 0 ? "; belum ada satu pun" : `: ${kinds.join(", ")}`;
  throw usage("jenis", typed, `aturan yang sedang berlaku${which}`);
}

/** A rule for scripts. */
function jsonOf(rule: Rule, currency: string) {
  const { id, kind, params, valid_from } = rule;
  return { id, kind, params, valid_from, typed: ruleTyped(rule), text: ruleWords(rule, currency) };
}
