"""Fields of a transferPlan: few platforms carry one out themselves, and the others connect both parties at once."""

from collections.abc import Callable, Mapping

from adapter.directory.capabilities import Capabilities
from adapter.directory.directory import Destination, Directory
from adapter.directory.field_support.verdict import Rule, Verdict
from adapter.directory.ringing import ring_seconds

_CARRIED_OUT: Verdict = ("honoured", "part of the plan, which {platform} carries out")
_GONE: Verdict = ("ignored", "a call does not come back from {platform} once it was transferred")
_NO_SECOND_LEG = "{platform} connects both parties at once: nothing is played or told to the other party before"
_NO_SIP = "{platform} takes no SIP settings"


def _ours(rule: Callable[[Destination, Directory, Capabilities], Verdict]) -> Rule:
    """A rule for where the platform does not carry the plan out itself."""
    return lambda destination, directory, capabilities: (
        _CARRIED_OUT if capabilities.transfer_plan else rule(destination, directory, capabilities)
    )


def _only_theirs(why: str) -> Rule:
    """Ignored where the platform does not carry the plan out itself, and why."""
    return _ours(lambda _destination, _directory, _capabilities: ("ignored", why))


def _mode(destination: Destination, _directory: Directory, _capabilities: Capabilities) -> Verdict:
    plan = destination.record.transfer_plan
    if plan is None or plan.mode == "blind-transfer":
        return "honoured", "the one way that {platform} transfers"
    if plan.mode.startswith("blind-transfer"):
        return "ignored", "transferred blind, but without a summary: {platform} takes no SIP headers"
    return "ignored", "transferred blind: whoever answers is connected at once and is told nothing before"


def _dial_timeout(destination: Destination, directory: Directory, capabilities: Capabilities) -> Verdict:
    ringing = _ringing(destination, directory, capabilities)
    return ("translated", f"into {ringing}") if ringing else ("ignored", "{platform} cannot be told how long to ring")


def _timeout(destination: Destination, directory: Directory, capabilities: Capabilities) -> Verdict:
    plan = destination.record.transfer_plan
    if plan is not None and plan.dial_timeout is not None:
        return "ignored", "dialTimeout goes first"
    return _dial_timeout(destination, directory, capabilities)


def _fallback_message(destination: Destination, directory: Directory, capabilities: Capabilities) -> Verdict:
    if (elsewhere := _not_ours_to_say(destination, capabilities)) is not None:
        return elsewhere
    ringing = _ringing(destination, directory, capabilities)
    if not ringing:
        return "honoured", "spoken when a call that nobody answered comes back"
    return "translated", f"into {ringing}, and this is spoken then"


def _end_call(destination: Destination, _directory: Directory, capabilities: Capabilities) -> Verdict:
    if (elsewhere := _not_ours_to_say(destination, capabilities)) is not None:
        return elsewhere
    plan = destination.record.transfer_plan
    back = plan.fallback_plan if plan is not None else None
    if back is not None and not back.end_call_enabled:
        return "honoured", "a caller who comes back may go on talking"
    return "honoured", "the call ends after the fallback message"


def _not_ours_to_say(destination: Destination, capabilities: Capabilities) -> Verdict | None:
    """The verdict on a fallbackPlan where the caller is not given back to us."""
    plan = destination.record.transfer_plan
    blind = plan is None or plan.mode.startswith("blind-transfer")
    if capabilities.transfer_plan and not blind:
        return _CARRIED_OUT
    return None if capabilities.returns_failed_transfers else _GONE


def _ringing(destination: Destination, directory: Directory, capabilities: Capabilities) -> str:
    """How long it rings and what follows; "" where the platform cannot be told."""
    if capabilities.ring_seconds is None:
        return ""
    shortest, longest = capabilities.ring_seconds
    seconds = ring_seconds(destination, directory, capabilities.ring_seconds)
    back = ": a call that nobody answers comes back" if capabilities.returns_failed_transfers else ""
    return f"a ring time of {seconds} s ({{platform}} takes {shortest} to {longest}){back}"


RULES: Mapping[str, Rule] = {
    "transferPlan.mode": _ours(_mode),
    "transferPlan.message": _only_theirs(_NO_SECOND_LEG),
    "transferPlan.timeout": _ours(_timeout),
    "transferPlan.sipVerb": _only_theirs(_NO_SIP),
    "transferPlan.dialTimeout": _ours(_dial_timeout),
    "transferPlan.holdAudioUrl": _only_theirs("what is heard while it rings is up to {platform}"),
    "transferPlan.transferCompleteAudioUrl": _only_theirs(_NO_SECOND_LEG),
    "transferPlan.contextEngineeringPlan": _only_theirs(_NO_SECOND_LEG),
    "transferPlan.twiml": _only_theirs(_NO_SECOND_LEG),
    "transferPlan.summaryPlan": _only_theirs(_NO_SECOND_LEG),
    "transferPlan.sipHeadersInReferToEnabled": _only_theirs(_NO_SIP),
    "transferPlan.fallbackPlan.message": _fallback_message,
    "transferPlan.fallbackPlan.endCallEnabled": _end_call,
}
