import type { Command } from "commander";
import type { Access } from "./journal/open.ts";
import type { Store } from "./journal/store.ts";
import type { Style } from "./views/style.ts";
import type { World } from "./world.ts";

/** Options that every command takes. */
export interface GlobalOptions {
  db?: string;
  profile?: string;
  json?: boolean;
  /** False after --no-input. */
  input: boolean;
  /** False after --no-color. */
  color: boolean;
  ascii?: boolean;
  plain?: boolean;
}

/** What a command works with. */
export interface Context {
  world: World;
  options: GlobalOptions;
  style: Style;
  /** A person may be asked. */
  mayAsk: boolean;
  /**
   * Opens the journal once; it is closed when the command ends. A first look is for newcomers: they
   * need no journal for it, but a path that was typed ought to be there.
   */
  open(access: Access | "first-look"): Promise<Store>;
  /** Closes the journal until it is opened again: for a command that waits for days. */
  close(): void;
  /** Prints data as JSON with --json, else the text made of it. */
  show(data: unknown, text: () => string): Promise<void>;
  /** The command line with every command defined, not only the one that was called. */
  wholeProgram(): Promise<Command>;
  /** Runs another command line in a changed world; its exit code. */
  rerun(argv: readonly string[], changes: Partial<World>): Promise<number>;
  /** The exit code of a command that went well, where it is to say more than 0: set before it prints. */
  endWith(code: number): void;
  /** Tells what changed and how to take it back; with --json prints the data instead. */
  done(data: unknown, message: string): Promise<void>;
}
