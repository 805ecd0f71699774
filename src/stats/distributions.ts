import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import gammainc from "@stdlib/math-base-special-gammainc";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { allFinite, isConstant, mean, standardDeviation } from "./moments.ts";

/**
 * t with P(T <= t) = 0.975 for 1, 2, ... degrees of freedom, as `studentQuantile` gives them (a test
 * compares each): an interval in a daily report is not worth loading that library.
 */
const T_975: readonly number[] = [
  12.7062047362, 4.30265272975, 3.18244630528, 2.7764451052, 2.57058183564, 2.44691185114,
  2.36462425159, 2.3060041352, 2.2621571628, 2.22813885199, 2.20098516009, 2.17881282967,
  2.16036865646, 2.14478668792, 2.13144954556, 2.11990529922, 2.10981557783, 2.10092204024,
  2.09302405441, 2.08596344727, 2.07961384473, 2.0738730679, 2.06865761042, 2.06389856163,
  2.05953855275, 2.05552943864, 2.05183051648, 2.0484071418, 2.04522964213, 2.0422724563,
  2.0395134464, 2.03693334346, 2.03451529745, 2.03224450932, 2.03010792825, 2.02809400098,
  2.02619246303, 2.02439416391, 2.02269092004, 2.02107539031, 2.01954097044, 2.01808170282,
  2.01669219923, 2.01536757444, 2.01410338888, 2.01289559892, 2.01174051373, 2.01063475762,
  2.00957523713, 2.0085591121, 2.00758377032, 2.00664680506, 2.00574599532, 2.00487928819,
  2.00404478329, 2.00324071885, 2.00246545929, 2.00171748415, 2.00099537809, 2.00029782201,
  1.99962358499, 1.99897151703, 1.99834054252, 1.99772965432, 1.99713790839, 1.99656441895,
  1.99600835403, 1.99546893143, 1.99494541511, 1.99443711177, 1.99394336785, 1.99346356666,
  1.99299712589, 1.99254349518, 1.992102154, 1.99167260964, 1.99125439539, 1.99084706881,
  1.99045021023, 1.99006342125, 1.98968632346, 1.98931855714, 1.98895978018, 1.98860966698,
  1.98826790748, 1.98793420624, 1.98760828159, 1.98728986483, 1.98697869951, 1.9866745407,
  1.98637715442, 1.98608631695, 1.98580181435, 1.98552344187, 1.98525100351, 1.98498431152,
  1.98472318601, 1.98446745451, 1.98421695159, 1.98397151852, 1.98373100296, 1.98349525856,
  1.98326414477, 1.98303752648, 1.9828152738, 1.98259726177, 1.98238337018, 1.98217348331,
  1.98196748974, 1.98176528213, 1.98156675707, 1.98137181488, 1.98118035941, 1.98099229798,
  1.9808075411, 1.98062600246, 1.98044759868, 1.98027224927, 1.98009987646, 1.97993040508,
  1.97976376251, 1.97959987849, 1.97943868509, 1.9792801166, 1.97912410942, 1.97897060199,
  1.9788195347, 1.97867084984, 1.97852449148, 1.97838040545, 1.97823853923, 1.97809884192,
  1.97796126417, 1.97782575809, 1.97769227724, 1.97756077656, 1.97743121231, 1.97730354203,
  1.97717772449, 1.97705371966, 1.97693148863, 1.97681099363, 1.97669219793, 1.97657506583,
  1.97645956263, 1.97634565459, 1.9762333089, 1.97612249361, 1.97601317769, 1.9759053309,
  1.97579892382, 1.97569392782, 1.97559031501, 1.97548805823, 1.97538713106, 1.9752875077,
  1.97518916308, 1.97509207271, 1.97499621277, 1.97490156, 1.97480809175, 1.97471578592,
  1.97462462097, 1.97453457586, 1.97444563009, 1.97435776366, 1.97427095703, 1.97418519114,
  1.9741004474, 1.97401670763, 1.9739339541, 1.97385216949, 1.97377133689, 1.97369143976,
  1.97361246195, 1.97353438771, 1.97345720159, 1.97338088855, 1.97330543384, 1.97323082307,
  1.97315704216, 1.97308407734, 1.97301191514, 1.97294054239, 1.97286994621, 1.972800114,
  1.97273103341, 1.97266269238, 1.9725950791, 1.972528182, 1.97246198977, 1.97239649132,
  1.9723316758, 1.97226753258, 1.97220405127, 1.97214122166, 1.97207903378, 1.97201747784,
  1.97195654425, 1.97189622363, 1.97183650678, 1.97177738467, 1.97171884846, 1.97166088949,
  1.97160349926, 1.97154666945, 1.97149039187, 1.97143465852, 1.97137946155, 1.97132479324,
  1.97127064605, 1.97121701255, 1.97116388547, 1.97111125766, 1.97105912213, 1.971007472,
  1.97095630053, 1.97090560108, 1.97085536716, 1.97080559238, 1.97075627049, 1.97070739532,
  1.97065896084, 1.9706109611, 1.97056339029, 1.97051624268, 1.97046951265, 1.97042319467,
  1.97037728333, 1.97033177328, 1.97028665928, 1.9702419362, 1.97019759897, 1.97015364262,
  1.97011006227, 1.9700668531, 1.9700240104, 1.96998152953, 1.96993940592, 1.96989763508,
];

