// Opens pages in one Chromium. Reads a visit from each line of stdin, a JSON object, and writes what came of it as one.
//
// {page, width, height, scale, scheme: "light"|"dark", scripts, fragment, steps: [[name, …arguments], …]}, where a step is
//   type SELECTOR TEXT, choose SELECTOR VALUE, click SELECTOR, press KEY, tell EXPRESSION, axe, shoot FILE
// gives {told: what each tell and axe gave, console, requests, seconds: of CPU, all of Chromium's processes together,
// until the page was loaded and painted}, or {failed: why}. Each visit has a profile of its own.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  executablePath: process.argv[2],
  pipe: true,
  protocolTimeout: 30_000,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const debug = await browser.target().createCDPSession();

async function spent() {
  const { processInfo } = await debug.send("SystemInfo.getProcessInfo");
  return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
}

const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

async function visit({ page: path, width, height, scale, scheme, scripts, fragment, steps }, page) {
  const [told, said, requests] = [[], [], []];
  await page.setViewport({ width, height, deviceScaleFactor: scale });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setJavaScriptEnabled(scripts);
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  const doing = {
    type: async (selector, text) => {
      await page.focus(selector);
      await page.keyboard.type(text);
    },
    choose: (selector, value) => page.select(selector, value),
    click: (selector) => page.click(selector),
    press: (key) => page.keyboard.press(key),
    tell: async (expression) => told.push(await page.evaluate(expression)),
    shoot: (file) => page.screenshot({ path: file }),
    // Evaluated by the debugger, so the page's own policy stays as it is and is what is looked at.
    axe: async () => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const where = ({ html, failureSummary }) => `${html}: ${failureSummary}`;
      told.push(violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(where) })));
    },
  };
  const before = await spent();
  await page.goto(`${pathToFileURL(path).href}${fragment}`);
  // Twice, since what the first frame has put off is part of it. Without scripts there are no frames to be told of.
  if (scripts) await page.evaluate(painted);
  const after = await spent();
  const seconds = [...after].reduce((sum, [id, time]) => sum + time - (before.get(id) ?? 0), 0);
  for (const [name, ...given] of steps) await doing[name](...given);
  return { told, console: said, requests, seconds };
}

for await (const line of createInterface({ input: process.stdin })) {
  const context = await browser.createBrowserContext();
  let came;
  try {
    came = await visit(JSON.parse(line), await context.newPage());
  } catch (error) {
    came = { failed: String(error) };
  }
  await context.close();
  process.stdout.write(`${JSON.stringify(came)}\n`);
}
await browser.close();
