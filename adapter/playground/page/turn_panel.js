// The panel of the chosen turn: what was decided and why, what was asked, what came, and what went on the wire.

import { asJson, bullets, find, foldable, make, pairs, plural } from "./elements.js";
import { guardsOf, headline, inShort, rawOf, repairsOf, saysOf, thoughtsOf, timeOf, tokensOf } from "./turn_facts.js";
import { reasonIn } from "./words.js";

function decided(turn) {
  const { kind, what, tone } = headline(turn.decision);
  const elsewhere = turn.leads_to && turn.decision?.kind === "transfer" && turn.leads_to !== turn.decision.destination;
  return make(
    "div",
    { class: `decision ${tone}` },
    make("p", { class: "caption" }, kind),
    make("p", { class: turn.decision?.text ? "what sentence" : "what" }, what),
    elsewhere ? make("p", { class: "soft" }, `It leads to ${turn.leads_to} now.`) : null,
    turn.error ? make("p", { class: "error" }, turn.error.message) : null,
    ...(turn.error?.explanation ?? []).map((line) => make("p", {}, line)),
  );
}

function why(turn) {
  const { decision } = turn;
  return pairs([
    ["Reason", decision ? [reasonIn(decision.reason), " ", make("code", { class: "soft" }, decision.reason)] : null],
    ["In the model's words", decision?.stated_reason],
    ["Route", turn.leads_to ? `leads to ${turn.leads_to}` : null],
    ["Guards", bullets(guardsOf(turn))],
    ["First answer", turn.first ? `${inShort(turn.first)}: ${reasonIn(turn.first.reason)}` : null],
    ["Asked again", turn.asked_again],
    ["Repaired", bullets(repairsOf(turn))],
    ["Notes", bullets(decision?.notes ?? [])],
    ["Thoughts", bullets(thoughtsOf(turn))],
    ["Says", bullets(saysOf(turn))],
    ["Language", decision?.language],
    ["Time", timeOf(turn)],
    ["Tokens", tokensOf(turn)],
  ]);
}

function replies(turn) {
  const texts = rawOf(turn);
  if (!texts.length) return [make("p", { class: "soft" }, "No model was asked, or none replied.")];
  const named = (place) => (texts.length === 1 ? "Reply, raw" : `Reply ${place + 1} of ${texts.length}, raw`);
  return texts.map((text, place) => foldable(named(place), pretty(text), { open: true }));
}

/** JSON with its lines and indents; any other text as it came. */
function pretty(text) {
  try {
    return asJson(JSON.parse(text));
  } catch {
    return text;
  }
}

function requested(title, request) {
  if (!request) return null;
  const messages = request.messages ?? request.input ?? [];
  const note = [plural(messages.length, "message"), plural(request.tools?.length ?? 0, "tool")];
  return foldable(title, asJson(request), { note: note.join(", ") });
}

function show(call, panel) {
  const { turn } = call;
  if (turn === null) {
    panel.replaceChildren(
      make(
        "p",
        { class: "soft" },
        "Say something as the caller. Then it stands here what was decided and why, what the model was asked and " +
          "replied, and what went to the platform.",
      ),
    );
    return;
  }
  panel.replaceChildren(
    decided(turn),
    make("h3", {}, "Why"),
    why(turn),
    make("h3", {}, "Asked and answered"),
    ...[
      requested("Request", turn.request),
      requested("Request, asked again", turn.request_again),
      ...replies(turn),
    ].filter(Boolean),
    foldable("On the wire", asJson(turn.wire ?? []), { note: "what the platform got", open: true }),
  );
}

function named(turn) {
  if (turn === null) return "No turn yet";
  return turn.said ? `Turn ${turn.turn}: “${turn.said}”` : `Turn ${turn.turn}`;
}

/** Shows the chosen turn of a call from now on. */
export function watchTurns(call) {
  const panel = find("panel-turn");
  const chosen = find("chosen");
  const refresh = () => {
    show(call, panel);
    chosen.textContent = named(call.turn);
  };
  call.addEventListener("chosen", refresh);
  call.addEventListener("begun", refresh);
  refresh();
}
