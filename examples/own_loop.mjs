// A backend with a model loop of its own: the tools from GET /v1/tools, the judgement from POST /v1/resolve.
// The model is asked by Chat Completions, with fetch alone. Node 20 or later.
//
//     transfer-adapter serve --directory examples/bank/directory.yaml &
//     OPENAI_API_KEY=… node examples/own_loop.mjs "Ich habe meine Karte verloren"

import { pathToFileURL } from "node:url";

const SERVICE = process.env.ADAPTER_URL ?? "http://127.0.0.1:8080";
const TOKEN = process.env.ADAPTER_TOKEN;
const MODEL_SERVER = process.env.OPENAI_BASE_URL ?? "https://api.openai.com/v1";
const MODEL = "gpt-4.1-mini";
const APOLOGY = "Sorry, something went wrong. Please say that again.";
const INSTRUCTIONS = {
  role: "system",
  content: "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two.",
};

async function json(url, headers, body) {
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { "Content-Type": "application/json", ...headers },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`${response.status} from ${new URL(url).pathname}`);
  return response.json();
}

const service = (path, body) => json(`${SERVICE}${path}`, TOKEN ? { "X-API-TOKEN": TOKEN } : {}, body);

async function ask(messages, tools) {
  const body = { model: MODEL, messages: [INSTRUCTIONS, ...messages], tools, parallel_tool_calls: false };
  const key = { Authorization: `Bearer ${process.env.OPENAI_API_KEY}` };
  return (await json(`${MODEL_SERVER}/chat/completions`, key, body)).choices[0].message;
}

/** What to do after the caller's words, with which `messages` end: `next`, `say`, `transfer`, `progress`. */
export async function answer(messages, session, progress = null) {
  try {
    const tools = await service("/v1/tools?api=chat");
    let result;
    for (const asked of [messages, null]) {
      const reply = await ask(asked ?? [...messages, ...result.retry], tools);
      const call = reply.tool_calls?.[0]?.function;
      if (!call) return { next: "listen", say: reply.content || APOLOGY, transfer: null, progress };
      result = await service("/v1/resolve", { name: call.name, arguments: call.arguments, messages, session, progress });
      if (result.next !== "ask_again") return result;
    }
    return { ...result, next: "listen", say: APOLOGY }; // a model is asked again once
  } catch (error) {
    console.error(error.message);
    return { next: "listen", say: APOLOGY, transfer: null, progress }; // whoever called hears something
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const session = { id: crypto.randomUUID(), from_phone_number: "+4915112345678" };
  const result = await answer([{ role: "user", content: process.argv[2] }], session);
  console.log(JSON.stringify({ next: result.next, say: result.say, transfer: result.transfer }));
}
