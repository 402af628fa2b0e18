// Asks the mock server what it reads on stdin, with OpenAI's client for Node; writes what it got, a JSON line each.
import { createInterface } from "node:readline";
import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "none", maxRetries: 0, timeout: 10_000 });

const text = (value) => value ?? "";

function fromChat({ choices, usage }) {
  const { message, finish_reason } = choices[0];
  return {
    text: text(message.content),
    refusal: text(message.refusal),
    calls: (message.tool_calls ?? []).map(({ function: { name, arguments: raw } }) => [name, raw]),
    finish: text(finish_reason),
    tokens: usage ? [usage.prompt_tokens, usage.completion_tokens] : null,
  };
}

function fromResponse({ output, status, incomplete_details, usage }) {
  const parts = output.filter(({ type }) => type === "message").flatMap(({ content }) => content);
  return {
    text: parts.map((part) => text(part.text)).join(""),
    refusal: parts.map((part) => text(part.refusal)).join(""),
    calls: output.filter(({ type }) => type === "function_call").map(({ name, arguments: raw }) => [name, raw]),
    finish: incomplete_details?.reason ?? status,
    tokens: [usage.input_tokens, usage.output_tokens],
  };
}

async function chatStream(body) {
  const message = { content: "", refusal: "", tool_calls: [] };
  let finish_reason, usage;
  for await (const chunk of await client.chat.completions.create(body)) {
    usage = chunk.usage ?? usage;
    for (const { delta, finish_reason: finish } of chunk.choices) {
      finish_reason = finish ?? finish_reason;
      message.content += text(delta.content);
      message.refusal += text(delta.refusal);
      for (const { index, function: { name, arguments: raw } } of delta.tool_calls ?? []) {
        message.tool_calls[index] ??= { function: { name, arguments: "" } };
        message.tool_calls[index].function.arguments += raw;
      }
    }
  }
  return { choices: [{ message, finish_reason }], usage };
}

async function responseStream(body) {
  let last;
  for await (const event of await client.responses.create(body)) last = event;
  return last.response;
}

async function ask({ api, body }) {
  try {
    if (api === "chat") return fromChat(body.stream ? await chatStream(body) : await client.chat.completions.create(body));
    return fromResponse(body.stream ? await responseStream(body) : await client.responses.create(body));
  } catch (error) {
    if (error instanceof OpenAI.APIError) return { status: error.status ?? null, code: error.code ?? null };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await ask(JSON.parse(line))));
