"""From a model's reply to one decision: total, deterministic, by exact keys only."""

from dataclasses import dataclass

from adapter.errors import ModelReplyUnreadable
from adapter.routing.arguments import read_arguments
from adapter.routing.conversation import ToolCall
from adapter.routing.decision import Decision, Failed, HangUp, Reason, Repair, Reply, Transfer, Unclear
from adapter.routing.reply import ModelReply, read_reply
from adapter.routing.speech import shortened, speakable, whole_sentences
from adapter.routing.texts import best_match
from adapter.routing.tools import EACH_PREFIX, HANG_UP_NAME, SINGLE_NAME, Toolset

MAX_CALLS = 32
"""Tool calls of one reply beyond this are not looked at."""

_CUT_OFF = frozenset({"length", "max_tokens", "max_output_tokens", "incomplete"})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Misuse:
    """A tool call that cannot be followed. `stray`: it did not even try to transfer."""

    reason: Reason
    text: str
    candidates: tuple[str, ...] = ()
    stray: bool = False


def decide(reply: object, toolset: Toolset) -> Decision:
    """What to make of a model's reply. Every reply gives exactly one decision; nothing is raised.

    `reply` is a `ModelReply`, or what a backend with its own loop holds: the decoded or raw body of Chat Completions or
    Responses, one message of it, or the openai package's object.

    A key counts only if it equals a key offered in this toolset, after trimming and lower-casing; never part of one,
    never the nearest. Both tool forms are understood whatever was offered. Where the tool's name decides, arguments
    that are missing or broken are noted and do not matter.
    """
    try:
        read = read_reply(reply)
    except ModelReplyUnreadable:
        return Failed(reason="unreadable_reply", ask_again=_again("Your last reply could not be read", toolset))
    if read.tool_calls:
        return _from_calls(read, toolset)
    return _from_text(read, toolset)


def _from_text(reply: ModelReply, toolset: Toolset) -> Decision:
    if reply.refusal or reply.finish in ("content_filter", "refusal"):
        return Unclear(reason="refusal")
    text = speakable(reply.text, toolset)
    if reply.finish in _CUT_OFF:
        whole = whole_sentences(text)
        if not whole:
            return Failed(reason="cut_off", ask_again=_again("Your last reply was cut off: be brief", toolset))
        return Reply(reason="text", text=whole, repairs=("cut_short",))
    if not text:
        return Failed(reason="empty", ask_again=_again("Your last reply had nothing in it for the caller", toolset))
    return Reply(reason="text", text=text)


def _from_calls(reply: ModelReply, toolset: Toolset) -> Decision:
    outcomes = [_follow(call, toolset) for call in reply.tool_calls[:MAX_CALLS]]
    good = [outcome for outcome in outcomes if not isinstance(outcome, _Misuse)]
    bad = [outcome for outcome in outcomes if isinstance(outcome, _Misuse)]
    wrong = [misuse for misuse in bad if not misuse.stray]
    aims = dict.fromkeys(outcome.destination if isinstance(outcome, Transfer) else None for outcome in good)
    if len(aims) > 1 or (good and wrong):
        keys = tuple(aim for aim in aims if aim is not None)
        return Unclear(
            reason="conflicting_calls",
            candidates=keys,
            ask_again=_again("You called several tools that exclude each other", toolset),
        )
    if not good:
        first = (wrong or bad)[0]
        return Unclear(reason=first.reason, candidates=first.candidates, ask_again=_again(first.text, toolset))
    best = good[0]
    repairs: tuple[Repair, ...] = ("repeated_call",) if len(good) > 1 else ()
    if isinstance(best, HangUp):
        return HangUp(reason="tool_call", text=speakable(reply.text, toolset), repairs=repairs)
    language = next((pick.language for pick in good if isinstance(pick, Transfer) and pick.language), None)
    return Transfer(
        reason="tool_call",
        destination=best.destination,
        language=language,
        stated_reason=best.stated_reason,
        notes=best.notes + tuple(f"ignored a call of {misuse.reason}" for misuse in bad),
        repairs=best.repairs + repairs,
    )


def _follow(call: ToolCall, toolset: Toolset) -> Transfer | HangUp | _Misuse:
    name = call.name.strip().lower()
    if name == HANG_UP_NAME and toolset.hang_up:
        return HangUp(reason="tool_call")
    if name.startswith(EACH_PREFIX):
        return _pick(name.removeprefix(EACH_PREFIX), call, toolset, name_decides=True)
    if name == SINGLE_NAME:
        return _pick_by_argument(call, toolset)
    return _Misuse(reason="unknown_tool", text="There is no such tool", stray=True)


def _pick_by_argument(call: ToolCall, toolset: Toolset) -> Transfer | _Misuse:
    values, _ = read_arguments(call.arguments)
    if values is None:
        return _Misuse(reason="unreadable_arguments", text="The arguments of your tool call are not a JSON object")
    key = values.get("destination")
    if not isinstance(key, str) or not key.strip():
        return _Misuse(reason="missing_destination", text="Your tool call names no destination")
    return _pick(key, call, toolset, name_decides=False)


def _pick(wanted: str, call: ToolCall, toolset: Toolset, *, name_decides: bool) -> Transfer | _Misuse:
    key = wanted.strip().lower()
    if key not in toolset.keys:
        return _Misuse(reason="unknown_destination", text="There is no such destination now")
    values, repairs = read_arguments(call.arguments)
    notes: list[str] = []
    if values is None:
        values = {}
        notes.append("arguments unreadable")
    language = values.get("language")
    tongue = best_match(language, toolset.directory.languages) if isinstance(language, str) else None
    if language is not None and tongue is None:
        notes.append("language unusable")
    stated = values.get("reason")
    if stated is not None and not isinstance(stated, str):
        notes.append("reason unusable")
    exact = call.name.removeprefix(EACH_PREFIX) if name_decides else wanted
    return Transfer(
        reason="tool_call",
        destination=key,
        language=tongue,
        stated_reason=shortened(toolset.directory.numbers.mask(stated), 200) if isinstance(stated, str) else None,
        notes=tuple(notes),
        repairs=(*(("trimmed_key",) if exact != key else ()), *repairs),
    )


def _again(what: str, toolset: Toolset) -> str:
    """The text to ask the model with once more. It lists every valid choice by name."""
    if not toolset.offered:
        return f"{what}. Answer the caller in words."
    if toolset.exposure == "each":
        names = ", ".join(f"{EACH_PREFIX}{key}" for key in toolset.offered)
        choice = f"call exactly one of these tools: {names}"
    else:
        choice = f"call {SINGLE_NAME} with destination set to exactly one of: {', '.join(toolset.offered)}"
    ending = f", {HANG_UP_NAME} if the caller is done" if toolset.hang_up else ""
    return f"{what}. If the caller needs a transfer, {choice}{ending}. Otherwise answer the caller in words."
