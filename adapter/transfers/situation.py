"""What decides, at a moment, where a transfer of a call leads."""

from collections.abc import Collection
from datetime import datetime

from adapter.frozen import dataclass
from adapter.tool_calls.conversation import Conversation, UserMessage
from adapter.tool_calls.language import language_change
from adapter.tool_calls.language_names import wished_language
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

    Its language is the one that the caller has just wished for, else the last that the model named, else that of the
    caller's words, else `language`, else the default.
    """
    said = [message.text for message in conversation if isinstance(message, UserMessage)]
    wished = wished_language(said[-1], config.languages) if said else None
    own = progress.language or language or config.language
    found = (language_change(text, config.languages, own=own) for text in reversed(said))
    heard = wished or next(filter(None, found), None)
    return Situation(
        config=config,
        call=call,
        now=now,
        language=wished or progress.language or heard or language or config.language,
        exhausted=progress.exhausted(config.directory),
        unclear=progress.unclear,
    )
