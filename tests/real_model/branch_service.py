"""The service of a small branch with a real model behind it, and the turns that it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from adapter import Assistant, Directory, OpenAIModel
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.models.model import Model
from adapter.models.request_fields import RequestFields
from adapter.service.app import create_app
from adapter.tool_calls.request import ModelApi
from tests.real_model.server_processes import MODEL
from tests.serving import serving

RESPOND_WITHIN = 28.0
"""Seconds, fewer than the platform of these tests waits: a busy machine reads a whole prompt in twenty."""
MODEL_TIMEOUT = 100.0
"""Seconds."""

CARDS = "I am putting you through to card services."
CARDS_BUSY = "Card services is busy."
LOANS = "I am putting you through to our loan advisers."

BRANCH = Directory.parse(
    {
        "caller_id_name": "Northwind Bank",
        "destinations": {
            "cards": {
                "type": "number",
                "number": "+4921155660001",
                "description": "Lost or blocked cards.",
                "message": CARDS,
                "transferPlan": {
                    "mode": "blind-transfer",
                    "dialTimeout": 20,
                    "fallbackPlan": {"message": CARDS_BUSY, "endCallEnabled": False},
                },
                # a key that leaves the tools would change the beginning of the prompt
                "policy": {"attempts": 3},
            },
            "loans": {
                "type": "number",
                "number": "+4921155660002",
                "description": "Loans and mortgages.",
                "message": LOANS,
            },
        },
    }
)
"""Two destinations, so that a small model has little to read."""


def model_at(
    base_url: str, fields: RequestFields, *, api: ModelApi = "chat", stream: bool = False, key: str | None = None
) -> OpenAIModel:
    """The model at a server, with time to answer on a busy machine and no second attempt that would hide a fault."""
    return OpenAIModel(
        MODEL,
        api=api,
        base_url=base_url,
        api_key=key,
        timeout=MODEL_TIMEOUT,
        attempts=1,
        stream=stream,
        fields=fields,
    )


@dataclass
class Service:
    """A running service: its address, and the turns that it has taken."""

    url: str = ""
    turns: list[Turn] = field(default_factory=list)

    def note(self, call: Call, turn: Turn, step: Step | None) -> None:
        """Keeps a turn."""
        self.turns.append(turn)


@contextmanager
def serving_branch(model: Model, *, respond_within: float = RESPOND_WITHIN) -> Iterator[Service]:
    """The service on a free port of loopback."""
    service = Service()
    assistant = Assistant(
        BRANCH, model, respond_within=respond_within, model_timeout=MODEL_TIMEOUT, on_turn=service.note
    )
    with serving(create_app(assistant)) as url:
        service.url = url
        yield service
