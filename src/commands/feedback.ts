import { MOODS, moodLabel } from "../base/moods.ts";
import { moodFeedback } from "../report/feedback.ts";
import { renderFeedback } from "../views/lists.ts";
import { missing } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as questions from "../words/messages.ts";
import { addExamples, type Define, moodFrom } from "./inputs.ts";
import { voiceOf } from "./settings.ts";

export const define: Define = (feedback, context) => {
  feedback.argument("[suasana]", help.ARGUMENT.mood);
  addExamples(feedback, "feedback").action(async (name: string | undefined) => {
    const here = context(feedback);
    if (name === undefined && !here.mayAsk) throw missing(help.ARGUMENT.mood);
    const mood =
      name === undefined
        ? await here.world.ask.choose({
            message: questions.QUESTION.mood,
            choices: MOODS.map((value) => ({ value, label: moodLabel(value) })),
          })
        : moodFrom("suasana", name);
    const answer = moodFeedback(mood, voiceOf(await here.open("read")));
    await here.show({ mood, ...answer }, () => renderFeedback(mood, answer, here.style));
  });
};
