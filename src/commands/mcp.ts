import type { CommandSpec } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../errors.ts";
import type { RunLine } from "../mcp/answer.ts";

declare const JURNAL_VERSION: string;

const NOTES = `
Untuk asisten yang memakai MCP (Claude Desktop, Cursor, VS Code): ia bertanya,
jurnal menjawab dengan jumlah data, rentang, dan nomor transaksinya. Tanpa
--write tidak ada yang bisa diubah lewat sini. Semuanya lewat stdin dan stdout
di komputer ini; jurnal tidak membuka koneksi ke mana pun, tetapi asistennya
mungkin mengirim jawaban yang ia baca. Dengan --mask uang, lot, dan harga tidak
ikut. Cara memasangnya: docs/asisten.md
`;

export const command: CommandSpec = {
  description: "jurnal untuk asisten (server MCP lewat stdin dan stdout)",
  options: [
    ["--write", "asisten boleh mencatat transaksi, rencana, suasana, dan catatan"],
    ["--mask", "samarkan uang, lot, harga, akun, dan angka di catatan"],
  ],
  details: { before: NOTES },
  examples: ["jurnal mcp", "jurnal mcp --write", "jurnal mcp --mask"],
  async run(context, { write = false, mask = false }: { write?: boolean; mask?: boolean }) {
    const { world } = context;
    const run = lineRunner(context);
    // Brings an old journal up to date and tells of it; what is wrong each call says for itself.
    const { code, err } = await run(["profile", "list", "--json"], true);
    if (code === EXIT.ok && err !== "") world.err(err);
    if (world.isInteractive) {
      world.err("Server MCP menunggu asisten di stdin. Berhenti: Ctrl-D\n");
    }
    const { serve } = await import("../mcp/server.ts");
    await serve(world, run, { version: JURNAL_VERSION, write, mask });
  },
};

/** As wide as a reader of plain lines may want them. */
const COLUMNS = 100;

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Runs command lines on the journal that the server was started for, and hands over what they print. */
function lineRunner({ options, rerun }: Context): RunLine {
  const same = [
    ...(options.db === undefined ? [] : [`--db=${options.db}`]),
    ...(options.profile === undefined ? [] : [`--profile=${options.profile}`]),
    ...["--no-color", "--no-input", "--plain"],
  ];
  return async (argv, mayRecord) => {
    const heard = { out: "", err: "" };
    const code = await rerun([...same, ...argv], {
      out: async (text) => {
        heard.out += text;
      },
      err: (text) => {
        heard.err += text;
      },
      // A note of "-" reads stdin, which is the assistant's.
      input: nothing(),
      isInteractive: false,
      isTerminal: false,
      columns: COLUMNS,
      readOnly: !mayRecord,
    });
    return { code, ...heard };
  };
}
