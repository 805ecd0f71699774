// The program as `npm install` brings it, for checks with other versions of Node and on Windows.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

const QUIET = ["--no-audit", "--no-fund", "--loglevel=error"];

/** Runs npm with this Node (or the one that runs this), in `folder`. */
export function npm(folder, words, node = process.execPath) {
  const cli = execFileSync("npm", ["root", "-g"], { encoding: "utf8" }).trim();
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` };
  const line = [path.join(cli, "npm", "bin", "npm-cli.js"), ...words, ...QUIET];
  execFileSync(node, line, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
}

/** Packs the built program; the path of its tarball. */
export function pack(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of tarballs(folder)) rmSync(path.join(folder, name));
  npm(process.cwd(), ["pack", "--ignore-scripts", "--pack-destination", folder]);
  return path.join(folder, tarballs(folder)[0]);
}

const tarballs = (folder) => readdirSync(folder).filter((name) => /^jurnal-.*\.tgz$/.test(name));
