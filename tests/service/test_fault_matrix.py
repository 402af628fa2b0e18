"""Every fault of a model server against the real service: over both APIs, whole and streamed, for ever and once.

Whatever the model does, every event is answered in time and in the caller's language, and the call ends where that
fault may lead it. `FaultName` is the list of faults: a new name is in the matrix without a word here.
"""

import asyncio
import itertools
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import httpx2
import pytest

from adapter import Assistant, Directory
from adapter.testing import Scenario, running_mock
from adapter.testing.scenario.faults import FaultName
from adapter.tool_calls.language import detect
from adapter.tool_calls.request import ModelApi
from adapter.tool_calls.tools import Exposure
from adapter.wiring import Settings, build, read_settings, shipped_directory

pytestmark = pytest.mark.outages

RESPOND_WITHIN = 1.0
MODEL_TIMEOUT = 12.0
SLACK = 8.0
"""Seconds that a loaded machine may add; less than waiting for an answer that never comes would take."""
SLOW_MS = 3_000 * MODEL_TIMEOUT
"""Milliseconds that slow answers take: more than anybody waits."""
WAITING: frozenset[FaultName] = frozenset({"stall", "stall-mid-body", "slow-headers", "slow-drip", "429-date"})
"""Faults whose calls mostly wait."""
AT_ONCE = 8
"""Calls that are played at the same time."""
WAITING_AT_ONCE = 100
"""And beside them, those that mostly wait for a server that does not answer."""

WORDS = "Guten Tag, ich habe gestern leider meine Karte verloren."
APIS: tuple[ModelApi, ...] = get_args(ModelApi)
EXPOSURES: tuple[Exposure, ...] = ("each", "single")
FAULTS: tuple[FaultName, ...] = get_args(FaultName)
PAGE = Path(__file__).parents[2] / "docs" / "testing.md"

End: TypeAlias = Literal["the right transfer", "the fallback", "a question"]
RIGHT: End = "the right transfer"
FALLBACK: End = "the fallback"
QUESTION: End = "a question"


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """Where a fault may lead a call: while it lasts, and when it was there `once`. `…` only where that differs."""

    lasts: End
    once: End
    single: End | None = None
    """While it lasts, with one tool for all destinations and whole replies."""
    streamed: End | None = None
    streamed_once: End | None = None
    by_status: frozenset[End] = frozenset()
    """While it lasts, in a whole reply of Responses: its status says that it did not come to its end, and no call of it
    is followed."""


# Nothing that comes back tells more, the next attempt would be no better, or there is no time for one.
_FINAL = Allowed(lasts=FALLBACK, once=FALLBACK)
# The transport asks again, or the model is asked again because its reply had nothing in it.
_PASSING = Allowed(lasts=FALLBACK, once=RIGHT)
# The model is told what was wrong with its call, once; then it is for the caller to say.
_UNCLEAR = Allowed(lasts=QUESTION, once=RIGHT)
_UNHARMED = Allowed(lasts=RIGHT, once=RIGHT)

ALLOWED: dict[FaultName, Allowed] = {
    **dict.fromkeys(("400", "400-context", "401", "404-model", "content-type"), _FINAL),
    **dict.fromkeys(("stall", "slow-headers", "slow-drip"), _FINAL),
    **dict.fromkeys(("429", "429-date", "500", "502", "503-html", "reset", "reset-mid-body", "200-error"), _PASSING),
    **dict.fromkeys(("empty-choices", "empty-reply"), _PASSING),
    **dict.fromkeys(("unknown-tool", "unknown-key", "two-calls", "length"), _UNCLEAR),
    **dict.fromkeys(("split-arguments", "duplicate-call"), _UNHARMED),
    # A refusal is the model's answer.
    **dict.fromkeys(("refusal", "content-filter"), Allowed(lasts=QUESTION, once=QUESTION)),
    # The tool's name says enough where each destination has a tool of its own.
    **dict.fromkeys(("bad-arguments", "empty-arguments"), Allowed(lasts=RIGHT, once=RIGHT, single=QUESTION)),
    # A stream that stops is noticed before the time is over, and read again.
    "stall-mid-body": Allowed(lasts=FALLBACK, once=FALLBACK, streamed_once=RIGHT),
    "truncated-json": Allowed(lasts=FALLBACK, once=FALLBACK, streamed_once=RIGHT),
    "truncated-stream": Allowed(
        lasts=RIGHT,
        once=RIGHT,
        single=QUESTION,
        streamed=FALLBACK,
        by_status=frozenset({QUESTION, FALLBACK}),
    ),
}
"""A fault that is not here may lead to any of the three."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """How the service asks its model."""

    api: ModelApi
    stream: bool
    exposure: Exposure


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One call: a fault that lasts, or one that is there once and then gone."""

    number: int
    fault: FaultName
    way: Route
    lasts: bool


