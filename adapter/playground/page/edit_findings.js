// What edits come to before anybody speaks: errors, what the check warns of, and the tools that the model gets.

import { asJson, foldable, make, plural } from "./elements.js";

const MOST = 100; // findings, where a large directory has the same one again and again

const finding = ({ keys = [], message }) =>
  make("li", {}, keys.length ? make("b", {}, `${keys.join(", ")}: `) : null, message);

const error = ({ key, field, message }) => finding({ keys: [key, field].filter(Boolean), message });

/** Shows the errors and findings of edits. */
export function showChecked(place, errors, findings) {
  const parts = [];
  if (errors.length) {
    parts.push(make("h3", { class: "bad" }, plural(errors.length, "error")), make("ul", {}, ...errors.map(error)));
  }
  if (findings.length) {
    const cut = findings.length > MOST ? `; the first ${MOST} are shown` : "";
    parts.push(
      make("h3", {}, `${plural(findings.length, "finding")}${cut}`),
      make("ul", {}, ...findings.slice(0, MOST).map(finding)),
    );
  } else if (!errors.length) parts.push(make("p", { class: "soft" }, "The check finds nothing to warn of."));
  place.replaceChildren(...parts);
}

/** Shows the tools, first those that offer a destination whose text was `changed`, by name or by value. */
export function showTools(place, tools, changed) {
  const offers = (text) => changed.some((key) => text.includes(`"transfer_to_${key}"`) || text.includes(`"${key}"`));
  const touched = tools.filter((tool) => offers(asJson(tool)));
  place.replaceChildren(
    ...touched.map((tool) =>
      foldable(`Tool ${tool.function?.name ?? tool.name ?? ""}`, asJson(tool), { note: "changed" }),
    ),
    foldable("All tools", asJson(tools), { note: plural(tools.length, "tool") }),
  );
}
