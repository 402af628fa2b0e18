// A turn as facts in plain words: what the panel shows of it, and what a comparison puts side by side.

import { milliseconds, obstacleIn, reasonIn, repairIn } from "./words.js";

const HEADLINES = {
  transfer: "Transfer",
  reply: "Reply",
  unclear: "Question to the caller",
  hang_up: "Hang up",
  failed: "No usable reply",
};

/** What was decided, in a word or two: {kind, what, tone}. */
export function headline(decision) {
  if (!decision) return { kind: "Nothing", what: "nothing was decided", tone: "soft" };
  if (decision.reason === "refusal") return { kind: "Refusal", what: "the model refused", tone: "bad" };
  const kind = HEADLINES[decision.kind] ?? decision.kind;
  switch (decision.kind) {
    case "transfer":
      return { kind, what: decision.destination, tone: "good" };
    case "reply":
      return { kind: decision.text?.trim().endsWith("?") ? "Question" : kind, what: decision.text ?? "", tone: "calm" };
    case "unclear":
      return { kind, what: (decision.candidates ?? []).join(" or ") || "what is it about?", tone: "odd" };
    case "hang_up":
      return { kind, what: decision.text || "goodbye", tone: "odd" };
    case "failed":
      return { kind, what: reasonIn(decision.reason), tone: "bad" };
    default:
      return { kind, what: decision.reason ?? "", tone: "soft" };
  }
}

/** The same on one line, for lists. */
export function inShort(decision) {
  const { kind, what } = headline(decision);
  if (decision?.kind === "transfer") return `→ ${what}`;
  return decision?.kind === "unclear" || decision?.kind === "reply" ? kind : `${kind}: ${what}`;
}

export const guardsOf = (turn) =>
  (turn.guards ?? []).map(
    ({ destination, reason, instead }) => `${destination}: ${obstacleIn(reason)}; instead ${instead ?? "nobody"}`,
  );

const every = (turn, name) => (turn.replies ?? []).flatMap((reply) => reply[name] ?? []);

export const thoughtsOf = (turn) => every(turn, "thoughts");

export function repairsOf(turn) {
  const codes = new Set([...every(turn, "repairs"), ...(turn.decision?.repairs ?? [])]);
  return [...codes].map(repairIn);
}

export const saysOf = (turn) => (turn.says ?? []).map(({ text }) => text);

export function tokensOf({ tokens }) {
  if (!tokens || (tokens.input === null && tokens.output === null)) return "";
  if (!tokens.input && !tokens.output) return "none";
  return `${(tokens.input ?? 0).toLocaleString("en")} in, ${(tokens.output ?? 0).toLocaleString("en")} out`;
}

export function timeOf({ milliseconds: spent }) {
  if (!spent) return "";
  const all = milliseconds(spent.all);
  return typeof spent.model === "number" && spent.model > 0
    ? `${all}, of which the model ${milliseconds(spent.model)}`
    : all;
}

export const rawOf = (turn) =>
  (turn.replies ?? []).map(({ raw }) => (typeof raw === "string" ? raw : JSON.stringify(raw, null, 2)));

export const RAW = "Reply, raw";

/** [label, text, whether a difference matters] of a turn. */
export function facts(turn) {
  const { kind, what } = headline(turn.decision);
  return [
    ["Decision", `${kind}: ${what}`, true],
    ["Reason", turn.decision ? reasonIn(turn.decision.reason) : "", true],
    ["Model's words", turn.decision?.stated_reason ?? "", true],
    ["Leads to", turn.leads_to ?? "", true],
    ["Guards", guardsOf(turn).join("\n"), true],
    ["Says", saysOf(turn).join("\n"), true],
    ["First answer", turn.first ? inShort(turn.first) : "", true],
    ["Asked again", turn.asked_again ?? "", true],
    ["Repairs", repairsOf(turn).join("\n"), true],
    ["Thoughts", thoughtsOf(turn).join("\n"), true],
    ["Error", turn.error ? turn.error.message : "", true],
    [RAW, rawOf(turn).join("\n\n"), false], // ids and times of its own make each reply another one
    ["Time", timeOf(turn), false],
    ["Tokens", tokensOf(turn), false],
  ];
}
