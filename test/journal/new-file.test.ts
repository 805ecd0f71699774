import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { beginNewFile } from "../../src/journal/new-file.ts";
import { temporaryFolder } from "./temporary.ts";

/** A name of its own, and what stands in its folder that begins with it. */
function place() {
  const folder = temporaryFolder();
  const name = "berkas.db";
  return {
    target: path.join(folder, name),
    there: () => readdirSync(folder).filter((file) => file.startsWith(name)),
  };
}

const alone = { own: 100, isRunning: (id: number) => id === 300 };

describe("a file that is there when it is whole", () => {
  test("stands under its name only when it is kept", () => {
    const { target, there } = place();
    const file = beginNewFile(target, alone);
    writeFileSync(file.temporary, "isi");
    expect(there()).toEqual([path.basename(`${target}.100.part`)]);
    file.keep(false);
    expect(there()).toEqual([path.basename(target)]);
    expect(readFileSync(target, "utf8")).toBe("isi");
  });

  test("leaves nothing behind when it is dropped", () => {
    const { target, there } = place();
    beginNewFile(target, alone).drop();
    expect(there()).toEqual([]);
  });

  test("takes no name from another file, unless it may", () => {
    const { target, there } = place();
    writeFileSync(target, "lama");
    const file = beginNewFile(target, alone);
    writeFileSync(file.temporary, "baru");
    expect(() => file.keep(false)).toThrow(expect.objectContaining({ code: "EEXIST" }));
    expect(readFileSync(target, "utf8")).toBe("lama");
    file.keep(true);
    expect(readFileSync(target, "utf8")).toBe("baru");
    expect(there()).toEqual([path.basename(target)]);
  });

  test("clears away what a killed process left, and nothing of one that runs", () => {
    const { target, there } = place();
    for (const end of ["200.part", "200.part-journal", "300.part", "part", "1.part.bak"]) {
      writeFileSync(`${target}.${end}`, "separuh");
    }
    beginNewFile(target, alone).keep(false);
    const name = path.basename(target);
    expect(there().sort()).toEqual([
      name,
      `${name}.1.part.bak`,
      `${name}.300.part`,
      `${name}.part`,
    ]);
  });
});
