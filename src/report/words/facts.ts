import { BAD_FACT_WORDS } from "./bad-facts.ts";
import type { FactWords } from "./fact.ts";
import { GOOD_FACT_WORDS } from "./good-facts.ts";

/** What is said of the facts of a day. */
export const FACT_WORDS: FactWords = { ...BAD_FACT_WORDS, ...GOOD_FACT_WORDS };
