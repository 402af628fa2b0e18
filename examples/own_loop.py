"""A backend with a model loop of its own, by Chat Completions: only the tools and the judgement come from here.

Run it against the mock model:

    pip install '.[cli,testing]'
    transfer-adapter mock-model --port 8089 &
    OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none python examples/own_loop.py
"""

from collections.abc import Sequence
from pathlib import Path

from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from adapter import TransferTools
from adapter.transfers.resolution import Resolution

MODEL = "gpt-4.1-mini"
INSTRUCTIONS = "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two."

tools = TransferTools(Path(__file__).parent / "bank" / "directory.yaml")


def answer(client: OpenAI, said: Sequence[ChatCompletionMessageParam], progress: object = None) -> Resolution:
    """What to do after the caller's words, with which `said` ends. A model that is asked again is so once."""
    offer = tools.offer(said, call={"from": "+4915112345678"}, progress=progress)
    asked = [{"role": "system", "content": f"{INSTRUCTIONS}\n\n{offer.note}"}, *offer.messages]
    result = offer.resolve(client.chat.completions.create(model=MODEL, messages=asked, tools=offer.chat))
    if result.next == "ask_again":
        asked += result.retry or []
        last = client.chat.completions.create(model=MODEL, messages=asked, tools=offer.chat)
        result = offer.resolve(last, last=True)
    return result


if __name__ == "__main__":
    result = answer(OpenAI(), [{"role": "user", "content": "Ich habe meine Karte verloren"}])
    print(result.next, result.say, result.transfer, sep="\n")
