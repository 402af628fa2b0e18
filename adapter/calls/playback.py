"""What a platform tells of the playing of our sentences: what was heard, and whether it was all. Pure."""

from adapter.calls.state import Call
from adapter.frozen import replace
from adapter.tool_calls.conversation import AssistantMessage


def heard_so_far(call: Call, heard: str | None) -> Call:
    """The call whose last sentence is as long as it was heard; as it is where that is not told, or of another one."""
    if heard is None or not call.conversation:
        return call
    *before, last = call.conversation
    if not isinstance(last, AssistantMessage) or last.tool_calls:
        return call
    said, kept = " ".join(last.text.split()), " ".join(heard.split())
    if len(kept) >= len(said) or not said.startswith(kept):
        return call
    return replace(call, conversation=(*before, replace(last, text=kept)))


def said_so_far(call: Call) -> str:
    """What was said last, if nothing has come from the caller since."""
    last = call.conversation[-1] if call.conversation else None
    return last.text if isinstance(last, AssistantMessage) and not last.tool_calls else ""


def silenced(call: Call) -> Call:
    """The call of a caller who has spoken over an answer that is still being made: no more of it is said."""
    turn = call.current_turn
    if turn is None or not turn.spoken:
        return call
    heard = replace(turn, spoken=said_so_far(call), silenced=True, speech_ended=True)
    return replace(call, current_turn=heard, speaks_until=None)


def played_out(played: str | None, call: Call) -> bool:
    """Whether words that were played are the end of what is said: all of an announcement; None where it is just over.

    Nothing else is worth not waiting for the timer.
    """
    if played is None:
        return True
    said = call.pending.announced if call.phase == "announcing" and call.pending else ""
    return bool(said) and played.split() == said.split()
