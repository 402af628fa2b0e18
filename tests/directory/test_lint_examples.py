"""Hints by meaning: an example that, left out, leads to another destination."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory import Directory
from adapter.directory.lint import examples
from adapter.directory.lint.examples import examples_by_meaning
from adapter.search.local_embedder import LocalEmbedder
from tests.models.made_up import MadeUpEmbedder


def directory_of(**said: list[str]) -> Directory:
    described = {"cards": "Lost, stolen or blocked cards.", "loans": "Loans and instalments.", "desk": "All the rest."}
    destinations = {
        key: {
            "type": "number",
            "number": f"+492115566000{number}",
            "description": text,
            "policy": {"examples": said.get(key, [])},
        }
        for number, (key, text) in enumerate(described.items())
    }
    return Directory.parse({"destinations": destinations})


def test_an_example_in_the_wrong_place_is_a_hint_with_both_destinations(local_embedder: LocalEmbedder) -> None:
    directory = directory_of(loans=["my credit card was stolen", "I need a loan"])
    (found,) = examples_by_meaning(directory, local_embedder)
    assert (found.severity, found.code, found.keys) == ("hint", "example_nearer_elsewhere", ("loans", "cards"))
    assert "my credit card was stolen" in found.message


def test_examples_where_they_belong_and_shared_ones_give_no_hint(local_embedder: LocalEmbedder) -> None:
    assert not examples_by_meaning(directory_of(cards=["my card was stolen"]), local_embedder)
    assert not examples_by_meaning(directory_of(), local_embedder)
    assert not examples_by_meaning(directory_of(cards=["Hello there"], loans=["hello  there."]), local_embedder)


def test_a_number_in_an_example_is_masked(local_embedder: LocalEmbedder) -> None:
    directory = directory_of(loans=["my card was stolen, call 0171 3920012"])
    (found,) = examples_by_meaning(directory, local_embedder)
    assert "3920012" not in str(found)


def test_too_many_are_not_compared_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "COMPARED_UP_TO", 5)
    (found,) = examples_by_meaning(directory_of(loans=["one", "two"]), MadeUpEmbedder())
    assert found.code == "too_many_to_compare"


@given(seed=st.integers(0, 100), said=st.lists(st.text(max_size=30).filter(str.strip), max_size=6, unique=True))
def test_a_hint_is_never_about_one_destination_with_itself(seed: int, said: list[str]) -> None:
    try:
        directory = directory_of(cards=said[:3], loans=said[3:])
    except ValueError:
        return
    for found in examples_by_meaning(directory, MadeUpEmbedder(seed)):
        assert len(set(found.keys)) == 2
