// Opens a page in Chromium and does what it reads on stdin, one JSON object; writes what came of it as another.
//
// {page, chromium, width, height, scheme: "light"|"dark", scripts, steps: [[name, …arguments], …]}
//   type SELECTOR TEXT, choose SELECTOR VALUE, click SELECTOR, press KEY, open FRAGMENT, tell EXPRESSION, axe, shoot FILE
// Answers {told: what each tell and axe gave, console, requests, seconds: of CPU, all of Chromium's processes together, until the page
// was loaded and painted}.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import puppeteer from "puppeteer-core";

const task = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({
  executablePath: task.chromium,
  pipe: true,
  protocolTimeout: 30_000,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});

const said = [];
const requests = [];
const told = [];
let seconds = 0;
try {
  const page = await browser.newPage();
  await page.setViewport({ width: task.width, height: task.height, deviceScaleFactor: task.scale });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: task.scheme }]);
  await page.setJavaScriptEnabled(task.scripts);
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(task.page).href;
  const doing = {
    type: async (selector, text) => {
      await page.focus(selector);
      await page.keyboard.type(text);
    },
    choose: (selector, value) => page.select(selector, value),
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(key),
    open: (fragment) => page.goto(`${address}${fragment}`),
    tell: async (expression) => told.push(await page.evaluate(expression)),
    shoot: (path) => page.screenshot({ path }),
    // Evaluated by the debugger, so the page's own policy stays as it is and is what is looked at.
    axe: async () => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      told.push(violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`) })));
    },
  };
  const debug = await browser.target().createCDPSession();
  const spent = async () => {
    const { processInfo } = await debug.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await spent();
  await page.goto(`${address}${task.fragment}`);
  // painted twice: what the first frame has put off is done, too
  if (task.scripts) await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  seconds = (await spent()) - before;
  for (const [name, ...given] of task.steps) await doing[name](...given);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ told, console: said, requests, seconds }));
