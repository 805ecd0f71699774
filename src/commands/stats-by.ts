import type { Context } from "../context.ts";
import type { Asked } from "./stats.ts";
export async function showGroups(_context: Context, _by: string, _asked: Asked): Promise<void> {}
