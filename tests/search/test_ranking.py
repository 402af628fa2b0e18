"""The order of destinations for a shortlist: by words, by meaning, and by words where nothing was heard."""

from collections.abc import Callable, Sequence

import pytest

from adapter.search import LexicalIndex
from adapter.search.embedder import Vectors, unit_vectors
from adapter.search.local_embedder import LocalEmbedder
from adapter.search.ranking import LexicalRanking, Remembered
from adapter.search.semantic_ranking import SemanticRanking

TEXTS = {
    "cards": "Lost, stolen or blocked cards.",
    "loans": "Personal loans and car finance.",
    "branches": "Opening hours of branches, cash machines.",
    "power": "Power cuts. We have no electricity.",
}
INDEX = LexicalIndex([*TEXTS.values()])


class Far:
    """An embedding server of which it is counted how often it is asked."""

    id, remote = "far", True

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        if query:
            self.asked += texts
        return unit_vectors([[len(text), text.count("e") + 1, 3] for text in texts])

    def close(self) -> None:
        """Nothing to give back."""


@pytest.fixture
def ranking() -> LexicalRanking:
    return LexicalRanking(tuple(TEXTS), INDEX)


def test_by_words_only_what_shares_one_is_in_the_order(ranking: LexicalRanking) -> None:
    assert list(ranking.best(["my cards were stolen"], 4)) == ["cards"]
    assert list(ranking.best(["hello", "good morning"], 4)) == []


def test_the_last_turn_counts_more_than_those_before(ranking: LexicalRanking) -> None:
    assert list(ranking.best(["a loan", "no, electricity"], 4)) == ["power", "loans"]


def test_what_is_denied_does_not_count(ranking: LexicalRanking) -> None:
    assert list(ranking.best(["not the cards, the loans"], 4)) == ["loans"]


def test_no_more_than_asked_for(ranking: LexicalRanking) -> None:
    assert len(ranking.best(["cards loans branches power"], 2)) == 2


def test_by_meaning_other_words_are_understood_and_all_have_a_place(local_embedder: LocalEmbedder) -> None:
    progress: list[tuple[int, int]] = []
    order = SemanticRanking(TEXTS, INDEX, local_embedder, on_progress=lambda *told: progress.append(told))
    assert progress == [(4, 4)]
    for _ in range(2):
        assert next(iter(order.best(["somebody took my purse with my Visa"], 4))) == "cards"
        assert next(iter(order.best(["bei uns ist alles dunkel, kein Licht"], 4))) == "power"
    assert sorted(order.best(["when do you close?"], 9)) == sorted(TEXTS)
    assert order.best(["hello"], 4) == ()


def test_shared_words_count_beside_the_meaning(local_embedder: LocalEmbedder) -> None:
    same = {"a": "The office for everything.", "b": "The office for everything. Quibbling."}
    order = SemanticRanking(same, LexicalIndex([*same.values()]), local_embedder)
    assert list(order.best(["quibbling about everything"], 1)) == ["b"]


def test_what_a_server_has_not_heard_goes_by_words_and_is_asked_for_once() -> None:
    far = Far()
    order = SemanticRanking(TEXTS, INDEX, far)
    turns = ["a loan", "no, electricity"]
    assert list(order.best(turns, 4)) == ["power", "loans"]
    assert far.asked == []
    order.hear(turns)
    order.hear(turns)
    assert far.asked == ["a loan", "no, electricity"]
    assert len(order.best(turns, 4)) == 4


def test_only_so_much_is_remembered_and_no_text() -> None:
    kept: Remembered[int] = Remembered(2)
    made: Callable[[], int] = iter(range(9)).__next__
    said = (["what was said"], ["b"], ["what was said"], ["c"], ["b"])
    assert [kept.of(text, made) for text in said] == [0, 1, 0, 2, 3]
    assert kept.of(["what was said"], made) == 4
    assert "what was said" not in str(vars(kept))
