/** A number cut into the parts a formatter needs; `negative` is false for everything that is 0. */
export interface DecimalParts {
  negative: boolean;
  whole: string;
  fraction: string;
}

/**
 * `value` × 10^digits as an integer, rounded half away from zero. It is decided on the shortest
 * decimal form of the double, which is what the user typed: 1.005 with 2 digits is 101, although
 * the double lies a little below 1.005. Throws RangeError for NaN and the infinities.
 */
export function scaledInteger(value: number, digits: number): bigint {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential().split("e");
  const figures = mantissa.replace(".", "");
  const kept = Number(exponent) + 1 + digits;
  let result: bigint;
  if (kept >= figures.length) {
    result = BigInt(figures) * 10n ** BigInt(kept - figures.length);
  } else {
    result = kept > 0 ? BigInt(figures.slice(0, kept)) : 0n;
    if (kept >= 0 && figures.charAt(kept) >= "5") result += 1n;
  }
  return value < 0 ? -result : result;
}

/**
 * `value` × 10^shift rounded half away from zero to `digits` decimals and split at the point; the
 * shift moves the point in the decimal form, so it adds no error of its own.
 */
export function decimalParts(value: number, digits: number, shift = 0): DecimalParts {
  const scaled = scaledInteger(value, digits + shift);
  const negative = scaled < 0n;
  const text = (negative ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const point = text.length - digits;
  return { negative, whole: text.slice(0, point), fraction: text.slice(point) };
}

/** `scaled` / 10^digits as the nearest double; never -0. */
export function fromScaled(scaled: bigint, digits: number): number {
  const near = Number(scaled);
  // Both sides are exact here, so the one division rounds correctly.
  if (Number.isSafeInteger(near)) return near / 10 ** digits;
  return Number(`${scaled}e-${digits}`);
}

/** "1234567" with "." between groups of three: "1.234.567". */
export function groupThousands(whole: string, separator: string): string {
  return whole.replace(/\B(?=(?:\d{3})+$)/g, separator);
}

/** How a number that is not finite is shown: "∞", "-∞", "–". */
export function notFinite(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value > 0 ? "∞" : "-∞";
}

/** The value as a plain decimal without trailing zeros: 12.5 → "12.5", 1e-7 → "0.0000001". */
export function toDecimal(value: number, digits: number): string {
  const { negative, whole, fraction } = decimalParts(value, digits);
  const kept = fraction.replace(/0+$/, "");
  return `${negative ? "-" : ""}${whole}${kept === "" ? "" : `.${kept}`}`;
}
