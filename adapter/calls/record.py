"""The decision record: one JSON line for each decision, so that it can be understood, replayed and counted later."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

import pydantic_core

from adapter.calls.record_file import MAX_BYTES, RecordFile
from adapter.calls.state import Call
from adapter.calls.steps import Step, TransferResult
from adapter.calls.turn import Turn
from adapter.errors import SettingsError
from adapter.telemetry import masked
from adapter.tool_calls.arguments import read_arguments
from adapter.tool_calls.conversation import ToolCall, UserMessage
from adapter.tool_calls.decision import Decision, to_wire
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.tools import Toolset
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.progress import exhausted_keys
from adapter.transfers.route import BlockedTransfer

_NAME = re.compile(r"[A-Za-z0-9_.:@/-]{1,64}")
_PLAIN_ARGUMENTS = frozenset({"destination", "language"})


class DecisionRecord:
    """Appends a line for each decision. Several processes may write to the same file; each line is written whole.

    No call waits for its line, which a thread writes (see `RecordFile`); `aclose` waits a second at most for the last
    ones. Where there are no advisory locks (Windows) each process needs a file of its own.

    A decision of the model (`__call__`) is told with all that led to it. What was decided without one, and a transfer
    that was blocked after its decision was told, get a line of their own without `replies` (`step`).

    What callers and models said is left out and only its length told, unless `clear` asks for it. Configured numbers
    are masked always. The file can be read by its owner only. Raises `SettingsError` if it cannot be written.
    """

    def __init__(
        self,
        path: Path,
        config: AssistantConfig,
        model: str,
        *,
        clear: bool = False,
        max_bytes: int = MAX_BYTES,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._config = config
        self._model = model
        self._clear = clear
        self._now = now
        try:
            self._file = RecordFile(path, max_bytes=max_bytes)
        except OSError as error:
            raise SettingsError(f"ADAPTER_RECORD: {path}: {error.strerror}") from error

    def __call__(self, call: Call, turn: Turn, step: Step | None = None) -> None:
        """Writes the line of a turn, and of the step that was saved for it, None where it was kept for a later event
        or came too late. A disk that is full costs the line, never the call."""
        self._write(self.line(call, turn, step))

    def step(self, step: Step) -> None:
        """Writes the line of a step that was taken without the model, or in which a transfer was blocked."""
        self._write(self.step_line(step))

    def use(self, config: AssistantConfig) -> None:
        """Names, and masks the numbers of, another configuration from now on."""
        self._config = config

    async def aclose(self) -> None:
        """Waits for what is still to be written, a second at most. May be called twice."""
        await asyncio.to_thread(self._file.close)

    def line(self, call: Call, turn: Turn, step: Step | None = None) -> dict[str, object]:
        """What is written of a turn."""
        now = self._now()
        offered = turn.toolset or self._config.toolset
        utterance = call.current_turn
        said = [message.text for message in call.conversation if isinstance(message, UserMessage)]
        again = None if turn.first is None else turn.first.ask_again
        return {
            **self._identity(call, now),
            "tools": _digest(offered.encoded("chat")),
            "model": self._model,
            "withdrawn": self._withdrawn(call, offered),
            "language": call.language_named or call.language_heard,
            "said": self._words(said[-1] if said else ""),
            "conversation": self._conversation(call),
            "replies": [
                self._reply(reply, seconds)
                for reply, seconds in zip_longest(turn.replies, turn.seconds[: len(turn.replies)])
            ],
            "first": None if turn.first is None else self._decision(turn.first),
            "asked_again": None if again is None else self._config.directory.numbers.mask(again),
            "decision": self._decision(turn.decision),
            "guards": [self._blocked(transfer) for transfer in (*turn.rejected, *(step.blocked if step else ()))]
            or None,
            "leads_to": step.leads_to if step else None,
            "error": None if turn.error is None else {"code": turn.error.code, "message": masked(str(turn.error))},
            "seconds": None if utterance is None else round(now.timestamp() - utterance.since, 3),
            "model_seconds": round(sum(turn.seconds), 3),
            "input_tokens": sum(reply.usage.input_tokens for reply in turn.replies),
            "output_tokens": sum(reply.usage.output_tokens for reply in turn.replies),
        }

    def step_line(self, step: Step) -> dict[str, object]:
        """What is written of a step. Without `decision` a transfer was blocked after its decision had got its line, or
        it has been told what came of it (`transfer`)."""
        return {
            **self._identity(step.call, self._now()),
            "decision": None if step.decision is None else self._decision(step.decision),
            "guards": [self._blocked(transfer) for transfer in step.blocked] or None,
            "leads_to": step.leads_to,
            "transfer": None if step.result is None else self._result(step.result),
        }

    def _result(self, result: TransferResult) -> dict[str, object]:
        told: dict[str, object] = {"destination": result.destination, "outcome": result.outcome}
        return {**told, "ended": self._name(result.reason)} if result.reason else told

    def _identity(self, call: Call, now: datetime) -> dict[str, object]:
        return {
            "time": now.isoformat(timespec="milliseconds"),
            "call": masked(call.id),
            "turn": call.turns,
            "prompt": self._config.prompt.identity,
            "directory": self._config.directory.fingerprint,
        }

    def _withdrawn(self, call: Call, offered: Toolset) -> dict[str, str] | None:
        """The keys that were not offered, and why: tried as often as the call may, or closed."""
        exhausted = exhausted_keys(call.tried, self._config.directory)
        known: Iterable[str] = self._config.toolset.offered
        if offered.exposure == "shortlist":
            known = [key for key in call.shown or () if key in offered.reachable]
        keys = [key for key in known if key not in offered.keys]
        return {key: "spent" if key in exhausted else "closed" for key in keys} or None

    def _write(self, line: dict[str, object]) -> None:
        told = {name: value for name, value in line.items() if value is not None}
        self._file.put(pydantic_core.to_json(told) + b"\n")

    def _name(self, text: str) -> str:
        """A name of a model's, such as that of a tool; what has another form may be a caller's words."""
        if _NAME.fullmatch(text):
            return masked(self._config.directory.numbers.mask(text))
        return self._words(text)

    def _words(self, text: str) -> str:
        if self._clear:
            return self._config.directory.numbers.mask(text)
        return f"({len(text)} characters)" if text else ""

    def _conversation(self, call: Call) -> list[dict[str, str]] | None:
        """What was said before the decision, oldest first: only where words are asked for."""
        if not self._clear:
            return None
        return [
            {"role": message.role, "content": self._words(message.text)}
            for message in call.conversation
            if message.role != "tool" and message.text
        ]

    def _reply(self, reply: ModelReply, seconds: float | None) -> dict[str, object]:
        wire: dict[str, object] = {
            "model": self._name(reply.model),
            "finish": self._name(reply.finish),
            "text": self._words(reply.text),
            "refusal": self._words(reply.refusal),
            "tool_calls": [
                {"name": self._name(call.name), "arguments": self._arguments(call)} for call in reply.tool_calls
            ],
            "seconds": seconds,
            "routing": None if reply.routing is None else asdict(reply.routing),
        }
        return {name: value for name, value in wire.items() if value not in (None, "", [])}

    def _arguments(self, call: ToolCall) -> object:
        """The argument text where words are asked for, else the arguments that are no words."""
        if self._clear:
            return self._words(call.arguments)
        values, _ = read_arguments(call.arguments)
        if values is None:
            return self._words(call.arguments)
        return {
            self._name(name): self._name(value)
            if name in _PLAIN_ARGUMENTS and isinstance(value, str)
            else self._words(str(value))
            for name, value in values.items()
        }

    def _decision(self, decision: Decision) -> dict[str, object]:
        wire = to_wire(decision)
        return {
            name: self._words(value) if name in ("text", "stated_reason") and isinstance(value, str) else value
            for name, value in wire.items()
        }

    def _blocked(self, transfer: BlockedTransfer) -> dict[str, object]:
        return {name: value for name, value in asdict(transfer).items() if value is not None}


@lru_cache(maxsize=64)
def _digest(tools: bytes) -> str:
    """Names tools in few letters: the same for nearly every line, and large."""
    return hashlib.sha256(tools).hexdigest()[:12]
