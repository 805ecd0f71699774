// Records the writes and syncs of commands and cuts the power at random moments: what was not synced
// by then is lost, there in part, or torn at the borders of sectors. Every such disk must open, be
// sound, and hold all that was acknowledged before the cut.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { figures } from "./figures.js";
import { acknowledgedIn, bulkOf, csvOf, oldJournal, pipeOf, ticketsIn } from "./kill.js";
import { jurnal, startService } from "./program.js";
import { randomOf } from "./random.js";
import { canRecord, eventsIn, recorder } from "./record.js";

const SECTOR = 512;

/** A disk: what is on it for certain, and what was done since that may not have reached it. */
class Disk {
  /** Name -> a file; a file: its bytes for certain, and what was written since. */
  names = new Map();
  /** Names made, moved and removed since their folder was last synced, in order. */
  moves = [];
  /** The names as the processes see them. */
  seen = new Map();

  constructor(folder, files) {
    this.folder = folder;
    for (const [name, bytes] of files) this.names.set(name, { sure: bytes, since: [] });
    this.seen = new Map(this.names);
  }

  apply({ call, path: name, to, isNew, ...event }) {
    const file = this.seen.get(name);
    if (call === "create") {
      if (file === undefined)
        this.move((names, made) => names.set(name, made), { sure: Buffer.alloc(0), since: [] });
      else if (isNew) file.since.push({ call: "truncate", length: 0 });
    } else if (call === "unlink") this.move((names) => names.delete(name));
    else if (call === "rename" || call === "link") {
      this.move((names) => {
        names.set(to, names.get(name) ?? file);
        if (call === "rename") names.delete(name);
      });
    } else if (call === "sync" && name === this.folder) this.syncNames();
    else if (call === "sync" && file !== undefined) {
      file.sure = written(file.sure, file.since);
      file.since = [];
    } else if (file !== undefined) file.since.push({ call, ...event });
  }

  move(change, made) {
    const one = (names) => change(names, made);
    this.moves.push(one);
    one(this.seen);
  }

  syncNames() {
    this.names = new Map(this.seen);
    this.moves = [];
  }

  /** The files that a cut may leave: names in their order, contents in any. */
  cut({ below, chance, pick }) {
    const names = new Map(this.names);
    for (const move of this.moves.slice(0, below(this.moves.length + 1))) move(names);
    const how = pick(["lost", "all", "some", "torn", "torn"]);
    return [...names].map(([name, { sure, since }]) => {
      if (how === "lost") return [name, sure];
      const reached = since.flatMap((change) => {
        if (how === "all") return [change];
        if (chance(0.5)) return [];
        return how === "torn" && change.bytes !== undefined ? torn(change, chance) : [change];
      });
      return [name, written(sure, reached)];
    });
  }
}

/** The sectors of a write that reached the disk. */
function torn({ bytes, offset }, chance) {
  const parts = [];
  for (let at = 0; at < bytes.length; ) {
    const next = Math.min(bytes.length, at + SECTOR - ((offset + at) % SECTOR));
    if (chance(0.5))
      parts.push({ call: "write", bytes: bytes.subarray(at, next), offset: offset + at });
    at = next;
  }
  return parts;
}

function written(bytes, changes) {
  let now = Buffer.from(bytes);
  for (const { call, bytes: more, offset, length } of changes) {
    if (call === "truncate") {
      now =
        length <= now.length
          ? now.subarray(0, length)
          : Buffer.concat([now, Buffer.alloc(length - now.length)]);
      continue;
    }
    const at = call === "append" ? now.length : offset;
    const end = at + more.length;
    if (end > now.length) now = Buffer.concat([now, Buffer.alloc(end - now.length)]);
    else now = Buffer.from(now);
    more.copy(now, at);
  }
  return now;
}

/** What is recorded: words, what is piped in, and which tickets an acknowledgement promises. */
const SCENES = {
  first: () => ({
    isNew: true,
    words: ["trade", "log", "XAUUSD", "1", "--ticket", "a"],
    all: ["a"],
  }),
  log: () => ({ words: ["trade", "log", "XAUUSD", "1", "--ticket", "b"], all: ["b"] }),
  pipe() {
    const each = bulkOf("p", 240);
    return { words: ["trade", "log", "--stdin"], each, pieces: [60, 61, 100, 240] };
  },
  import(folder) {
    const all = bulkOf("i", 300);
    const file = path.join(folder, "import.csv");
    writeFileSync(file, csvOf(all));
    return { words: ["trade", "import", file, "--no-input"], all };
  },
  undo: () => ({ words: ["undo"], gone: ["last"] }),
  backup: (_, disk) => ({
    words: ["backup", path.join(disk, "copy.db")],
    copy: path.join(disk, "copy.db"),
  }),
  upgrade: () => ({
    isOld: true,
    words: ["trade", "log", "XAUUSD", "1", "--ticket", "u"],
    all: ["u"],
  }),
};

