"""What is counted and measured of calls: OpenTelemetry's instruments, and a function for each thing that happens.

They do nothing unless the operator's process has OpenTelemetry's SDK. Of model requests the names and the buckets are
those of its semantic conventions for generative AI. An attribute is a destination's key, a model's name or one of a few
words of ours: no call, no number and nothing that anybody said, so that the number of series has a limit.
"""

import time
from functools import cache
from typing import Any, Final

SCOPE: Final = "transfer-adapter"

_REQUEST_SECONDS: Final = tuple(0.01 * 2**power for power in range(14))
"""As the semantic conventions advise: 10 ms to 82 s."""
_TOKENS: Final = tuple(4.0**power for power in range(14))
"""As they advise: 1 to 67 million."""
_ANSWER_SECONDS: Final = (
    *(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75),
    *(1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5, 10.0, 15.0, 30.0),
)
"""Close together where a caller notices, with the limits of platforms and of ours (1, 3, 5, 15 s) among them."""
_STORE_SECONDS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0)
"""An operation has a second, after which a store counts as down."""


class Instruments:
    """Every instrument there is, of a meter."""

    def __init__(self, meter: Any) -> None:
        self._meter = meter
        self.calls = self._counter("calls", "call", "Calls that began.")
        self.decisions = self._counter("decisions", "decision", "Decisions by kind, reason and destination key.")
        self.transfers = self._counter("transfers", "transfer", "Transfers that the platform was told to make.")
        self.transfer_outcomes = self._counter(
            "transfer_outcomes", "transfer", "What came of transfers, as far as the platform tells."
        )
        self.blocked_transfers = self._counter(
            "blocked_transfers", "transfer", "Transfers that were not made as they were meant, by the obstacle."
        )
        self.asked_again = self._counter(
            "asked_again", "question", "Replies that could not be used, so that the model was asked once more."
        )
        self.holds = self._counter("holds", "answer", "Answers without the decision, which was not there in time.")
        self.answers = self._counter(
            "model.answers", "answer", "Answers of a chain of models, by the one that gave them and its place."
        )
        self.routings = self._counter(
            "router.decisions", "decision", "Turns in which the semantic router stood in for a model, by its band."
        )
        self.dropped_lines = self._counter(
            "record.dropped", "line", "Lines of the decision record that were not written."
        )
        self.handoff_notes = self._counter(
            "handoff.notes", "note", "Handoff notes by outcome: delivered, failed (an attempt), refused or dropped."
        )
        self.resting = self._meter.create_up_down_counter(
            "transfer_adapter.model.resting",
            unit="{model}",
            description="Models of a chain that have failed too often and are passed over: an open circuit is 1.",
        )
        self.answer_seconds = self._seconds(
            "transfer_adapter.answer.duration", _ANSWER_SECONDS, "From an event or a request until its answer is there."
        )
        self.turn_seconds = self._seconds("transfer_adapter.turn.duration", _ANSWER_SECONDS, "Duration of turns.")
        self.store_seconds = self._seconds(
            "transfer_adapter.store.duration", _STORE_SECONDS, "Duration of reading and changing a call."
        )
        self.request_seconds = self._seconds(
            "gen_ai.client.operation.duration", _REQUEST_SECONDS, "Duration of model requests."
        )
        self.tokens = self._meter.create_histogram(
            "gen_ai.client.token.usage",
            unit="{token}",
            description="Tokens of model requests.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )

    def _counter(self, name: str, unit: str, description: str) -> Any:
        return self._meter.create_counter(f"transfer_adapter.{name}", unit=f"{{{unit}}}", description=description)

    def _seconds(self, name: str, buckets: tuple[float, ...], description: str) -> Any:
        return self._meter.create_histogram(
            name, unit="s", description=description, explicit_bucket_boundaries_advisory=buckets
        )


@cache
def instruments() -> Instruments:
    """Those of the process, made when the first is used."""
    # The API takes as long to import as the rest of a directory, which counts nothing.
    from opentelemetry.metrics import get_meter

    return Instruments(get_meter(SCOPE))


def count_call(platform: str) -> None:
    """A call has begun."""
    instruments().calls.add(1, {"transfer_adapter.platform": platform})


def count_decision(kind: str, reason: str, destination: str | None = None) -> None:
    """A decision that something has come of: what it is, why, and the key that it names."""
    attributes = {"transfer_adapter.decision": kind, "transfer_adapter.reason": reason}
    if destination is not None:
        attributes["transfer_adapter.destination"] = destination
    instruments().decisions.add(1, attributes)


def count_transfer(destination: str, reason: str | None, platform: str) -> None:
    """A transfer has been handed to whoever makes it. `reason` is that of the decision it came of."""
    instruments().transfers.add(
        1,
        {
            "transfer_adapter.destination": destination,
            "transfer_adapter.reason": reason or "unknown",
            "transfer_adapter.platform": platform,
        },
    )


def count_transfer_outcome(destination: str, outcome: str) -> None:
    """What came of a transfer has been told."""
    attributes = {"transfer_adapter.destination": destination, "transfer_adapter.outcome": outcome}
    instruments().transfer_outcomes.add(1, attributes)


def count_blocked_transfer(destination: str, obstacle: str, instead: str | None) -> None:
    """A transfer was not made as it was meant. `instead` is the key that stands in, None for a sentence."""
    instruments().blocked_transfers.add(
        1,
        {
            "transfer_adapter.destination": destination,
            "transfer_adapter.obstacle": obstacle,
            "transfer_adapter.instead": instead or "",
        },
    )


def count_asked_again(reason: str) -> None:
    """The model was asked once more, because of what was wrong with its first reply."""
    instruments().asked_again.add(1, {"transfer_adapter.reason": reason})


def count_hold(platform: str) -> None:
    """An event was answered without the decision that it waits for."""
    instruments().holds.add(1, {"transfer_adapter.platform": platform})


class AnswerTimer:
    """Measures how long an event or request of this kind waits for its answer, until the first `stop`.

    As a context manager it stops at the end of the block. No generator, which takes longer than all of this.
    """

    __slots__ = ("_attributes", "_began")

    def __init__(self, platform: str, event: str) -> None:
        self._attributes = {"transfer_adapter.platform": platform, "transfer_adapter.event": event}
        self._began: float | None = time.perf_counter()

    def stop(self) -> None:
        """The answer is there, or its beginning."""
        if self._began is not None:
            instruments().answer_seconds.record(time.perf_counter() - self._began, self._attributes)
            self._began = None

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self.stop()


def record_tokens(model: str, kind: str, tokens: int) -> None:
    """Tokens of one model request, `input` or `output`."""
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.token.type": kind, "gen_ai.request.model": model}
    instruments().tokens.record(tokens, attributes)


def count_answer(model: str, place: str) -> None:
    """An answer of a chain of models, by the one that gave it: `first`, `fallback` or `stand_in`."""
    instruments().answers.add(1, {"gen_ai.request.model": model, "transfer_adapter.place": place})


def count_resting(model: str, change: int) -> None:
    """A model of a chain rests from now on (1), or is asked again (-1)."""
    instruments().resting.add(change, {"gen_ai.request.model": model})


def count_routing(band: str) -> None:
    """A turn in which the semantic router stood in for a model."""
    instruments().routings.add(1, {"transfer_adapter.band": band})


def count_dropped_lines(lines: int) -> None:
    """Lines of the decision record that were not written."""
    instruments().dropped_lines.add(lines)


def count_handoff(outcome: str, notes: int = 1) -> None:
    """Handoff notes that were delivered, refused or dropped, or an attempt that has failed and is made again."""
    instruments().handoff_notes.add(notes, {"transfer_adapter.outcome": outcome})
