import { writeSync } from "node:fs";
import { OutputClosed, OutputFailed } from "./errors.ts";

/** A standard stream, as far as what is written to it goes. */
export interface Output {
  descriptor: number;
  /** Made when it is first asked for: that loads 5 ms of code. */
  stream(): NodeJS.WritableStream;
  isTerminal: boolean;
  platform: string;
}

/**
 * How to write to a standard stream: all of it, before anything else happens. What is returned rejects
 * with OutputClosed when a reader has seen enough (`| head`), and with OutputFailed for whatever else
 * keeps the text from being written.
 */
export function writerTo(output: Output): (text: string) => Promise<void> {
  return async (text) => {
    // Windows' console takes the bytes of a file for letters of its own page (nodejs/node#24550).
    if (output.isTerminal && output.platform === "win32") return await throughStream(output, text);
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(output.descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EAGAIN") throw unwritten(code);
      // Someone made the descriptor non-blocking: the stream waits where a plain write cannot.
      await throughStream(output, bytes.subarray(written));
    }
  };
}

function throughStream(output: Output, text: string | Uint8Array): Promise<void> {
  const stream = output.stream();
  // The callback tells of it; without a listener the same error would end the process.
  if (stream.listenerCount("error") === 0) stream.on("error", () => {});
  return new Promise((resolve, reject) => {
    stream.write(text, (failed?: NodeJS.ErrnoException | null) =>
      failed ? reject(unwritten(failed.code)) : resolve(),
    );
  });
}

const unwritten = (code = "EIO") =>
  code === "EPIPE" ? new OutputClosed() : new OutputFailed(code);

/**
 * How many cells a line may fill, given the terminal's width; 80 where there is none. Windows' console
 * begins a new line as soon as the last cell is taken.
 */
export function usableColumns(columns: number | undefined, platform: string): number {
  if (columns === undefined) return 80;
  return platform === "win32" ? columns - 1 : columns;
}

const UTF_8_PAGE = 65001;

/**
 * What to tell of text that went into a pipe of a Windows console, for what reads it there (`more`,
 * PowerShell) takes it for text of the console's own page; null where it comes out right. `answer` is
 * what `chcp` says, in the language of the machine.
 */
export function pageHint(answer: string): string | null {
  const page = Number(/\d+/.exec(answer)?.[0] ?? 0);
  // 0: there is no console.
  if (page === 0 || page === UTF_8_PAGE) return null;
  return `Keluaran ini UTF-8, sedangkan konsolnya memakai halaman kode ${page}: lewat pipa tanda seperti ─ dan ✔ menjadi kacau. Sebelumnya jalankan chcp 65001 (di PowerShell: [Console]::OutputEncoding = [Text.Encoding]::UTF8), atau tambahkan --ascii.`;
}