export async function fuzz({ runs, seed, folder }) {
  if (!canRecord()) {
    console.log("power: strace is missing (apt-get install strace); nothing was tried");
    return 1;
  }
  const random = randomOf(seed);
  const told = figures("power", seed);
  const service = await startService(folder);
  const scenes = Object.keys(SCENES);
  for (const [at, name] of scenes.entries()) {
    const scene = await record(SCENES[name], folder, service, told);
    const states = Math.floor(runs / scenes.length) + (at < runs % scenes.length ? 1 : 0);
    for (let state = 0; state < states; state++) {
      await cutOnce({ name, scene, random, service, told });
    }
  }
  service.stop();
  return told.close();
}

/** Runs a scene in a folder of its own and keeps what the disk held before, and all that was done. */
async function record(make, folder, service, told) {
  const disk = path.join(folder, "disk");
  rmSync(disk, { recursive: true, force: true });
  mkdirSync(disk);
  const db = path.join(disk, "journal.db");
  const scene = make(folder, disk);
  const before = scene.isOld ? oldJournal(db) : [];
  if (!scene.isNew && !scene.isOld) {
    before.push(...bulkOf("old", 50));
    await service.run(db, ["trade", "log", "--stdin"], { input: pipeOf(before) });
    await service.run(db, ["trade", "log", "XAUUSD", "1", "--ticket", "last"]);
  }
  const files = readdirSync(disk).map((name) => [
    path.join(disk, name),
    readFileSync(path.join(disk, name)),
  ]);
  const trace = path.join(folder, "trace");
  const input = scene.each === undefined ? "" : null;
  const feed = async (child) => {
    let sent = 0;
    for (const piece of scene.pieces ?? []) {
      child.stdin.write(pipeOf(scene.each.slice(sent, piece)));
      sent = piece;
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    if (scene.pieces !== undefined) child.stdin.end();
  };
  const result = told.ran(
    await jurnal(db, scene.words, { input, before: recorder(trace), started: feed }),
  );
  if (result.code !== 0) told.fault(`${scene.words.join(" ")}: ${result.err}`);
  return { ...scene, db, disk, before, files, events: eventsIn(trace, disk) };
}

async function cutOnce({ name, scene, random, service, told }) {
  const { db, disk: place, events, files, before } = scene;
  const disk = new Disk(place, files);
  const moment = random.below(events.length + 1);
  let said = "";
  for (const event of events.slice(0, moment)) {
    if (event.call === "said") said += event.bytes.toString();
    else disk.apply(event);
  }
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  for (const [file, bytes] of disk.cut(random)) writeFileSync(file, bytes);
  told.count("disk states");
  const where = `${name}, cut after ${moment} of ${events.length}`;
  const isSaid = said.includes("✔");
  const promised = [
    ...before,
    ...(isSaid ? (scene.all ?? []) : []),
    ...acknowledgedIn(said, scene.each ?? []),
  ];
  if (!existsSync(db) || (promised.length === 0 && scene.isNew)) {
    if (promised.length > 0) told.fault(`no journal: ${where}`);
    // Nothing was promised; whatever is there must not keep the next trade away.
    const next = told.ran(
      await service.run(db, ["trade", "log", "XAUUSD", "1", "--ticket", "next"]),
    );
    if (next.code !== 0) told.fault(`cannot begin: ${next.err} ${where}`);
    return;
  }
  const doctor = told.ran(await service.run(db, ["doctor"]));
  if (doctor.code !== 0) return told.fault(`doctor: ${doctor.out}${doctor.err} ${where}`);
  const there = ticketsIn(db);
  const lost = promised.filter((ticket) => !there.has(ticket));
  told.count("acknowledged", promised.length - before.length);
  told.count("lost", lost.length);
  if (lost.length > 0) told.fault(`lost ${lost.slice(0, 5)}: ${where}`);
  const some = scene.all?.filter((ticket) => there.has(ticket)).length ?? 0;
  if (some !== 0 && some !== scene.all.length)
    told.fault(`${some} of ${scene.all.length}: ${where}`);
  if (isSaid && scene.gone?.some((ticket) => there.has(ticket))) told.fault(`not undone: ${where}`);
  if (scene.copy !== undefined && (isSaid || existsSync(scene.copy))) {
    const copy = existsSync(scene.copy)
      ? await service.run(scene.copy, ["doctor"])
      : { code: 1, err: "none" };
    if (copy.code !== 0) told.fault(`no whole copy: ${copy.err} ${where}`);
  }
  const next = await service.run(db, ["trade", "log", "XAUUSD", "1", "--ticket", "next"]);
  if (next.code !== 0) told.fault(`no more trades: ${next.err} ${where}`);
}