WAYS = [
    Route(api=api, stream=stream, exposure=exposure)
    for api, stream, exposure in itertools.product(APIS, (False, True), EXPOSURES)
]
CELLS = [
    Cell(number=number, fault=fault, way=way, lasts=lasts)
    for number, (fault, way, lasts) in enumerate(itertools.product(FAULTS, WAYS, (True, False)))
]


@dataclass
class MockResponse:
    """What the caller of one call met with."""

    spoken: list[str] = field(default_factory=list)
    transferred: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    slowest: float = 0.0
    seconds: float = 0.0


class Platform:
    """Plays one call as the telephony platform does: a sentence, and after it whatever the service wants."""

    def __init__(self, client: httpx2.AsyncClient, cell: Cell) -> None:
        self._client = client
        self._cell = cell
        self._played = MockResponse()

    async def play(self) -> MockResponse:
        started = time.perf_counter()
        kinds = await self._sends("user_speak", text=f"{WORDS} Vorgang {self._cell.number}.")
        for _ in range(40):
            if "speak" not in kinds:
                break
            self._played.seconds = time.perf_counter() - started
            kinds = await self._sends("assistant_speech_ended")
        if kinds:
            self._played.seconds = time.perf_counter() - started
        # what the platform may send twice, and what it sends when a transfer has not happened yet
        await self._sends("assistant_speech_ended")
        return self._played

    async def _sends(self, kind: str, **fields: object) -> list[str]:
        session = {"id": f"call-{self._cell.number}", "from_phone_number": "+4915112345678"}
        started = time.perf_counter()
        answer = await self._client.post("/webhook", json={"type": kind, "session": session, **fields})
        self._played.slowest = max(self._played.slowest, time.perf_counter() - started)
        if answer.status_code != 200:
            self._played.other += [] if answer.status_code == 204 else [f"status {answer.status_code}"]
            return []
        body = answer.json()
        actions = body if isinstance(body, list) else [body]
        for action in actions:
            match action["type"]:
                case "speak":
                    self._played.spoken.append(action["text"])
                case "transfer":
                    self._played.transferred.append(action["target_phone_number"])
                case other:
                    self._played.other.append(other)
        return [action["type"] for action in actions]


def scenario() -> Scenario:
    """A rule for each call: its fault, and what follows it."""
    rules = [
        {
            "match": {"regex": rf" {cell.number}\.$"},
            "reply": [
                {"fault": cell.fault, **({"slow_ms": SLOW_MS} if cell.fault in ("slow-headers", "slow-drip") else {})},
                *([] if cell.lasts else [{"call": "cards"}]),
            ],
        }
        for cell in CELLS
    ]
    return Scenario.model_validate({"rules": rules})


@pytest.fixture(scope="module")
def matrix(serve_assistant: Callable[[Assistant], httpx2.Client]) -> Iterator[dict[Cell, MockResponse]]:
    """All calls, played at the same time against one service for each way."""
    with pytest.MonkeyPatch.context() as patch, running_mock(scenario()) as mock:
        for name in (*os.environ, *(f"ADAPTER_{setting.upper()}" for setting in Settings.model_fields)):
            if name.startswith(("ADAPTER_", "OPENAI_")):
                patch.delenv(name, raising=False)
        patch.setenv("OPENAI_BASE_URL", mock.base_url)
        urls = {way: str(serve_assistant(_assistant(way)).base_url) for way in WAYS}
        yield asyncio.run(_play(urls))


def _assistant(way: Route) -> Assistant:
    return build(
        read_settings(
            directory=shipped_directory(),
            model="mock",
            api=way.api,
            stream=way.stream,
            exposure=way.exposure,
            respond_within=RESPOND_WITHIN,
            model_timeout=MODEL_TIMEOUT,
        )
    )


async def _play(urls: dict[Route, str]) -> dict[Cell, MockResponse]:
    busy, waiting = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(WAITING_AT_ONCE)
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=None)
    played: dict[Cell, MockResponse] = {}

    async def play(cell: Cell) -> None:
        async with waiting if cell.fault in WAITING else busy:
            played[cell] = await Platform(clients[cell.way], cell).play()

    clients = {way: httpx2.AsyncClient(base_url=url, timeout=30, limits=limits) for way, url in urls.items()}
    try:
        await asyncio.gather(*map(play, CELLS))
    finally:
        for client in clients.values():
            await client.aclose()
    return played


