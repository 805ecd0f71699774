import { expect, test } from "vitest";
import { COLUMNS } from "../../../src/cli/operations.ts";
import {
  MERGE_RULES,
  MERGED_TABLES,
  OTHERWISE,
  signColumns,
} from "../../../src/journal/merge/rules.ts";
import { describe as columnsOf } from "../../../src/journal/tables.ts";
import { wholeTables } from "../../../src/journal/whole/tables.ts";
import { openAt, temporaryFolder } from "../temporary.ts";

const store = () => openAt(`${temporaryFolder()}/jurnal.db`);

test("every table of a whole export has a rule by which two journals are put together", () => {
  const names = wholeTables(store()).map(({ name }) => name);
  expect([...MERGED_TABLES, ...OTHERWISE].sort()).toEqual([...names].sort());
});

test("a rule names columns that there are, and every column that names a row of another table", () => {
  const { db } = store();
  for (const table of MERGED_TABLES) {
    const rule = MERGE_RULES[table];
    const columns = columnsOf(db, table).map(({ name }) => name);
    const { refs, born = [], local, smallest, largest, sealed, tie, joined, empty } = rule;
    const also = rule.with ?? {};
    const named = [Object.keys(refs), born, local, smallest, largest, sealed, joined].flat();
    const keys = [tie, empty, also].flatMap((one) => Object.keys(one ?? {}));
    const all = [...named, ...keys, ...Object.values(also), ...signColumns(rule)];
    expect([table, all.filter((name) => name !== undefined && !columns.includes(name))]).toEqual([
      table,
      [],
    ]);
    const ids = columns.filter((name) => name.endsWith("_id") && name !== "operation_id");
    expect([table, ids.filter((name) => refs[name] === undefined)]).toEqual([table, []]);
  }
});

test("every column that may differ has a word for the trader", () => {
  const { db } = store();
  const bare = MERGED_TABLES.flatMap((table) => {
    const { local = [], smallest = [], largest = [] } = MERGE_RULES[table];
    const untold = ["id", "user_id", ...local, ...smallest, ...largest];
    const names = columnsOf(db, table).map(({ name }) => name);
    return names.filter((name) => !untold.includes(name) && COLUMNS[name] === undefined);
  });
  expect(bare).toEqual([]);
});

test("what a rule refers to is put together before it", () => {
  for (const [index, table] of MERGED_TABLES.entries()) {
    for (const target of Object.values(MERGE_RULES[table].refs)) {
      expect([table, target, MERGED_TABLES.indexOf(target as never) < index]).toEqual([
        table,
        target,
        true,
      ]);
    }
  }
});
