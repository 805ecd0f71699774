import { expect, test, vi } from "vitest";
import { asHelp, type CommandSpec, makeProgram } from "../../src/cli/command.ts";
import type { Context } from "../../src/context.ts";
import { program } from "../../src/program.ts";
import { makeStyle } from "../../src/views/style.ts";
import { fakeWorld } from "../world.ts";

const done = vi.fn(async (_: Context, ..._given: never[]) => {});

const leaf = (description: string): CommandSpec => ({
  description,
  takes: [["[kata]", "sebuah kata"]],
  options: [["--note <teks>", "catatan"]],
  examples: ["jurnal contoh"],
  run: done,
});

// A command without a word on what it is for, or without an example, does not compile.
// @ts-expect-error
const _undescribed: CommandSpec = { examples: ["jurnal contoh"], run: done };
// @ts-expect-error
const _withoutExample: CommandSpec = { description: "tanpa contoh", examples: [], run: done };
// @ts-expect-error
const _idle: CommandSpec = { description: "tak berbuat apa pun", examples: ["jurnal contoh"] };

/** Two commands in files of their own, one of them with two below it in theirs. */
function tree() {
  const read: string[] = [];
  const apart = (name: string, command: CommandSpec, alias?: string) => ({
    ...(alias !== undefined && { alias }),
    load: async () => {
      read.push(name);
      return { command };
    },
  });
  const root: CommandSpec = {
    description: "akar",
    takes: [["[perintah]", ""]],
    examples: ["jurnal"],
    run: done,
    commands: {
      satu: apart("satu", leaf("yang satu"), "esa"),
      dua: apart("dua", {
        description: "yang dua",
        examples: ["jurnal dua atas"],
        commands: {
          atas: apart("atas", leaf("di atas")),
          bawah: apart("bawah", leaf("di bawah"), "kolong"),
        },
      }),
    },
  };
  return { root, read };
}

/** Runs a line through the tree: which commands were read for it, what was printed and run. */
async function line(...words: string[]) {
  const argv = asHelp(words);
  const { root, read } = tree();
  let printed = "";
  done.mockClear();
  const print = (text: string) => {
    printed += text;
  };
  const { world } = fakeWorld({ out: async (text) => print(text), err: print });
  const command = await makeProgram(root, argv, {
    world,
    style: makeStyle({ color: false, ascii: false, plain: false, columns: 80 }),
    say: print,
    contextOf: () => ({}) as Context,
  });
  await command.parseAsync(argv, { from: "user" }).catch(() => {});
  return { read, printed, given: done.mock.calls.map(([, ...given]) => given) };
}

test.each([
  [["satu"], ["satu"]],
  [["esa", "x", "--note", "help!"], ["satu"]],
  [
    ["dua", "bawah"],
    ["dua", "bawah"],
  ],
  [
    ["dua", "kolong", "x"],
    ["dua", "bawah"],
  ],
  [[], []],
  [["tiga"], []],
])("%j reads only what it calls", async (argv, wanted) => {
  const { read, given } = await line(...argv);
  expect(read).toEqual(wanted);
  expect(given).toHaveLength(1);
});

test("a command is given what it takes, then its options", async () => {
  const { given } = await line("dua", "atas", "x", "--note", "y");
  expect(given).toEqual([["x", { note: "y" }]]);
});

const NOUNS = ["satu", "dua"];
const DUA = ["dua", "atas", "bawah"];

test.each([
  [["--help"], NOUNS, ["akar", "satu|esa  ", "yang satu", "yang dua"]],
  [["help"], NOUNS, ["akar", "yang satu", "yang dua"]],
  [
    ["help", "dua"],
    ["dua", "atas", "bawah"],
    ["yang dua", "di atas", "di bawah", "$ jurnal dua"],
  ],
  [
    ["dua", "--help"],
    ["dua", "atas", "bawah"],
    ["yang dua", "di atas", "di bawah"],
  ],
  // Without one of its own commands it says what they are.
  [["dua"], DUA, ["di atas", "di bawah"]],
  [["dua", "--note"], DUA, []],
  [
    ["dua", "atas", "-h"],
    ["dua", "atas"],
    ["di atas", "--note", "Contoh:\n  $ jurnal"],
  ],
])("%j reads all that its help tells of", async (argv, wanted, told) => {
  const { read, printed, given } = await line(...argv);
  expect(read).toEqual(wanted);
  for (const text of told) expect(printed).toContain(text);
  expect(given).toEqual([]);
});

test("no two commands of the program answer to one word", async () => {
  const visit = async (spec: CommandSpec): Promise<void> => {
    const below = Object.entries("commands" in spec ? spec.commands : {});
    const words = below.flatMap(([name, { alias }]) =>
      alias === undefined ? [name] : [name, alias],
    );
    expect(words).toEqual([...new Set(words)]);
    for (const [, one] of below) {
      if ("load" in one) await visit((await one.load()).command);
    }
  };
  await visit(program);
});

test("help COMMAND says what COMMAND --help says, however deep", async () => {
  const { jurnal } = fakeWorld();
  const deep = [
    ["trade", "log"],
    ["mood", "set"],
    ["transaksi", "catat"],
  ];
  for (const words of [["trade"], ["mood"], ["status"], ["rule"], ...deep]) {
    const { out } = await jurnal([...words, "--help"]);
    expect((await jurnal(["help", ...words])).out).toBe(out);
    expect(out).toContain("Contoh:");
  }
});

test.each([
  [["help", "lapron"], 'Perintah "lapron" tidak dikenal.', "laporan"],
  [["lapron", "--help"], 'Perintah "lapron" tidak dikenal.', "laporan"],
  [["help", "trade", "lgo"], 'Perintah "lgo" tidak dikenal.', "log"],
  [["--db", "x.db", "trade", "lgo", "-h"], 'Perintah "lgo" tidak dikenal.', "log"],
])("%j is no help of another command, and says the nearest", async (words, told, nearest) => {
  const { jurnal } = fakeWorld();
  const { code, out, err } = await jurnal(words);
  expect([code, out, err]).toEqual([2, "", `✖ ${told}\n  Maksud Anda ${nearest}?\n`]);
});

test("only the first word asks for help: a symbol or a note may be that word", () => {
  expect(asHelp(["--db", "help", "help", "trade"])).toEqual(["--db", "help", "trade", "--help"]);
  for (const words of [
    ["trade", "log", "help"],
    ["--", "help"],
    ["--profile", "help", "stats"],
  ])
    expect(asHelp(words)).toEqual(words);
});
