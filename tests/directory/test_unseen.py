"""What nobody sees or hears, by the categories and the property of Unicode."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory.numbers import ConfiguredNumbers
from adapter.directory.unseen import is_unseen, without_unseen

WHITE_SPACE = "\t\n\v\f\r\x85"
FILLERS = (
    "\x00\x07\x1b\x7f\x9f\xad\u034f\u061c\u115f\u1160\u180b\u180e\u200b\u200c\u200d\u202e\u2066\u3164\ufe0f\ufeff\uffa0"
)
FILLERS += "\U0001d173\U000e0001\U000e0041\U000e0100"


def test_every_control_and_format_character_of_unicode_is_unseen_but_white_space() -> None:
    known = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cf")}
    assert {character for character in known if not is_unseen(ord(character))} == set(WHITE_SPACE)


@pytest.mark.parametrize("filler", FILLERS, ids=lambda filler: f"U+{ord(filler):04X}")
def test_fillers_leave_words_and_numbers_together(filler: str) -> None:
    assert without_unseen(f"{filler}con{filler * 3}nect{filler}") == "connect"
    assert without_unseen(f"0211{filler}55660001") == "021155660001"
    assert ConfiguredNumbers(["+4921155660001"]).found_in(f"0211 5566{filler}0001")


@pytest.mark.parametrize("written", ["\x1b[31mred\x1b[0m", "\x1b]0;a title\x07red", "\x1b\x1b[1;31mred", "\x9bred"])
def test_what_terminals_take_for_a_command_leaves_with_its_parameters(written: str) -> None:
    assert without_unseen(written) == "red"


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "ශ්\u200dරී",
        "ᠮᠣᠩᠭᠣᠯ\u180bᠣ",
        "line\nbreak\ttab\r\n",
        "Grüß Gott – “weg”, 二枚, e\u0301",
        "☎ 🙂 £ €",
    ],
)
def test_what_scripts_need_and_all_that_is_seen_stays(text: str) -> None:
    assert without_unseen(text) == text


def test_a_joiner_behind_a_digit_spells_nothing() -> None:
    assert without_unseen("٠\u200c٢١١ 0\u200d211") == "٠٢١١ 0211"


@given(st.text())
def test_only_what_is_unseen_leaves(text: str) -> None:
    rest = without_unseen(text)
    if "\x1b" not in text:
        assert [it for it in rest if not is_unseen(ord(it))] == [it for it in text if not is_unseen(ord(it))]
    assert without_unseen(rest) == rest or "\x1b" in text
