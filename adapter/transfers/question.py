"""The question for a turn at a moment: without what is closed then, and with word of when it opens."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.request import ModelRequest, request
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.hours import closed_note
from adapter.transfers.route import closed_keys


def question(
    config: AssistantConfig, conversation: Conversation, now: datetime, *, exhausted: Collection[str] = ()
) -> ModelRequest:
    """The request for a turn. `exhausted` are the keys that the call may not try any more.

    What is closed and leads nowhere else is not offered. The model reads of it at the end of the system prompt, whose
    beginning stays the same, as a provider's prompt cache needs it.
    """
    closed = config.toolset.keys & closed_keys(config.directory, now, exhausted=exhausted)
    asked = request(config.toolset.without({*exhausted, *closed}), conversation, config.prompt)
    note = closed_note(config.directory, closed, now)
    return replace(asked, system=f"{asked.system}\n\n{note}") if note else asked
