"""The same loop by Responses, streamed: what may be spoken is spoken while the model still writes.

Run it against the mock model:

    pip install '.[cli,testing]'
    transfer-adapter mock-model --port 8089 &
    OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none python examples/responses_loop.py
"""

from collections.abc import Callable
from pathlib import Path

from openai import OpenAI

from adapter import TransferTools
from adapter.transfers.resolution import Resolution

MODEL = "gpt-4.1-mini"
INSTRUCTIONS = "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two."

tools = TransferTools(Path(__file__).parent / "bank" / "directory.yaml")


def answer(client: OpenAI, words: str, speak: Callable[[str], None], progress: object = None) -> Resolution:
    """What to do after the caller's words. `speak` gets each sentence as soon as it is sure; `say` is the rest."""
    offer = tools.offer([{"role": "user", "content": words}], progress=progress)
    asked = list(offer.messages)
    for last in (False, True):
        stream = offer.stream()
        instructions = f"{INSTRUCTIONS}\n\n{offer.note}"
        for event in client.responses.create(
            model=MODEL, instructions=instructions, input=asked, tools=offer.responses, store=False, stream=True
        ):
            if sentences := stream.feed(event):
                speak(sentences)
        result = stream.finish(last=last)
        if result.next != "ask_again":
            break
        asked += result.retry or []
    return result


if __name__ == "__main__":
    result = answer(OpenAI(), "Ich habe meine Karte verloren", print)
    print(result.next, result.say, result.transfer, sep="\n")
