"""From a model's reply to one decision: total, deterministic, by exact keys only."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from adapter.directory.unseen import without_unseen
from adapter.errors import ModelReplyUnreadable
from adapter.tool_calls.arguments import MAX_CHARACTERS, Arguments, JsonObject, read_arguments
from adapter.tool_calls.call_names import bare_name
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reason, Repair, Reply, Transfer, Unclear
from adapter.tool_calls.finish import finished, refused
from adapter.tool_calls.language_names import named_language
from adapter.tool_calls.promises import promises_transfer
from adapter.tool_calls.prompt import shipped_claims
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.reply_size import MAX_CALLS
from adapter.tool_calls.routing import Routing
from adapter.tool_calls.speakable import shortened, speakable, whole_sentences
from adapter.tool_calls.stage_directions import stages_transfer
from adapter.tool_calls.text_calls import text_tool_calls
from adapter.tool_calls.tools import EACH_PREFIX, HANG_UP_NAME, NONE_OF_THESE, SINGLE_NAME, Toolset

_ARGUMENTS = frozenset({"reason", "destination", "language"})
_DESTINATION = re.compile(r"destination[\"']?\s{0,9}[:=]\s{0,9}[\[{]?\s{0,9}[\"']?\s{0,9}(\w{1,64})", re.IGNORECASE)
"""What arguments that cannot be read name as the destination."""
NOTHING_FITS = "You found nothing in the list that the caller needs"
_DEEPEST = 4
"""Objects and lists around a destination."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Misuse:
    """A tool call that cannot be followed. `stray`: it did not even try to transfer."""

    reason: Reason
    text: str
    candidates: tuple[str, ...] = ()
    stated: str | None = None
    repairs: tuple[Repair, ...] = ()
    stray: bool = False


def decide(reply: object, toolset: Toolset, *, claims: Collection[str] | None = None) -> Decision:
    """What to make of a model's reply. Every reply gives exactly one decision; nothing is raised.

    `reply` is a `ModelReply`, or what a backend with its own loop holds: the decoded or raw body of an API, one message
    of it, one tool call, a text, or the openai package's object.

    A key counts only if it equals a key offered in this toolset, after trimming and lower-casing; never part of one,
    never the nearest. Both tool forms are understood whatever was offered. Where the tool's name decides, arguments
    that are missing or broken are noted and do not matter, unless they name another destination that is offered. A
    call written as text is followed by the same rules where it clearly is one; where it only looks like one it is
    neither followed nor spoken.

    Of a reply that did not come to its end no call is followed, whole as it may look; its whole sentences are spoken.

    `claims` are phrases that promise a transfer: a reply with one of them and without the call is not spoken either.
    Left out, they are the shipped ones of the directory's languages and of English; with none every promise is spoken.
    """
    if isinstance(reply, ModelReply) and reply.routing is not None and not reply.tool_calls:
        return _routed(reply.routing, toolset)
    if claims is None:
        claims = shipped_claims(toolset.directory.languages)
    try:
        read = read_reply(reply)
    except ModelReplyUnreadable:
        return Failed(reason="unreadable_reply", ask_again=_again("Your last reply could not be read", toolset))
    if read.tool_calls:
        return _from_calls(read, toolset, claims) if finished(read) else _unfinished(read, toolset)
    return _from_text(read, toolset, claims)


def _routed(routing: Routing, toolset: Toolset) -> Unclear | Failed:
    """What a router wants that calls no tool. To ask it again gives the same."""
    if routing.band == "ask" and routing.destination in toolset.keys:
        return Unclear(reason="unsure", candidates=(routing.destination,))
    return Unclear(reason="declined") if routing.band == "declined" else Failed(reason="unsure")


def _from_text(reply: ModelReply, toolset: Toolset, claims: Collection[str]) -> Decision:
    if refused(reply):
        return Unclear(reason="refusal")
    cut = not finished(reply)
    written = text_tool_calls(reply.text)
    if written and cut:
        return _unfinished(reply, toolset)
    if written:
        found = _from_calls(replace(reply, text="", tool_calls=written), toolset, claims)
        return replace(found, repairs=("written_call", *found.repairs))
    if written is not None:
        what = "You wrote a tool call as text, and it cannot be followed: use the tools themselves"
        return Unclear(reason="written_call", ask_again=_again(what, toolset))
    text = speakable(reply.text, toolset)
    spoken = whole_sentences(text) if cut else text
    # What is cut away or scrubbed may have held a promise, and may have kept one from being seen.
    if _promises(reply.text, spoken, claims) or (claims and stages_transfer(reply.text)):
        return _claimed(toolset)
    if spoken:
        return Reply(reason="text", text=spoken, repairs=("cut_short",) if cut else ())
    if cut:
        return _unfinished(reply, toolset)
    if reply.text.strip():
        what = "Nothing of your last reply can be spoken: use plain words, no markup, addresses, numbers or tool names"
        return Failed(reason="unspeakable", ask_again=_again(what, toolset))
    return Failed(reason="empty", ask_again=_again("Your last reply had nothing in it for the caller", toolset))


