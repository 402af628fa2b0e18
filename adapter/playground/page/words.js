// What the service's codes mean, in words for whoever reads a decision. A code that is not here is shown as it is.

const REASONS = {
  tool_call: "the model called a tool as it should",
  text: "the model spoke",
  digit: "the caller pressed a configured key",
  no_answer: "another destination did not answer",
  unattended: "no assistant is on the call",
  silence: "the caller says nothing any more",
  unknown_tool: "the model called a tool that does not exist",
  unknown_destination: "the model named a destination that is not offered",
  none_of_these: "the model found nothing in the shortlist that the caller needs",
  missing_destination: "the tool call names no destination",
  unreadable_arguments: "nothing in the tool call's arguments can be read",
  conflicting_calls: "several tool calls exclude each other",
  conflicting_arguments: "one tool call names several destinations",
  written_call: "a tool call was written as text and cannot be followed",
  rejected: "the directory's rejectionPlan does not allow the transfer now",
  claimed: "the model promised a transfer and called no tool",
  empty: "the model gave neither text nor a tool call",
  unspeakable: "nothing of the model's text may be spoken",
  early_hang_up: "the model would hang up on a caller who has had no answer",
  cut_off: "the model stopped at its length limit",
  refusal: "the model or its provider refused",
  unsure: "the router is not sure enough to transfer",
  declined: "the caller said no to what was asked",
  unreadable_reply: "what came is not a reply at all",
  model_error: "the model failed",
  model_unreachable: "no connection to the model",
  model_timeout: "the model did not reply in time",
  model_overloaded: "the model's server has too much to do",
  model_server_error: "the model's server has an error of its own",
  model_auth: "the model's server does not accept the key",
  model_request_rejected: "the model's server does not accept the request",
  model_reply_unreadable: "the model's reply cannot be read",
};

const REPAIRS = {
  trimmed_key: "a key in other case or with blanks",
  code_fence: "arguments in a code fence",
  surrounding_text: "text around the arguments",
  single_quotes: "arguments in single quotes",
  encoded_twice: "JSON within a JSON string",
  repeated_key: "an argument told twice with the same value",
  repeated_call: "the same call twice",
  written_call: "a tool call written as text",
  cut_short: "the last, unfinished sentence left out",
};

const OBSTACLES = {
  closed: "it is closed now",
  spent: "it was tried as often as this call may",
  loop: "its number is one of the call's own",
  rejected: "the directory's rejectionPlan does not allow it now",
  not_offered: "the directory does not offer it",
};

const PHASES = {
  new: "about to begin",
  listening: "listening",
  transferring: "ringing",
  over: "over",
};

const EXPOSURES = {
  auto: "by size (auto)",
  each: "a tool each",
  single: "one tool",
  shortlist: "a shortlist",
};

const OUTCOMES = {
  right: "right",
  wrong_destination: "wrong destination",
  missed: "missed",
  false_transfer: "false transfer",
  hung_up: "hung up",
  multiple_calls: "multiple calls",
  unknown_tool: "unknown tool",
  bad_arguments: "bad arguments",
  refusal: "refusal",
  provider_error: "provider error",
  timeout: "timeout",
};

const meaning = (words) => (code) => words[code] ?? String(code).replaceAll("_", " ");

export const reasonIn = meaning(REASONS);
export const repairIn = meaning(REPAIRS);
export const obstacleIn = meaning(OBSTACLES);
export const phaseIn = meaning(PHASES);
export const exposureIn = meaning(EXPOSURES);
export const outcomeIn = meaning(OUTCOMES);

const names = new Intl.DisplayNames(["en"], { type: "language" });

export function languageIn(tag) {
  try {
    return `${names.of(tag)} (${tag})`;
  } catch {
    return tag;
  }
}

export function milliseconds(value) {
  if (typeof value !== "number") return "";
  return value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString("en")} ms`;
}
