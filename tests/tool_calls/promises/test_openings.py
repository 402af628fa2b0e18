"""What of a sentence may be heard before its end, and when nothing more of it may."""

from hypothesis import example, given
from hypothesis import strategies as st

from adapter.tool_calls.promises.openings import MAX_WORDS, is_settled, open_until

WORD = st.sampled_from(
    ["Gern", "good", "it", "i", "in", "ich", "verbinde", "o'clock", "Tag,", "5", "Dr.", "¿Qué", "-", "ß"]
)
SENTENCE = st.lists(WORD | st.text(max_size=4), max_size=6).map(" ".join)


@example(sentence="Good day Paul", more="ine")
@given(sentence=SENTENCE, more=st.text(max_size=8) | SENTENCE)
def test_of_a_settled_sentence_nothing_more_is_heard_whatever_follows(sentence: str, more: str) -> None:
    ends = open_until(sentence)
    if is_settled(sentence, ends):
        assert open_until(sentence + more) == ends


def test_a_sentence_is_settled_by_its_first_words_or_by_one_that_may_promise() -> None:
    for text, settled in {
        "": False,
        "Good": False,
        "Good ": False,
        "Good day ": False,
        "Good day Paul": False,
        "Good day Paul ": True,
        "I": False,
        "I ": True,
        "Verbinde": False,
        "Verbinde ich": True,
        "5": False,
        "5 ": True,
        "it'": False,
    }.items():
        assert is_settled(text, open_until(text)) is settled, text
    assert len(open_until("Good day Paul ")) == MAX_WORDS
