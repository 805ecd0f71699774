import path from "node:path";
import type { Context } from "../../context.ts";
import { EXIT, UserError } from "../../errors.ts";
import {
  forgetWatched,
  keepWatched,
  type WatchedFile,
  watchedFiles,
} from "../../journal/incoming/watched.ts";
import { asUserError, type Store } from "../../journal/store.ts";
import { bellsOn, NO_BELLS } from "./bells.ts";
import { candidatesIn, isMisnamed, type Seen, seenAt } from "./folders.ts";
import { type Pending, POLL_SECONDS, pendingFiles } from "./pending.ts";
import { isOfJournal, type Taken, takeFile } from "./take.ts";
import { type Teller, tellerOf } from "./tell.ts";
import * as words from "./words.ts";

declare const JURNAL_VERSION: string;

export interface WatchOptions {
  /** Ends when all that is there has been taken. */
  once: boolean;
  /** Says what the mentor would open with when a day got new trades. */
  report: boolean;
  /** Seconds between two looks; null: the system tells of changes. */
  poll: number | null;
}

/** Folders that tell of their changes are looked through this often all the same. */
const RESCAN_MS = 60_000;
/** So long `once` waits for files that are being written. */
const ONCE_MS = 30_000;
/** A journal that cannot be written is tried again after this time. */
const JOURNAL_MS = 10_000;
/** What became of so many files is kept together. */
const BATCH = 200;

interface Watch {
  context: Context;
  folders: readonly string[];
  options: WatchOptions;
  tell: Teller;
  pending: Pending;
  /** How files were when they were last read: two numbers for each, and no more. */
  known: Map<string, Seen>;
  /** Known files that are no longer there, still to be forgotten. */
  gone: Set<string>;
  counts: words.WatchCounts;
  /** Folders that cannot be read now, and files whose names are no text: they were spoken of. */
  lost: Set<string>;
  /** Why the journal cannot be written now, as it was said. */
  trouble: string | null;
  isStopping: boolean;
}

/**
 * Takes each new or changed statement in the folders until it is stopped; with `once` those that are
 * there. Events of the system only wake it: what there is to do is seen in the folder itself.
 */
export async function watchFolders(
  context: Context,
  folders: readonly string[],
  options: WatchOptions,
): Promise<void> {
  const { world } = context;
  const watch: Watch = {
    context,
    folders,
    options,
    tell: tellerOf(context, !options.once),
    pending: pendingFiles(),
    known: new Map(),
    gone: new Set(),
    counts: { taken: 0, trades: 0, same: 0, refused: 0, waiting: 0 },
    lost: new Set(),
    trouble: null,
    isStopping: false,
  };
  const alarm = { now: new AbortController() };
  world.onStop(() => {
    watch.isStopping = true;
    alarm.now.abort();
  });
  for (const file of watchedFiles(await context.open("write"), JURNAL_VERSION)) {
    watch.known.set(file.path, { size: file.size, modified_ms: file.modified_ms });
  }
  if (options.once) await takeAll(watch, alarm);
  else {
    context.close();
    await goOn(watch, alarm);
  }
  const { taken, refused, waiting } = watch.counts;
  if (options.once && refused + waiting > 0) context.endWith(EXIT.user);
  await watch.tell.end(watch.counts, options.once && taken + refused + waiting === 0);
}

/** What ends a pause: a fresh one for each. */
interface Alarm {
  now: AbortController;
}

async function goOn(watch: Watch, alarm: Alarm): Promise<void> {
  const { context, folders, options, pending, tell } = watch;
  const { world } = context;
  const isPolled = options.poll !== null;
  const bells = isPolled ? NO_BELLS : bellsOn(folders, () => alarm.now.abort());
  if (!context.options.json)
    world.err(`${context.style.message(words.watching(folders, options.poll))}\n`);
  for (let next = 0; !watch.isStopping; ) {
    const now = world.now();
    // A clock may be set back.
    if (now >= next || next - now > RESCAN_MS) {
      for (const { folder, code } of bells.rearm()) {
        await tell.waits("folder", folder, words.eventsFail(folder, code, POLL_SECONDS));
      }
      await scan(watch, now);
      const seconds = options.poll ?? POLL_SECONDS;
      next = now + (bells.isComplete() ? RESCAN_MS : seconds * 1_000);
    }
    for (const file of [...bells.rung(), ...pending.files()]) look(watch, file, now);
    await takeReady(watch);
    for (const file of pending.restless(world.now())) {
      await tell.waits("writing", file, words.stillWritten(path.basename(file)));
    }
    alarm.now = new AbortController();
    if (bells.hasRung() || watch.isStopping) continue;
    const wait = Math.min(next - world.now(), pending.next(world.now()));
    await world.pause(Math.max(1, wait), alarm.now.signal);
  }
  bells.silence();
}

async function takeAll(watch: Watch, alarm: Alarm): Promise<void> {
  const { context, pending, tell, counts } = watch;
  const { world } = context;
  const end = world.now() + ONCE_MS;
  await scan(watch, world.now());
  for (;;) {
    for (const file of pending.files()) look(watch, file, world.now());
    await takeReady(watch);
    const wait = pending.next(world.now());
    if (watch.isStopping || !Number.isFinite(wait) || world.now() + wait > end) break;
    await world.pause(Math.max(1, wait), alarm.now.signal);
  }
  for (const file of pending.files()) {
    counts.waiting++;
    await tell.waits("writing", file, words.leftForNext(path.basename(file)));
  }
}

