import type { Context } from "../../context.ts";

const PATIENCE_MS = 1_000;
const STEP_MS = 200;

/** A line on stderr that changes, where a person is there and it takes more than a second. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

/** Shows how far a file is read, once that takes longer than a person waits; silent for scripts. */
export function progressOn({ world, mayAsk }: Context): Progress {
  const begun = world.now();
  let last = begun + PATIENCE_MS;
  let width = 0;
  return {
    show(text) {
      const now = world.now();
      if (!mayAsk || now < last) return;
      last = now + STEP_MS;
      world.err(`\r${text.padEnd(width)}`);
      width = text.length;
    },
    end() {
      if (width > 0) world.err(`\r${" ".repeat(width)}\r`);
      width = 0;
    },
  };
}
