/** Names a kind of failure; tests and scripts hold on to it, the sentence may change. */
export type ErrorCode = string;

/** Exit codes of the program; docs/bots.md lists them. */
export const EXIT = { ok: 0, user: 1, usage: 2, limit: 3, bug: 70, interrupted: 130 } as const;

/**
 * Something the user can mend. `message` is an Indonesian sentence that names the field, shows
 * the value and says what is expected; `hint` is the next step. `exit` is 1 unless the command
 * line itself was wrong (2).
 */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly exit: number;

  constructor(code: ErrorCode, message: string, hint?: string, exit: number = EXIT.user) {
    super(message);
    this.name = "UserError";
    this.code = code;
    this.hint = hint;
    this.exit = exit;
  }
}

/** Whoever read stdout has seen enough (`| head`): nothing more can be said there. */
export class OutputClosed extends Error {}

/** Stdout takes no more, for a reason of its own: a full disk behind it, a lost file. */
export class OutputFailed extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`stdout: ${code}`);
    this.code = code;
  }
}

/** What a UserError says: what is wrong, and what to do next. */
export type MessageAndHint = [message: string, hint: string];
