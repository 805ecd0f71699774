// Bundles src/ into dist/: one entry, with every lazily imported module in a chunk of its own,
// so that a command pays only for the code it runs. better-sqlite3 stays outside: it is native.
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: ["src/main.ts"],
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.17",
  minify: true,
  keepNames: true,
  loader: { ".sql": "text" },
  define: { JURNAL_VERSION: JSON.stringify(version) },
  external: ["better-sqlite3"],
  // Bundled CommonJS packages still call require() for Node's own modules.
  banner: {
    js: 'import{createRequire as __jurnalRequire}from"node:module";const require=__jurnalRequire(import.meta.url);',
  },
  logLevel: "warning",
});
