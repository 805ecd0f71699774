import { createHash } from "node:crypto";
import { sumDecimals } from "../../src/base/decimal.ts";
import type { JournalTrade } from "../../src/intake/mapped/row.ts";
import type { CashDraft, Statement, TradeDraft } from "../../src/intake/statement.ts";

const say = (value: unknown): string => (value === null ? "-" : String(value));
const known = (used: boolean | null): string => (used === null ? "?" : used ? "yes" : "no");
const net = (trades: readonly TradeDraft[]): string => sumDecimals(trades.map((one) => one.net));

/** What only our own files and a column map tell of a trade, by what the goldens call it. */
const ownOf = ({ account, currency, own }: Partial<JournalTrade>) => ({
  account,
  currency,
  riskPercent: own?.risk_percent,
  strategy: own?.strategy_used,
  botId: own?.bot_id,
  tags: own?.tags,
  note: own?.note,
});

function trade(name: string, one: TradeDraft): string[] {
  const parent = one.parentId === null ? "" : ` of #${one.parentId}`;
  const costs = `commission ${one.commission}, swap ${one.swap}, fee ${one.fee}`;
  const key = createHash("sha1").update(one.raw).digest("hex").slice(0, 8);
  const more = [
    one.exitReason === null ? "" : `closed by ${one.exitReason}`,
    one.approximate ? "approximate" : "",
    one.magic === null ? "" : `magic ${one.magic}`,
    one.comment === null ? "" : JSON.stringify(one.comment),
    ...Object.entries(ownOf(one)).map(([name, value]) =>
      value == null ? "" : `${name} ${JSON.stringify(value)}`,
    ),
    `${one.family} ${key}`,
  ];
  return [
    `${name} (line ${one.line}): #${say(one.externalId)}${parent} ${one.symbol} ${say(one.side)} ${say(one.lot)}`,
    `  ${say(one.entryTime)} at ${say(one.entryPrice)} > ${say(one.exitTime)} at ${say(one.exitPrice)}`,
    `  stop ${say(one.stopLoss)} (${known(one.stopLossUsed)}), target ${say(one.takeProfit)} (${known(one.takeProfitUsed)})`,
    `  profit ${one.profit}, ${costs}: net ${one.net}`,
    `  ${more.filter((part) => part !== "").join(", ")}`,
  ];
}

const cash = (one: CashDraft): string =>
  `cash (line ${one.line}): #${say(one.externalId)} ${one.kind} ${one.amount} on ${say(one.time)} ${say(one.comment)}`;

/** All that a reader says of a file, as text: what changes in it shows in a golden. */
export function showStatement(statement: Statement): string {
  const { trades, open, skipped, declared, notes } = statement;
  const lines = [
    `${statement.format}, clock ${statement.clock}${statement.backtest ? ", backtest" : ""}`,
    `account ${say(statement.account)}, currency ${say(statement.currency)}, server ${say(statement.server)}, zone ${say(statement.zone)}`,
    `${trades.length} closed, net ${net(trades)}; ${open.length} open, net ${net(open)}; cash ${sumDecimals(statement.cash.map((one) => one.amount))}`,
    ...trades.flatMap((one) => trade("trade", one)),
    ...open.flatMap((one) => trade("open", one)),
    ...statement.cash.map(cash),
    ...skipped.map(({ line, reason, ...why }) => {
      const detail = Object.keys(why).length === 0 ? "" : ` ${JSON.stringify(why)}`;
      return `skipped (line ${line}): ${reason}${detail}`;
    }),
    ...declared.map(({ name, value, computed, exact }) => {
      const verdict = value === computed ? "equal" : exact ? "DIFFERS" : "differs, not binding";
      return `declared ${name}: ${value}, computed ${computed}: ${verdict}`;
    }),
    ...notes.map((note) => `note ${note}`),
  ];
  return `${lines.join("\n")}\n`;
}
