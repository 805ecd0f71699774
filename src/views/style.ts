import { Chalk } from "chalk";

export interface StyleOptions {
  color: boolean;
  /** Nothing beyond ASCII in frames and marks. */
  ascii: boolean;
  emoji: boolean;
  columns: number;
}

/** How things look: meaning by name, never a colour; words and signs carry the meaning too. */
export interface Style {
  color: boolean;
  ascii: boolean;
  columns: number;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  muted(text: string): string;
  strong(text: string): string;
  heading(text: string): string;
  symbols: { done: string; error: string; warning: string; bullet: string; none: string };
}

export function makeStyle({ color, ascii, columns }: StyleOptions): Style {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    color,
    ascii,
    columns,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    muted: chalk.dim,
    strong: chalk.bold,
    heading: chalk.bold.cyan,
    symbols: ascii
      ? { done: "OK", error: "X", warning: "!", bullet: "-", none: "-" }
      : { done: "✔", error: "✖", warning: "!", bullet: "•", none: "–" },
  };
}
