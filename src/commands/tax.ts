import { addExamples, type Define } from "./define.ts";
export const define: Define = (c) => {
  addExamples(c, "import");
};
