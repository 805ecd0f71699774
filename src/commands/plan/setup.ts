import { formatShortDate } from "../../base/dates.ts";
import { groupBy } from "../../base/groups.ts";
import { type Currency, currencyOf, formatMoney } from "../../base/money.ts";
import { formatPercent } from "../../base/number.ts";
import { inR } from "../../base/phrases.ts";
import type { CommandSpec, HelpLine } from "../../cli/command.ts";
import type { Context } from "../../context.ts";
import { SUMMARY_COLUMNS } from "../../figures/figure.ts";
import { PLAN_COLUMNS } from "../../figures/multiples.ts";
import type { Results } from "../../figures/summary.ts";
import { operate } from "../../journal/changes.ts";
import { readLedger } from "../../journal/ledger/ledger.ts";
import {
  addSetup,
  editSetup,
  listSetups,
  requireSetup,
  retireSetup,
  type Setup,
} from "../../journal/plans/setups.ts";
import type { Store } from "../../journal/store.ts";
import { type TableColumn, toneOf } from "../../report/document.ts";
import { riskKnown, rText } from "../../report/known-risk.ts";
import { rateBySign } from "../../report/win-rate.ts";
import type { Reading } from "../../trade/readers.ts";
import { readChecks, readSetupName } from "../../trade/setups.ts";
import { cell, NOTHING, plainText, renderPairs, renderTable } from "../../views/table.ts";
import { nothingGiven, usage } from "../../words/errors.ts";
import { UNDO, unchanged } from "../../words/messages.ts";

const SETUP_ARGUMENT: HelpLine = ["<nama>", "nama setup, seperti di --setup"];
const CHECK: HelpLine = ["--check <teks...>", "yang diperiksa sebelum masuk, boleh beberapa"];

export const command: CommandSpec = {
  description: "setup Anda, dengan daftar periksanya",
  examples: ["jurnal setup list"],
  commands: {
    add: {
      alias: "tambah",
      description: "daftarkan setup",
      takes: [SETUP_ARGUMENT],
      options: [CHECK],
      examples: [
        'jurnal setup add pullback --check "Trend H4 searah" --check "Bukan 30 menit sekitar berita"',
      ],
      run: addOne,
    },
    list: {
      alias: "daftar",
      description: "semua setup dengan hasilnya",
      examples: ["jurnal setup list"],
      run: listAll,
    },
    show: {
      alias: "lihat",
      description: "satu setup: daftar periksa, hasil, dan R dengan rentangnya",
      takes: [SETUP_ARGUMENT],
      examples: ["jurnal setup show pullback"],
      run: showOne,
    },
    edit: {
      alias: "ubah",
      description: "ganti nama atau daftar periksa; transaksinya ikut nama baru",
      takes: [SETUP_ARGUMENT],
      options: [
        ["--name <nama>", "nama baru"],
        ["--check <teks...>", 'daftar periksa yang baru seluruhnya; "" mengosongkannya'],
      ],
      examples: ['jurnal setup edit pullback --check "Trend H4 searah"'],
      run: editOne,
    },
    retire: {
      alias: "pensiun",
      description: "berhenti memakai setup; transaksinya tetap",
      takes: [SETUP_ARGUMENT],
      examples: ["jurnal setup retire pullback"],
      run: retireOne,
    },
  },
};

interface SetupOptions {
  name?: string;
  check?: string[];
}

function readAs<T>(field: string, typed: string, reading: Reading<T>): T {
  if (!reading.ok) throw usage(field, typed, reading.expected);
  return reading.value;
}

const nameFrom = (field: string, typed: string) => readAs(field, typed, readSetupName(typed));
const checksFrom = (typed: readonly string[]) =>
  readAs("--check", typed.join(" "), readChecks(typed));

