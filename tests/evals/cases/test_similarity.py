"""Which texts are one in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.evals.cases.similarity import clusters, near, near_pairs, normal

WORDS = st.sampled_from(
    ["card", "karte", "konto", "lost", "verloren", "the", "a", "pin", "17", "transfer", "übers", "överweisung?", "my"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=12)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("I lost my card.", "i LOST my card"),
        ("Überweisung fehlt!", "überweisung  fehlt"),
        ("ﬁne", "fine"),
    ],
)
def test_texts_that_differ_in_case_and_punctuation_are_equal(a: str, b: str) -> None:
    assert normal(a) == normal(b)


def test_texts_without_a_word_are_compared_as_they_are() -> None:
    assert normal(" ? ") == "?"
    assert normal("?") != normal("!")


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("ich möchte mein Konto kündigen", "ich will mein Konto bitte kündigen", True),
        ("I forgot my PIN", "I forgot the PIN of my card", True),
        ("please connect me to 030 23125 017", "connect me to 0221 4710 345", True),
        ("my credit card is broken", "my credit cart is broken", True),
        ("hello", "Hello!", True),
        ("open a savings account", "close a savings account", False),
        ("I want to close my account", "I want to open my account", False),
        ("I would like to speak to somebody about my loan", "I would like to speak to somebody about my card", False),
        ("I lost my card", "ich habe meine Karte verloren", False),
        ("?", "!", False),
    ],
)
def test_near_are_texts_with_the_same_content_and_not_those_with_the_same_courtesies(
    a: str, b: str, alike: bool
) -> None:
    assert near(a, b) is alike
    assert list(near_pairs([a, b])) == ([(0, 1)] if alike else [])


@given(TEXTS)
def test_the_fast_way_finds_the_pairs_that_comparing_each_with_each_finds(texts: list[str]) -> None:
    slow = [(a, b) for b in range(len(texts)) for a in range(b) if near(texts[a], texts[b])]
    assert sorted(near_pairs(texts)) == sorted(slow)


@given(st.integers(0, 12).flatmap(lambda n: st.tuples(st.just(n), _links(n))))
def test_every_position_is_in_one_cluster_and_no_link_leads_out_of_it(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    size, links = drawn
    found = clusters(size, links)
    assert sorted(position for cluster in found for position in cluster) == list(range(size))
    assert [cluster[0] for cluster in found] == sorted(min(cluster) for cluster in found)
    home = {position: number for number, cluster in enumerate(found) for position in cluster}
    assert all(home[a] == home[b] for a, b in links)
    assert len(found) >= size - len(links)


def _links(size: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    position = st.integers(0, max(size - 1, 0))
    return st.lists(st.tuples(position, position), max_size=12) if size else st.just([])
