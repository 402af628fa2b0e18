"""What the semantic index chooses, how sure it says that is, and what its scores never do."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.search.embedder import Vectors
from adapter.search.local_embedder import LocalEmbedder
from adapter.search.remembered import RememberingEmbedder
from adapter.search.semantic_index import LOWEST_GATE, Candidate, Scored, SemanticIndex
from adapter.search.weights import WEIGHTS, Weights

CANDIDATES = (
    Candidate(
        key="cards",
        description="Lost, stolen or blocked debit and credit cards, PIN problems.",
        examples=("my card was swallowed by the machine", "meine Karte ist weg"),
    ),
    Candidate(
        key="loans", description="Personal loans, car finance, instalments.", examples=("I want to borrow money",)
    ),
    Candidate(key="mortgages", description="Buying, building or renovating a house, mortgages."),
    Candidate(key="online_banking", description="Mobile app, login, password.", examples=("I cannot log in",)),
)


@pytest.fixture(scope="module")
def embedder(local_embedder: LocalEmbedder) -> RememberingEmbedder:
    return RememberingEmbedder(local_embedder)


@pytest.fixture(scope="module")
def index(embedder: RememberingEmbedder) -> SemanticIndex:
    return SemanticIndex(CANDIDATES, embedder)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("I left my visa in the taxi", "cards"),
        ("j'ai perdu ma carte bancaire", "cards"),
        ("kredi kartım çalındı", "cards"),
        ("voglio comprare una casa", "mortgages"),
        ("ich würde gern Geld leihen", "loans"),
        ("zapomniałem hasła do aplikacji", "online_banking"),
        ("not the cards, the loans", "loans"),
        ("nicht die Karte, sondern das Passwort", "online_banking"),
        ("kart değil, kredi", "loans"),
        ("my card 4929 1234 5678 9012 was stolen", "cards"),
    ],
)
def test_callers_are_understood_in_words_that_no_description_has(index: SemanticIndex, said: str, key: str) -> None:
    assert index.score([said]).best == key


def test_a_denied_destination_does_not_lead(index: SemanticIndex) -> None:
    denied = dict(index.score(["not the cards, the loans"]).ranked)
    assert denied["loans"] - denied["cards"] > 0.1


def test_numbers_that_are_read_out_change_nothing(index: SemanticIndex) -> None:
    assert index.score(["my card 4929 1234 5678 9012 is gone"]) == index.score(["my card is gone"])


@pytest.mark.parametrize(
    "said", ["hello", "ich hätte da mal eine Frage", "quel temps fait-il demain ?", "", "  ", "12345"]
)
def test_who_wants_nothing_has_a_lower_gate_than_who_wants_something(index: SemanticIndex, said: str) -> None:
    assert index.score([said]).gate < 0 < 0.4 < index.score(["I lost my credit card"]).gate


def test_nothing_said_is_none_of_these(index: SemanticIndex) -> None:
    scored = index.score([])
    assert scored.none == 1.0
    assert {score for _, score in scored.ranked} == {0.0}
    assert scored.gate == -WEIGHTS.none


def test_the_last_turn_counts_more_and_the_turns_before_it_still_count(index: SemanticIndex) -> None:
    changed = index.score(["I want to buy a house", "no wait, I lost my credit card"])
    assert changed.best == "cards"
    vague = index.score(["it is about my credit card", "it was stolen yesterday"])
    assert vague.best == "cards"
    assert vague.gate > index.score(["it was stolen yesterday"]).gate


def test_only_the_last_three_turns_are_read(index: SemanticIndex) -> None:
    turns = ["I lost my card", "I cannot log in", "the password", "of the app"]
    assert index.score(turns) == index.score(turns[1:])


def test_an_example_that_is_left_out_finds_nothing_by_itself(index: SemanticIndex) -> None:
    said = "My card was swallowed by the machine."
    with_it, without = index.score([said]), index.score([said], leave_out=[said])
    assert dict(with_it.ranked)["cards"] > dict(without.ranked)["cards"]
    fewer = SemanticIndex([candidate.without([said]) for candidate in CANDIDATES], index.embedder)
    assert without == fewer.score([said])


def test_a_sentence_that_is_no_example_leaves_nothing_out(index: SemanticIndex) -> None:
    assert index.score(["my card"], leave_out=["something else"]) == index.score(["my card"])


def test_the_only_destination_leads_over_none_of_these(embedder: RememberingEmbedder) -> None:
    only = SemanticIndex(CANDIDATES[:1], embedder)
    assert only.score(["I lost my credit card"]).gate > 0.4
    assert only.score(["what is the weather like"]).gate < 0
    assert only.score(["my card"]).second is None


def test_without_destinations_there_is_no_choice(embedder: RememberingEmbedder) -> None:
    scored = SemanticIndex((), embedder).score(["I lost my card"])
    assert (scored.best, scored.second, scored.ranked) == (None, None, ())
    assert scored.gate == LOWEST_GATE


@settings(max_examples=40)
@given(
    turns=st.lists(
        st.text(max_size=60) | st.sampled_from(["my card", "ein Kredit", "hello", "not the cards"]), max_size=4
    ),
    order=st.permutations(CANDIDATES),
)
def test_scores_are_finite_bounded_and_do_not_depend_on_the_order_of_destinations(
    embedder: RememberingEmbedder, turns: list[str], order: list[Candidate]
) -> None:
    scored = SemanticIndex(order, embedder).score(turns)
    assert sorted(key for key, _ in scored.ranked) == sorted(candidate.key for candidate in CANDIDATES)
    scores = [score for _, score in scored.ranked]
    assert scores == sorted(scores, reverse=True)
    most = 1 + WEIGHTS.lexical * WEIGHTS.lexical_limit
    assert all(math.isfinite(score) and -1.001 <= score <= most + 0.001 for score in scores)
    assert math.isfinite(scored.none)
    assert -1.001 <= scored.none <= 1.001
    assert LOWEST_GATE <= scored.gate <= 2 * most + 1.01
    assert scored == SemanticIndex(CANDIDATES, embedder).score(turns)


@given(
    scores=st.lists(st.floats(-1, 1.15), max_size=5),
    none=st.floats(-1, 1),
    more=st.floats(0, 1),
)
def test_the_gate_rises_with_the_best_and_falls_with_the_second_and_with_none(
    scores: list[float], none: float, more: float
) -> None:
    ranked = tuple((f"k{place}", score) for place, score in enumerate(sorted(scores, reverse=True)))
    gate = Scored(ranked=ranked, none=none).gate
    assert math.isfinite(gate)
    assert gate >= LOWEST_GATE
    assert Scored(ranked=ranked, none=none + more).gate <= gate + 1e-9
    if len(ranked) > 1:
        better = ((ranked[0][0], ranked[0][1] + more), *ranked[1:])
        assert Scored(ranked=better, none=none).gate >= gate - 1e-9


def test_threads_score_as_one_alone_does(index: SemanticIndex) -> None:
    said = ["my card", "a loan", "the app", "buying a house", "hello"] * 4
    alone = [index.score([text]) for text in said]
    with ThreadPoolExecutor(max_workers=6) as threads:
        assert list(threads.map(lambda text: index.score([text]), said)) == alone


def test_what_was_embedded_once_is_not_embedded_again_and_callers_words_are_not_kept(
    local_embedder: LocalEmbedder,
) -> None:
    counted = Counting(local_embedder)
    embedder = RememberingEmbedder(counted)
    SemanticIndex(CANDIDATES, embedder)
    passages = counted.texts["passage"]
    fewer = SemanticIndex(CANDIDATES[1:], embedder)
    assert counted.texts["passage"] == passages
    fewer.score(["my card"])
    fewer.score(["my card"])
    assert counted.texts["query"] == 2


def test_memory_is_bounded(local_embedder: LocalEmbedder) -> None:
    counted = Counting(local_embedder)
    embedder = RememberingEmbedder(counted, rows=2)
    for text in ("a", "b", "c", "a"):
        embedder.embed([text], query=False)
    assert counted.texts["passage"] == 4
    assert embedder.embed(["x", "y", "z", "x"], query=False).shape[0] == 4


def test_the_fingerprint_changes_with_every_weight() -> None:
    changed = [Weights(**{name: 0.123}).fingerprint for name in Weights.__slots__]
    assert len({WEIGHTS.fingerprint, *changed}) == len(changed) + 1


class Counting:
    """The embedder, with a count of the texts that it was given."""

    remote = False

    def __init__(self, embedder: LocalEmbedder) -> None:
        self.id = embedder.id
        self.texts = {"query": 0, "passage": 0}
        self._embedder = embedder

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        self.texts["query" if query else "passage"] += len(texts)
        return self._embedder.embed(texts, query=query)

    def close(self) -> None:
        self._embedder.close()
