import { type Claim, claimsOf, type Heard, heardFrom, heardOf } from "./claims.ts";
import { makeTrader } from "./generate.ts";
import { SCHOOLS } from "./honest.ts";
import { COSTLY, claimsOfPlanner, PLANNERS, type Planner } from "./planners.ts";
import type { RecipeId } from "./recipes.ts";

/*
 * The whole table of the simulations beside the figures of the specification (sections 5.2, 5.3).
 * The first argument is the number of traders for false claims (2,000); a quarter of it, at least
 * 20, is used for each line of power. The second is the seed.
 */
const traders = Number(process.argv[2] ?? 2_000);
const seed = Number(process.argv[3] ?? 20_260_000);
const MARKS = [30, 50, 75, 100, 150, 200, 250, 300];
const NEUTRAL = "hasil_setelah_2_rugi";

function claimsIn(id: RecipeId, count: number, trades: number, strength = 1): Claim[][] {
  return Array.from({ length: count }, (_, k) => {
    return claimsOf(makeTrader(id, seed + 1_000 * k, trades, strength)).claims;
  });
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
const row = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(12)).join("");

function everBy(claims: readonly Claim[][], m: number, keep: (claim: Claim) => boolean): number {
  return claims.filter((some) => some.some((claim) => claim.m <= m && keep(claim))).length;
}

/** "3 jam, 1 simbol": which claims these were. */
function talliesOf(heard: readonly Heard[]): string {
  const counts = new Map<string, number>();
  for (const id of heard.flatMap(({ ids }) => ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, count]) => `${count} ${id}`).join(", ");
}

const FALSE: readonly [RecipeId, string][] = [
  ["acak", "P 1.5; any 1.0 / 2.1 / 3.1; with H1 3.6"],
  ["jinak", "P 2.3; any 1.2 / 3.2 / 4.1; with H1 7.7"],
  ["disiplin", "P 0.3; any 0.3 / 0.7 / 1.4"],
  ["jinak_keras", "any 2.4 / 5.6 / 8.4"],
];

/** What is told where leaving a plan costs something. */
const OF_COST: Readonly<Record<string, string>> = {
  unplanned: "tanpa_rencana",
  left: "keluar_dari_rencana",
  unchecked: "checklist_dilewati",
};

const POWER: readonly [RecipeId, string, number, string][] = [
  ["balas", "balas_dendam", 1, ".02 .28 .65 .79 .85 .88"],
  ["balas", "lot_naik_setelah_rugi", 1, ".02 .29 .62 .76 .85 .87"],
  ["balas", "masuk_cepat_setelah_rugi", 1, ".02 .19 .40 .55 .70 .78"],
  ["balas", "aturan_longgar", 1, "0 .04 .16 .31 .42 .47"],
  ["balas", "balas_dendam", 0.5, "100: .30, 200: .77"],
  ["martingale", "martingale", 1, ".76 .87 .91 .94 .97 .98"],
  ["martingale", "lot_naik_setelah_rugi", 1, ".26 .73 .82 .87 .90 .93"],
  ["avgdown", "rata_rugi", 1, ".36 .67 .84 .92 .97 .98"],
  ["potong", "potong_untung", 1, ".01 .19 .79 .99 1.0 1.0"],
  ["disposisi", "potong_untung", 1, ".11 .39 .69 .90 .99 1.0"],
  ["disposisi", "efek_disposisi", 1, ".01 .04 .13 .22 .36 .54"],
  ["tilt", "aturan_longgar", 1, ".04 .26 .59 .80 .94 .98"],
  ["housemoney", "lot_naik_saat_untung", 1, "0 .07 .36 .68 .91 .96"],
  ["over", "ledakan_setelah_rugi", 1, "0 0 0 0 .02 .08"],
  ["jamburuk", "jam", 1, "0 0 0 0 0 .01"],
  ["jamburuk", "jam", 2, "100: .08, 200: .27"],
  ["simbolburuk", "simbol", 1, "0 0 0 .01 .02 .06"],
  ["simbolburuk", "simbol", 2, "100: .66, 200: .97"],
  ["moodburuk", "emosi", 1, "0 0 0 0 .01 .03"],
  ["moodburuk", "emosi", 2, "100: .03, 200: .31"],
];

