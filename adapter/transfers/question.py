"""The question for a turn at a moment: without what is closed then, and with word of when it opens."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from adapter.tool_calls.conversation import Conversation
from adapter.tool_calls.request import ModelRequest, request
from adapter.transfers.guards import withheld
from adapter.transfers.hours import closed_note
from adapter.transfers.profile import Profile


def question(
    profile: Profile, conversation: Conversation, now: datetime, *, spent: Collection[str] = ()
) -> ModelRequest:
    """The request for a turn. `spent` are the keys that the call may not try any more.

    What is closed and leads nowhere else is not offered. The model reads of it at the end of the system prompt, whose
    beginning stays the same, as a provider's prompt cache needs it.
    """
    closed = profile.toolset.keys & withheld(profile.directory, now, spent=spent)
    asked = request(profile.toolset.without({*spent, *closed}), conversation, profile.prompt)
    note = closed_note(profile.directory, closed, now)
    return replace(asked, system=f"{asked.system}\n\n{note}") if note else asked
