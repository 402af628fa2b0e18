"""Calls on the page: what happens in them on every platform, and that each is its owner's alone."""

from typing import Any

import httpx2
import pytest

from tests.playground.browser import Browser
from tests.playground.conftest import Serve

CARD = "I have lost my card"
NO_SERVER = "model: there is offline, semantic; another one needs OPENAI_API_KEY or OPENAI_BASE_URL"


def spoken(told: Any) -> list[str]:
    return [line["text"] for line in told["lines"] if line["who"] == "assistant"]


def test_a_call_begins_with_the_greeting_and_says_what_answers_it(client: httpx2.Client) -> None:
    begun = Browser(client).begin()
    assert spoken(begun) == ["Northwind Bank, hello. How can I help you?"]
    assert begun["setup"] == {
        "directory": "directory",
        "prompt": "receptionist@v3",
        "model": "offline",
        "exposure": "auto",
        "language": "en",
        "platform": "sipgate",
        "at": None,
    }
    assert begun["state"]["phase"] == "listening"
    assert (begun["turns"], begun["edits"]) == ([], {})


def test_words_are_decided_announced_and_transferred_and_the_turn_tells_how(browser: Browser) -> None:
    told = browser.happens("says", text=CARD)
    assert told["state"] == {"phase": "transferring", "comes_back": True, "moment": "Tuesday, 2026-06-02 11:00 UTC"}
    assert [line["who"] for line in told["lines"]] == ["caller", "model", "decision", "assistant", "action"]
    assert {line["turn"] for line in told["lines"]} == {1}
    (turn,) = told["turns"]
    assert turn["said"] == CARD
    assert (turn["decision"]["kind"], turn["decision"]["destination"], turn["leads_to"]) == (
        "transfer",
        "cards",
        "cards",
    )
    assert turn["says"] == [{"language": "en", "text": "I am putting you through to card services."}]
    assert [message["type"] for message in turn["wire"]] == ["speak", "transfer"]
    assert turn["wire"][1]["target_phone_number"] == "+4921155660001"
    assert turn["request"]["messages"][-1] == {"role": "user", "content": CARD}
    assert "transfer_to_cards" in turn["replies"][0]["raw"]
    assert 0 <= turn["milliseconds"]["model"] <= turn["milliseconds"]["all"] < 30_000
    assert turn["error"] is None


@pytest.mark.parametrize("platform", ["sipgate", "twilio", "telnyx"])
@pytest.mark.parametrize("outcome", ["busy", "no_answer", "failed"])
def test_a_transfer_that_fails_comes_back_and_the_call_goes_on(
    client: httpx2.Client, platform: str, outcome: str
) -> None:
    browser = Browser(client).another(platform=platform, at="2026-06-02 11:00")
    browser.says(CARD)
    back = browser.happens("transfer", outcome=outcome)
    assert back["state"]["phase"] == "listening"
    assert spoken(back) == ["Card services is busy right now. What else can I do for you?"]
    assert [line["turn"] for line in back["lines"]] == [None] * len(back["lines"])
    assert browser.says("then a loan please")["leads_to"] == "loans"


def test_a_platform_that_gives_no_call_back_ends_it(client: httpx2.Client) -> None:
    browser = Browser(client).another(platform="vapi", at="2026-06-02 11:00")
    turn = browser.says(CARD)
    assert turn["leads_to"] == "cards"
    assert turn["wire"][0]["destination"]["number"] == "+4921155660001"
    assert browser.whole["state"]["comes_back"] is False
    assert browser.happens("transfer", outcome="busy")["state"]["phase"] == "over"


def test_a_transfer_that_is_answered_is_the_end(browser: Browser) -> None:
    browser.says(CARD)
    assert browser.happens("transfer", outcome="answered")["state"]["phase"] == "over"
    refused = browser.happens("says", 409, text="hello?")
    assert refused["detail"] == "the call is over"


def test_a_key_of_the_telephone_is_a_turn_without_a_model(browser: Browser) -> None:
    (turn,) = browser.happens("press", digit="2")["turns"]
    assert turn["decision"] == {"kind": "transfer", "reason": "digit", "destination": "fraud"}
    assert (turn["request"], turn["replies"], turn["said"]) == (None, [], "[presses 2]")


def test_silence_is_noticed_and_a_caller_may_hang_up(browser: Browser) -> None:
    assert spoken(browser.happens("silence")) == [
        "Are you still there? Please tell me in a few words what it is about."
    ]
    assert browser.happens("hangs_up")["state"]["phase"] == "over"
    assert browser.happens("hangs_up", 409)["title"] == "Not possible now"


HOURS = """\
fallback: desk
destinations:
  repairs:
    type: number
    number: "+4921155660001"
    description: Repairs of bicycles.
    message: Repairs.
    policy: {hours: "Mo-Fr 08:00-18:00", timezone: Europe/Berlin, closed: desk, digit: "1"}
  desk:
    type: number
    number: "+4921155660002"
    description: A person.
    message: The desk.
"""


