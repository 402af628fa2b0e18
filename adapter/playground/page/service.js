// What the page asks of the service that it came from, and what it says when something is refused or does not answer.

// A setup may hold a model that takes its time; the service itself answers a turn within its own limits.
const PATIENCE = 60_000;

/** What the service refused, or why there was no answer. `status` is 0 where none came. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }

  get lost() {
    return this.status === 0;
  }

  get gone() {
    return this.status === 404;
  }
}

const WITHOUT_SENTENCE = {
  401: "You are not signed in any more. Open this page again to sign in.",
  404: "This is not kept any more: begin a new call.",
  413: "This is too long.",
  429: "Too much at once: try again in a moment.",
};

async function refusalOf(response) {
  let told = {};
  try {
    told = await response.json();
  } catch {
    // a proxy's page, or nothing
  }
  const sentence = `The service answered with status ${response.status}.`;
  const title = typeof told.title === "string" ? told.title : "";
  const detail = typeof told.detail === "string" ? told.detail : "";
  const known = WITHOUT_SENTENCE[response.status];
  const message = response.status === 401 ? known : detail || known || title || sentence;
  return new Refusal(response.status, message);
}

async function response(method, path, body, signal) {
  const options = { method, signal: signal ?? AbortSignal.timeout(PATIENCE) };
  if (body !== undefined || method !== "GET") {
    options.headers = { "content-type": "application/json" };
    options.body = JSON.stringify(body ?? {});
  }
  let came;
  try {
    came = await fetch(`playground/${path}`, options);
  } catch {
    throw new Refusal(0, "The service does not answer. What you have typed is still here: try again when it is back.");
  }
  if (!came.ok) throw await refusalOf(came);
  return came;
}

async function read(came, how) {
  try {
    return await came[how]();
  } catch {
    throw new Refusal(0, "The service's answer was cut off. Try again.");
  }
}

/** Asks for JSON and gives what came, null for an answer without a body. Throws `Refusal`. */
export async function ask(method, path, body) {
  const came = await response(method, path, body);
  return came.status === 204 ? null : read(came, "json");
}

/** The same for a text. */
export async function askForText(path) {
  return read(await response("GET", path), "text");
}

export const address = (path) => `playground/${path}`;