/** Looks through the folders for files that are new, changed, or gone. */
async function scan(watch: Watch, now: number): Promise<void> {
  const { folders, known, gone, lost, tell } = watch;
  for (const folder of folders) {
    try {
      const there = new Set(candidatesIn(folder));
      for (const file of there) {
        look(watch, file, now);
        if (!isMisnamed(file) || lost.has(file)) continue;
        lost.add(file);
        await tell.waits("name", file, words.misnamed(path.basename(file)));
      }
      for (const file of known.keys()) {
        if (there.has(file) || path.dirname(file) !== folder) continue;
        known.delete(file);
        gone.add(file);
      }
      if (lost.delete(folder)) await tell.waits("folder", folder, words.folderBack(folder));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (lost.has(folder)) continue;
      lost.add(folder);
      await tell.waits("folder", folder, words.folderGone(folder, code));
    }
  }
}

function look({ pending, known }: Watch, file: string, now: number): void {
  pending.see(file, seenAt(file), known.get(file), now);
}

/** Takes what has settled; of a long watch the journal is open only as long as there is something to take. */
async function takeReady(watch: Watch): Promise<void> {
  const { context, options, pending, gone, tell } = watch;
  const { world } = context;
  const ready = pending.ready(world.now(), options.once);
  if (ready.length === 0) return;
  let journal = "";
  try {
    const store = await context.open("write");
    journal = store.path;
    forgetWatched(store, [...gone]);
    gone.clear();
    const imports: number[] = [];
    for (let at = 0; at < ready.length && !watch.isStopping; at += BATCH) {
      imports.push(...(await takeBatch(watch, store, ready.slice(at, at + BATCH))));
    }
    watch.trouble = null;
    if (options.report) await tell.opening(store, imports);
  } catch (error) {
    const known = asUserError(error, journal);
    if (!(known instanceof UserError) || !isOfJournal(known) || options.once) throw error;
    if (watch.trouble !== known.message) {
      await tell.waits("journal", null, words.journalWaits(known.message));
    }
    watch.trouble = known.message;
    pending.hold(world.now() + JOURNAL_MS);
  } finally {
    // At the end of one round it is still to be told what was recorded before something went wrong.
    if (!options.once) context.close();
  }
}

/** Takes these files and keeps what became of them; the imports that brought trades. */
async function takeBatch(watch: Watch, store: Store, files: readonly string[]): Promise<number[]> {
  const kept: WatchedFile[] = [];
  const imports: number[] = [];
  try {
    for (const file of files) {
      if (watch.isStopping) break;
      const taken = await takeOne(watch, store, file);
      if ("file" in taken) kept.push(taken.file);
      if (taken.kind === "taken") {
        const { import_id, added, completed } = taken.outcome;
        if (import_id !== null && added + completed > 0) imports.push(import_id);
      }
      // Ctrl-C gets its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    keepWatched(store, kept, JURNAL_VERSION);
  }
  return imports;
}

/** Takes one file and says its line. */
async function takeOne(watch: Watch, store: Store, file: string): Promise<Taken> {
  const { context, pending, known, counts, tell } = watch;
  const taken = await takeOrBlame(watch, store, file);
  const now = context.world.now();
  if (taken.kind === "early") return taken;
  if (taken.kind === "locked") {
    if (pending.locked(file, now)) {
      await tell.waits("locked", file, words.locked(path.basename(file), taken.code));
    }
    return taken;
  }
  pending.done(file, now);
  const seen = "file" in taken ? taken.file : seenAt(file);
  if (seen !== null) known.set(file, { size: seen.size, modified_ms: seen.modified_ms });
  if (taken.kind === "taken") {
    counts.taken++;
    counts.trades += taken.outcome.added + taken.outcome.completed;
    await tell.taken(store, taken);
  } else if (taken.kind === "same") {
    counts.same++;
  } else if (taken.kind === "refused" && taken.isNews) {
    counts.refused++;
    await tell.refused(file, taken.message, taken.hint);
  }
  return taken;
}

/** A fault of ours in one file must not keep all others out of the journal. */
async function takeOrBlame(watch: Watch, store: Store, file: string): Promise<Taken> {
  const { context, options, pending } = watch;
  const isEarly = () => pending.isEarly(file, context.world.now(), options.once);
  try {
    return await takeFile(context, store, file, isEarly);
  } catch (error) {
    const seen = seenAt(file);
    if (asUserError(error, store.path) instanceof UserError || seen === null) throw error;
    if (context.world.env.JURNAL_DEBUG) context.world.err(`${(error as Error).stack}\n`);
    const [message, hint] = words.broken(String((error as Error).message));
    const none = { sha256: null, taken_bytes: null, taken_lines: null };
    const refused = { path: file, ...seen, ...none, outcome: "refused" as const, reason: message };
    return { kind: "refused", file: refused, message, hint, isNews: true };
  }
}
