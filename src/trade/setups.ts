/** The longest text of one line of a setup's checklist. */
export const LONGEST_CHECK = 200;
