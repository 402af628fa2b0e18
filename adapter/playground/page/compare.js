// The same turn through two prompts, models, exposures or moments, side by side.

import { Choice } from "./choice.js";
import { differences } from "./differences.js";
import { fill, find, make, tell } from "./elements.js";
import { choicesOf, momentChoice } from "./setup.js";
import { exposureIn } from "./words.js";

/** The fields of one side. */
class Side {
  constructor(fieldset) {
    const select = (name, title) => make("label", {}, `${title} `, make("select", { name }));
    const typed = (label, type) =>
      make(
        "label",
        { class: "typed", hidden: true },
        `${label} `,
        make("input", { type, autocomplete: "off", spellcheck: "false" }),
      );
    const fields = {
      prompt: select("prompt", "Prompt"),
      model: select("model", "Model"),
      exposure: select("exposure", "Exposure"),
      at: select("at", "Moment"),
    };
    const [model, at] = [typed("Name of the model", "text"), typed("Day and hour", "datetime-local")];
    fieldset.append(fields.prompt, fields.model, model, fields.exposure, fields.at, at);
    this.prompt = fields.prompt.firstElementChild;
    this.exposure = fields.exposure.firstElementChild;
    this.model = new Choice(fields.model.firstElementChild, model.firstElementChild);
    this.at = momentChoice(fields.at.firstElementChild, at.firstElementChild);
  }

  offer(options, setup) {
    fill(this.prompt, choicesOf.prompts(options), setup.prompt);
    fill(this.exposure, choicesOf.exposures(options), setup.exposure);
    this.model.offer(choicesOf.models(options), setup.model, choicesOf.otherModel(options));
    // A side without a moment of its own has the call's.
    const moments = choicesOf.moments().filter(([value]) => value !== "" || setup.at === null);
    this.at.offer(moments, setup.at ?? "", choicesOf.otherMoment);
  }

  get value() {
    return {
      prompt: this.prompt.value,
      model: this.model.value,
      exposure: this.exposure.value,
      at: this.at.value || null,
    };
  }
}

/** What sets a side apart from the other, as the title of its column. */
function title(letter, side, other) {
  const parts = Object.keys(side).filter((name) => side[name] !== other[name]);
  const named = { exposure: exposureIn(side.exposure), at: side.at ?? "now" };
  return parts.length ? `${letter}: ${parts.map((name) => named[name] ?? side[name]).join(", ")}` : letter;
}

/** The other of two usual things to compare with: another prompt, or another model. */
function another(options, setup) {
  const prompt = options.prompts.find((id) => id !== setup.prompt);
  const model = options.models.find(({ id }) => id !== setup.model);
  return { ...setup, ...(prompt ? { prompt } : model ? { model: model.id } : {}) };
}

/** Sets the tab up; `setup` has what can be chosen. */
export function watchComparison(call, setup) {
  const form = find("compare-form");
  const sides = [...form.querySelectorAll("fieldset")].map((fieldset) => new Side(fieldset));
  const outcome = find("compared");
  const error = find("compare-error");
  const status = find("compare-status");
  let asking = false;
  const empty = () => {
    outcome.replaceChildren();
    tell(status);
  };

  call.addEventListener("begun", () => {
    sides[0].offer(setup.options, call.setup);
    sides[1].offer(setup.options, another(setup.options, call.setup));
    empty();
    tell(error);
  });
  const edited = () => {
    find("compare-edited").hidden = !call.edited;
    form.elements.edited.checked = call.edited;
  };
  call.addEventListener("edited", edited);
  call.addEventListener("begun", edited);
  call.addEventListener("chosen", empty);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(error);
    if (call.turn === null) {
      tell(error, "There is no turn yet: say something as the caller first.");
      return;
    }
    if (asking) return;
    asking = true;
    outcome.replaceChildren();
    tell(status, "Both are asked …");
    const values = sides.map((side) => side.value);
    try {
      const turns = await call.again(values, form.elements.edited.checked);
      const titles = [title("A", values[0], values[1]), title("B", values[1], values[0])];
      const { verdict, table } = differences(titles, turns);
      outcome.replaceChildren(table);
      tell(status, verdict);
    } catch (refused) {
      empty();
      tell(error, refused.message);
    } finally {
      asking = false;
    }
  });
}
