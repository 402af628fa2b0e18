// The head of the page: which directory, prompt, model, exposure, language, platform and moment the call has.

import { Choice } from "./choice.js";
import { fill, find, make, plural, tell } from "./elements.js";
import { asLocal, asMoment, moments } from "./moments.js";
import { ask } from "./service.js";
import { exposureIn, languageIn } from "./words.js";

const OTHER_MODEL = "another …";
const OTHER_MOMENT = "another …";

export const momentChoice = (select, field) => new Choice(select, field, { read: asMoment, write: asLocal });

/** [value, title] pairs of what `GET options` gives. */
export const choicesOf = {
  prompts: ({ prompts }) => prompts.map((id) => [id, id]),
  models: ({ models }) => models.map(({ id }) => [id, id]),
  exposures: ({ exposures }) => exposures.map((id) => [id, exposureIn(id)]),
  languages: ({ languages }) => languages.map((tag) => [tag, languageIn(tag)]),
  platforms: ({ platforms }) => platforms.map((id) => [id, id]),
  directories: ({ directories }) => directories.map(({ id, title }) => [id, title]),
  otherModel: ({ free_model: free }) => (free ? OTHER_MODEL : null),
  moments: () => moments(new Date()),
  otherMoment: OTHER_MOMENT,
};

/** The form. `options` is what may be chosen for the directory that is chosen. */
export class Setup {
  #form = find("setup-form");
  #call;

  constructor(call) {
    this.#call = call;
    const { elements } = this.#form;
    this.model = new Choice(elements.model, elements["model-typed"]);
    this.at = momentChoice(elements.at, elements["at-typed"]);
    this.#form.addEventListener("change", ({ target }) => this.#changed(target));
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    for (const id of ["new-call", "next-call"]) find(id).addEventListener("click", () => this.begin());
    call.addEventListener("begun", () => this.#shown());
  }

  /** Asks what there is to choose from, and fills the form. */
  async load(directory = null) {
    this.options = await ask(
      "GET",
      directory === null ? "options" : `options?directory=${encodeURIComponent(directory)}`,
    );
    this.#fill(directory === null ? this.options.setup : { ...this.value, ...this.options.setup, directory });
  }

  get value() {
    const { directory, prompt, exposure, language, platform } = this.#form.elements;
    return {
      directory: directory.value,
      prompt: prompt.value,
      model: this.model.value,
      exposure: exposure.value,
      language: language.value,
      platform: platform.value,
      at: this.at.value || null,
    };
  }

  /** Another call with what is chosen. */
  async begin() {
    if (await this.#begin()) find("words").focus();
  }

  async #begin() {
    tell(find("setup-error"));
    try {
      return await this.#call.begin(() => this.value);
    } catch (error) {
      tell(find("setup-error"), error.message);
      return false;
    }
  }

  /** The form shows a setup, of a call that was taken up. */
  async show(setup) {
    if (setup.directory !== this.#form.elements.directory.value) await this.load(setup.directory);
    this.#fill(setup);
    this.#shown();
  }

  #fill(setup) {
    const { directory, prompt, exposure, language, platform } = this.#form.elements;
    fill(directory, choicesOf.directories(this.options), setup.directory);
    fill(prompt, choicesOf.prompts(this.options), setup.prompt);
    fill(exposure, choicesOf.exposures(this.options), setup.exposure);
    fill(language, choicesOf.languages(this.options), setup.language);
    fill(platform, choicesOf.platforms(this.options), setup.platform);
    this.model.offer(choicesOf.models(this.options), setup.model, choicesOf.otherModel(this.options));
    this.at.offer(choicesOf.moments(), setup.at ?? "", OTHER_MOMENT);
    const notes = this.options.notes ?? [];
    find("notes").replaceChildren(...notes.map((note) => make("li", {}, note)));
  }

  async #changed(target) {
    tell(find("setup-error"));
    try {
      if (target.name === "directory") await this.load(target.value);
    } catch (error) {
      tell(find("setup-error"), error.message);
      return;
    }
    // A field that was just opened waits for what is typed.
    if (
      [this.model, this.at].some(
        (choice) => target === choice.select && choice.value === "" && !choice.field.closest("label").hidden,
      )
    )
      return;
    // Nothing was said yet, so the call may as well begin anew; whoever goes through the form keeps the focus.
    if (this.#call.turns.length === 0) await this.#begin();
    else this.#shown();
  }

  #shown() {
    const { setup } = this.#call;
    if (setup === null) return;
    const title = this.options.directories.find(({ id }) => id === setup.directory);
    const parts = [
      title ? `${title.title}, ${plural(title.destinations, "destination")}` : setup.directory,
      setup.prompt,
      setup.model,
      exposureIn(setup.exposure),
      setup.language,
      setup.platform,
      setup.at ?? "now",
    ];
    find("setup-summary").textContent = parts.join(" · ");
    const chosen = this.value;
    const differs = Object.keys(chosen).some((name) => (chosen[name] ?? null) !== (setup[name] ?? null));
    tell(
      find("setup-notice"),
      differs ? "The call under way keeps its setup. “New call” begins one with what is chosen now." : "",
    );
    find("new-call").classList.toggle("main", differs);
  }
}
