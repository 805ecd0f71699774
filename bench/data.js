import { closeSync, openSync, writeSync } from "node:fs";

/** Years of a bot's trades, evenly spread: one object for each. */
function* trades(count, years) {
  const from = Date.UTC(2016, 0, 1);
  const step = (years * 365.25 * 86_400_000) / count;
  const time = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  for (let index = 0; index < count; index++) {
    yield {
      ticket: String(3_000_000_000 + index),
      account: "1001",
      symbol: ["EURUSD", "XAUUSD", "GBPUSD"][index % 3],
      side: index % 2 === 0 ? "buy" : "sell",
      lot_size: 0.01 * (1 + (index % 5)),
      entry_time: time(from + index * step),
      exit_time: time(from + index * step + 600_000),
      entry_price: 1.1,
      exit_price: 1.2,
      profit_loss: (((index * 7919) % 20_001) - 10_000) / 100,
      stop_loss_used: index % 3 !== 0,
      strategy_used: "EA",
    };
  }
}

/** Writes `count` trades as NDJSON and the same rows as CSV without a heading. */
export function writeTrades(count, ndjson, csv, years = 10) {
  const files = [openSync(ndjson, "w"), openSync(csv, "w")];
  let lines = ["", ""];
  let held = 0;
  const flush = () => {
    for (const [index, file] of files.entries()) writeSync(file, lines[index]);
    lines = ["", ""];
    held = 0;
  };
  for (const trade of trades(count, years)) {
    lines[0] += `${JSON.stringify(trade)}\n`;
    lines[1] += `${Object.values(trade).join(",")}\n`;
    if (++held === 5_000) flush();
  }
  flush();
  for (const file of files) closeSync(file);
}
