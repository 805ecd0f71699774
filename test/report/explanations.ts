import { RULES } from "../../src/report/words/why.ts";

/** The rule of every detector, and where it is from, as `--why` and the docs tell them, by its id. */
export const explanations = () =>
  Object.fromEntries(
    Object.entries(RULES).map(([id, { rule, source }]) => [id, { rule: rule(), source }]),
  );
