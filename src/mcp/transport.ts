import { ReadBuffer, serializeMessage } from "@modelcontextprotocol/sdk/shared/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { safeJson } from "../base/json.ts";
import type { World } from "../world.ts";

const LINE_END = 0x0a;

/** One message a line over the streams of a world; `listen` ends with the input. */
export function worldTransport({ input, out }: Pick<World, "input" | "out">) {
  let told: Promise<void> = Promise.resolve();
  const transport: Transport = {
    start: async () => {},
    // In order, whatever is answered meanwhile.
    send: (message: JSONRPCMessage) => {
      told = told.then(() => out(safeJson(serializeMessage(message))));
      return told;
    },
    close: async () => transport.onclose?.(),
  };
  /** What is no message is passed over: there is nobody to answer. */
  function take(buffer: ReadBuffer): void {
    for (;;) {
      try {
        const message = buffer.readMessage();
        if (message === null) return;
        transport.onmessage?.(message);
      } catch (error) {
        transport.onerror?.(error as Error);
      }
    }
  }
  async function listen(): Promise<void> {
    const buffer = new ReadBuffer();
    /** Within a line that is longer than any message: it is passed over to its end. */
    let isPassing = false;
    for await (const chunk of input) {
      let bytes = Buffer.from(chunk);
      while (bytes.length > 0) {
        const end = bytes.indexOf("\n") + 1 || bytes.length;
        const piece = bytes.subarray(0, end);
        bytes = bytes.subarray(end);
        try {
          if (!isPassing) buffer.append(piece);
        } catch (error) {
          isPassing = true;
          transport.onerror?.(error as Error);
        }
        if (piece.at(-1) === LINE_END) isPassing = false;
      }
      take(buffer);
    }
  }
  return { transport, listen };
}
