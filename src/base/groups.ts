/** The items by their key, in order of first appearance. Map.groupBy is in Node from 21 on. */
export function groupBy<K, T>(
  items: readonly T[],
  keyOf: (item: T, index: number) => K,
): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  items.forEach((item, index) => {
    addTo(groups, keyOf(item, index), item);
  });
  return groups;
}

/** Puts a value at the end of its key's list. */
export function addTo<K, T>(lists: Map<K, T[]>, key: K, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Things by number, from 0, that are joined pair by pair (union-find). */
export interface Joined {
  join(a: number, b: number): void;
  /** The lowest number of all that are joined with it, itself among them. */
  firstOf(index: number): number;
}

/** So many things, each by itself at first. */
export function joined(count: number): Joined {
  const root = new Int32Array(count).map((_, index) => index);
  const firstOf = (index: number): number => {
    let at = index;
    while (root[at] !== at) at = root[at] ?? at;
    return at;
  };
  return {
    firstOf,
    join(a, b) {
      const [one, other] = [firstOf(a), firstOf(b)];
      root[Math.max(one, other)] = Math.min(one, other);
    },
  };
}
