// The Edit tab: descriptions and the prompt in place, tried on the chosen turn, and the diff to take along.

import { differences } from "./differences.js";
import { Drafts } from "./drafts.js";
import { showChecked, showTools } from "./edit_findings.js";
import { find, foldable, make, plural, tell } from "./elements.js";
import { ask, askForText } from "./service.js";
import { TextList } from "./text_list.js";

const UNEDITED = "The call goes by the files.";

export class Editing {
  #call;
  #drafts = new Drafts();
  #list;
  #of = null;
  #error = find("edit-error");
  #status = find("edit-status");

  constructor(call) {
    this.#call = call;
    this.#list = new TextList(this.#drafts, {
      changed: () => this.#changed(),
      again: () => this.#doing(() => this.#again()),
    });
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
    call.addEventListener("chosen", () => this.#forget());
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
    tell(this.#status, this.#drafts.any ? `Edited: ${this.#count()}.` : "");
  }

  #count() {
    const { destinations, prompt } = this.#drafts.edits;
    const count = Object.keys(destinations).length;
    const parts = [count ? plural(count, "description") : "", prompt === null ? "" : "the prompt"];
    return parts.filter(Boolean).join(" and ");
  }

  /** Hands the drafts in. Whether the call goes by them now, which is told. */
  async #apply() {
    const taken = await this.#handIn();
    if (taken)
      tell(this.#status, this.#drafts.any ? `Applied: the call goes on with ${this.#count()} edited.` : UNEDITED);
    return taken;
  }

  async #handIn() {
    const came = await this.#call.edit(this.#drafts.edits);
    const errors = came.errors ?? [];
    showChecked(find("edit-lint"), errors, came.findings ?? []);
    if (errors.length) {
      tell(this.#error, "Not taken: the files would not load like this. The call goes on as it was.");
      return false;
    }
    showTools(find("edit-tools"), came.tools ?? [], came.changed ?? []);
    return true;
  }

  async #again() {
    const before = this.#call.turn;
    if (!(await this.#apply())) return;
    if (before === null) {
      tell(this.#error, "There is no turn yet: say something as the caller first.");
      return;
    }
    this.#forget();
    tell(find("edit-verdict"), "The turn is tried again …");
    try {
      const [after] = await this.#call.again([{}], true);
      const { verdict, table } = differences(["As it was", "With your edits"], [before, after]);
      find("edited-turn").replaceChildren(table);
      tell(find("edit-verdict"), `“${before.said}” ${verdict}`);
      find("edit-outcome").scrollIntoView({ block: "start" });
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget() {
    tell(find("edit-verdict"));
    find("edited-turn").replaceChildren();
  }

  async #takeBack() {
    const { edits } = this.#drafts;
    this.#drafts.clear();
    try {
      await this.#handIn();
    } catch (error) {
      this.#drafts.take(this.#drafts, edits);
      throw error;
    }
    this.#forget();
    find("edit-diff").replaceChildren();
    await this.#load();
    tell(this.#status, UNEDITED);
  }

  async #export() {
    if (!this.#drafts.any) {
      tell(this.#error, "Nothing is edited yet.");
      return;
    }
    if (!(await this.#apply())) return;
    const diff = await askForText(`calls/${this.#call.id}/diff`);
    find("edit-diff").replaceChildren(foldable("The diff", diff, { open: true, note: "git apply edits.diff" }));
    const link = make("a", {
      href: URL.createObjectURL(new Blob([diff], { type: "text/x-diff" })),
      download: "edits.diff",
    });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #empty() {
    this.#forget();
    for (const id of ["edit-lint", "edit-tools", "edit-diff"]) find(id).replaceChildren();
    tell(this.#error);
    tell(this.#status);
  }
}
