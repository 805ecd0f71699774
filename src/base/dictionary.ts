/**
 * A table to look up words in that come from outside: it knows its own keys and nothing else, where
 * a plain object also answers to "constructor" and "__proto__".
 */
export function dictionary<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.freeze(Object.assign(Object.create(null), entries));
}
