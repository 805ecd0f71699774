import { formatNumber, formatPercent } from "../../src/base/number.ts";
import { EXPORTED_TRADE } from "../../src/journal/exported.ts";
import { ITEM_IDS, WEIGHTS } from "../../src/mentor/risk.ts";
import { RULE_KINDS } from "../../src/mentor/rules/all.ts";
import { GOOD } from "../../src/mentor/thresholds.ts";
import { ITEM_NAMES } from "../../src/report/risk.ts";
import { PRAISE_WORDS } from "../../src/report/words/praise.ts";
import { RULE_WORDS } from "../../src/report/words/rules.ts";
import { explanations } from "../report/explanations.ts";

/** What of the manual is a list that the code keeps, by the name of its place in a page. */
const TABLES: Readonly<Record<string, () => string>> = {
  aturan: () =>
    table(
      ["nama", "aturan dan rumus", "sumber"],
      Object.entries(explanations()).map(([id, { rule, source }]) => [`\`${id}\``, rule, source]),
    ),
  sendiri: () =>
    table(
      ["aturan", "artinya", "nilai lain"],
      RULE_KINDS.map((kind) => {
        const { value, meaning, also } = RULE_WORDS[kind];
        return [
          `\`${`${kind} ${value}`.trim()}\``,
          meaning,
          also.map((one) => `\`${one}\``).join(", "),
        ];
      }),
    ),
  kolom: () => `  ${EXPORTED_TRADE.map(({ name }) => `\`${name}\``).join(", ")}`,
  skor: () =>
    table(
      ["yang mengurangi", "poin"],
      ITEM_IDS.map((id) => [ITEM_NAMES[id], formatNumber(WEIGHTS[id], 1, { trim: true })]),
    ),
  pujian: () =>
    table(
      ["nama", "yang dihitung", "kesempatan, paling sedikit", "batas bawah"],
      (Object.keys(GOOD) as (keyof typeof GOOD)[]).map((id) => {
        const { chances, bound01 } = GOOD[id];
        const { of, kept } = PRAISE_WORDS[id];
        return [`\`${id}\``, `${of} ${kept}`, String(chances), formatPercent(bound01)];
      }),
    ),
};

/** The page with what stands between `<!-- name -->` and `<!-- /name -->` as the code has it. */
export function withTables(page: string): string {
  return page.replace(
    /(<!-- (\w+) -->\n)[\s\S]*?( *<!-- \/\2 -->)/g,
    (whole, start: string, name: string, end: string) => {
      const make = TABLES[name];
      return make === undefined ? whole : `${start}\n${make()}\n\n${end}`;
    },
  );
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("<", "&lt;")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The first group of each line that matches. */
export const linesOf = (text: string, pattern: RegExp): string[] =>
  text.split("\n").flatMap((line) => pattern.exec(line)?.[1] ?? []);

/** The anchor that GitHub gives a heading. */
export const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

/** What stands in backticks in a column (the first one) of the table whose header begins so. */
export function firstColumn(page: string, header: string, column = 0): string[] {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => new RegExp(`^\\| ${header} *\\|`).test(line));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).flatMap((line) => {
    const cell = line.split("|")[column + 1] ?? "";
    return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
  });
}

/**
 * The command lines of a page: in code spans, and in blocks of shell that are not played through.
 * "jurnal mood set/list" is two.
 */
export function mentioned(page: string): string[] {
  const spans = [...page.matchAll(/`(jurnal(?: [^`\n]*)?)`/g)].map(([, span = ""]) => span);
  const blocks = [...page.matchAll(/^```bash\n([\s\S]*?)^```/gm)].flatMap(([, body = ""]) =>
    [...body.matchAll(/(?:^|[( ])(jurnal [^)#>|\n]*)/g)].map(([, line = ""]) => line.trim()),
  );
  return [...spans, ...blocks].flatMap((line) => {
    const choice = / ([a-z-]+(?:\/[a-z-]+)+)$/.exec(line);
    if (choice === null) return [line];
    return (choice[1] ?? "").split("/").map((verb) => `${line.slice(0, choice.index)} ${verb}`);
  });
}