console.log(`Claims without a habit, ever by n (${traders} traders, seed ${seed})`);
console.log(row(["trader", "P 300", "any 100", "any 200", "any 300", "with H1", "document"]));
for (const [id, document] of FALSE) {
  const claims = claimsIn(id, traders, 300);
  const told = (claim: Claim) => claim.id !== NEUTRAL;
  const cells = [
    everBy(claims, 300, (claim) => claim.level === "kebiasaan"),
    ...[100, 200, 300].map((m) => everBy(claims, m, told)),
    everBy(claims, 300, () => true),
  ];
  console.log(row([id, ...cells.map((count) => percent(count, traders)), document]));
}

console.log(
  `\nHonest traders of every school who heard something, within 300 trades (${traders} each)`,
);
console.log(row(["school", "habits", "patterns", "moods", "edge", "any"]));
const kinds = ["habits", "patterns", "moods", "edge"] as const;
const schools: readonly (readonly [string, (seed: number) => Heard])[] = [
  ...SCHOOLS.map((school) => [school, (own: number) => heardOf(school, own, 300)] as const),
  ...(["acak", "jinak"] as const).map(
    (id) => [id, (own: number) => heardFrom(makeTrader(id, own, 300))] as const,
  ),
];
for (const [name, listen] of schools) {
  const heard = Array.from({ length: traders }, (_, k) => listen(seed + 1_000 * k));
  const shares = kinds.map((kind) => percent(heard.filter((one) => one[kind]).length, traders));
  const any = heard.filter(({ ids }) => ids.length > 0);
  console.log(row([name, ...shares, percent(any.length, traders)]) + talliesOf(any));
}

console.log(
  `\nHonest traders who leave their plans, told something within 300 trades (${traders} each)`,
);
console.log(row(["planner", "of plans", "any"]));
const isOfPlans = ({ id }: Claim) => Object.values(OF_COST).includes(id);
for (const kind of Object.keys(PLANNERS) as Planner[]) {
  const heard = Array.from({ length: traders }, (_, k) =>
    claimsOfPlanner(kind, seed + 1_000 * k, 300),
  );
  const count = (keep: (claim: Claim) => boolean) =>
    percent(heard.filter((claims) => claims.some(keep)).length, traders);
  console.log(row([kind, count(isOfPlans), count(() => true)]));
}

const some = Math.max(20, Math.floor(traders / 4));
console.log(`\nPower, ever by n (${some} traders each); last column: the document by 200`);
console.log(row(["trader", "strength", ...MARKS.slice(0, 6).map(String), "detector"]));
let last = { key: "", claims: [] as Claim[][] };
for (const [id, detector, strength, document] of POWER) {
  const key = `${id} ${strength}`;
  if (last.key !== key) last = { key, claims: claimsIn(id, some, 200, strength) };
  const shares = MARKS.slice(0, 6).map((m) => {
    return (everBy(last.claims, m, (claim) => claim.id === detector) / some).toFixed(2);
  });
  console.log(`${row([id, String(strength), ...shares])}${detector} (${document})`);
}

console.log(
  `\nPower of what leaving a plan costs, 0.7 R a trade, ever by n (${some} traders each)`,
);
for (const [name, costly] of Object.entries(COSTLY)) {
  const claims = Array.from({ length: some }, (_, k) =>
    claimsOfPlanner("random", seed + 1_000 * k, 200, costly),
  );
  const shares = MARKS.slice(0, 6).map((m) =>
    (everBy(claims, m, ({ id }) => id === OF_COST[name]) / some).toFixed(2),
  );
  console.log(row([name, "1", ...shares]) + OF_COST[name]);
}
