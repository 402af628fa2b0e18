"""What a model wrote, made fit to be spoken."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapter import Directory, Toolset
from adapter.tool_calls.speakable import MAX_CHARACTERS, shortened, speakable, whole_sentences
from adapter.tool_calls.telephone_numbers import holds_telephone_number

Make = Callable[..., Directory]


@pytest.fixture(scope="module")
def toolset(bank: Directory) -> Toolset:
    return Toolset(bank, hang_up=True)


ORDINARY = [
    "Of course. What is it about?",
    "We are open from 9:30 to 17:00, Monday to Friday.",
    "You can call us 24/7!",
    "The card costs $1,234.56 a year, or 12.5% less in the 1st year.",
    "Mr. O'Neil's card (the blue one) was blocked on 11/20/2026 - is that right?",
    "It's the 2nd branch in 10115 Berlin… shall I go on?",
    "Your case is A-17/3; I'm afraid #1 was closed.",
    "Guten Tag! Wir haben von 10 Uhr bis 18:30 Uhr geöffnet.",
    "24. Dezember und 1. Januar haben wir geschlossen.",
    "3. Stock, Zimmer 12: „bitte klingeln“.",
    "Das kostet 1.234,56 € im Jahr; 0,5 % weniger ab 2027.",
    "Möchten Sie Ihre EC-Karte sperren, ersetzen oder die PIN ändern?",
    "D'accord, c'est noté : 1 234,56 € au 1er janvier.",
    "Préférez-vous le 20 novembre à 14 h 30 ou le 21 ?",
    "¿Es por la tarjeta o por la cuenta? Abrimos a las 9:00.",
    "¡Claro! Son 1.200 euros al año, desde 2024.",
    "Certo, è aperto dalle 8:30 alle 13; costa 99,90 € l'anno.",
    "Il 1° gennaio siamo chiusi, però il 2 c'è qualcuno.",
    "Oczywiście, jesteśmy czynni od 8:00 do 16:00, 5 dni w tygodniu.",
    "To kosztuje 1 234,56 zł rocznie (od 2026 r.).",
    "Tabii, 09.00 ile 17.30 arası açığız; yıllık ücret 1.234,56 ₺.",
    "Kartınızı mı kaybettiniz? 3 gün içinde yenisi gelir.",
    "Ihr Termin ist am 05.03.2026 von 08.00-12.00 Uhr in 01067 Dresden.",
    "Ticket 4711123 and order 1002003004 are done.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_sentences_survive_word_for_word(toolset: Toolset, text: str) -> None:
    assert speakable(text, toolset).split() == text.split()


@pytest.mark.parametrize(
    "sentence", ["I now call {}.", "_{}_", "**{}**", "Tool:{}", "({}) is called", "{}(reason='x')"]
)
@pytest.mark.parametrize(
    "name",
    ["transfer_to_cards", "Transfer_To_Loans", "transfer_to_nobody", "transfer_call", "hang_up", "functions.send"],
)
def test_a_sentence_that_names_a_tool_is_not_spoken(toolset: Toolset, sentence: str, name: str) -> None:
    text = f"Hello there. {sentence.format(name)}\nWhat is it about?"
    assert "_" not in (spoken := speakable(text, toolset))
    assert spoken in ("Hello there. What is it about?", "Hello there.")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("I suggest private_banking or cards.", "I suggest private banking or cards."),
        ("Private_Banking and ONLINE_BANKING", "Private Banking and ONLINE BANKING"),
        ("`online_banking`?", "online banking ?"),
    ],
)
def test_a_key_with_underscores_is_spoken_as_words(toolset: Toolset, text: str, spoken: str) -> None:
    assert speakable(text, toolset) == spoken


def test_of_two_keys_that_begin_alike_the_longer_is_seen(directory_of: Make) -> None:
    toolset = Toolset(directory_of(my_bank={}, my_bank_at_home={}))
    assert speakable("It is my_bank_at_home, not my_bank.", toolset) == "It is my bank at home, not my bank."


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ('{"name": "x", "arguments": {"a": "}"}} Hello.', "Hello."),
        ('Hello. {"destination": "cards"}', "Hello."),
        ('Hello. {"destination": "cards", "reason": "it is cut', "Hello."),
        ("Hello } there.", "Hello there."),
        ('[{"name": "x"}]', ""),
        ("```json\n[1, 2]\n``` Hello.", "Hello."),
        ("Hello. ```python\nprint(1)", "Hello."),
        ("# Your options\n- cards\n* **loans**\n+ _fraud_", "Your options cards loans fraud"),
        ("> 1) cards\n2) loans", "cards loans"),
        ("See [our page](https://example.com/a_b?c=d) or ![logo](x.png).", "See our page or ."),
        ("<p>Hello <b>there</b>.<br/></p>", "Hello there ."),
        ('<tool_call>{"name": "x"}</tool_call>', ""),
        ("<|python_tag|>Hello.", "Hello."),
        ("<｜tool▁calls▁begin｜>Hello.", "Hello."),
        ('[TOOL_CALLS] [{"name": "x", "arguments": {}}]', ""),
        ("Hello. <tool_call", "Hello."),
        ("Hello. <tool_call <b>there", "Hello. there"),
        ("Hello. [TOOL_CA", "Hello."),
        ("Hello &amp; welcome&nbsp;to us. &lt;b&gt;Yes&lt;/b&gt;", "Hello & welcome to us. Yes"),
        ('Hello. "destination": "cards"', "Hello."),
        ("Hello. 'reason': 'lost', \"n\": 1", "Hello."),
        ('He said "cards": that is all.', 'He said "cards": that is all.'),
        ("[warmly] Hello \\*there\\*.", "Hello there ."),
        ("_Hello_ __there__", "Hello there"),
        ("[INST] Hello. [/INST]", "Hello."),
        ("| cards | loans |\n|---|---|", "cards loans"),
        ("  Hello\n\n there. ", "Hello there."),
        ("...", ""),
        ("---", ""),
        ("", ""),
    ],
)
def test_markup_and_objects_are_not_spoken(toolset: Toolset, text: str, spoken: str) -> None:
    assert speakable(text, toolset) == spoken


@pytest.mark.parametrize(
    "sentence",
    [
        # Tool names as a model may misspell them, or hide them.
        "I call transfer‿to‿cards.",
        "I call transfer﹍to﹍cards.",
        "I call transfer_\u200bto_cards.",
        "I call tr\u00adansfer_call.",
        "I call transferToCards.",
        "I call TransferCall.",
        "I call transfer-to-cards.",
        "I call hangUp.",
        # Escaped more than once.
        "&amp;#123;&amp;quot;destination&amp;quot;: 1&amp;#125; &amp;lt;tool_call&amp;gt;",
        "I call transfer&amp;#95;to&amp;#95;cards.",
        "Ring &amp;#48;&amp;#50;11 5566&amp;amp;#48;001.",
        # Arguments without JSON.
        "I use destination = cards.",
        "I use destination='cards'.",
        # Numbers in words, numerals and pieces.
        "Ring zero two one one, double five six six, triple oh one.",
        "Ring null zwei eins eins 55 sechs sechs null null null eins.",
        "Ring zéro deux un un, cinq cinq, six six, zéro zéro zéro un.",
        "Ring 零二一一五五六六〇〇〇一.",
        "Ring Ⅱ Ⅰ Ⅰ Ⅴ Ⅴ Ⅵ Ⅵ 0 0 0 Ⅰ.",
        "Ring 0️⃣2️⃣1️⃣1️⃣5️⃣5️⃣6️⃣6️⃣0️⃣0️⃣0️⃣1️⃣.",
        "Ring ⓪②①①⑤⑤⑥⑥⓪⓪⓪①.",
        "Ring <say-as interpret-as='telephone'>0211</say-as><break/>55660001.",
        "Ring 02\u2060 11-55\u200b 66-00\ufeff 01.",
    ],
)
def test_hidden_tool_names_arguments_and_numbers_are_not_spoken(toolset: Toolset, sentence: str) -> None:
    spoken = speakable(f"Hello. {sentence} What is it about?", toolset)
    assert spoken in ("Hello. What is it about?", "Hello.", "")


def test_invisible_characters_are_not_spoken_and_those_that_write_words_stay(toolset: Toolset) -> None:
    assert speakable("He\u200bllo\u2060 the\u00adre, \u202eyou\u202c\U000e0041!", toolset) == "Hello there, you!"
    assert speakable("می\u200cخواهم", toolset) == "می\u200cخواهم"


@pytest.mark.parametrize(
    "sentence",
    [
        "We transfer to banks abroad, on/off and 24/7.",
        "That is one of two or three cards, or o as in Oslo.",
        "The balance is 1.234.567.890 euros since 24.12.2026.",
        "Press 1 or 2, then wait 10 or 20 seconds.",
    ],
)
def test_what_only_looks_like_it_is_spoken(toolset: Toolset, sentence: str) -> None:
    assert speakable(sentence, toolset) == sentence


@pytest.mark.parametrize(
    "address",
    [
        "https://northwind.example/cards",
        "HTTP://127.0.0.1:8080/webhook",
        "wss://adapter.internal",
        "<https://northwind.example>",
        "www.northwind.example",
        "localhost:8080",
        "adapter.internal:8080",
        "adapter.northwind.example/v1/decide",
        "127.0.0.1:8080",
        "127.0.0.1",
        "192.168.178.20",
        "10.0.0.5/webhook",
        "203.0.113.7:443",
        "[::1]:8080",
        "/v1/decide",
        "/webhook",
    ],
)
def test_a_sentence_with_an_address_is_not_spoken(toolset: Toolset, address: str) -> None:
    spoken = speakable(f"Hello. Please see {address} for more. What is it about?", toolset)
    assert spoken in ("Hello. What is it about?", "Hello. Please see for more. What is it about?")


@pytest.mark.parametrize(
    "name", ["send_email", "customer_id", "transfer_t", "card_services", "transfer\\_to\\_cards", "transfer＿to＿cards"]
)
def test_a_sentence_with_a_name_that_is_no_key_is_not_spoken(toolset: Toolset, name: str) -> None:
    assert speakable(f"Hello. I use {name} now. What is it about?", toolset) == "Hello. What is it about?"


WRITTEN = [
    "+4921155660001",
    "+49 211 5566 0001",
    "+49 (0)211 / 5566-0001",
    "0211 55660001",
    "0211-5566-0001",
    "00492 1155660001",
    "4.9.2.1.1.5.5.6.6.0.0.0.1",
    "+49\u00a0211\u202f5566\u20110001",
    "+49**211**5566`0001`",
    "٠٢١١٥٥٦٦٠٠٠١",
    "(0211) 55 66 00 01",
    "+49_211_5566_0001",
    "&#43;49 211 5566&#48;001",
    "+49\\-211\\-5566\\-0001",
]


@pytest.mark.parametrize("number", WRITTEN)
def test_a_sentence_with_a_configured_number_is_not_spoken_however_it_is_written(toolset: Toolset, number: str) -> None:
    assert speakable(f"Gern. Die Nummer ist {number}, bis dann. Worum geht es?", toolset) == "Gern. Worum geht es?"


@pytest.mark.parametrize(
    "text",
    [
        "+49211<b>55660001",
        "+49211</b> 5566 <i>0001",
        "+49211{a}55660001",
        "[+49211](x)55660001",
        "+49211[5566](http://a)0001",
        "+49211 5566 transfer. hang_up now. 0001",
        "+4921155\ntransfer_to_x.\n660001",
        "+49211```x```55660001",
    ],
)
def test_a_number_that_comes_together_only_by_scrubbing_is_not_spoken(toolset: Toolset, text: str) -> None:
    assert not toolset.directory.numbers.found_in(speakable(text, toolset))


def test_a_telephone_number_that_is_nobodys_is_not_spoken_and_a_case_number_is(toolset: Toolset) -> None:
    text = "The ticket is 4711123. Your number is 0151 2345678. The case is 4711-0815-2026."
    assert speakable(text, toolset) == "The ticket is 4711123. The case is 4711-0815-2026."


def test_a_telephone_number_said_in_several_sentences_is_not_spoken(toolset: Toolset) -> None:
    assert speakable("Please ring 0151. 234. 5678. Thank you.", toolset) == ""


NAMES = ["transfer_to_", "transferTo", "cards", "hang_up", "transfer_call", "private_banking"]
DIGITS = ["+49 211", "zwei eins eins ", "5566", "五五六六", "double five ", "0001", "55660001", "1. "]
MARKUP = [
    "&amp;lt;",
    "‿",
    "\u200b",
    "{",
    "}",
    "```",
    "<b>",
    "<",
    "&lt;",
    "\\",
    "://",
    "www.",
    "'a': 1",
    "[",
    "](x)",
    "**",
    "_",
    "- ",
    "\n",
]
PIECES = st.sampled_from([*NAMES, *DIGITS, *MARKUP, ". ", "Hello ", "x"])


@given(st.text() | st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
@example("+4921155a transfer_to_. 660001")
@pytest.mark.deep
def test_whatever_is_spoken_holds_no_number_no_tool_name_and_no_object(toolset: Toolset, text: str) -> None:
    spoken = speakable(text, toolset)
    assert not toolset.directory.numbers.found_in(spoken)
    assert not holds_telephone_number(spoken)
    assert not re.search(r"\+(?:[ ()]?[0-9]){7}|(?<![0-9 .,;()/-])0(?:[ ()]?[0-9]){6}", spoken)
    assert not re.search(r"transfer_to_|transfer_call|hang_up|://|www\\.|[{}`_<>\\[\\]\\\\*|]", spoken)
    assert len(spoken) <= MAX_CHARACTERS
    assert spoken == "" or any(character.isalnum() for character in spoken)
    assert spoken == spoken.strip()


@given(st.text(alphabet="abc .", max_size=50))
def test_scrubbing_twice_changes_nothing_more(toolset: Toolset, text: str) -> None:
    once = speakable(text, toolset)
    assert speakable(once, toolset) == once


@pytest.mark.parametrize(
    "piece",
    [
        "[](",
        "<a",
        "\n",
        " ",
        "{",
        "```",
        "_",
        "a-",
        "a.",
        "1) ",
        "# ",
        '"a":',
        "\\",
        "&",
        "&amp;",
        "+49 211",
        ". ",
        "[A",
        "a=",
        "/a",
        "1.",
        "one ",
        "\t",
        "*a* ",
    ],
)
def test_the_time_grows_with_the_text_and_no_faster(toolset: Toolset, piece: str) -> None:
    started = time.process_time()
    for _ in range(10):
        speakable(piece * 50_000, toolset)
    assert time.process_time() - started < 1


def test_a_long_reply_ends_with_a_sentence(toolset: Toolset) -> None:
    spoken = speakable("This is a sentence. " * 10_000, toolset)
    assert MAX_CHARACTERS - 20 < len(spoken) <= MAX_CHARACTERS
    assert spoken.endswith("sentence.")
    assert len(speakable("word " * 10_000, toolset)) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("One. Two", "One."),
        ("One? Two! Thr", "One? Two!"),
        ("One", ""),
        ("", ""),
        ("好的。请", "好的。"),
        ("One. ", "One."),
    ],
)
def test_whole_sentences_end_where_the_last_one_is_finished(text: str, whole: str) -> None:
    assert whole_sentences(text) == whole


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [("One. Two.", 20, "One. Two."), ("One. Two.", 6, "One."), ("One, two", 5, "One, "), ("One.", 4, "One.")],
)
def test_shortened_keeps_to_its_limit(text: str, limit: int, short: str) -> None:
    assert shortened(text, limit) == short


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (
            "I found two bookings:\n- Monday, room 4 (ref: booking_row_77)\n- Friday, room 9\n\nWhich one is it about?",
            "I found two bookings: Friday, room 9 Which one is it about?",
        ),
        ("Status: ok_pending\nShall I cancel it?", "Shall I cancel it?"),
        ("1) first_item\n2) Second\nWhich?", "Second Which?"),
        ("I call transfer_to_cards\nfor you. Is that right?", "Is that right?"),
    ],
)
def test_an_internal_word_costs_its_line_and_not_the_question_after_it(
    toolset: Toolset, text: str, spoken: str
) -> None:
    assert speakable(text, toolset) == spoken


@pytest.mark.parametrize(
    "text", ["1 pound = 1.17 euros today.", "One dollar = 4 zloty.", "Two plus two = four.", "A = 4, B = 3."]
)
def test_an_equation_in_words_is_no_code(toolset: Toolset, text: str) -> None:
    assert speakable(text, toolset) == text


_PLAIN = """
We are open. connect you? www. localhost hangUp transfer-to-cards transferToCards tools functions Müller's card-holders
1 0 02 211 plus zero one two three double five six seven 49 5566 0001 é ９ ㅤ… : ; , reason Zürich, Ja! d’accord
transfer_to_cards *smiles* (laughs) :-) &amp; 3) - … x
"""


@example("it is 0211 5566 0001")
@example("I will hangUp now")
@example("open www. example")
@given(st.lists(st.sampled_from(_PLAIN.split()), max_size=12).map(" ".join))
def test_what_is_nothing_but_words_is_spoken_as_if_it_had_been_looked_through(toolset: Toolset, text: str) -> None:
    """A character that nobody hears makes it more than words."""
    assert speakable(text, toolset) == speakable(f"{text}\u200b", toolset)
