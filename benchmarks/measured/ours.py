"""A measured process of this package: a decision, a turn of the assistant, a whole call, by its public names only.

So this one file measures any checkout of it. `python ours.py turn URL DIRECTORY EXPOSURE`
"""

import os
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

from told import cannot, work_as_told

WORDS = "I have lost my card and I need a new one."
_numbers = count()


def session() -> dict[str, object]:
    """Of a new call."""
    return {
        "id": f"call-{os.getpid()}-{next(_numbers)}",
        "account_id": "benchmark",
        "phone_number": "+493023125000",
        "direction": "inbound",
        "from_phone_number": "+4915112345678",
        "to_phone_number": "+493023125000",
    }


def assistant(url: str, directory: str, exposure: str, **settings: object) -> Any:
    """As settings make it, the calls in memory."""
    from adapter.errors import OperatorError
    from adapter.wiring import build, read_settings

    os.environ["OPENAI_BASE_URL"] = url
    try:
        return build(read_settings(directory=directory, model="m", exposure=exposure, **settings))
    except OperatorError as error:
        cannot(str(error))


def turn(url: str, directory: str, exposure: str, **settings: object) -> None:
    """A caller speaks in a new call; the model is asked over HTTP, and the announcement is the answer."""
    answers = assistant(url, directory, exposure, **settings)

    async def work() -> None:
        (action,) = await answers.handle({"type": "user_speak", "session": session(), "text": WORDS})
        # "the card department" is how `d0` alone announces itself
        assert action["type"] == "speak", action
        assert "card department" in action["text"], action

    work_as_told(work, answers.aclose)


def streamed_turn(url: str, directory: str, exposure: str) -> None:
    """The same, the model's reply as a stream."""
    turn(url, directory, exposure, stream=True)


def responses_turn(url: str, directory: str, exposure: str) -> None:
    """The same over Responses."""
    turn(url, directory, exposure, api="responses")


def decision(url: str, directory: str, exposure: str) -> None:
    """The model is asked over HTTP and its reply judged, as a loop of one's own would: no call is kept."""
    from typing import cast

    from adapter import Directory, OpenAIModel, Toolset, decide
    from adapter.tool_calls.conversation import UserMessage
    from adapter.tool_calls.prompt import default_prompt
    from adapter.tool_calls.request import request
    from adapter.tool_calls.tools import Exposure

    model, prompt = OpenAIModel("m", base_url=url), default_prompt()
    toolset = Toolset(Directory.load(directory), exposure=cast(Exposure, exposure))

    async def work() -> None:
        decided: Any = decide(await model.reply(request(toolset, (UserMessage(text=WORDS),), prompt)), toolset)
        assert (decided.kind, decided.destination) == ("transfer", "d0"), decided

    work_as_told(work, model.aclose)


def call(directory: str) -> None:
    """A whole call without HTTP: it begins, the caller speaks, the announcement ends, the call is transferred."""
    from adapter import Assistant, Directory, OfflineModel

    answers = Assistant(Directory.load(directory), OfflineModel())

    async def work() -> None:
        of_a_call = session()
        await answers.handle({"type": "session_start", "session": of_a_call})
        await answers.handle({"type": "user_speak", "session": of_a_call, "text": WORDS})
        (action,) = await answers.handle({"type": "assistant_speech_ended", "session": of_a_call})
        assert action["type"] == "transfer", action

    work_as_told(work, answers.aclose)


if __name__ == "__main__":
    workloads: dict[str, Callable[..., None]] = {
        each.__name__: each for each in (turn, streamed_turn, responses_turn, decision, call)
    }
    workloads[sys.argv[1]](*sys.argv[2:])
