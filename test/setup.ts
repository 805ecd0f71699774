import fc from "fast-check";
import { inject } from "vitest";
import { SEED } from "./seed.ts";

fc.configureGlobal({ seed: SEED });

// Whatever is made below os.tmpdir() goes with the run.
process.env.TMPDIR = inject("folder");
