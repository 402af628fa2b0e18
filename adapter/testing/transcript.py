"""The transcript of a played call: what was said, decided and done, line by line, for people who read a failed test."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from adapter.calls.steps import Step
from adapter.calls.turn import Turn
from adapter.platforms.sipgate import Action, AudioAction, SpeakAction, TransferAction, to_wire
from adapter.testing.telephony import Due
from adapter.tool_calls.decision import Decision, Transfer
from adapter.tool_calls.reply import ModelReply

Who: TypeAlias = Literal["caller", "model", "decision", "assistant", "action", "platform"]

_LONGEST = 200
"""Characters of one line that a model wrote."""


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what."""

    who: Who
    what: str


class Transcript:
    """Lines in the order in which things happened."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def event(self, due: Due) -> None:
        """What happens to the assistant next. A sentence that ends is not told: the next line shows that it has."""
        event = due.event
        match event["type"]:
            case "user_speak":
                interrupting = " (interrupting)" if event.get("barged_in") else ""
                self._add("caller", f"{event['text']}{interrupting}")
            case "dtmf_received":
                self._add("caller", f"[presses {event['digit']}]")
            case "user_input_timeout":
                self._add("caller", f"[silent for {due.after:g} s]")
            case "session_end":
                self._add("caller", "[hangs up]")
            case "session_start" if self.lines:
                self._add("platform", "nobody answered: the call comes back")
            case _:
                pass

    def decided(self, decided: Turn | Step) -> None:
        """What the model answered, if it was asked, what was decided, and what became of it."""
        for reply in decided.replies if isinstance(decided, Turn) else ():
            self._add("model", reply_line(reply))
        if decided.decision is not None:
            self._add("decision", decision_line(decided))
        for blocked in decided.blocked:
            self._add("decision", str(blocked))

    def action(self, action: Action, keys: tuple[str, ...]) -> None:
        """What the assistant answered. `keys` are the destinations that a transfer's number belongs to."""
        if isinstance(action, SpeakAction):
            self._add("assistant", action.text or action.ssml or "")
        elif isinstance(action, AudioAction):
            self._add("assistant", "[audio]")
        elif isinstance(action, TransferAction):
            to = f"{' or '.join(keys)}, " if keys else ""
            rings = f", rings {action.timeout} s" if action.timeout is not None else ""
            shown_as = f"{action.caller_id_name} {action.caller_id_number}"
            self._add("action", f"transfer to {to}{action.target_phone_number}, shown as {shown_as}{rings}")
        else:
            told = to_wire(action)
            fields = [f"{name} {told[name]}" for name in told if name not in ("type", "session_id")]
            self._add("action", ": ".join([action.type, *([", ".join(fields)] if fields else [])]))

    def __str__(self) -> str:
        return "\n".join(f"  {line.who:<11}{line.what}" for line in self.lines) or "  (nothing has happened yet)"

    def _add(self, who: Who, what: str) -> None:
        self.lines.append(Line(who, what))


def decision_line(decided: Turn | Step) -> str:
    """A decision with its reason, and what it is instead of, where the model was asked again."""
    named = _named(decided.decision) if decided.decision is not None else "nothing"
    if isinstance(decided, Step):
        return named
    first, error = decided.first, decided.error
    again = f", asked again after {_named(first)}" if first is not None else ""
    failed = f", and then {error.code}" if error is not None and error.code != decided.decision.reason else ""
    return named + again + failed


def reply_line(reply: ModelReply) -> str:
    """A model's reply on one line."""
    calls = [f"{call.name} {call.arguments}".strip() for call in reply.tool_calls]
    text = " ".join(part for part in (reply.text, reply.refusal and f"(refusal) {reply.refusal}", *calls) if part)
    line = " ".join(text.split())
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…") or "(an empty reply)"


def _named(decision: Decision) -> str:
    destination = f" → {decision.destination}" if isinstance(decision, Transfer) else ""
    return f"{decision.kind}{destination} ({decision.reason})"
