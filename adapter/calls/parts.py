"""An answer that is said in parts while the model still writes it: each part, and what its decision leads to. Pure.

What was said is remembered at once, so that whatever comes next finds it in the conversation.
"""

from datetime import datetime

from adapter.calls.commands import Say
from adapter.calls.playback import said_so_far
from adapter.calls.state import Call, CurrentTurn
from adapter.calls.steps import Step, answering, carry_out, end_call, language_of, remembered, say
from adapter.frozen import replace
from adapter.tool_calls.conversation import AssistantMessage, ToolResult
from adapter.tool_calls.decision import Decision
from adapter.transfers.assistant_config import AssistantConfig


def on_part(call: Call, number: int, text: str, now: datetime, config: AssistantConfig) -> Step:
    """Says the next part of the answer to a turn.

    Nothing where the turn was overtaken, the caller has spoken over the answer, or a transfer is announced meanwhile:
    then the words wait for the decision.
    """
    turn = call.current_turn
    if turn is None or turn.number != number or turn.silenced or turn.ready is not None:
        return Step(call=call)
    if call.phase not in ("listening", "thinking") or not text.strip():
        return Step(call=call)
    before, part = turn.spoken, text.strip()
    whole = f"{before} {part}".strip()
    told = replace(
        _remembering(call, before, whole),
        current_turn=replace(turn, spoken=whole, speech_ended=False),
    )
    said = say(part, language_of(call, config), config)
    step = Step(call=told, commands=(replace(said, before=before, more=True),))
    return answering(step, now, interrupted=turn.interrupted and not turn.holds and not before)


def after_parts(call: Call, turn: CurrentTurn, decision: Decision, now: datetime, config: AssistantConfig) -> Step:
    """What a decision leads to when its answer has begun to be said.

    An answer is said to its end. What leads on to a transfer or the end of the call waits until the part is heard,
    where that is reported: its end must not be taken for the end of an announcement. Of an answer that the caller has
    spoken over nothing more is said; an announcement is.
    """
    spoken = turn.spoken
    known = bool(spoken) and said_so_far(call) == spoken
    step = carry_out(replace(call, conversation=call.conversation[:-1]) if known else call, decision, config, now)
    listening = step.call.phase == "listening"
    closed = turn.silenced or turn.ready is not None
    end = say("", language_of(call, config), config, listening=listening)
    end = replace(end, before=spoken, interruptible=True)  # as what it ends
    if not listening and not closed and not turn.speech_ended and config.capabilities.reports_speech_end:
        kept = replace(turn, ready=decision, holds=turn.holds + 1)
        return Step(call=replace(call, phase="thinking", current_turn=kept), commands=(end,))
    step = _with_spoken(step, spoken, interrupted=listening and turn.silenced)
    if listening:
        rest = replace(end, text=_rest(step, spoken))
        return replace(step, commands=() if turn.silenced else (rest,))
    if step.call.phase == "closing" and not turn.silenced and spoken:
        return _goodbye(step, spoken, end, config, closed=closed, heard=closed or turn.speech_ended)
    return step if closed else replace(step, commands=(end, *step.commands))


def _goodbye(step: Step, spoken: str, end: Say, config: AssistantConfig, *, closed: bool, heard: bool) -> Step:
    """The end of a call whose goodbye has begun: the rest of it, and the end at once where it has been heard whole."""
    rest = _rest(step, spoken)
    if not closed:
        return replace(step, commands=(replace(end, text=rest),)) if rest or not heard else _hung_up(step, end)
    if not rest:
        return _hung_up(step)
    return replace(step, commands=(say(rest, end.language, config, listening=False),))


def _hung_up(step: Step, *before: Say) -> Step:
    over = end_call(step.call)
    return replace(step, call=over.call, commands=(*before, *over.commands))


def _rest(step: Step, spoken: str) -> str:
    """What has not been said of the step's sentence."""
    text = next((command.text for command in step.commands if isinstance(command, Say)), "")
    behind = _behind(spoken, text)
    return text if behind is None else behind


def _behind(spoken: str, text: str) -> str | None:
    """What of a text stands behind what was spoken; None where it does not begin with that."""
    said, words = spoken.split(), text.split()
    return " ".join(words[len(said) :]) if words[: len(said)] == said else None


def _with_spoken(step: Step, spoken: str, *, interrupted: bool) -> Step:
    """The step whose conversation begins what was said with what was said in parts; `interrupted`: nothing else was."""
    if not spoken or step.call.phase == "ended":
        return step
    conversation = step.call.conversation
    place = next((at for at in reversed(range(len(conversation))) if not isinstance(conversation[at], ToolResult)), -1)
    last = conversation[place] if place >= 0 else None
    if not isinstance(last, AssistantMessage):
        return replace(step, call=remembered(step.call, AssistantMessage(text=spoken)))
    text = f"{spoken} {last.text}".strip() if _behind(spoken, last.text) is None else last.text
    told = replace(last, text=spoken if interrupted else text)
    return replace(
        step, call=replace(step.call, conversation=(*conversation[:place], told, *conversation[place + 1 :]))
    )


def _remembering(call: Call, before: str, whole: str) -> Call:
    """The call whose conversation ends with what was said of an answer so far."""
    if before and said_so_far(call) == before:
        return replace(call, conversation=(*call.conversation[:-1], AssistantMessage(text=whole)))
    return remembered(call, AssistantMessage(text=whole))
