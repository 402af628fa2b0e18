// The Cases tab: saves the chosen turn as a case.

import { find, make, plural, tell } from "./elements.js";
import { ask } from "./service.js";

export class Cases {
  #call;
  #setup;
  #form = find("case-form");
  #keysOf = null;

  constructor(call, setup) {
    this.#call = call;
    this.#setup = setup;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    // Whoever names a destination means one.
    this.#form.elements.key.addEventListener("input", () => {
      this.#form.elements.expect.value = "destination";
    });
    call.addEventListener("chosen", () => this.#propose());
    call.addEventListener("begun", () => {
      this.#propose();
      this.count(setup.options.cases);
      if (!find("panel-cases").hidden) this.open();
    });
  }

  /** The tab is looked at: the keys are asked for, once for each call. */
  async open() {
    if (this.#keysOf === this.#call.id || this.#call.id === null) return;
    const id = (this.#keysOf = this.#call.id);
    try {
      const { destinations } = await ask("GET", `calls/${id}/destinations`);
      find("keys").replaceChildren(...destinations.map(({ key, title }) => make("option", { value: key }, title)));
    } catch {
      this.#keysOf = null; // the keys are a convenience: one can still be typed
    }
  }

  /** Says how many cases there are. */
  count({ file, count, writable = true }) {
    const none = "There are no cases to run.";
    tell(find("case-count"), file ? `${plural(count, "case")} in ${file}, with this call's setup and edits.` : none);
    const only = file ? "These cases are only run. " : "";
    const keeps = `${only}To keep cases of your own, start the playground with --cases FILE.`;
    tell(find("case-keeping"), writable ? "" : keeps);
    this.#form.hidden = !writable;
  }

  // What was decided is what most people want to keep, or to correct.
  #propose() {
    const decision = this.#call.turn?.decision;
    const { expect, key } = this.#form.elements;
    expect.value = decision && decision.kind !== "transfer" ? "none" : "destination";
    key.value = decision?.destination ?? "";
    tell(find("case-status"));
    tell(find("case-error"));
  }

  async #save() {
    const error = find("case-error");
    const { expect, key } = this.#form.elements;
    tell(error);
    tell(find("case-status"));
    if (this.#call.turn === null) return tell(error, "There is no turn yet: say something as the caller first.");
    const wanted = expect.value === "none" ? null : key.value.trim();
    if (wanted === "") {
      tell(error, "Which destination is right? Choose one, or “no transfer”.");
      key.focus();
      return undefined;
    }
    try {
      const {
        file,
        count,
        case: saved,
      } = await ask("POST", `calls/${this.#call.id}/cases`, { turn: this.#call.chosen, expect: wanted });
      this.#setup.options.cases = { file, count, writable: true };
      this.count(this.#setup.options.cases);
      tell(find("case-status"), `Saved as ${saved.id} in ${file}, which has ${plural(count, "case")} now.`);
    } catch (refused) {
      tell(error, refused.message);
    }
    return undefined;
  }
}