@pytest.fixture(scope="module")
def numbers(bank: Directory) -> dict[str, End]:
    """Where a transfer to each number ends that a call may be transferred to."""
    assert bank.fallback
    return {bank.destinations["cards"].record.number: RIGHT, bank.destinations[bank.fallback].record.number: FALLBACK}


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_turn_ends_in_time_where_its_fault_may_lead_it(
    matrix: dict[Cell, MockResponse],
    numbers: dict[str, End],
    fault: FaultName,
    api: ModelApi,
    stream: bool,
) -> None:
    for cell, played in matrix.items():
        if (cell.fault, cell.way.api, cell.way.stream) != (fault, api, stream):
            continue
        assert played.other == [], cell
        assert played.slowest < RESPOND_WITHIN + SLACK, cell
        assert played.seconds < MODEL_TIMEOUT + RESPOND_WITHIN + SLACK, cell
        assert len(played.transferred) <= 1, cell
        assert played.spoken, cell
        assert not [sentence for sentence in played.spoken if detect(sentence, ("de", "en")) == "en"], cell
        assert _end(played, numbers) in _allowed(cell, played), cell


def _end(played: MockResponse, numbers: dict[str, End]) -> End | None:
    return numbers.get(played.transferred[0]) if played.transferred else QUESTION


def _allowed(cell: Cell, played: MockResponse) -> set[End]:
    known = ALLOWED.get(cell.fault)
    if known is None:
        return {RIGHT, FALLBACK, QUESTION}
    single, stream = cell.way.exposure == "single", cell.way.stream
    if not cell.lasts:
        end = (stream and known.streamed_once) or known.once
    else:
        if known.by_status and cell.way.api == "responses" and not stream:
            return set(known.by_status)
        end = (stream and known.streamed) or (single and known.single) or known.lasts
    # A machine that is too busy to answer within the limit has to take the safe way.
    return {end, FALLBACK} if played.seconds >= MODEL_TIMEOUT else {end}


def test_no_transfer_hangs_on_half_an_argument_text(matrix: dict[Cell, MockResponse]) -> None:
    torn = ("truncated-stream", "truncated-json", "reset-mid-body", "stall-mid-body", "bad-arguments")
    lasting = [cell for cell in matrix if cell.fault in torn and cell.lasts and cell.way.exposure == "single"]
    assert len(lasting) == 4 * len(torn)
    heard = {sentence for cell in lasting for sentence in matrix[cell].spoken}
    assert "Ich verbinde Sie mit dem Kartenservice." not in heard


def test_the_matrix_is_complete_and_tells_its_size(
    matrix: dict[Cell, MockResponse], figure: Callable[[str], None], numbers: dict[str, End]
) -> None:
    assert len(matrix) == len(CELLS) == len(FAULTS) * 16
    assert ALLOWED.keys() <= set(FAULTS)
    ends = Counter(_end(played, numbers) for played in matrix.values())
    slowest = max(played.slowest for played in matrix.values())
    figure(f"fault matrix: {SIZE}")
    figure(f"fault matrix: {', '.join(f'{count} × {end}' for end, count in ends.most_common())}")
    figure(f"fault matrix: slowest answer {slowest:.2f} s, where {RESPOND_WITHIN:g} s are the limit on an idle machine")
    print()
    for cell in CELLS:
        played, way = matrix[cell], cell.way
        told = (way.api, "streamed" if way.stream else "whole", way.exposure, "lasting" if cell.lasts else "once")
        print(f"{cell.fault:18}{'{:11}{:10}{:8}{:9}'.format(*told)}{played.seconds:4.1f} s  {_end(played, numbers)}")


SIZE = (
    f"{len(FAULTS)} faults × 2 APIs × whole and streamed × a tool for each destination and one for all × lasting and "
    f"once: {len(CELLS)} calls"
)


def documented() -> str:
    """The matrix as the documentation shows it."""
    lines = ["| fault | while it lasts | when it is there once |", "|---|---|---|"]
    for fault in FAULTS:
        known = ALLOWED.get(fault)
        if known is None:
            lines.append(f"| `{fault}` | any of the three | any of the three |")
            continue
        single = f"; one tool for all: {known.single}" if known.single else ""
        streamed = f"; streamed: {known.streamed}" if known.streamed else ""
        streamed_once = f"; streamed: {known.streamed_once}" if known.streamed_once else ""
        lines.append(f"| `{fault}` | {known.lasts}{single}{streamed} | {known.once}{streamed_once} |")
    return "\n".join([f"{SIZE}.", "", *lines])


def test_the_documentation_shows_this_matrix() -> None:
    # to be replaced from its first line to its last if it differs
    assert documented() in PAGE.read_text()
