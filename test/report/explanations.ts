import { isGoodFactId } from "../../src/mentor/ids.ts";
import { FACT_WORDS } from "../../src/report/words/facts.ts";
import { RULES } from "../../src/report/words/why.ts";

/** The rule of every detector, and where it is from, as `--why` and the docs tell them, by its id. */
export function explanations() {
  const facts = Object.entries(FACT_WORDS)
    .filter(([id]) => !isGoodFactId(id))
    .map(([id, { why }]) => [id, why] as const);
  return Object.fromEntries(
    [...Object.entries(RULES), ...facts].map(([id, { rule, source }]) => [
      id,
      { rule: rule(), source },
    ]),
  );
}
