"""What destinations are called to callers is found among words, however many there are."""

from hypothesis import given
from hypothesis import strategies as st

from adapter.directory import Directory
from adapter.transfers.spoken_names import SpokenNames

_WORDS = st.lists(st.sampled_from(["card", "cards", "team", "the", "services"]), max_size=6).map(tuple)


def names_of(**called: str) -> SpokenNames:
    return SpokenNames(
        Directory.parse(
            {
                "destinations": {
                    key: {"type": "number", "number": f"+4921155660{number:03d}", "policy": {"caller_id_name": name}}
                    if name
                    else {"type": "number", "number": f"+4921155660{number:03d}"}
                    for number, (key, name) in enumerate(called.items())
                }
            }
        ).destinations
    )


def test_names_that_begin_alike_are_all_found() -> None:
    names = names_of(card="Card", cards="Card services", fraud="Fraud team")

    assert names.among(("the", "card", "services", "is", "that", "right")) == {"card", "cards"}


def test_a_key_is_spoken_as_words() -> None:
    assert names_of(front_desk="").among(("the", "front", "desk")) == {"front_desk"}


def test_a_name_without_letters_is_found_nowhere() -> None:
    assert names_of(service="24").among(("24", "service")) == set()


@given(_WORDS, _WORDS)
def test_a_name_is_found_where_its_words_follow_each_other(words: tuple[str, ...], name: tuple[str, ...]) -> None:
    anywhere = any(words[at : at + len(name)] == name for at in range(len(words)))

    assert ("key" in names_of(key=" ".join(name)).among(words)) == (bool(name) and anywhere)
