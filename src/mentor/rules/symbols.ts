import { normalSymbol } from "../../base/symbols.ts";
import type { RuleParams } from "../../model.ts";
import { eachTrade, type OwnRule } from "./rule.ts";

const MOST_SYMBOLS = 50;

/** Only these symbols. */
export const symbols: OwnRule<"symbols"> = {
  read(text) {
    const names = text.split(/[\s,;]+/).filter((name) => name !== "");
    const known = [...new Set(names.map(normalSymbol))].sort();
    const isSymbol = (name: string) => /^[A-Z0-9._#&-]{2,20}$/.test(name);
    if (known.length >= 1 && known.length <= MOST_SYMBOLS && known.every(isSymbol)) {
      return { symbols: known.join(",") };
    }
    return `1 sampai ${MOST_SYMBOLS} simbol dipisah koma, misalnya XAUUSD,EURUSD`;
  },
  typed: (params) => params.symbols,
  look: ({ params, day }) => eachTrade(day, ({ trade }) => isOther(params, trade.symbol)),
  form: "each",
  cost: "realised",
  now: null,
  forbids: (params, { symbol }) => isOther(params, symbol),
  needs: [],
  plan: null,
  standsFor: [],
  denies: [],
};

const isOther = ({ symbols }: RuleParams["symbols"], symbol: string) =>
  !symbols.split(",").includes(normalSymbol(symbol));