async function addOne(context: Context, typed: string, options: SetupOptions): Promise<void> {
  const setup = { name: nameFrom("nama", typed), checks: checksFrom(options.check ?? []) };
  const store = await context.open("write");
  const count = setup.checks.length === 0 ? "" : ` dengan ${setup.checks.length} yang diperiksa`;
  const brief = `setup ${setup.name}${count}`;
  const added = operate(store, "setup.add", `daftarkan ${brief}`, (operation) => {
    addSetup(operation, setup);
    return requireSetup(store, setup.name);
  });
  await context.done(added, `Terdaftar: ${brief} · ${UNDO}`);
}

async function editOne(context: Context, typed: string, options: SetupOptions): Promise<void> {
  const { name, check } = options;
  const edit = {
    ...(name === undefined ? {} : { name: nameFrom("--name", name) }),
    ...(check === undefined ? {} : { checks: checksFrom(check) }),
  };
  if (Object.keys(edit).length === 0) throw nothingGiven("Sebutkan --name atau --check.");
  const store = await context.open("read");
  const done = operate(store, "setup.edit", `ubah setup ${typed}`, (operation) => {
    const changed = editSetup(operation, requireSetup(store, typed), edit);
    return { changed, setup: requireSetup(store, edit.name ?? typed) };
  });
  const told = `Setup ${done.setup.name} diubah · ${UNDO}`;
  await context.done(done.setup, done.changed ? told : unchanged);
}

async function retireOne(context: Context, typed: string): Promise<void> {
  const store = await context.open("read");
  const done = operate(store, "setup.retire", `berhenti memakai setup ${typed}`, (operation) => {
    const changed = retireSetup(operation, requireSetup(store, typed));
    return { changed, setup: requireSetup(store, typed) };
  });
  const told = `Setup ${done.setup.name} tidak dipakai lagi; transaksinya tetap · ${UNDO}`;
  await context.done(done.setup, done.changed ? told : unchanged);
}

/** What the trades of a setup came to. */
async function figuresOf(store: Store, { name }: Setup): Promise<Results> {
  const { resultsOf } = await import("../../figures/summary.ts");
  const ledger = readLedger(store, { setup: name }, SUMMARY_COLUMNS, PLAN_COLUMNS);
  return resultsOf(ledger, currencyOf(store.profile.currency));
}

/** The same of each setup, with all trades read once. */
async function figuresOfAll(store: Store, setups: readonly Setup[]): Promise<Results[]> {
  if (setups.length === 0) return [];
  const { resultsOf } = await import("../../figures/summary.ts");
  const { groupsOf, ofRows } = await import("../../figures/groupings.ts");
  const columns = [...SUMMARY_COLUMNS, "setup"] as const;
  const ledger = readLedger(store, {}, columns, PLAN_COLUMNS);
  const { groups } = groupsOf(ledger, "setup", store.profile.zone);
  const byName = groupBy(groups, ({ key }) => folded(key));
  return setups.map(({ name }) => {
    const own = byName.get(folded(name)) ?? [];
    const rows = Int32Array.from(own.flatMap((group) => [...group.rows])).sort();
    return resultsOf(ofRows(ledger, rows), currencyOf(store.profile.currency));
  });
}

/** Letters as SQLite's NOCASE takes them: those of ASCII alone. */
const folded = (name: string) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The figures of a setup that `--json` tells, in fractions of 1 and in R. */
const told = ({ n, wins, judged, win_rate, win_rate_interval, net, ...rest }: Results) => ({
  n,
  wins,
  judged,
  win_rate,
  win_rate_interval,
  net,
  expectancy: rest.expectancy,
  expectancy_r: rest.expectancy_r,
  expectancy_r_interval: rest.expectancy_r_interval,
  r_known: rest.r_known,
  r_imputed: rest.r_imputed,
});

const COLUMNS: readonly TableColumn[] = [
  { title: "Setup", align: "left", dropOrder: 0 },
  { title: "Diperiksa", align: "right", dropOrder: 4 },
  { title: "Trx", align: "right", dropOrder: 0 },
  { title: "Win rate", align: "right", dropOrder: 2 },
  { title: "Hasil", align: "right", dropOrder: 0 },
  { title: "R", align: "right", dropOrder: 1 },
  { title: "95%", align: "left", dropOrder: 3 },
  { title: "", align: "left", dropOrder: 0 },
];

