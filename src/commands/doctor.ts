import { UserError } from "../errors.ts";
import { checkHealth } from "../journal/health.ts";
import { renderHealth } from "../views/messages.ts";
import * as say from "../words/errors.ts";
import { addExamples, type Define } from "./inputs.ts";

export const define: Define = (doctor, context) => {
  addExamples(doctor, "doctor").action(async () => {
    const here = context(doctor);
    const store = await here.open("read");
    const checks = checkHealth(store);
    await here.show({ path: store.path, checks }, () =>
      renderHealth(store.path, checks, here.style),
    );
    if (checks.some((check) => !check.ok)) throw new UserError("unhealthy", ...say.unhealthy);
  });
};
