"""A backend with a model loop of its own, which takes only the tools, the decision and the actions from here.

Run it against the mock model:  pip install '.[cli,testing]'
                                transfer-adapter mock-model --port 8089 &
                                OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none python examples/own_loop.py
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from openai import OpenAI

from adapter import Directory, Toolset, actions_for, decide

directory = Directory.load(Path(__file__).parent / "bank" / "directory.yaml")
toolset = Toolset(directory)


def answer(client: OpenAI, text: str, session: Mapping[str, object]) -> dict[str, object]:
    """What to send for one utterance: `now` at once, `after_speech` when the caller has heard it."""
    completion = client.chat.completions.create(
        model="gpt-4.1-mini",
        messages=[
            {"role": "system", "content": "You are a bank's receptionist. Connect the caller by calling one tool."},
            {"role": "user", "content": text},
        ],
        tools=toolset.tools("chat"),  # type: ignore[arg-type]  # plain dictionaries, as the API takes them
    )
    decision = decide(completion, toolset)
    return dict(actions_for(decision, directory, session, datetime.now(UTC)))


if __name__ == "__main__":
    call = {"id": "550e8400-e29b-41d4-a716-446655440000", "from_phone_number": "+4915112345678"}
    print(json.dumps(answer(OpenAI(), "Ich habe meine Karte verloren", call), indent=2, ensure_ascii=False))
