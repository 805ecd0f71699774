import { expect, test } from "vitest";
import { addTo, groupBy } from "../../src/base/groups.ts";

test("groups stand in order of first appearance, their items in the order given", () => {
  const groups = groupBy(["be", "an", "bo", "at"], (word) => word[0]);
  expect([...groups]).toEqual([
    ["b", ["be", "bo"]],
    ["a", ["an", "at"]],
  ]);
  expect(groupBy(["x", "y", "z"], (_, index) => index % 2).get(0)).toEqual(["x", "z"]);
  addTo(groups, "c", "cu");
  addTo(groups, "c", "co");
  expect(groups.get("c")).toEqual(["cu", "co"]);
});