def _promises(written: str, spoken: str, claims: Collection[str]) -> bool:
    return any(promises_transfer(text, claims) for text in dict.fromkeys((written, spoken)))


def _unfinished(reply: ModelReply, toolset: Toolset) -> Unclear | Failed:
    """A reply that did not come to its end: its calls may be the beginnings of others, so none is followed."""
    if refused(reply):
        return Unclear(reason="refusal")
    return Failed(reason="cut_off", ask_again=_again("Your last reply was cut off: be brief", toolset))


def early_hang_up(toolset: Toolset) -> Unclear:
    """The decision where a model would hang up on a caller who has had no answer and says no goodbye."""
    what = "You ended the call although the caller has had no answer, so it goes on"
    return Unclear(reason="early_hang_up", ask_again=_again(what, toolset))


def _claimed(toolset: Toolset) -> Unclear:
    what = "You promised to connect the caller but called no tool, so nothing was said and nothing happened"
    return Unclear(reason="claimed", ask_again=_again(what, toolset, "without promising to connect them"))


def _from_calls(reply: ModelReply, toolset: Toolset, claims: Collection[str]) -> Decision:
    outcomes = [_follow(call, toolset) for call in reply.tool_calls[:MAX_CALLS]]
    if len(outcomes) == 1 and isinstance(outcomes[0], Transfer):
        return outcomes[0]
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
        return Unclear(
            reason=first.reason,
            candidates=first.candidates,
            stated_reason=first.stated,
            repairs=first.repairs,
            ask_again=_again(first.text, toolset),
        )
    best = good[0]
    repairs: tuple[Repair, ...] = ("repeated_call",) if len(good) > 1 else ()
    if isinstance(best, HangUp):
        farewell = speakable(reply.text, toolset)
        if _promises(reply.text, farewell, claims):
            return _claimed(toolset)
        return HangUp(reason="tool_call", text=farewell, repairs=best.repairs + repairs)
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
    name = bare_name(call.name).strip().lower()
    if name == HANG_UP_NAME and toolset.hang_up:
        return HangUp(reason="tool_call", repairs=() if call.name == name else ("trimmed_key",))
    if name.startswith(EACH_PREFIX):
        key = name.removeprefix(EACH_PREFIX).strip()
        arguments = read_arguments(call.arguments)
        others = [told for told in _named_keys(call.arguments, arguments) if told != key and told in toolset.keys]
        if others and key in toolset.keys:
            return _several((key, *others), arguments)
        return _pick(key, arguments, toolset, exact=call.name == f"{EACH_PREFIX}{key}")
    if name == SINGLE_NAME:
        return _pick_by_argument(call, toolset)
    return _Misuse(reason="unknown_tool", text="There is no such tool", stray=True)


def _pick_by_argument(call: ToolCall, toolset: Toolset) -> Transfer | _Misuse:
    arguments = read_arguments(call.arguments)
    values = arguments.values
    if values is None:
        return _Misuse(reason="unreadable_arguments", text="The arguments of your tool call are not a JSON object")
    if "destination" in values.conflicting:
        return _several(tuple(key for key in _told_keys(arguments) if key in toolset.keys), arguments)
    told_key = values.get("destination")
    if not isinstance(told_key, str) or not told_key.strip():
        return _Misuse(
            reason="missing_destination", text="Your tool call names no destination", repairs=arguments.repairs
        )
    key = told_key.strip().lower()
    return _pick(key, arguments, toolset, exact=told_key == key and call.name == SINGLE_NAME)


def _told_keys(arguments: Arguments) -> list[str]:
    """What the arguments name as the destination, each once and in order."""
    values = arguments.values.values_of("destination") if arguments.values is not None else ()
    return list(dict.fromkeys(value.strip().lower() for value in values if isinstance(value, str)))


