/** What a person can be asked; every question goes to stderr, so that stdout stays data. */
export interface Ask {
  /** A line of text; `check` answers true or what is wrong. */
  text(question: {
    message: string;
    initial?: string;
    check?(answer: string): true | string;
  }): Promise<string>;
  /** One of the choices. */
  choose<T>(question: {
    message: string;
    choices: readonly { value: T; label: string; hint?: string }[];
    initial?: T;
  }): Promise<T>;
  /**
   * Free text with suggestions to pick from while typing; `skip` names the choice that answers
   * "" to Enter alone; without it Enter alone is no answer, and the question stays.
   */
  suggest(question: {
    message: string;
    suggestions: readonly string[];
    skip?: string;
    check?(answer: string): true | string;
  }): Promise<string>;
}

/** Programs that run on this machine, by their numbers. */
export interface Processes {
  /** This one. */
  own: number;
  isRunning(id: number): boolean;
}

/** Every side effect of the program but its database. */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number;
  /** The machine's zone: an IANA name, or its offset ("+07:00", "+00:00") where it states none. */
  zone(): string;
  /** Writes to stdout; resolves when more may be written. */
  out(text: string): Promise<void>;
  /** Writes to stderr. */
  err(text: string): void;
  /** Standard input. */
  input: AsyncIterable<Uint8Array>;
  ask: Ask;
  /** Opens the text in the user's editor ($VISUAL, $EDITOR) and returns what was saved. */
  edit(text: string): Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
  processes: Processes;
  /** Waits so many milliseconds, or until the signal aborts. */
  pause(milliseconds: number, until: AbortSignal): Promise<void>;
  /** From now on Ctrl-C or SIGTERM calls this, once, instead of ending the program. */
  onStop(stop: () => void): void;
  home: string;
  platform: string;
  /** A folder for files that may go at any time. */
  tmp: string;
  /** A person is there to answer: stdin and stderr are terminals. */
  isInteractive: boolean;
  /** stdout is a terminal. */
  isTerminal: boolean;
  /** Nothing may be written to the journal, whatever the command. */
  readOnly?: boolean;
  /** Width of the terminal, 80 where there is none. */
  columns: number;
}
