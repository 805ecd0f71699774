/** Permutations of a max-T test; apart from it, for words tell it where nothing is tested. */
export const PERMUTATIONS = 1_999;
