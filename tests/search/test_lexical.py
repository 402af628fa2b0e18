"""The lexical index: what it finds, what it must not find, and how it says how sure it is."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapter.search import QUERY_LIMIT, Hit, LexicalIndex, shared_terms, terms

BANK = {
    "cards": "Lost, stolen or blocked cards, PIN problems. I lost my card. Meine Karte ist weg, Karte sperren lassen.",
    "loans": "Personal loans and car finance. I want to borrow money for a car. Ich möchte einen Kredit aufnehmen.",
    "accounts": "Opening current accounts, change of address. I moved. Konto eröffnen. Ich bin umgezogen.",
    "payments": "Missing transfers, standing orders. My transfer has not arrived. Dauerauftrag ändern. Überweisung.",
    "power": "Power cuts. We have no electricity. Der Strom ist ausgefallen. Stromzähler.",
}
KEYS = list(BANK)


@pytest.fixture(scope="module")
def bank() -> LexicalIndex:
    return LexicalIndex(list(BANK.values()))


@pytest.mark.parametrize(
    ("utterance", "key"),
    [
        ("hi I lost my card yesterday", "cards"),
        ("ich habe meine Karte verloren", "cards"),
        ("the machine swallowed two of my CARDS", "cards"),
        ("können Sie bitte meine Karten sperren", "cards"),
        ("ich hätte gern einen kredit für ein auto", "loans"),
        ("I'd like to finance a new car", "loans"),
        ("please open an account for me", "accounts"),
        ("ich möchte ein Konto eröffnen", "accounts"),
        ("one of my transfers never arrived", "payments"),
        ("Ueberweisungen gehen verloren", "payments"),
        ("bei uns gibt es keinen strom", "power"),
    ],
)
def test_an_utterance_finds_the_text_that_shares_its_words(bank: LexicalIndex, utterance: str, key: str) -> None:
    assert KEYS[bank.search(utterance)[0].position] == key


@pytest.mark.parametrize(
    "utterance",
    [
        "",
        "   …?!",
        "4242 4242 4242 4242",
        "hello",
        "good morning how are you",
        "yes please",
        "thank you very much, goodbye",
        "I need help",
        "I have a question",
        "can I speak to someone please",
        "it does not work",
        "hallo, guten Tag",
        "wie geht es Ihnen",
        "ich hab da mal eine Frage",
        "vielen Dank, auf Wiederhören",
        "das funktioniert nicht",
        "bonjour, j'ai besoin d'aide s'il vous plaît",
        "hola, buenos días, necesito ayuda por favor",
        "buongiorno, ho bisogno di aiuto",
        "dzień dobry, potrzebuję pomocy",
        "merhaba, yardım lazım, teşekkürler",
        "goedemorgen, ik heb een vraag alstublieft",
        "olá, bom dia, preciso de ajuda",
    ],
)
def test_courtesies_and_wishes_without_content_have_no_terms(utterance: str) -> None:
    assert terms(utterance) == []


@pytest.mark.parametrize("utterance", ["what's the weather like today", "du blöde Kuh", "tell me a joke", "いい天気"])
def test_small_talk_matches_nothing(bank: LexicalIndex, utterance: str) -> None:
    assert bank.search(utterance) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("card", "cards"),
        ("company", "companies"),
        ("transfer", "TRANSFERRED"),
        ("Karte", "Karten"),
        ("Preis", "Preise"),
        ("pass", "passes"),
        ("Konto", "Konten"),
        ("Überweisung", "Ueberweisungen"),
        ("Überweisung", "u\u0308berweisen"),
        ("Straße", "STRASSE"),
        ("neue", "neuen"),
        ("compte", "comptes"),
        ("tarjeta", "tarjetas"),
        ("conto", "conti"),
        ("przelew", "przelewu"),
        ("złoty", "zloty"),
        ("KARTI", "kartı"),
        ("kaart", "kaarten"),
        ("address", "l’address"),
        ("B2B-Banking", "banking"),
    ],
)
def test_forms_and_spellings_of_a_word_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("transfer", "transaction"), ("contract", "contact"), ("Konto", "Kontakt"), ("Strom", "Straße")]
)
def test_words_that_only_begin_alike_are_different_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


@pytest.mark.parametrize(
    ("part", "compound"),
    [
        ("Karte", "Kartensperrung"),
        ("sperren", "Kartensperrung"),
        ("Karte", "Kreditkarte"),
        ("Geld", "Bargeld"),
        ("Strom", "Stromausfall"),
        ("Finanzierung", "Baufinanzierung"),
    ],
)
def test_a_compound_and_its_part_find_each_other_with_less_than_full_coverage(part: str, compound: str) -> None:
    for text, query in ((part, compound), (compound, part)):
        (hit,) = LexicalIndex([text]).search(query)
        assert 0 < hit.coverage < 1


def test_the_last_part_of_a_compound_counts_more_than_the_first() -> None:
    index = LexicalIndex(["Karte verloren", "Terminal defekt"])
    assert [hit.position for hit in index.search("Kartenterminal")] == [1, 0]


def test_a_part_inside_an_unrelated_word_is_no_match() -> None:
    assert LexicalIndex(["information about transport"]).search("form, rent, ran") == []


def test_the_word_itself_comes_before_a_compound_with_it() -> None:
    assert [hit.position for hit in LexicalIndex(["Kreditkarte", "Karte"]).search("Karte")] == [1, 0]


def test_equal_texts_tie_and_stand_in_their_order_with_no_margin() -> None:
    hits = LexicalIndex(["lost card", "loans", "lost card"]).search("my card")
    assert [hit.position for hit in hits] == [0, 2]
    assert hits[0].score == hits[1].score
    assert hits[0].margin == 0


def test_the_only_match_has_the_whole_margin(bank: LexicalIndex) -> None:
    (hit,) = bank.search("Strom")
    assert hit.margin == 1


def test_coverage_is_the_share_of_the_content_that_the_text_knows(bank: LexicalIndex) -> None:
    assert bank.search("my address")[0].coverage == 1
    assert bank.search("my address and my umbrella")[0].coverage == pytest.approx(1 / 2)
    assert bank.search("my address, umbrella, bicycle, kitchen")[0].coverage == pytest.approx(1 / 4)


@pytest.mark.parametrize("size", [2, 10, 1_000])
def test_a_word_of_one_text_scores_about_one_in_an_index_of_any_size(size: int) -> None:
    texts = ["alpha beta"] * (size - 1) + ["gamma delta"]
    (hit,) = LexicalIndex(texts).search("gamma")
    assert hit.score == pytest.approx(1)


def test_a_word_of_many_texts_scores_less_than_a_word_of_one() -> None:
    texts = ["card lost", "card limit", "card delivery"]
    common, *_ = LexicalIndex(texts).search("card")
    rare, *_ = LexicalIndex(texts).search("delivery")
    assert common.score < rare.score


def test_a_word_said_twice_counts_once(bank: LexicalIndex) -> None:
    assert bank.search("card card card umbrella") == bank.search("card umbrella")


def test_no_more_hits_than_asked_for_and_the_same_ones_first(bank: LexicalIndex) -> None:
    query = "card loan account transfer strom"
    everything = bank.search(query)
    assert len(everything) == len(BANK)
    assert [bank.search(query, limit) for limit in (-1, 0, 1, 3)] == [[], [], everything[:1], everything[:3]]


def test_a_query_is_read_up_to_its_limit(bank: LexicalIndex) -> None:
    padding = "?" * (QUERY_LIMIT - len("card"))
    assert bank.search("card" + padding + "loan") == bank.search("card")
    assert bank.search(padding + "card") == bank.search("card")


@pytest.mark.parametrize("texts", [[], [""], ["?", "12", "the"]])
def test_texts_without_content_are_never_found(texts: list[str]) -> None:
    assert LexicalIndex(texts).search("card") == []


def test_shared_terms_are_words_of_the_first_text_as_it_spells_them() -> None:
    one = "Missing transfers and fees. Überweisungen ändern, transfer."
    other = "The fee of a transfer; Überweisung"
    assert shared_terms(one, other) == ["transfers", "fees", "überweisungen"]
    assert shared_terms(one, "Lost cards") == []


def test_importing_the_index_loads_nothing_heavy() -> None:
    code = "import sys, adapter.search; print(sorted({'numpy', 'bm25s', 'pydantic'} & set(sys.modules)))"
    output = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert output.strip() == "[]"


WORDS = st.sampled_from(
    [
        "card",
        "cards",
        "Karte",
        "Kreditkarte",
        "Kartensperrung",
        "sperren",
        "loan",
        "konto",
        "the",
        "hallo",
        "ß",
        "7",
        "İ",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))


@given(texts=st.lists(TEXTS, max_size=8), query=TEXTS, limit=st.integers(0, 9))
def test_hits_are_ordered_bounded_and_repeatable(texts: list[str], query: str, limit: int) -> None:
    index = LexicalIndex(texts)
    hits = index.search(query, limit)
    assert hits == LexicalIndex(texts).search(query, limit)
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.position))
    assert len(hits) <= limit
    for hit in hits:
        assert hit.score > 0
        assert 0 < hit.coverage <= 1
        assert 0 <= hit.margin <= 1


@given(texts=st.lists(TEXTS, min_size=1, max_size=8))
def test_every_text_with_content_is_covered_wholly_by_itself(texts: list[str]) -> None:
    index = LexicalIndex(texts)
    for position, text in enumerate(texts):
        found: dict[int, Hit] = {hit.position: hit for hit in index.search(text, len(texts))}
        assert (position in found) == bool(terms(text))
        assert not found or found[position].coverage == 1


@given(a=TEXTS, b=TEXTS)
@example(a="A\u2f00", b="A\u2f00")  # a sign that stands for a letter
def test_sharing_is_mutual(a: str, b: str) -> None:
    assert len(shared_terms(a, b)) == len(shared_terms(b, a)) == len(set(terms(a)) & set(terms(b)))


WORDS = st.sampled_from(
    [
        "card",
        "cards",
        "kredit",
        "auto",
        "konto",
        "strom",
        "stromausfall",
        "überweisung",
        "karte",
        "loan",
        "money",
        "moved",
    ]
)


@given(
    texts=st.lists(st.lists(WORDS, max_size=5).map(" ".join), max_size=30),
    query=st.lists(WORDS, max_size=6).map(" ".join),
    limit=st.integers(0, 12),
)
def test_the_best_are_those_that_the_search_finds_with_their_scores(texts: list[str], query: str, limit: int) -> None:
    index = LexicalIndex(texts)
    telling = {hit.position: hit.score for hit in index.search(query, limit=len(texts))}
    for _ in range(2):  # what a word adds is remembered
        best = index.best(query, limit)
        assert len(best) <= limit
        assert all(score <= telling[position] + 1e-9 for position, score in best)
        assert best == sorted(best, key=lambda hit: (-hit[1], hit[0]))
        if len(texts) <= 2:
            assert len(best) == min(limit, len(telling))


def test_a_word_that_nearly_all_of_many_texts_have_brings_none_of_them() -> None:
    index = LexicalIndex(
        [f"office number{'x' * (place % 7)} {chr(97 + place % 26)}{chr(97 + place // 26)}zz" for place in range(400)]
    )
    assert index.search("office")
    assert index.best("office", 10) == []
    assert [position for position, _ in index.best("office aazz", 1)] == [0]
