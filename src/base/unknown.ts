let longest = new Float64Array(0);

/**
 * So many numbers that nobody knows (NaN), to be read only: all such columns are the same one, which of a
 * million trades takes 8 MB.
 */
export function unknownColumn(n: number): Float64Array {
  if (longest.length < n) longest = new Float64Array(n).fill(Number.NaN);
  return longest.subarray(0, n);
}
