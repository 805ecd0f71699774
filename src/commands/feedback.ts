import type { CommandSpec } from "../cli/command.ts";
import { MOOD_ARGUMENT, moodOrAsk } from "../cli/inputs.ts";
import { voiceOf } from "../journal/settings.ts";
import { moodFeedback } from "../report/feedback.ts";
import { renderFeedback } from "../views/lists.ts";

export const command: CommandSpec = {
  description: "tanggapan cepat atas suasana hati, tanpa mencatat apa pun",
  takes: [MOOD_ARGUMENT],
  examples: ["jurnal feedback fomo"],
  async run(context, name: string | undefined) {
    const mood = await moodOrAsk(context, name);
    const answer = moodFeedback(mood, voiceOf(await context.open("read-or-empty")));
    await context.show({ mood, ...answer }, () => renderFeedback(mood, answer, context.style));
  },
};
