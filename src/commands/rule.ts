import { formatShortDate } from "../base/dates.ts";
import { currencyOf, formatMoney } from "../base/money.ts";
import { nearest } from "../base/text.ts";
import type { CommandSpec } from "../cli/command.ts";
import { templateFrom } from "../cli/inputs.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import { today } from "../journal/days.ts";
import { addRule, dropRule, rulesOn } from "../journal/promises.ts";
import type { Store } from "../journal/store.ts";
import { RULE_KINDS, readRule, ruleTyped } from "../mentor/rules/all.ts";
import { RULE_TEMPLATES, templateRules } from "../mentor/rules/templates.ts";
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

/** What a firm counts and the journal does not. */
const UNSEEN = `
Jurnal hanya menghitung hasil yang sudah tertutup; prop firm juga menghitung
posisi yang masih terbuka (floating), dan harinya bisa berganti di jam lain.
FTMO: tengah malam waktu Praha (CE(S)T), di WIB pukul 05:00 atau 06:00; atur
dengan: jurnal profile edit --day-start 05:00
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
    template: {
      alias: "templat",
      description: "aturan program prop firm yang terbuka untuk umum",
      examples: ["jurnal rule template list"],
      commands: {
        list: {
          alias: "daftar",
          description: "program yang dikenal, dengan sumber dan tanggal catatannya",
          examples: ["jurnal rule template list"],
          run: showTemplates,
        },
        apply: {
          alias: "pakai",
          description: "pasang aturannya, dihitung dari saldo awal profil; yang sejenis diganti",
          takes: [["<nama>", "nama program, lihat: jurnal rule template list"]],
          details: { after: UNSEEN },
          examples: ["jurnal rule template apply ftmo-2-step"],
          run: applyTemplate,
        },
      },
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

async function showTemplates(context: Context): Promise<void> {
  const pairs = RULE_TEMPLATES.map((one): [string, string] => [
    one.id,
    `${one.name}: rugi sehari ${one.daily}%, rugi total ${one.total}%` +
      `${one.trailing ? " dari saldo tertinggi akhir hari" : ""}, target ${one.target}%` +
      `${one.bestDay === null ? "" : `, hari terbaik paling banyak ${one.bestDay}% dari semua untung`}` +
      `; dicatat ${formatShortDate(one.noted)} dari ${one.source}`,
  ]);
  const check =
    "Persennya dari saldo awal. Aturan prop firm bisa berubah: periksa di situsnya sebelum dipakai.";
  await context.show(RULE_TEMPLATES, () => renderPairs([...pairs, ["", check]], context.style));
}

async function applyTemplate(context: Context, typed: string): Promise<void> {
  const template = templateFrom("nama", typed);
  const store = await context.open("write");
  const { currency, initial_balance } = store.profile;
  if (initial_balance === null || initial_balance <= 0) {
    throw new UserError(
      "no-balance",
      "Saldo awal profil ini belum diisi, jadi batasnya belum bisa dihitung.",
      "Isi dulu, misalnya: jurnal profile edit --balance 10000",
    );
  }
  const terms = templateRules(template, initial_balance, currency);
  const before = operate(store, "rule.template", `aturan ${template.name}`, (operation) =>
    terms.map((one) => addRule(operation, one)),
  );
  const isChanged = before.some((one) => one !== "same");
  const money = formatMoney(initial_balance, currencyOf(currency));
  const data = rulesOn(store, today(store))
    .filter(({ kind }) => terms.some((one) => one.kind === kind))
    .map((rule) => jsonOf(rule, currency));
  await context.done(
    { template: template.id, rules: data, changed: isChanged },
    isChanged
      ? `Aturan ${template.name} dipasang untuk saldo awal ${money}: ` +
          `${terms.map(ruleTyped).join(", ")} · periksa di situsnya: ${template.source} · ${UNDO}`
      : unchanged,
  );
  context.world.err(
    renderWarning(
      "Yang dihitung hanya hasil yang sudah tertutup; posisi terbuka (floating) tidak ikut. " +
        "Lihat: jurnal rule template apply --help",
      context.style,
    ),
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
  const store = await context.open("read");
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
