import { decimalPlaces, parseDecimal } from "./decimal.ts";

/** Exact product of two canonical decimals. */
export function multiplyDecimals(a: string, b: string): string {
  const places = decimalPlaces(a) + decimalPlaces(b);
  const product = BigInt(a.replace(".", "")) * BigInt(b.replace(".", ""));
  const digits = String(product < 0n ? -product : product).padStart(places + 1, "0");
  const cut = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return parseDecimal(product < 0n ? `-${text}` : text) ?? "0";
}
