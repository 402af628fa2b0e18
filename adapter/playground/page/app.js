// Puts the page together: one call for each tab, and the parts that show it.

import { CaseRun } from "./case_run.js";
import { Cases } from "./cases.js";
import { watchComparison } from "./compare.js";
import { Conversation } from "./conversation.js";
import { offerDictation } from "./dictation.js";
import { Editing } from "./editing.js";
import { find, tell } from "./elements.js";
import { OpenCall } from "./open_call.js";
import { Setup } from "./setup.js";
import { tabs } from "./tabs.js";
import { watchTurns } from "./turn_panel.js";

const NARROW = matchMedia("(max-width: 60rem)");

const call = new OpenCall();
const setup = new Setup(call);
const editing = new Editing(call);
const cases = new Cases(call, setup);

const openTab = tabs(document.querySelector('[role="tablist"]'), (id) => {
  if (id === "tab-edit") editing.open();
  if (id === "tab-cases") cases.open();
});

new Conversation(call, () => {
  openTab("tab-turn");
  if (NARROW.matches) find("panel").scrollIntoView();
});
watchTurns(call);
watchComparison(call, setup);
new CaseRun(call);

offerDictation({
  button: find("dictate"),
  note: find("dictate-note"),
  field: find("words"),
  language: () => call.setup?.language ?? "en",
  say: () => find("say").requestSubmit(),
  complain: (sentence) => tell(find("call-error"), sentence),
});

find("setup").open = !NARROW.matches;

async function start() {
  tell(find("setup-error"));
  try {
    await setup.load();
    if (await call.resume(() => setup.value)) await setup.show(call.setup);
    find("words").focus({ preventScroll: true });
  } catch (error) {
    tell(find("setup-error"), error.message);
  }
}

// A service that was away when the page was opened is asked again by the one button that begins something.
find("new-call").addEventListener(
  "click",
  (event) => {
    if (setup.options !== undefined) return;
    event.stopImmediatePropagation();
    start();
  },
  { capture: true },
);

start();
