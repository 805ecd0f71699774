// Loaded before the program (node --expose-gc --import): its clock leaps over every wait, and each
// quarter of a day it tells how much memory is held. After DAYS of that clock it is stopped as by Ctrl-C.
import { writeSync } from "node:fs";

const DAY_MS = 86_400_000;
const days = Number(process.env.DAYS);
const [realNow, wait] = [Date.now, globalThis.setTimeout];
const began = realNow();
let leapt = 0;
let told = 0;

Date.now = () => realNow() + leapt;
globalThis.setTimeout = (work, milliseconds, ...rest) => {
  // What is shorter than a look at the folder is waited for: files have to settle.
  if (milliseconds < 3_000) return wait(work, milliseconds, ...rest);
  return wait(() => {
    leapt += milliseconds;
    tell();
    work(...rest);
  }, 0);
};

function tell() {
  const day = (Date.now() - began) / DAY_MS;
  if (day < told / 4) return;
  told = Math.floor(day * 4) + 1;
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  const cpu = process.cpuUsage();
  writeSync(3, `${JSON.stringify({ day, heapUsed, rss, cpu: (cpu.user + cpu.system) / 1e6 })}\n`);
  if (day >= days) process.kill(process.pid, "SIGINT");
}
