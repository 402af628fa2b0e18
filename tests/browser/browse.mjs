// Opens pages in one Chromium. Reads a visit from each line of stdin, a JSON object, and writes what came of it as one.
//
// {page: a file or an address, width, height, scale, scheme: "light"|"dark", scripts, fragment, steps: [[name, …arguments],
// …]}, where a step is
//   type SELECTOR TEXT, choose SELECTOR VALUE, click SELECTOR, press KEY, tell EXPRESSION, axe [RULE], shoot FILE,
//   write TEXT where the focus is, do EXPRESSION, wait EXPRESSION until it is true, reload, offline "yes"|"no", downloads FOLDER,
//   scheme "light"|"dark",
//   tab NUMBER (another tab of the same browser at the same address; 1 is the first), follow SELECTOR to the tab it opens
// gives {told: what each tell and axe gave, console, requests, seconds: of CPU, all of Chromium's processes together,
// until the page was loaded and painted}, or {failed: why}. Each visit has a profile of its own.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  executablePath: process.argv[2],
  pipe: true,
  protocolTimeout: 120_000,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const debug = await browser.target().createCDPSession();

async function spent() {
  const { processInfo } = await debug.send("SystemInfo.getProcessInfo");
  return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
}

// What is waited for may be a run of cases that yields to everything else on a busy machine.
const PATIENCE = 60_000;
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

async function visit({ page: path, width, height, scale, scheme, scripts, fragment, steps }, context) {
  const [told, said, requests, tabs] = [[], [], [], []];
  const from = /^https?:/.test(path) ? path : pathToFileURL(path).href;
  let page;
  const look = async (other) => {
    page = other;
    await page.setViewport({ width, height, deviceScaleFactor: scale });
    await doing.scheme(scheme);
    await page.setJavaScriptEnabled(scripts);
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    tabs.push(page);
  };
  const doing = {
    type: async (selector, text) => {
      await page.focus(selector);
      await page.keyboard.type(text);
    },
    write: (text) => page.keyboard.type(text),
    choose: (selector, value) => page.select(selector, value),
    // As a person does: what is drawn anew meanwhile is clicked where it is then. To see that takes scripts.
    click: (selector) => (scripts ? page.locator(selector).setTimeout(PATIENCE).click() : page.click(selector)),
    press: (key) => page.keyboard.press(key),
    tell: async (expression) => told.push(await page.evaluate(expression)),
    do: (expression) => page.evaluate(expression),
    shoot: (file) => page.screenshot({ path: file }),
    wait: async (expression) => {
      try {
        await page.waitForFunction(expression, { timeout: PATIENCE });
      } catch (error) {
        const shown = await page.evaluate(() => document.body.innerText.slice(0, 2000));
        throw new Error(`${error.message}: ${expression}; the console: ${said.join("; ")}; the page shows: ${shown}`);
      }
    },
    scheme: (name) => page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: name }]),
    reload: () => page.reload(),
    offline: (whether) => page.setOfflineMode(whether === "yes"),
    downloads: async (folder) => {
      const session = await page.createCDPSession();
      const id = (await session.send("Target.getTargetInfo")).targetInfo.browserContextId;
      await debug.send("Browser.setDownloadBehavior", { behavior: "allow", browserContextId: id, downloadPath: folder });
    },
    tab: async (number) => {
      if (tabs[number - 1] === undefined) {
        await look(await context.newPage());
        await page.goto(`${from}${fragment}`);
      }
      page = tabs[number - 1];
      await page.bringToFront();
    },
    follow: async (selector) => {
      const opened = new Promise((done) => context.once("targetcreated", (target) => done(target.page())));
      await page.click(selector);
      await look(await opened);
      await page.waitForFunction(() => document.readyState === "complete" && location.href !== "about:blank");
    },
    // Evaluated by the debugger, so the page's own policy stays as it is and is what is looked at.
    axe: async (rule) => {
      if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
      const { violations } = await page.evaluate((only) => globalThis.axe.run(only ? { runOnly: [only] } : {}), rule);
      const where = ({ html, failureSummary }) => `${html}: ${failureSummary}`;
      told.push(violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(where) })));
    },
  };
  await look(await context.newPage());
  const before = await spent();
  await page.goto(`${from}${fragment}`);
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
    came = await visit(JSON.parse(line), context);
  } catch (error) {
    came = { failed: String(error) };
  }
  await context.close();
  process.stdout.write(`${JSON.stringify(came)}\n`);
}
await browser.close();
