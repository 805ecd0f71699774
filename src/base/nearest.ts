/** How many slips of the finger a word of so many letters may have. */
function tolerance(length: number): number {
  if (length < 3) return 0;
  if (length < 5) return 1;
  return length < 8 ? 2 : 3;
}

/**
 * Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours
 * (Damerau 1964, each part of the text edited once).
 */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/**
 * The candidate most like the word, for "did you mean"; the first of several alike. Null when none
 * is near: one slip in words of 3 to 4 letters, two up to 7, three beyond. Case does not matter.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.trim().toLowerCase();
  let best: string | null = null;
  let least = tolerance(wanted.length) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const slips = distance(wanted, candidate.toLowerCase());
    if (slips < least) {
      best = candidate;
      least = slips;
    }
  }
  return best;
}