async function listAll(context: Context): Promise<void> {
  const store = await context.open("read");
  const currency = currencyOf(store.profile.currency);
  const setups = listSetups(store);
  const figures = await figuresOfAll(store, setups);
  const all = figures.flatMap((one, i) => {
    const setup = setups[i];
    return setup === undefined ? [] : [{ setup, figures: one }];
  });
  const data = all.map(({ setup, figures }) => ({ ...setup, ...told(figures) }));
  await context.show(data, () => {
    if (all.length === 0) return "Belum ada setup. Daftarkan: jurnal setup add pullback";
    const rows = all.map(({ setup, figures: { n, win_rate, net, ...r } }) => [
      cell(plainText(setup.name), setup.retired_on === null ? "plain" : "muted"),
      cell(setup.checks.length === 0 ? NOTHING : String(setup.checks.length)),
      cell(String(n)),
      cell(win_rate === null ? NOTHING : formatPercent(win_rate, 1)),
      cell(n === 0 ? NOTHING : formatMoney(net, currency, { sign: true }), toneOf(net)),
      cell(rText(r.expectancy_r, { known: r.r_known, of: n }) ?? NOTHING),
      cell(rangeText(r.expectancy_r_interval) ?? NOTHING),
      cell(setup.retired_on === null ? "" : "pensiun", "muted"),
    ]);
    return renderTable(COLUMNS, rows, context.style);
  });
}

const rangeText = (interval: Results["expectancy_r_interval"]) =>
  interval === null ? null : `${inR(interval.low)} sampai ${inR(interval.high)}`;

async function showOne(context: Context, typed: string): Promise<void> {
  const store = await context.open("read");
  const setup = requireSetup(store, typed);
  const figures = await figuresOf(store, setup);
  const currency = currencyOf(store.profile.currency);
  await context.show({ ...setup, ...told(figures) }, () => {
    const { style } = context;
    const checks = setup.checks.map((text) => `${style.symbols.dot} ${plainText(text)}`);
    return [
      style.heading(`Setup ${plainText(setup.name)}`),
      renderPairs(pairsOf(setup, figures, currency), style),
      ...(checks.length === 0 ? [] : ["", "Diperiksa sebelum masuk", ...checks]),
    ].join("\n");
  });
}

function pairsOf(setup: Setup, figures: Results, currency: Currency): [string, string][] {
  const { n, wins, judged = n, win_rate, win_rate_interval: range, net } = figures;
  const pairs: [string, string][] = [["Transaksi", String(n)]];
  if (setup.retired_on !== null) {
    pairs.push(["Pensiun", `sejak ${formatShortDate(setup.retired_on)}`]);
  }
  if (n === 0 || win_rate === null) return pairs;
  const of95 =
    range === null
      ? "belum andal"
      : `95%: ${formatPercent(range.low, 1)} sampai ${formatPercent(range.high, 1)}`;
  const percent = (rate: number) => formatPercent(rate, 1);
  pairs.push(["Hasil", formatMoney(net, currency, { sign: true })]);
  pairs.push([
    "Win rate",
    `${formatPercent(win_rate, 1)} (${wins} dari ${judged}; ${of95})${rateBySign(figures, percent)}`,
  ]);
  const known = riskKnown({ known: figures.r_known, of: n });
  const r95 = rangeText(figures.expectancy_r_interval);
  pairs.push([
    "Ekspektasi R",
    figures.expectancy_r === null
      ? `${NOTHING} (belum ada harga stop atau risiko yang diketahui)`
      : `${inR(figures.expectancy_r)} (${r95 === null ? "belum andal" : `95%: ${r95}`}; ${known})`,
  ]);
  return pairs;
}
