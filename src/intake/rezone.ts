import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { operate } from "../journal/changes.ts";
import { type Account, findAccount, listAccounts } from "../journal/owners.ts";
import { rezone } from "../journal/rezone.ts";
import type { Store } from "../journal/store.ts";
import { missing } from "../words/errors.ts";
import { unchanged } from "../words/messages.ts";
import { zoneFrom } from "./settle.ts";
import * as words from "./words.ts";

/** `trade import --rezone ACCOUNT ZONE`: reads the account's server times on another clock. */
export async function rezoneAccount(
  context: Context,
  name: string,
  rest: readonly string[],
): Promise<void> {
  const [typed] = rest;
  if (typed === undefined) throw missing(words.EXPECTED_ZONE);
  const zone = zoneFrom(typed);
  const store = await context.open("write");
  const brief = words.rezoneBrief(name, zone);
  const { trades, before } = operate(store, "account.rezone", brief, (operation) => {
    const account = accountNamed(store, name);
    return { trades: rezone(operation, account, zone), before: account.server_zone };
  });
  const message =
    trades === 0 && before === zone ? unchanged : words.rezoned(name || '""', zone, trades);
  await context.done({ account: name, server_zone: zone, trades }, message);
}

function accountNamed(store: Store, name: string): Account {
  const account = findAccount(store, name);
  if (account !== null) return account;
  const known = listAccounts(store).map((one) => one.name || '""');
  throw new UserError("account-unknown", ...words.unknownAccount(name, known));
}
