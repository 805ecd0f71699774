import { describe, expect, test } from "vitest";
import { offsetMinutes, utcText } from "../../src/base/time.ts";
import { isClosed, proposeServerZone } from "../../src/intake/file-times.ts";

/** Wall times on this clock of one week's open hours, in steps of 20 minutes. */
function week(zone: string, from: number): string[] {
  const times: string[] = [];
  for (let at = from; at < from + 7 * 86_400_000; at += 1_200_000) {
    if (!isClosed(at)) times.push(utcText(at + offsetMinutes(zone, at) * 60_000));
  }
  return times;
}

describe("proposeServerZone", () => {
  const winter = week("Europe/Athens", Date.UTC(2026, 0, 11));
  test("two seasons of a server that changes its clock show its zone", () => {
    const times = [...winter, ...week("Europe/Athens", Date.UTC(2026, 6, 5))];
    expect(proposeServerZone(times)).toMatchObject({ zone: "Europe/Athens", outside: 0 });
  });
  test.each(["UTC", "Europe/London", "America/New_York", "Asia/Jakarta"])("%s", (zone) => {
    const times = [...week(zone, Date.UTC(2026, 0, 11)), ...week(zone, Date.UTC(2026, 6, 5))];
    expect(proposeServerZone(times)).toMatchObject({ zone, outside: 0 });
  });
  test("one season leaves rivals", () => {
    expect(proposeServerZone(winter).rivals).toContain("+02:00");
  });
  test("a file in the middle of the week proves nothing: the usual server clock", () => {
    const proposal = proposeServerZone(["2026-01-14 10:00:00"]);
    expect(proposal).toMatchObject({ zone: "Europe/Athens", checked: 1, outside: 0 });
    expect(proposal.rivals.length).toBeGreaterThan(5);
    expect(proposeServerZone([])).toMatchObject({ zone: "Europe/Athens", checked: 0 });
  });
  test("the week closes on Friday and opens on Sunday at 17:00 New York", () => {
    expect(isClosed(Date.UTC(2026, 0, 16, 21, 59))).toBe(false);
    expect(isClosed(Date.UTC(2026, 0, 16, 22, 30))).toBe(true);
    expect(isClosed(Date.UTC(2026, 0, 18, 21, 30))).toBe(true);
    expect(isClosed(Date.UTC(2026, 0, 18, 22, 1))).toBe(false);
  });
});
