// Opens HTML reports in a headless Chromium and says what it finds: errors on the console, requests
// beyond the file, whether a page scrolls sideways at 360 px, whether a label lies on another or on the
// curve or a figure leaves its tile (as the browser measures it), whether a click sorts. Pictures of each
// page (light and dark, desk and phone) and an A4 PDF go to a folder.
//
//   node bench/html-check.js CHROMIUM FOLDER PAGE.html...
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [chromium, folder, ...pages] = process.argv.slice(2);
const missing = pages.filter((page) => !existsSync(page));
if (pages.length === 0 || missing.length > 0) {
  console.error(`node bench/html-check.js CHROMIUM FOLDER PAGE.html... (missing: ${missing})`);
  process.exit(2);
}

const VIEWS = [
  { name: "desk-light", width: 1280, scheme: "light" },
  { name: "desk-dark", width: 1280, scheme: "dark" },
  { name: "phone-light", width: 360, scheme: "light" },
  { name: "phone-dark", width: 360, scheme: "dark" },
];

/** Talks to the browser over its pipe: JSON texts that end with a NUL. */
function connect(child) {
  let buffer = "";
  let count = 0;
  const waiting = new Map();
  const listeners = [];
  child.stdio[4].on("data", (bytes) => {
    const parts = (buffer + bytes).split("\0");
    buffer = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      const answer = waiting.get(message.id);
      if (answer === undefined) for (const listener of listeners) listener(message);
      else if (message.error) answer.reject(new Error(message.error.message));
      else answer.resolve(message.result);
    }
  });
  return {
    on: (listener) => listeners.push(listener),
    send: (method, params = {}, sessionId = undefined) =>
      new Promise((resolve, reject) => {
        waiting.set(++count, { resolve, reject });
        child.stdio[3].write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
      }),
  };
}

/** Sorts every sortable table by every column and turns it round; how many columns answered. */
const SORT = `[...document.querySelectorAll("th button")].filter((button) => {
  const head = button.closest("th");
  button.click();
  const up = head.getAttribute("aria-sort") === "ascending";
  button.click();
  return up && head.getAttribute("aria-sort") === "descending";
}).length + "/" + document.querySelectorAll("th button").length`;

/** Labels of the drawings that meet, leave them, or have the curve run through them. */
const COVERED = `[...document.querySelectorAll("svg")].flatMap((svg) => {
  const view = svg.viewBox.baseVal;
  const labels = [...svg.querySelectorAll("text")].map((one) => {
    const { x, y, width, height } = one.getBBox();
    // Letters without the air above and below them.
    return { text: one.textContent, x, y: y + 2, right: x + width, bottom: y + height - 3 };
  });
  const curves = [...svg.querySelectorAll("path.curve")].flatMap((path) =>
    Array.from({ length: Math.ceil(path.getTotalLength()) }, (_, at) => path.getPointAtLength(at)));
  return labels.flatMap((one, at) => [
    ...(one.x < -1 || one.right > view.width + 1 || one.bottom > view.height ? [one.text + " outside"] : []),
    ...labels.slice(at + 1).filter((other) => one.x + 1 < other.right && other.x + 1 < one.right &&
      one.y < other.bottom && other.y < one.bottom).map((other) => one.text + " on " + other.text),
    ...(curves.some(({ x, y }) => x > one.x && x < one.right && y > one.y && y < one.bottom)
      ? [one.text + " on the curve"] : []),
  ]);
}).concat([...document.querySelectorAll(".tiles dd")]
  .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent + " wider than its tile"))`;

const HEADINGS = `[...document.querySelectorAll("h1,h2,h3,h4")].map((h) => Number(h.tagName[1]))`;

async function check(browser, page) {
  const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
  const send = (method, params) => browser.send(method, params, sessionId);
  const requests = [];
  const complaints = [];
  let loaded = () => {};
  browser.on(({ method, params, sessionId: from }) => {
    if (from !== sessionId) return;
    if (method === "Network.requestWillBeSent") requests.push(params.request.url);
    if (method === "Log.entryAdded") complaints.push(params.entry.text);
    if (method === "Runtime.exceptionThrown") complaints.push(params.exceptionDetails.text);
    if (method === "Runtime.consoleAPICalled") complaints.push(params.type);
    if (method === "Page.loadEventFired") loaded();
  });
  await send("Emulation.setScrollbarsHidden", { hidden: true });
  for (const domain of ["Page", "Runtime", "Network", "Log"]) await send(`${domain}.enable`);
  const value = async (expression) =>
    (await send("Runtime.evaluate", { expression, returnByValue: true })).result.value;
  const url = pathToFileURL(path.resolve(page)).href;
  const name = path.basename(page, ".html");
  const wide = [];
  const covered = [];
  for (const view of VIEWS) {
    const features = [{ name: "prefers-color-scheme", value: view.scheme }];
    await send("Emulation.setEmulatedMedia", { features });
    const size = { width: view.width, height: 900, deviceScaleFactor: 1, mobile: false };
    await send("Emulation.setDeviceMetricsOverride", size);
    const load = new Promise((resolve) => {
      loaded = resolve;
    });
    await send("Page.navigate", { url });
    await load;
    const width = await value("document.documentElement.scrollWidth");
    if (width > view.width) wide.push(`${view.name} ${width}`);
    covered.push(...(await value(COVERED)));
    const shot = await send("Page.captureScreenshot", { captureBeyondViewport: true });
    writeFileSync(path.join(folder, `${name}-${view.name}.png`), Buffer.from(shot.data, "base64"));
  }
  const sorted = await value(SORT);
  const levels = await value(HEADINGS);
  const jumps = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1).length;
  const pdf = await send("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
  writeFileSync(path.join(folder, `${name}.pdf`), Buffer.from(pdf.data, "base64"));
  const beyond = requests.filter((request) => request !== url);
  console.log(
    `${name}: ${complaints.length} complaints ${JSON.stringify(complaints)}, ` +
      `${beyond.length} requests beyond the file ${beyond.map((one) => one.slice(0, 80))}, ` +
      `too wide: ${wide.join(", ") || "none"}, labels covered: ${[...new Set(covered)].join(", ") || "none"}, columns that sort: ${sorted}, ` +
      `headings that jump: ${jumps}`,
  );
  await browser.send("Target.closeTarget", { targetId });
  return complaints.length + beyond.length + wide.length + covered.length + jumps === 0;
}

mkdirSync(folder, { recursive: true });
const profile = mkdtempSync(path.join(tmpdir(), "html-check-"));
const child = spawn(
  chromium,
  ["--headless=new", "--no-sandbox", "--remote-debugging-pipe", `--user-data-dir=${profile}`],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
);
try {
  const browser = connect(child);
  let isFine = true;
  for (const page of pages) isFine = (await check(browser, page)) && isFine;
  process.exitCode = isFine ? 0 : 1;
} finally {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill();
  await gone;
  rmSync(profile, { recursive: true, force: true });
}
