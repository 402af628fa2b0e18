"""What decides, at a moment, where a transfer of a call leads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from adapter.tool_calls.conversation import Conversation, UserMessage
from adapter.tool_calls.language import detect
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.progress import Progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """All that decides where a transfer leads at a moment.

    `language` is the call's, `exhausted` are the keys that the call may not try any more, `unclear` is how many
    decisions in a row could not be used before this one. `now` is an aware moment.
    """

    config: AssistantConfig
    call: CallInfo
    now: datetime
    language: str
    exhausted: Collection[str] = frozenset()
    unclear: int = 0


def situation_of(
    config: AssistantConfig,
    call: CallInfo,
    conversation: Conversation,
    progress: Progress,
    now: datetime,
    *,
    language: str | None = None,
) -> Situation:
    """The situation of a call that somebody else keeps.

    Its language is the last that the model named, else that of the caller's words, else `language`, else the default.
    """
    words = " ".join(message.text for message in conversation if isinstance(message, UserMessage))
    heard = detect(words, config.languages)
    return Situation(
        config=config,
        call=call,
        now=now,
        language=progress.language or heard or language or config.language,
        exhausted=progress.exhausted(config.directory),
        unclear=progress.unclear,
    )
