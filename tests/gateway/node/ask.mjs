// Asks a model server what it reads on stdin, with the AI SDK; writes what it got, a JSON line each.
import { createInterface } from "node:readline";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, jsonSchema, streamText, tool } from "ai";

const provider = createOpenAICompatible({ name: "gateway", baseURL: process.argv[2], apiKey: "none", includeUsage: true });

async function ask({ messages, tools }) {
  const read = { text: "", calls: [], tokens: null, error: null };
  const definitions = tools.map(({ function: { name, description, parameters } }) => [
    name,
    tool({ description, inputSchema: jsonSchema(parameters) }),
  ]);
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content).join("\n");
  const result = streamText({
    model: provider("voice"),
    system: system || undefined,
    messages: messages.filter(({ role }) => role !== "system"),
    tools: Object.fromEntries(definitions),
    maxRetries: 0,
    onError: () => {},
  });
  for await (const part of result.fullStream) {
    if (part.type === "text-delta") read.text += part.text;
    else if (part.type === "tool-call") read.calls.push([part.toolName, part.input]);
    else if (part.type === "error") read.error = APICallError.isInstance(part.error) ? part.error.statusCode : String(part.error);
    else if (part.type === "finish" && part.totalUsage.inputTokens !== undefined)
      read.tokens = [part.totalUsage.inputTokens, part.totalUsage.outputTokens];
  }
  return read;
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await ask(JSON.parse(line))));
