"""When a call wants to be woken, on platforms that do not report what it waits for. Pure."""

from datetime import datetime

from adapter.calls.commands import Say
from adapter.calls.state import Call
from adapter.calls.steps import Step
from adapter.frozen import replace
from adapter.transfers.assistant_config import AssistantConfig

SECONDS_PER_CHARACTER = 0.08
"""How slowly voices speak, roughly: a transfer must not cut its announcement off."""
BEFORE_SPEECH = 1.0
"""Seconds until a sentence is heard."""

MAX_STILL_SPOKEN = 20.0
"""Seconds for which a sentence waits at most: a clock that was set must not silence a call."""


def with_timer(step: Step, config: AssistantConfig, now: datetime) -> Step:
    """The step with the time after which the call is to be woken, and the call with the moment.

    Where the platform does not report the end of a sentence, the one that leads on to something wants it; where it does
    not report a caller's silence, every sentence does. A step that says nothing leaves a timer as it is. Where the
    platform runs the model and speaks by itself, there is nothing to wait for.
    """
    capabilities = config.capabilities
    if capabilities.runs_model or (capabilities.reports_speech_end and capabilities.input_timeout):
        return step
    call = step.call
    spoken = [command for command in step.commands if isinstance(command, Say)]
    if spoken:
        starts = 0.0 if all(said.before for said in spoken) else BEFORE_SPEECH
        length = SECONDS_PER_CHARACTER * sum(len(said.text) for said in spoken)
        seconds = _still_spoken(call, spoken[0].before, now) + starts + length
        lasts = spoken[-1].more or (not spoken[-1].interruptible and _queues(config))
        speaks_until = now.timestamp() + seconds if lasts else None
        call = call if call.speaks_until == speaks_until else replace(call, speaks_until=speaks_until)
        if call.phase in ("announcing", "closing"):
            waits = 0.0 if not capabilities.reports_speech_end else spoken[-1].listen_seconds
        else:
            waits = spoken[-1].listen_seconds
        wanted = call.phase in ("announcing", "closing") or not capabilities.input_timeout
        wake_at = now.timestamp() + seconds + waits if wanted else None
    elif step.commands or _is_void(step):
        wake_at = None
        if call.phase == "transferring" and call.speaks_until is not None:
            call = replace(call, speaks_until=None)
    else:
        wake_at = call.wake_at
    left = None if wake_at is None else max(0.0, wake_at - now.timestamp())
    return replace(step, call=call if call.wake_at == wake_at else replace(call, wake_at=wake_at), wake_after=left)


def _is_void(step: Step) -> bool:
    """Whether nothing is waited for any more. Words over an announcement may change nothing: it still has to end."""
    if step.work == "decide":
        return step.call.phase != "announcing"
    return step.call.phase in ("new", "transferring", "ended")


def _queues(config: AssistantConfig) -> bool:
    """Whether a sentence waits for the one before it, and nobody tells when that is over."""
    return not config.capabilities.stops_speaking and not config.capabilities.reports_speech_end


def _still_spoken(call: Call, before: str, now: datetime) -> float:
    """Seconds for which an earlier sentence, or what came `before` of an answer, is still spoken."""
    if call.speaks_until is None:
        return 0.0
    longest = BEFORE_SPEECH + SECONDS_PER_CHARACTER * len(before) if before else MAX_STILL_SPOKEN
    return min(max(0.0, call.speaks_until - now.timestamp()), longest)
