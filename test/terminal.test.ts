import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { askOn } from "../src/terminal.ts";

const [ENTER, DOWN, CTRL_C] = ["\r", "\u001b[B", "\u0003"];

/** What must stand there before the next key is pressed. */
type Until = (shown: string) => boolean;

/** A terminal whose keys are pressed one by one, each when the prompt has shown what came before. */
function terminal(...keys: readonly (string | Until)[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  // Like a terminal's own: it outlives the question that was written to it.
  output.end = () => output;
  let shown = "";
  output.on("data", (piece) => {
    shown += piece;
  });
  const pause = () => new Promise((wake) => setTimeout(wake, 20));
  const press = async () => {
    let before = "";
    for (const key of keys) {
      if (typeof key === "function") {
        while (!key(stripVTControlCharacters(shown))) await pause();
        before = "";
        continue;
      }
      while (shown === before) await pause();
      // A prompt is drawn in several writes.
      await pause();
      before = shown;
      input.write(key);
    }
  };
  void press();
  const at = (columns: number) => askOn(Object.assign(output, { columns }), input);
  return { at, ask: askOn(output, input), text: () => stripVTControlCharacters(shown) };
}

const SIDES = [
  { value: "buy", label: "beli" },
  { value: "sell", label: "jual", hint: "turun" },
  { value: undefined, label: "tidak tahu" },
];

describe("questions at a terminal", () => {
  test("a line of text is checked without the spaces around it, and Enter takes what is offered", async () => {
    const check = (answer: string) => /^\d+$/.test(answer) || "Harus angka.";
    const typed = terminal(" 1x", ENTER, "\u007f2 ", ENTER);
    expect(await typed.ask.text({ message: "Lot", check })).toBe("12");
    expect(typed.text()).toContain("Harus angka.");
    const offered = terminal(ENTER);
    expect(await offered.ask.text({ message: "Nama", initial: "Budi" })).toBe("Budi");
  });

  test("a question or an answer to it that is longer than a line is broken between words", async () => {
    const message = "Waktu keluar, misalnya 14:40 atau kemarin 23:50 (Enter bila tidak tahu)";
    const check = (answer: string) =>
      answer === "x" || "Harus waktu seperti 2026-11-22 14:30 yang sudah lewat sekarang.";
    const asked = terminal("y", ENTER, "\u007fx", ENTER);
    expect(await asked.at(60).text({ message, check })).toBe("x");
    const lines = asked
      .text()
      .split("\n")
      .map((line) => line.trim());
    expect(lines).toContain("? Waktu keluar, misalnya 14:40 atau kemarin 23:50 (Enter");
    expect(asked.text()).toMatch(/^ {2}bila tidak tahu\)/m);
    expect(asked.text()).toContain("> Harus waktu seperti 2026-11-22 14:30 yang sudah lewat\n");
  });

  test("a list begins at its first choice, also where another means nothing", async () => {
    const first = terminal(ENTER);
    expect(await first.ask.choose({ message: "Arah", choices: SIDES })).toBe("buy");
    expect(first.text()).toContain("↑↓ pindah · ⏎ pilih");
    const second = terminal(DOWN, ENTER);
    expect(await second.ask.choose({ message: "Arah", choices: SIDES })).toBe("sell");
    expect(second.text()).toContain("turun");
    const preset = terminal(DOWN, ENTER);
    const question = { message: "Arah", choices: SIDES, initial: "sell" };
    expect(await preset.ask.choose(question)).toBeUndefined();
  });

  test("a list as long as that of the moods stands there whole", async () => {
    const choices = Array.from({ length: 13 }, (_, at) => ({ value: at, label: `pilihan-${at}` }));
    const long = terminal(ENTER);
    expect(await long.ask.choose({ message: "Suasana", choices })).toBe(0);
    for (const { label } of choices) expect(long.text()).toContain(label);
  });

  test("suggestions: those that fit, what was typed, or none of them", async () => {
    const question = { message: "Simbol", suggestions: ["XAUUSD", "EURUSD"], skip: "lewati" };
    const found = terminal("eur", ENTER);
    expect(await found.ask.suggest(question)).toBe("EURUSD");
    const fresh = terminal("eur", DOWN, ENTER);
    expect(await fresh.ask.suggest(question)).toBe("eur");
    expect(await terminal(ENTER).ask.suggest(question)).toBe("");
    // What must be answered is not answered by Enter alone, with what was used most.
    const must = { message: "Simbol", suggestions: ["XAUUSD", "EURUSD"] };
    const askedAnew: Until = (shown) => /✔[^?]*\?.*EURUSD/s.test(shown);
    const empty = terminal(ENTER, askedAnew, DOWN, ENTER);
    expect(await empty.ask.suggest(must)).toBe("XAUUSD");
    expect(empty.text()).toContain("(ketik, atau pilih di bawah)");
    const bare = terminal(ENTER, "XAG", ENTER);
    expect(await bare.ask.suggest({ ...must, suggestions: [] })).toBe("XAG");
    const none = terminal("GBPUSD ", ENTER);
    expect(await none.ask.suggest({ message: "Simbol", suggestions: [] })).toBe("GBPUSD");
  });

  test("Ctrl-C ends every kind of question by the name that means exit 130", async () => {
    const exit = expect.objectContaining({ name: "ExitPromptError" });
    const { ask } = terminal(CTRL_C);
    await expect(ask.text({ message: "Lot" })).rejects.toEqual(exit);
    await expect(terminal(CTRL_C).ask.choose({ message: "Arah", choices: SIDES })).rejects.toEqual(
      exit,
    );
    await expect(
      terminal(CTRL_C).ask.suggest({ message: "Simbol", suggestions: ["XAUUSD"] }),
    ).rejects.toEqual(exit);
  });
});
