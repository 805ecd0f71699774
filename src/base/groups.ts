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