def _named_keys(text: str, arguments: Arguments) -> list[str]:
    """What the arguments name as the destination in whatever form, wrapped, listed or cut off too."""
    if arguments.values is not None:
        told = _destinations(arguments.values)
    else:
        text = text[:MAX_CHARACTERS]
        told = [*_DESTINATION.findall(text), text.strip(" \t\r\n\"'[]")]
    return list(dict.fromkeys(key.strip().lower().removeprefix(EACH_PREFIX) for key in told))


def _destinations(value: object, *, named: bool = False, depth: int = 0) -> list[str]:
    if isinstance(value, str):
        return [value] if named else []
    found: list[str] = []
    if isinstance(value, JsonObject) and depth < _DEEPEST:
        for name, inner in value.pairs:
            of_name = named or name.strip().lower() == "destination"
            if of_name or not isinstance(inner, str):
                found += _destinations(inner, named=of_name, depth=depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        for inner in value:
            found += _destinations(inner, named=named, depth=depth + 1)
    return found


def _several(keys: tuple[str, ...], arguments: Arguments) -> _Misuse:
    return _Misuse(
        reason="conflicting_arguments",
        text="Your tool call names several destinations",
        candidates=keys,
        repairs=arguments.repairs,
    )


def _pick(key: str, arguments: Arguments, toolset: Toolset, *, exact: bool) -> Transfer | _Misuse:
    repairs: tuple[Repair, ...] = (*(() if exact else ("trimmed_key",)), *arguments.repairs)
    values = arguments.values if arguments.values is not None else JsonObject([])
    if key not in toolset.keys:
        return _not_listed(key, values, toolset, repairs)
    notes = ["arguments unreadable"] if arguments.values is None else []
    language = values.get("language")
    tongue = None
    if isinstance(language, str) and "language" not in values.conflicting:
        tongue = named_language(language, toolset.languages)
    if language is not None and tongue is None:
        notes.append("language unusable")
    reason = values.get("reason")
    if reason is not None and not isinstance(reason, str):
        notes.append("reason unusable")
    if not _ARGUMENTS.issuperset(values):
        notes.append("ignored unknown arguments")
    return Transfer(
        reason="tool_call",
        destination=key,
        language=tongue,
        stated_reason=_stated(values, toolset),
        notes=tuple(notes),
        repairs=repairs,
    )


def _not_listed(key: str, values: JsonObject, toolset: Toolset, repairs: tuple[Repair, ...]) -> _Misuse:
    """What is no key of the tools: `none_of_these` of a shortlist, a key that it only does not list, or none at all."""
    if key == NONE_OF_THESE and NONE_OF_THESE in toolset.listed:
        return _Misuse(reason="none_of_these", text=NOTHING_FITS, stated=_stated(values, toolset), repairs=repairs)
    elsewhere = toolset.exposure == "shortlist" and key in toolset.reachable
    return _Misuse(
        reason="unknown_destination",
        text="There is no such destination now",
        candidates=(key,) if elsewhere else (),
        repairs=repairs,
    )


def _stated(values: JsonObject, toolset: Toolset) -> str | None:
    """The reason that a model gives, as it may be kept."""
    stated = values.get("reason")
    if not isinstance(stated, str):
        return None
    return shortened(toolset.directory.numbers.mask(without_unseen(stated)), 200)


def asked_again(what: str, toolset: Toolset) -> str:
    """The text to ask the model with once more, with the tools of then: what was wrong, and every valid choice."""
    return _again(what, toolset)


def _again(what: str, toolset: Toolset, how: str = "") -> str:
    """The text to ask the model with once more. It lists every valid choice by name."""
    words = f"answer the caller in words{' ' if how else ''}{how}."
    if not toolset.offered:
        return f"{what}. {words[0].upper()}{words[1:]}"
    ending = f", {HANG_UP_NAME} if the caller is done" if toolset.hang_up else ""
    return f"{what}. If the caller needs a transfer, {call_instruction(toolset)}{ending}. Otherwise {words}"


def call_instruction(toolset: Toolset) -> str:
    """How the model is told to choose: it lists every valid choice by name."""
    if toolset.exposure == "each":
        names = ", ".join(f"{EACH_PREFIX}{key}" for key in toolset.offered)
        return f"call exactly one of these tools: {names}"
    return f"call {SINGLE_NAME} with destination set to exactly one of: {', '.join(toolset.offered)}"
