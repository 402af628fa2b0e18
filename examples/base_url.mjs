// A voice platform that knows nothing of the service but a base URL: OpenAI's client for Node and a transfer tool of its
// own, whose call comes back with a number of the directory. Node 20 or later, and `npm install openai`.
//
//     transfer-adapter serve --directory examples/bank/directory.yaml &
//     node examples/base_url.mjs "Ich habe meine Karte verloren"

import OpenAI from "openai";

const client = new OpenAI({
  baseURL: `${process.env.ADAPTER_URL ?? "http://127.0.0.1:8080"}/v1`,
  apiKey: process.env.ADAPTER_TOKEN ?? "none",
  timeout: 20_000,
});

const transferCall = {
  type: "function",
  function: {
    name: "transferCall",
    parameters: { type: "object", properties: { destination: { type: "string" } }, required: ["destination"] },
  },
};

const stream = await client.chat.completions.create({
  model: "transfers", // any name: the service asks its own model
  messages: [{ role: "user", content: process.argv[2] }],
  tools: [transferCall],
  stream: true,
});

let say = "";
let call = null;
for await (const { choices } of stream) {
  const delta = choices[0]?.delta;
  say += delta?.content ?? ""; // to be spoken at once
  for (const { function: part } of delta?.tool_calls ?? []) {
    call ??= { name: "", arguments: "" };
    call.name += part.name ?? "";
    call.arguments += part.arguments ?? "";
  }
}
console.log(JSON.stringify({ say, call }));
