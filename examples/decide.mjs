// A backend that leaves the model to the service: POST /v1/decide, with fetch alone. Node 20 or later.
//
//     transfer-adapter serve --directory examples/bank/directory.yaml &
//     node examples/decide.mjs "Hello" "Ich habe meine Karte verloren"

import { pathToFileURL } from "node:url";

const SERVICE = process.env.ADAPTER_URL ?? "http://127.0.0.1:8080";
const TOKEN = process.env.ADAPTER_TOKEN;
const APOLOGY = "Sorry, something went wrong. Please say that again.";

/** What to do after the caller's words, with which `messages` end: `next`, `say`, `transfer`, `progress`. */
export async function answer(messages, session, progress = null) {
  try {
    const response = await fetch(`${SERVICE}/v1/decide`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(TOKEN && { "X-API-TOKEN": TOKEN }) },
      body: JSON.stringify({ messages, session, progress }),
      signal: AbortSignal.timeout(20_000),
    });
    if (!response.ok) throw new Error(`${response.status} from /v1/decide`);
    return await response.json();
  } catch (error) {
    console.error(error.message);
    return { next: "listen", say: APOLOGY, transfer: null, progress }; // whoever called hears something
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const session = { id: crypto.randomUUID(), from_phone_number: "+4915112345678" };
  const messages = [];
  let progress = null; // to be kept with the call
  for (const words of process.argv.slice(2)) {
    messages.push({ role: "user", content: words });
    const result = await answer(messages, session, progress);
    console.log(JSON.stringify({ next: result.next, say: result.say, transfer: result.transfer }));
    if (result.next === "transfer" || result.next === "hang_up") break; // yours to carry out
    messages.push({ role: "assistant", content: result.say });
    progress = result.progress;
  }
}
