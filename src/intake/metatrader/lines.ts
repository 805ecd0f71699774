/** Counts line ends up to a position of the text fed so far. */
export function lineCounter(): { enter: (chunk: string) => void; at: (index: number) => number } {
  let chunk = "";
  let start = 0; // of the chunk, in the whole text
  let seen = 1;
  let next = -1; // next line end in the chunk, not yet counted
  const advance = (to: number): void => {
    while (next !== -1 && next < to) {
      seen++;
      next = chunk.indexOf("\n", next + 1);
    }
  };
  return {
    enter(text) {
      advance(chunk.length);
      start += chunk.length;
      chunk = text;
      next = chunk.indexOf("\n");
    },
    at(index) {
      advance(index - start);
      return seen;
    },
  };
}
