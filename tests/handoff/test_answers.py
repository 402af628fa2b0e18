"""What the answer of a webhook means for a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.handoff.answers import Verdict, answer_of
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("verdict", "statuses"),
    [
        ("taken", (200, 201, 202, 204, 299)),
        ("again", (408, 409, 425, 429, 500, 502, 503, 504, 599)),
        ("again", (302, 303, 307, 304, 100)),
        ("refused", (400, 401, 403, 404, 405, 413, 415, 422, 301, 308)),
        ("gone", (410,)),
    ],
)
def test_a_status_is_taken_tried_again_or_final(verdict: Verdict, statuses: tuple[int, ...]) -> None:
    assert {answer_of(status, {}, NOON).verdict for status in statuses} == {verdict}


@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7), ("Fri, 20 Nov 2026 12:00:30 GMT", 30), ("soon", 0), ("-1", 0), ("", 0)]
)
def test_a_receiver_says_when_to_come_again(said: str, seconds: float) -> None:
    assert answer_of(503, {"retry-after": said}, NOON).wait == seconds


@given(st.integers(100, 999), st.text(max_size=30))
def test_whatever_is_answered_means_something_and_is_never_quoted(status: int, said: str) -> None:
    answer = answer_of(status, {"retry-after": said, "location": said}, NOON)
    assert answer.wait >= 0
    assert answer.why in ("", f"status {status}")
