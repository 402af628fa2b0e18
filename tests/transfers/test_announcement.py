"""The sentence that a caller hears before being connected."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from adapter import Directory, actions_for
from adapter.directory.announcements import announcement_languages
from adapter.tool_calls.decision import Transfer
from adapter.transfers.announcement import Announcement, announcement
from adapter.transfers.call_info import CallInfo

Make = Callable[..., Directory]

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NUMBER = "+4921155669001"
SESSION = CallInfo(id="call-1", from_number="+4915112345678", own_number="+4921155660099")


def texts(**by_language: str) -> list[dict[str, str]]:
    return [{"type": "text", "language": language, "text": text} for language, text in by_language.items()]


def custom(**parts: object) -> dict[str, object]:
    return {"type": "custom-message", **parts}


def start(content: str | None, *conditions: tuple[str, str, str], **parts: object) -> dict[str, object]:
    written = [{"param": param, "operator": operator, "value": value} for param, operator, value in conditions]
    said = {} if content is None else {"content": content}
    return {"type": "request-start", **said, **({"conditions": written} if written else {}), **parts}


@pytest.fixture
def announced(directory_of: Make) -> Callable[..., Announcement]:
    """What is said for a destination `cards` with this message, and with these messages of the tool."""

    def announce(
        message: object = None, *messages: object, language: str = "en", arguments: dict[str, str] | None = None
    ) -> Announcement:
        record: dict[str, object] = {"number": NUMBER} | ({} if message is None else {"message": message})
        directory = directory_of(cards=record, messages=list(messages))
        destination = directory.destinations["cards"]
        return announcement(
            directory, destination, SESSION, NOON, language=language, default="Default.", arguments=arguments
        )

    return announce


BOTH = custom(content="Content.", contents=texts(en="English.", de="Deutsch."))


@pytest.mark.parametrize(
    ("message", "messages", "text"),
    [
        # The destination's own message comes first, silence included.
        ("Own.", [start("Start.")], "Own."),
        ("", [start("Start.")], ""),
        (custom(content=""), [start("Start.")], ""),
        (custom(contents=texts(de="")), [start("Start.")], ""),
        ("  Own, with room.  ", [], "Own, with room."),
        ("  ", [start("Start.")], ""),
        # A message without any text is none.
        (custom(), [start("Start.")], "Start."),
        (custom(), [], "Default."),
        # Then a request-start message of the tool.
        (None, [start("Start.")], "Start."),
        (None, [start("")], ""),
        (None, [start(None, contents=texts(de="Anfang.", en="Start."))], "Start."),
        (None, [start("Content.", contents=texts(fr="Début."))], "Début."),
        (None, [start("First."), start("Second.")], "First."),
        (None, [start(None)], "Default."),
        # The other messages of the tool are said at other times.
        (
            None,
            [{"type": "request-complete", "content": "Done."}, {"type": "request-failed", "content": "No."}],
            "Default.",
        ),
        (None, [{"type": "request-response-delayed", "content": "Wait."}, start("Start.")], "Start."),
        # Else the default.
        (None, [], "Default."),
    ],
)
def test_the_order_in_which_a_sentence_is_looked_for(
    announced: Callable[..., Announcement], message: object, messages: list[object], text: str
) -> None:
    assert announced(message, *messages) == Announcement(text=text)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        # Vapi writes a number; the key is meant as well.
        (("destination", "eq", NUMBER), True),
        (("destination", "eq", "cards"), True),
        (("destination", "eq", "+4921155669002"), False),
        (("destination", "eq", "card"), False),
        (("destination", "neq", "loans"), True),
        (("destination", "neq", "cards"), False),
        (("destination", "neq", NUMBER), False),
        (("destination", "gt", "a"), False),
        # The call's language and the model's arguments.
        (("language", "eq", "de"), True),
        (("language", "eq", "en"), False),
        (("language", "neq", "en"), True),
        (("reason", "eq", "lost card"), True),
        (("reason", "eq", "lost"), False),
        (("reason", "gt", "lost"), True),
        (("reason", "lt", "lost"), False),
        # Numbers are compared as numbers.
        (("amount", "eq", "10.0"), True),
        (("amount", "gt", "9"), True),
        (("amount", "gt", "10"), False),
        (("amount", "gte", "10"), True),
        (("amount", "lt", "9"), False),
        (("amount", "lte", "10"), True),
        (("amount", "lt", "10"), False),
        (("amount", "neq", "10"), False),
        # An argument that is not there differs from everything.
        (("mood", "eq", "good"), False),
        (("mood", "neq", "good"), True),
        (("mood", "lt", "z"), False),
    ],
)
def test_a_conditioned_message_is_said_where_its_condition_holds(
    announced: Callable[..., Announcement], condition: tuple[str, str, str], holds: bool
) -> None:
    said = announced(
        None, start("Usual."), start("Conditioned.", condition), language="de",
        arguments={"reason": "lost card", "amount": "10"},
    )  # fmt: skip
    assert said.text == ("Conditioned." if holds else "Usual.")


def test_all_conditions_of_a_message_must_hold(announced: Callable[..., Announcement]) -> None:
    both = start("Both.", ("destination", "eq", "cards"), ("language", "eq", "de"))
    assert announced(None, both, language="de").text == "Both."
    assert announced(None, both, language="en").text == "Default."


def test_of_conditioned_messages_the_first_that_holds_is_said(announced: Callable[..., Announcement]) -> None:
    for_loans = start("Loans.", ("destination", "eq", "loans"))
    for_cards = start("Cards.", ("destination", "eq", "cards"))
    also = start("Also cards.", ("destination", "eq", NUMBER))
    assert announced(None, for_loans, for_cards, also, start("Usual.")).text == "Cards."


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Deutsch."), ("de-AT", "Deutsch."), ("DE_de", "Deutsch."), ("en-GB", "English."), ("fr", "English.")],
)
def test_a_message_is_spoken_in_the_calls_language_word_for_word(
    announced: Callable[..., Announcement], language: str, text: str
) -> None:
    assert announced(BOTH, language=language).text == text
    assert announced(None, start("x", contents=BOTH["contents"]), language=language).text == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("You call from {{customer.number}}.", "You call from +4915112345678."),
        ("This is {{ phoneNumber.number }}.", "This is +4921155660099."),
        ("Call {{call.id}}, {{session.id}}.", "Call call-1, call-1."),
        ('It is {{"now" | date: "%H:%M", "Europe/London"}}.', "It is 12:00."),
        ('Es ist {{"now" | date: "%H:%M", "Europe/Berlin"}} Uhr.', "Es ist 13:00 Uhr."),
        ("{{now}}", "Nov 20, 2026, 12:00 PM"),
        ("Hello{{ nothing }}.", "Hello."),
        ("{% if customer.number == '' %}Hello.{% endif %}", ""),
        ("50 % { off }", "50 % { off }"),
    ],
)
def test_liquid_variables_are_filled(announced: Callable[..., Announcement], template: str, text: str) -> None:
    assert announced(template) == Announcement(text=text)
    assert announced(None, start(template)) == Announcement(text=text)


@pytest.mark.parametrize(
    "template", ["{{ customer.number", "{% if %}", '{{"now" | date: "%H", "Nowhere/City"}}', "{{ 1 | x }}"]
)
def test_a_sentence_that_cannot_be_rendered_gives_the_default_and_says_why(
    announced: Callable[..., Announcement], template: str
) -> None:
    said = announced(template)
    assert said.text == "Default."
    assert said.problem is not None
    assert said.problem.startswith("a configured sentence cannot be rendered: ")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Transferring the call now"),
        ("de", "Ich verbinde Sie jetzt"),
        ("fr", "Je vous mets en relation"),
        ("es", "Le comunico ahora"),
        ("it", "La metto in comunicazione"),
        ("pl", "Już łączę"),
        ("tr", "Sizi şimdi bağlıyorum"),
        ("de-AT", "Ich verbinde Sie jetzt"),
        ("en_US", "Transferring the call now"),
        ("fi", "Transferring the call now"),
    ],
)
def test_the_default_is_spoken_in_the_calls_language_where_we_have_it(
    directory_of: Make, language: str, sentence: str
) -> None:
    decision = Transfer(reason="tool_call", destination="cards")
    for record in ({}, {"message": "{{ broken"}, {"message": custom()}):
        actions = actions_for(decision, directory_of(cards=record), {"id": "call-1"}, NOON, language=language)
        assert actions["now"][0]["text"] == sentence


def test_the_languages_of_an_announcement_are_those_of_the_message_that_is_said(directory_of: Make) -> None:
    tool: Any = [start("x", contents=texts(it="Inizio.", en="Start."))]
    directory = directory_of(
        cards={"message": BOTH}, loans={}, silent={"message": ""}, empty={"message": custom()}, messages=tool
    )
    languages = {key: announcement_languages(directory, item) for key, item in directory.destinations.items()}
    assert languages == {"cards": ("en", "de"), "loans": ("it", "en"), "silent": (), "empty": ("it", "en")}
