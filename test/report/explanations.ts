import { isGoodFactId } from "../../src/mentor/ids.ts";
import { FACT_WORDS } from "../../src/report/words/facts.ts";
import { HABIT_WORDS } from "../../src/report/words/habits.ts";
import { OTHER_PRAISE_WORDS, PRAISE_WORDS } from "../../src/report/words/praise.ts";

/** The rule of every detector, and where it is from, as `--why` and the docs tell them, by its id. */
export function explanations() {
  const facts = Object.entries(FACT_WORDS).filter(([id]) => !isGoodFactId(id));
  const many = [HABIT_WORDS, PRAISE_WORDS, OTHER_PRAISE_WORDS].flatMap((of) => Object.entries(of));
  return Object.fromEntries(
    [...many, ...facts].map(([id, { why }]) => [id, { rule: why.rule(), source: why.source }]),
  );
}
