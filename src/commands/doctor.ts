import { UserError } from "../errors.ts";
import { checkHealth } from "../journal/health.ts";
import { addExamples, type Define } from "../program.ts";
import * as say from "../text/errors.ts";
import * as help from "../text/help.ts";
import { renderHealth } from "../views/doctor.ts";

export const define: Define = (doctor, context) => {
  addExamples(doctor, help.EXAMPLES.doctor ?? []).action(async () => {
    const here = context(doctor);
    const store = await here.open("read");
    const checks = checkHealth(store);
    await here.show({ path: store.path, checks }, () =>
      renderHealth(store.path, checks, here.style),
    );
    if (checks.some((check) => !check.ok)) throw new UserError("unhealthy", ...say.unhealthy);
  });
};
