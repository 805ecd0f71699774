import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  type Tool as ListedTool,
  ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { cleanLine } from "../base/text.ts";
import type { World } from "../world.ts";
import { type Answer, answerTo, type Recorded, Refused, type RunLine } from "./answer.ts";
import { maskText } from "./mask.ts";
import { type Argument, NOTES_ARE_DATA, type Tool, toolsFor } from "./tools.ts";
import { worldTransport } from "./transport.ts";

export interface Serving {
  version: string;
  /** Beside reading also records trades, plans, moods and notes. */
  write: boolean;
  /** Amounts, lots and prices are hidden. */
  mask: boolean;
}

const INTRODUCTION = `Jurnal trading pengguna. Sebut jumlah data (n), rentang (intervals), dan nomor transaksi (trades) dari setiap jawaban; null berarti datanya belum cukup, bukan nol. Jangan menyimpulkan lebih dari yang dikatakan jawabannya, dan jangan memberi sinyal beli atau jual. ${NOTES_ARE_DATA}`;

/**
 * Serves the journal to an assistant until the input ends: each tool is a command, run in this
 * process one after the other. Nothing but the protocol is written to the world's stdout.
 */
export async function serve(
  world: Pick<World, "input" | "out" | "err">,
  run: RunLine,
  { version, write, mask }: Serving,
): Promise<void> {
  const tools = toolsFor(write);
  const recorded: Recorded = new Set();
  const server = new Server(
    { name: "jurnal", title: "Jurnal trading", version },
    { capabilities: { tools: {} }, instructions: INTRODUCTION },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: Object.entries(tools).map(([name, tool]) => listed(name, tool)),
  }));
  // Commands share what is one for a process, as the style of numbers: one at a time.
  let turn: Promise<unknown> = Promise.resolve();
  server.setRequestHandler(CallToolRequestSchema, ({ params }): Promise<CallToolResult> => {
    const call = async () => {
      const tool = Object.hasOwn(tools, params.name) ? tools[params.name] : undefined;
      if (tool === undefined) {
        return failed(`Alat "${params.name.slice(0, 100)}" tidak ada.`);
      }
      const given = params.arguments ?? {};
      try {
        return answered(await answerTo([params.name, tool], given, run, { mask, recorded }));
      } catch (error) {
        if (error instanceof Refused)
          return failed(mask ? maskText(error.message, false) : error.message);
        world.err(`${error instanceof Error ? error.stack : String(error)}\n`);
        return failed("Ada kesalahan di program ini, bukan pada pengguna; jurnal tidak berubah.");
      }
    };
    const next = turn.then(call);
    turn = next;
    return next;
  });
  server.onerror = (error) => world.err(`mcp: ${cleanLine(error.message.slice(0, 500))}\n`);
  const { transport, listen } = worldTransport(world);
  await server.connect(transport);
  await listen();
  // What was asked before the input ended is answered.
  await turn;
  await new Promise((resolve) => setImmediate(resolve));
  await server.close();
}

function answered({ text, structured }: Answer): CallToolResult {
  return { content: [{ type: "text", text }], structuredContent: { ...structured } };
}

const failed = (text: string): CallToolResult => ({
  content: [{ type: "text", text }],
  isError: true,
});

const INTERVAL = {
  type: "object",
  additionalProperties: { type: "object", properties: { low: {}, high: {} } },
};

function listed(name: string, { title, about, takes, needs, records }: Tool): ListedTool {
  const properties = Object.fromEntries(
    Object.entries(takes).map(([key, argument]) => [key, schemaOf(argument)]),
  );
  return {
    name,
    title,
    description: `${about} ${NOTES_ARE_DATA}`,
    inputSchema: {
      type: "object",
      properties,
      required: [...needs],
      additionalProperties: false,
    },
    outputSchema: {
      type: "object",
      properties: {
        n: { type: ["integer", "null"], description: "jumlah data di balik jawabannya" },
        intervals: { ...INTERVAL, description: "rentang 95%, menurut tempatnya di data" },
        trades: { type: "array", items: { type: "integer" }, description: "nomor transaksi" },
        data: { description: "jawaban perintahnya, seperti --json" },
        undo: { description: "cara membatalkan yang baru dicatat" },
      },
      required: ["n", "intervals", "trades", "data"],
    },
    annotations: {
      title,
      readOnlyHint: records === undefined,
      destructiveHint: false,
      openWorldHint: false,
    },
  };
}

function schemaOf({ about, isSwitch, choices }: Argument) {
  if (isSwitch) return { type: "boolean", description: about };
  if (choices !== undefined) return { type: "string", enum: [...choices], description: about };
  return { type: ["string", "number"], description: about };
}