/** Half-width of a 95 % interval in standard errors; beyond 240 degrees of freedom that of 240. */
export function studentFactor95(df: number): number {
  return T_975[Math.min(df, T_975.length) - 1] ?? Number.POSITIVE_INFINITY;
}

/**
 * Probabilities of a distribution on `count` neighbouring values given only the ratio
 * w(i+1) / w(i), which must fall from above to below 1 at most once (one mode). The weights are
 * built outward from the mode and divided by their sum, so nothing overflows, no factorial is
 * taken and each probability keeps about 15 digits.
 */
export function unimodalProbabilities(
  count: number,
  ratio: (index: number) => number,
): Float64Array {
  const weights = new Float64Array(count);
  let mode = 0;
  while (mode < count - 1 && ratio(mode) > 1) mode++;
  weights[mode] = 1;
  for (let i = mode; i < count - 1; i++) weights[i + 1] = (weights[i] ?? 0) * ratio(i);
  for (let i = mode; i > 0; i--) weights[i - 1] = (weights[i] ?? 0) / ratio(i - 1);
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

/** Sum of the probabilities from index `from` (included) to `to` (excluded), at most 1. */
export function probabilityBetween(probabilities: Float64Array, from: number, to: number): number {
  let total = 0;
  const last = Math.min(probabilities.length, to);
  for (let i = Math.max(0, from); i < last; i++) total += probabilities[i] ?? 0;
  return Math.min(1, total);
}

/** `hits` of `count` members of a group have a property. */
export type Share = { readonly hits: number; readonly count: number };

/** Relative slack in comparing probabilities of tables, as R's fisher.test. */
const SLACK = 1e-7;

/**
 * Fisher's exact test, one-sided: the probability, given the margins, of at least `a.hits` hits
 * in group a (the share in a is larger than in b). Null for an empty group or impossible counts.
 */
export function fisherGreater(a: Share, b: Share): number | null {
  const table = tableProbabilities(a, b);
  if (table === null) return null;
  return probabilityBetween(table.probabilities, table.observed, table.probabilities.length);
}

/**
 * Fisher's exact test, two-sided: the probability of all tables with these margins that are no
 * likelier than the observed one (R, scipy). Null as above.
 */
export function fisherTwoSided(a: Share, b: Share): number | null {
  const table = tableProbabilities(a, b);
  if (table === null) return null;
  const limit = (table.probabilities[table.observed] ?? 0) * (1 + SLACK);
  const total = table.probabilities.reduce((acc, p) => (p <= limit ? acc + p : acc), 0);
  return Math.min(1, total);
}

/** Hypergeometric distribution of the hits in a, from the fewest possible; index of ours. */
function tableProbabilities(
  a: Share,
  b: Share,
): { probabilities: Float64Array; observed: number } | null {
  if (!isShare(a) || !isShare(b)) return null;
  const hits = a.hits + b.hits;
  const fewest = Math.max(0, hits - b.count);
  const most = Math.min(hits, a.count);
  const probabilities = unimodalProbabilities(most - fewest + 1, (index) => {
    const k = fewest + index;
    return ((hits - k) * (a.count - k)) / ((k + 1) * (b.count - hits + k + 1));
  });
  return { probabilities, observed: a.hits - fewest };
}

function isShare({ hits, count }: Share): boolean {
  return count > 0 && hits >= 0 && hits <= count;
}

/*
 * Normal, Student and chi-square probabilities. The numbers come from @stdlib (ports of FreeBSD's
 * libm and Boost.Math, about 1e-14 relative, far tails included); this file only gives them
 * the shapes the tests need. Importing it loads that library: measures that need no probability
 * must not import it.
 */

/** P(Z > z) of the standard normal; exact in both tails. */
export function normalTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** P(Z <= z) of the standard normal. */
export function normalCdf(z: number): number {
  return normalTail(-z);
}

/** z with P(Z <= z) = p, for 0 < p < 1. */
export function normalQuantile(p: number): number {
  return -Math.SQRT2 * erfcinv(2 * p);
}

/** P(T > t) of Student's t with `df` degrees of freedom (df > 0, may be a fraction). */
export function studentTail(t: number, df: number): number {
  return tCdf(-t, df);
}

/** min(1, 2 P(T > |t|)): the two-sided p-value of a t statistic. */
function studentTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * studentTail(Math.abs(t), df));
}