def test_on_a_pretended_sunday_what_is_closed_leads_elsewhere_and_the_turn_says_why(
    serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("hours") / "bikes.yaml"
    file.write_text(HOURS)
    browser = Browser(serve(file))
    assert browser.begin(at="2026-06-02 11:00")["state"]["moment"] == "Tuesday, 2026-06-02 11:00 CEST"
    open_now = browser.says("repairs of bicycles please")
    assert (open_now["leads_to"], open_now["guards"]) == ("repairs", [])
    assert browser.begin(at="2026-06-07 11:00")["state"]["moment"] == "Sunday, 2026-06-07 11:00 CEST"
    closed = browser.says("repairs of bicycles please")
    assert closed["leads_to"] == "desk"
    assert closed["guards"] == [{"destination": "repairs", "reason": "closed", "instead": "desk"}]
    on_monday, as_it_was = browser.again(1, {"at": "2026-06-08 11:00"}, {})
    assert (on_monday["leads_to"], as_it_was["leads_to"]) == ("repairs", "desk")


def test_words_during_a_transfer_are_refused_with_what_is_possible(browser: Browser) -> None:
    browser.says(CARD)
    refused = browser.happens("says", 409, text="hello?")
    assert refused["detail"] == "it rings at the destination: somebody answers there, or the call comes back"
    assert browser.happens("press", 409, digit="1")["detail"] == refused["detail"]


def test_a_reload_of_the_page_finds_all_of_the_call(browser: Browser) -> None:
    first = browser.happens("says", text=CARD)
    second = browser.happens("transfer", outcome="busy")
    whole = browser.whole
    assert whole["lines"][-len(first["lines"]) - len(second["lines"]) :] == first["lines"] + second["lines"]
    assert whole["turns"] == first["turns"]
    assert whole["state"] == second["state"]


def test_two_people_do_not_see_each_others_calls(browser: Browser) -> None:
    other = browser.another()
    assert other.call != browser.call
    browser.says(CARD)
    assert other.whole["turns"] == []
    browser.send("DELETE", f"/calls/{browser.call}", status=204)
    assert browser.get(f"/calls/{browser.call}", 404)["title"] == "No such call"
    assert other.whole["state"]["phase"] == "listening"
    browser.send("DELETE", f"/calls/{browser.call}", status=204)


def test_a_call_in_another_language_is_greeted_in_it(browser: Browser) -> None:
    assert spoken(browser.begin(language="de")) == ["Northwind Bank, guten Tag. Was kann ich für Sie tun?"]


@pytest.mark.parametrize(
    ("setup", "told"),
    [
        ({"directory": "../../etc/passwd"}, "directory: there is directory"),
        ({"prompt": "/etc/passwd"}, "prompt: there is receptionist@v3, receptionist@v2, receptionist@v1"),
        (
            {"model": "gpt-4.1"},
            "model: there is offline, semantic; another one needs OPENAI_API_KEY or OPENAI_BASE_URL",
        ),
        ({"platform": "nobody"}, "platform: there is sipgate, vapi, twilio, telnyx"),
        ({"at": "tomorrow"}, "at: a date and a time, such as 2026-06-07 11:00"),
        ({"at": "0001-01-01 00:00"}, "at: a date and a time, such as 2026-06-07 11:00"),
        ({"exposure": "one"}, None),
        ({"language": "../.."}, None),
        ({"colour": "red"}, None),
    ],
)
def test_a_setup_names_nothing_but_what_the_operator_has_given(
    client: httpx2.Client, setup: dict[str, str], told: str | None
) -> None:
    refused = Browser(client).send("POST", "/calls", {"setup": setup}, 422).json()
    assert told in (None, refused["detail"])
    (sent,) = setup.values()
    assert sent not in refused["detail"]


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"kind": "dances"},
        {"kind": "says"},
        {"kind": "says", "text": "  "},
        {"kind": "says", "text": "x" * 2_001},
        {"kind": "press", "digit": "12"},
        {"kind": "press", "digit": "1\n"},
        {"kind": "transfer", "outcome": "lost"},
        {"kind": "silence", "extra": 1},
        [],
        "says",
    ],
)
def test_what_is_no_event_changes_nothing(browser: Browser, event: object) -> None:
    before = browser.whole
    browser.send("POST", f"/calls/{browser.call}/events", event, 422)
    assert browser.whole == before


def test_a_call_of_many_turns_asks_for_another_one(browser: Browser) -> None:
    for _ in range(60):
        browser.says("hello there, what can you do")
    refused = browser.happens("says", 409, text="hello")
    assert refused["detail"] == "the call has had 60 turns: begin another one"
    assert browser.happens("hangs_up")["state"]["phase"] == "over"
