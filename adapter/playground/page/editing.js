// The Edit tab: descriptions and the prompt in place, what that does to lint, tools and decision, and the diff to take along.

import { differences } from "./differences.js";
import { Drafts } from "./drafts.js";
import { asJson, find, foldable, make, plural, tell } from "./elements.js";
import { ask, askForText } from "./service.js";
import { TextList } from "./text_list.js";

const finding = ({ keys = [], message }) => make("li", {}, keys.length ? make("b", {}, `${keys.join(", ")}: `) : null, message);

export class Editing {
  #call;
  #drafts = new Drafts();
  #list;
  #of = null;
  #error = find("edit-error");
  #status = find("edit-status");

  constructor(call) {
    this.#call = call;
    this.#list = new TextList(this.#drafts, { changed: () => this.#changed(), again: () => this.#doing(() => this.#again()) });
    const clicks = {
      "try-again": () => this.#again(),
      apply: () => this.#apply(),
      "take-back": () => this.#takeBack(),
      export: () => this.#export(),
    };
    for (const [id, what] of Object.entries(clicks)) find(id).addEventListener("click", () => this.#doing(what));
    call.addEventListener("begun", () => {
      this.#of = null;
      this.#empty();
      if (!find("panel-edit").hidden) this.open();
    });
    call.addEventListener("chosen", () => find("edit-outcome").replaceChildren());
  }

  /** The tab is looked at: its texts are asked for once for each call. */
  open() {
    if (this.#of === this.#call.id || this.#call.id === null) return;
    this.#of = this.#call.id;
    this.#doing(async () => {
      try {
        await this.#load();
      } catch (error) {
        this.#of = null;
        throw error;
      }
      if (this.#drafts.any) await this.#apply();
    });
  }

  /** The texts as the call goes by them now, with its edits. */
  async #load() {
    this.#drafts.take(await ask("GET", `calls/${this.#call.id}/destinations`), this.#call.edits);
    this.#list.reset();
    this.#changed();
  }

  async #doing(what) {
    tell(this.#error);
    try {
      await what();
    } catch (error) {
      tell(this.#error, error.message);
    }
  }

  #changed() {
    tell(this.#status, this.#drafts.any ? `${this.#count()} edited.` : "");
  }

  #count() {
    const { destinations, prompt } = this.#drafts.edits;
    const count = Object.keys(destinations).length;
    const parts = [count ? plural(count, "description") : "", prompt === null ? "" : "the prompt"];
    return parts.filter(Boolean).join(" and ");
  }

  /** Hands the drafts in. Whether the call goes by them now. */
  async #apply() {
    const came = await this.#call.edit(this.#drafts.edits);
    const errors = came.errors ?? [];
    this.#lint(errors, came.findings ?? []);
    if (errors.length) {
      tell(this.#error, "Not taken: the files would not load like this. The call goes on as it was.");
      return false;
    }
    this.#tools(came.tools ?? [], came.changed ?? []);
    tell(this.#status, this.#drafts.any ? `Applied: the call goes on with ${this.#count()} edited.` : "The call goes by the files.");
    return true;
  }

  async #again() {
    const before = this.#call.turn;
    if (!(await this.#apply())) return;
    if (before === null) {
      tell(this.#error, "There is no turn yet: say something as the caller first.");
      return;
    }
    const outcome = find("edit-outcome");
    outcome.replaceChildren(make("p", { class: "soft" }, "The turn is tried again …"));
    try {
      const [after] = await this.#call.again([{}], true);
      outcome.replaceChildren(make("h3", {}, `“${before.said}”`), ...differences(["As it was", "With your edits"], [before, after]));
      outcome.scrollIntoView({ block: "start" });
    } catch (error) {
      outcome.replaceChildren();
      throw error;
    }
  }

  async #takeBack() {
    const { edits } = this.#drafts;
    this.#drafts.clear();
    try {
      await this.#apply();
    } catch (error) {
      this.#drafts.take(this.#drafts, edits);
      throw error;
    }
    find("edit-outcome").replaceChildren();
    find("edit-diff").replaceChildren();
    await this.#load();
    tell(this.#status, "The call goes by the files.");
  }

  async #export() {
    if (!this.#drafts.any) {
      tell(this.#error, "Nothing is edited yet.");
      return;
    }
    if (!(await this.#apply())) return;
    const diff = await askForText(`calls/${this.#call.id}/diff`);
    find("edit-diff").replaceChildren(foldable("The diff", diff, { open: true, note: "git apply edits.diff" }));
    const link = make("a", { href: URL.createObjectURL(new Blob([diff], { type: "text/x-diff" })), download: "edits.diff" });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #lint(errors, findings) {
    const parts = [];
    if (errors.length) {
      const told = errors.map(({ key, field, message }) => finding({ keys: [[key, field].filter(Boolean).join(" ")].filter(Boolean), message }));
      parts.push(make("h3", { class: "bad" }, plural(errors.length, "error")), make("ul", {}, ...told));
    }
    if (findings.length) parts.push(make("h3", {}, plural(findings.length, "finding")), make("ul", {}, ...findings.slice(0, 100).map(finding)));
    else if (!errors.length) parts.push(make("p", { class: "soft" }, "The check finds nothing to warn of."));
    find("edit-lint").replaceChildren(...parts);
  }

  #tools(tools, changed) {
    const named = (tool, key) => asJson(tool).includes(`"transfer_to_${key}"`);
    const touched = tools.filter((tool) => changed.some((key) => named(tool, key)));
    const parts = touched.map((tool) => foldable(`Tool ${tool.function?.name ?? tool.name ?? ""}`, asJson(tool), { note: "changed" }));
    parts.push(foldable("All tools", asJson(tools), { note: plural(tools.length, "tool") }));
    find("edit-tools").replaceChildren(...parts);
  }

  #empty() {
    for (const id of ["edit-outcome", "edit-lint", "edit-tools", "edit-diff"]) find(id).replaceChildren();
    tell(this.#error);
    tell(this.#status);
  }
}
