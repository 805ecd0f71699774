import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** What changes files and brings them onto the disk. */
const CALLS = [
  ...["openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate"],
  ...["rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat"],
].join();

/** Whether this machine can record what a process does to files; strace is a package of Debian. */
export const canRecord = () => spawnSync("strace", ["-V"]).status === 0;

/** What stands before a command line so that it is recorded in the file. */
export const recorder = (file) =>
  `strace -f -qq -y -xx -s 1000000 -e trace=${CALLS} -o ${file}`.split(" ");

const bytesOf = (text) => Buffer.from(text.replaceAll("\\x", ""), "hex");
const textOf = (text) => bytesOf(text).toString();

/**
 * What a recorded process did to the files of a folder and said on stdout, in order:
 * `{ call, path, bytes, offset, length, to }`.
 */
export function eventsIn(file, folder) {
  const events = [];
  const begun = new Map();
  for (const text of readFileSync(file, "latin1").split("\n")) {
    const [, process, rest] = /^(\d+) +(.*)$/.exec(text) ?? [];
    if (process === undefined) continue;
    if (rest.endsWith("<unfinished ...>")) {
      begun.set(process, rest.slice(0, -"<unfinished ...>".length));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const event = eventOf(resumed === null ? rest : (begun.get(process) ?? "") + resumed[1]);
    if (event === null) continue;
    const isHere = [event.path, event.to].some((one) => one?.startsWith(folder));
    if (event.call === "said" || isHere) events.push(event);
  }
  return events;
}

function eventOf(text) {
  const [, call, given, answer] = /^(\w+)\((.*)\) += (-?\d+)/.exec(text) ?? [];
  if (call === undefined || Number(answer) < 0) return null;
  const [path, to] = [...given.matchAll(/"([^"]*)"/g)].map(([, one]) => textOf(one));
  const open = /^(\d+)<([^>]*)>/.exec(given);
  const numbers = given.split(", ").map(Number);
  switch (call) {
    case "openat":
      return given.includes("O_CREAT")
        ? { call: "create", path, isNew: /O_EXCL|O_TRUNC/.test(given) }
        : null;
    case "write":
      if (open?.[1] === "1") return { call: "said", bytes: bytesOf(/"([^"]*)"/.exec(given)[1]) };
      return { call: "append", path: textOf(open[2]), bytes: bytesOf(/"([^"]*)"/.exec(given)[1]) };
    case "pwrite64":
      return {
        call: "write",
        path: textOf(open[2]),
        bytes: bytesOf(/"([^"]*)"/.exec(given)[1]),
        offset: numbers.at(-1),
      };
    case "fsync":
    case "fdatasync":
      return { call: "sync", path: textOf(open[2]) };
    case "ftruncate":
      return { call: "truncate", path: textOf(open[2]), length: numbers.at(-1) };
    case "unlink":
    case "unlinkat":
      return { call: "unlink", path };
    case "link":
    case "linkat":
      return { call: "link", path, to };
    default:
      return { call: "rename", path, to };
  }
}
