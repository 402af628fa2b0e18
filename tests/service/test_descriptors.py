"""How many descriptors there are, and how many of them may be connections."""

import resource
from collections.abc import Iterator

import pytest

from adapter.service.descriptors import connection_limit, descriptor_limit, raise_descriptor_limit


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    descriptor_limit.cache_clear()
    yield
    descriptor_limit.cache_clear()


@pytest.mark.parametrize(
    ("soft", "hard", "raised"),
    [
        (1024, 4096, (4096, 4096)),
        (1024, 1_000_000, (65_536, 1_000_000)),
        (1024, resource.RLIM_INFINITY, (65_536, resource.RLIM_INFINITY)),
        (256, 256, None),
        (100_000, 1_000_000, None),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, None),
    ],
)
def test_the_soft_limit_is_raised_to_the_hard_one_and_never_lowered(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, raised: tuple[int, int] | None
) -> None:
    made: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: made.append(limits))
    raise_descriptor_limit()
    assert made == ([] if raised is None else [raised])


def test_a_limit_that_the_system_does_not_raise_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", refuse)
    raise_descriptor_limit()
    assert descriptor_limit() == 256


@pytest.mark.parametrize(
    ("soft", "connections"),
    [(64, 8), (256, 96), (1024, 480), (20_000, 9968), (65_536, 10_000), (resource.RLIM_INFINITY, 10_000)],
)
def test_half_of_the_descriptors_that_are_left_may_be_connections(
    monkeypatch: pytest.MonkeyPatch, soft: int, connections: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, soft))
    assert connection_limit() == connections
