import { expect } from "vitest";

/** Compares nested numbers to 1e-9 relative (or absolute below 1e-300); all else exactly. */
export function expectClose(actual: unknown, expected: unknown, tolerance = 1e-9): void {
  if (typeof expected === "number" && typeof actual === "number") {
    const error = Math.abs(actual - expected);
    expect(error, `${actual} is not ${expected}`).toBeLessThanOrEqual(
      tolerance * Math.abs(expected) + 1e-300,
    );
  } else if (Array.isArray(expected)) {
    expect(actual).toHaveLength(expected.length);
    expected.forEach((item, i) => {
      expectClose((actual as unknown[])[i], item, tolerance);
    });
  } else {
    expect(actual).toEqual(expected);
  }
}
