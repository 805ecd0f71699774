import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { onTestFinished } from "vitest";
import { BIN, type Desk, NODE } from "../cli/jurnal.ts";

interface Structured {
  n: number | null;
  intervals: Record<string, { low: number; high: number }>;
  trades: number[];
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any command
  data: any;
  undo?: { operation_id: number; command: string } | null;
}

/** The program as a server, asked by the SDK's own client over a real pipe. */
export const connect = (here: Desk, ...flags: string[]) => connectTo(here, ["mcp", ...flags]);

/** The same with all words of the command line. */
export async function connectTo(here: Desk, words: readonly string[]) {
  const transport = new StdioClientTransport({
    ...{ command: NODE, args: [BIN, ...words] },
    ...{ env: here.env, cwd: here.folder, stderr: "pipe" },
  });
  let err = "";
  transport.stderr?.on("data", (chunk) => {
    err += String(chunk);
  });
  const client = new Client({ name: "test", version: "1" });
  // A line on stdout that is no message of the protocol.
  const faults: Error[] = [];
  client.onerror = (error) => faults.push(error);
  await client.connect(transport);
  onTestFinished(() => client.close());
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const result = await client.callTool({ name, arguments: args });
    const [first] = result.content as { type: string; text: string }[];
    return {
      text: first?.text ?? "",
      isError: result.isError === true,
      structured: result.structuredContent as Structured | undefined,
    };
  };
  const fine = async (name: string, args: Record<string, unknown> = {}) => {
    const { text, isError, structured } = await call(name, args);
    if (isError || structured === undefined) throw new Error(`${name}: ${text}`);
    return { text, ...structured };
  };
  return { client, call, fine, faults, pid: () => transport.pid, err: () => err };
}
