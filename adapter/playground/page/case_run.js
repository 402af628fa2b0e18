// Runs the cases with the call's setup and edits: progress, an end that one may wish for, what came of it, the report.

import { find, make, pairs, tell } from "./elements.js";
import { address, ask } from "./service.js";
import { outcomeIn } from "./words.js";

const WAIT = 5; // seconds that the service may wait for news
const PAUSE = 1_000; // ms until a service that did not answer is asked again
const LOST = 20; // times in a row, until the page gives up

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function summarised({ accuracy, outcomes = {} }) {
  const counts = Object.entries(outcomes).filter(([, count]) => count > 0);
  return pairs([
    ["Right", typeof accuracy === "number" ? percent(accuracy) : null],
    ["Outcomes", counts.map(([name, count]) => `${outcomeIn(name)} ${count.toLocaleString("en")}`).join(", ")],
  ]);
}

export class CaseRun {
  #call;
  #id = null;
  #missed = 0;

  constructor(call) {
    this.#call = call;
    find("run").addEventListener("click", () => this.#start());
    find("stop-run").addEventListener("click", () => this.#stop());
  }

  async #start() {
    tell(find("run-error"));
    if (this.#id !== null) return;
    find("run-outcome").replaceChildren();
    try {
      this.#id = (await ask("POST", "runs", { call: this.#call.id })).run;
    } catch (error) {
      tell(find("run-error"), error.message);
      return;
    }
    this.#missed = 0;
    this.#running(true);
    this.#count({ done: 0, of: 0 });
    await this.#look();
  }

  async #look() {
    let run;
    try {
      run = await ask("GET", `runs/${this.#id}?wait=${WAIT}`);
      this.#missed = 0;
      tell(find("run-error"));
    } catch (error) {
      tell(find("run-error"), error.message);
      this.#missed += 1;
      if (error.lost && this.#missed < LOST) setTimeout(() => this.#look(), PAUSE);
      else this.#end();
      return;
    }
    this.#count(run);
    if (run.state === "running") this.#look();
    else this.#over(run);
  }

  async #stop() {
    if (this.#id === null) return;
    try {
      await ask("DELETE", `runs/${this.#id}`);
    } catch (error) {
      tell(find("run-error"), error.message);
    }
  }

  #over({ state, done, summary, message }) {
    const id = this.#id;
    this.#end();
    const outcome = find("run-outcome");
    if (state === "failed") {
      tell(find("run-error"), message || "The run failed.");
      return;
    }
    const title =
      state === "stopped"
        ? `Stopped after ${done.toLocaleString("en")}.`
        : `All ${done.toLocaleString("en")} cases were run.`;
    outcome.replaceChildren(make("p", {}, title));
    if (summary) outcome.append(summarised(summary));
    if (state === "done") {
      const link = make(
        "a",
        { href: address(`runs/${id}/report`), target: "_blank", rel: "noopener" },
        "Open the report",
      );
      outcome.append(make("p", {}, link, make("span", { class: "soft small" }, " in a new tab")));
    } else if (message) outcome.append(make("p", { class: "soft" }, message));
  }

  #end() {
    this.#id = null;
    this.#running(false);
  }

  #running(now) {
    const within = document.activeElement === find("stop-run") || document.activeElement === find("run");
    find("run-progress").hidden = !now;
    find("stop-run").hidden = !now;
    find("run").hidden = now;
    if (within) find(now ? "stop-run" : "run").focus();
  }

  #count({ done, of }) {
    const bar = find("run-bar");
    bar.max = of || 1;
    bar.value = done;
    find("run-count").textContent = of ? `${done.toLocaleString("en")} of ${of.toLocaleString("en")}` : "begins …";
  }
}
