import { EXPLANATIONS } from "../src/report/words/why.ts";

/** The mentor's rules as a Markdown table, one line each, as `report --why` tells them. */
export function rulesTable(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
  const rows = Object.entries(EXPLANATIONS).map(
    ([id, { rule, source }]) => `| \`${id}\` | ${cell(rule)} | ${cell(source)} |`,
  );
  return ["| nama | aturan dan rumus | sumber |", "| --- | --- | --- |", ...rows].join("\n");
}
