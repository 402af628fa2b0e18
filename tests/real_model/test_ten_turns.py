"""A call of more than ten turns over each family's template.

The server reads each request with the template and answers it; what it answers is replaced, so that the call takes the
same way everywhere.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from os.path import commonprefix

import pytest

from adapter.calls.turn import Turn
from adapter.models.request_fields import request_fields
from adapter.testing import PlayedCall
from tests.real_model.branch_service import BRANCH, model_at, serving_branch
from tests.real_model.conftest import StartServer
from tests.real_model.relay import Exchange, relaying
from tests.real_model.templates import TEMPLATES
from tests.real_model.the_call import ASKED_AGAIN, HEARD, REPLIES, heard, play

SHARED = 0.95
"""Of `tools` and `messages` of the shorter one of two successive requests."""
TOOLS_LAST = {"mistral-nemo", "mistral-small-3.2"}
"""Their templates put the tools before the last message of the user: a server has to read them anew for each turn."""
MARKS = 60
"""Tokens that a template may put behind the last message, and that are not there in the next request."""


@dataclass(frozen=True, kw_only=True)
class Played:
    """A call that was played to its end."""

    template: str
    exchanges: list[Exchange]
    turns: list[Turn]
    heard: tuple[str, ...]
    transfers: int


@pytest.fixture(scope="module", params=TEMPLATES)
def played(request: pytest.FixtureRequest, llama: StartServer) -> Iterator[Played]:
    """The call, played once for each template."""
    fields = request_fields("chat", max_tokens=1, temperature=0.0)
    with relaying(llama(request.param)) as relay:
        relay.replies += REPLIES
        model = model_at(relay.base_url, fields)
        with serving_branch(model) as service, PlayedCall(service.url, directory=BRANCH) as call:
            play(call)
            yield Played(
                template=request.param,
                exchanges=relay.exchanges,
                turns=service.turns,
                heard=heard(call),
                transfers=sum(action["type"] == "transfer" for action in call.actions),
            )


def test_no_request_of_a_call_is_refused(played: Played) -> None:
    refused = [(sent.roles, sent.status, sent.answer.decode()) for sent in played.exchanges if sent.status != 200]
    assert refused == []
    assert len(played.exchanges) == len(REPLIES)
    assert [turn.error for turn in played.turns] == [None] * 11


def test_the_caller_hears_an_answer_to_everything_and_no_apology(played: Played) -> None:
    assert played.heard == HEARD
    assert played.transfers == 3


def test_the_server_has_read_every_shape_of_a_history(played: Played) -> None:
    roles = [sent.roles for sent in played.exchanges]
    assert roles[0] == "suau"  # a note, the greeting, the first words
    assert [roles[number][-2:] for number in ASKED_AGAIN] == ["ct", "au", "ct"]
    assert roles[8].endswith("uctct")
    assert roles[10].endswith("uctauau")  # came back
    assert "[Nobody answered" in played.exchanges[10].request.decode()


def test_two_successive_requests_have_nearly_all_of_their_prefix_in_common(played: Played) -> None:
    prefixes = [_prefix(sent.request.decode()) for sent in played.exchanges]
    for before, after in pairwise(prefixes):
        shared = len(commonprefix([before, after])) / min(len(before), len(after))  # noqa: RUF071 - no paths
        assert shared >= SHARED, f"{shared:.1%}:\n{before[-400:]}\n{after[-400:]}"


def _prefix(body: str) -> str:
    """The bytes of a request's tools and messages, in this order."""
    parts = []
    for name in ("tools", "messages"):
        start = body.index(f'"{name}":') + len(f'"{name}":')
        _, end = json.JSONDecoder().raw_decode(body, start)
        parts.append(body[start:end])
    return "".join(parts)


def test_the_server_reads_little_of_a_later_request_anew(played: Played, figure: Callable[[str], None]) -> None:
    usages = [sent.answered["usage"] for sent in played.exchanges]
    read = [usage["prompt_tokens"] for usage in usages]
    cached = [usage["prompt_tokens_details"]["cached_tokens"] for usage in usages]
    seconds = sum(sent.seconds for sent in played.exchanges)
    told = f"{sum(read):,} prompt tokens, {sum(cached):,} of them from the cache"
    figure(f"real model: {played.template}: {len(read)} requests, {told}, {seconds:.0f} s")
    if played.template in TOOLS_LAST:
        return
    for (before, after), known in zip(pairwise(read), cached[1:], strict=True):
        assert known > SHARED * min(before, after) - MARKS, (read, cached)
