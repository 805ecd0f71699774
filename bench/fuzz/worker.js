// Runs the command lines that it is sent, in a world without a terminal.
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const { run } = createRequire(import.meta.url)(process.argv[2]);
const home = path.join(tmpdir(), "jurnal-fuzz-home");
const nobody = () => {
  throw new Error("nobody answers");
};

process.on("message", async ({ argv, input }) => {
  const heard = { out: "", err: "" };
  const code = await run(argv, {
    now: Date.now,
    zone: () => "Asia/Jakarta",
    out: async (text) => {
      heard.out += text;
    },
    err: (text) => {
      heard.err += text;
    },
    input: (async function* () {
      if (input !== "") yield Buffer.from(input);
    })(),
    ask: { text: nobody, choose: nobody, suggest: nobody },
    edit: async (text) => text,
    env: { NO_COLOR: "1", JURNAL_DEBUG: "1", HOME: home },
    processes: { own: process.pid, isRunning: () => true },
    home,
    platform: process.platform,
    tmp: tmpdir(),
    isInteractive: false,
    isTerminal: false,
    columns: 80,
  });
  // What is said at length would take longer to send than to make.
  heard.out = heard.out.slice(0, 1_000_000);
  process.send({ code, ...heard, peak: process.resourceUsage().maxRSS });
});