/** t with P(T <= t) = p for `df` degrees of freedom, 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  return tQuantile(p, df);
}

/** P(X > x) of chi-square with `df` degrees of freedom; 1 for x <= 0. */
export function chiSquareTail(x: number, df: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, df / 2, true, true);
}

/** Both ends of an interval. */
export type Interval = { readonly low: number; readonly high: number };

/** z of a one-sided bound at 95 %. */
export const Z_ONE_SIDED_95 = 1.6448536269514722;

/**
 * Wilson's score interval of a share for a given z; inside 0..1 and valid for 0 and all hits. Null
 * for count 0 or impossible hits. Needs no probability library. Wilson 1927.
 */
export function wilsonAt(hits: number, count: number, z: number): Interval | null {
  if (!(count > 0 && hits >= 0 && hits <= count)) return null;
  const share = hits / count;
  const scale = 1 + z ** 2 / count;
  const spread = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const centre = share + z ** 2 / (2 * count);
  // At 0 and all hits an end is exactly the share; rounding must not push it outside 0..1.
  return {
    low: hits === 0 ? 0 : (centre - spread) / scale,
    high: hits === count ? 1 : (centre + spread) / scale,
  };
}

/** A t statistic with its degrees of freedom and two-sided p-value. */
export type StudentTest = { readonly t: number; readonly df: number; readonly p: number };

/**
 * One-sample t-test that the mean is zero, two-sided, df = n - 1. Null for n < 2 or no spread
 * (then t has no value, even though the mean is known without error).
 */
export function oneSampleT(values: readonly number[]): StudentTest | null {
  if (values.length < 2 || isConstant(values) || !allFinite(values)) return null;
  const df = values.length - 1;
  const t = (mean(values) / standardDeviation(values)) * Math.sqrt(values.length);
  return { t, df, p: studentTwoSided(t, df) };
}

/**
 * Exact one-sided binomial test: P(X >= successes) of `count` trials with probability `p`.
 * Null for count 0, successes outside 0..count, or unless 0 < p < 1.
 */
export function binomialGreater(successes: number, count: number, p: number): number | null {
  if (!(count > 0 && successes >= 0 && successes <= count && p > 0 && p < 1)) return null;
  const odds = p / (1 - p);
  const probabilities = unimodalProbabilities(count + 1, (k) => ((count - k) / (k + 1)) * odds);
  return probabilityBetween(probabilities, successes, count + 1);
}
