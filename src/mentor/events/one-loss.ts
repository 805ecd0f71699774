import { isByHand, lossesAndWins } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

/** With a single win every second day of losses would be called this. */
const MIN_WINS = 2;

/** `satu_rugi_besar`: one loss larger than all wins of the day (two or more) together. */
export const oneLoss: Detector = (history, settings) => {
  const trades = history.trades.filter(isByHand);
  const winners = trades.filter((trade) => trade.profit_loss > 0);
  const biggest = trades.reduce<(typeof trades)[number] | null>(
    (worst, trade) => (worst === null || trade.profit_loss < worst.profit_loss ? trade : worst),
    null,
  );
  const { wins, losses } = lossesAndWins(trades, settings);
  if (biggest === null || winners.length < MIN_WINS || -biggest.profit_loss <= wins) return [];
  const severity = severityOf({
    cost: biggest.profit_loss,
    grossLoss: losses,
    effect01: -biggest.profit_loss / wins / 3,
    share01: 1 / trades.length,
  });
  const values = {
    loss: biggest.profit_loss,
    wins,
    win_count: winners.length,
    average_win: wins / winners.length,
    no_stop: biggest.stop_loss_used === false ? 1 : 0,
  };
  const rest = { n: trades.length, trades: [biggest.id], values, cost: null, severity };
  return [fact("satu_rugi_besar", "exit", "bad", rest)];
};
