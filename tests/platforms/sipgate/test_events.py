"""The platform's events are read whatever else is odd about them, as long as they name a type and a session."""

import io
import json
import logging
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from adapter import Assistant, Directory
from adapter.calls.memory import MemoryStore
from adapter.calls.state import dump_call
from adapter.errors import EventError
from adapter.platforms.sipgate.events import (
    AssistantSpeak,
    AssistantSpeechEnded,
    DtmfReceived,
    SessionEnd,
    SessionStart,
    SmsFailed,
    UnknownEvent,
    UserInputTimeout,
    UserSpeak,
    UserSpeechStarted,
    WireEvent,
    parse_event,
    read_event,
)
from adapter.platforms.sipgate.session import Session
from adapter.testing import ScriptedModel, says

ID = "550e8400-e29b-41d4-a716-446655440000"
ODD: list[object] = [None, 7, True, "", "  ", [], {}, b"inbound"]
FULL_SESSION = {
    "id": ID,
    "account_id": "account-7",
    "phone_number": "+4921155660000",
    "direction": "inbound",
    "from_phone_number": "+491701234567",
    "to_phone_number": "+4921155660000",
}
SESSION = Session(
    id=ID,
    account_id="account-7",
    phone_number="+4921155660000",
    direction="inbound",
    from_phone_number="+491701234567",
    to_phone_number="+4921155660000",
)
BARE = Session(id=ID)

DOCUMENTED: list[tuple[dict[str, object], WireEvent]] = [
    ({"type": "session_start"}, SessionStart(session=SESSION)),
    ({"type": "user_speech_started"}, UserSpeechStarted(session=SESSION)),
    ({"type": "user_speak", "text": "Guten Tag"}, UserSpeak(session=SESSION, text="Guten Tag")),
    (
        {"type": "user_speak", "text": "Moment", "barged_in": True},
        UserSpeak(session=SESSION, text="Moment", barged_in=True),
    ),
    (
        {"type": "assistant_speak", "text": "Hello", "duration_ms": 1500, "speech_started_at": 1764000000123},
        AssistantSpeak(session=SESSION, text="Hello", duration_ms=1500.0, speech_started_at=1764000000123.0),
    ),
    (
        {"type": "assistant_speak", "ssml": "<speak/>", "duration_ms": 0.5, "speech_started_at": 0},
        AssistantSpeak(session=SESSION, ssml="<speak/>", duration_ms=0.5, speech_started_at=0.0),
    ),
    ({"type": "assistant_speech_ended"}, AssistantSpeechEnded(session=SESSION)),
    ({"type": "user_input_timeout"}, UserInputTimeout(session=SESSION)),
    ({"type": "dtmf_received", "digit": "5"}, DtmfReceived(session=SESSION, digit="5")),
    ({"type": "dtmf_received", "digit": "*"}, DtmfReceived(session=SESSION, digit="*")),
    ({"type": "dtmf_received", "digit": "#"}, DtmfReceived(session=SESSION, digit="#")),
    ({"type": "sms_failed"}, SmsFailed(session=SESSION)),
    ({"type": "session_end"}, SessionEnd(session=SESSION)),
]

MINIMAL: dict[str, WireEvent] = {
    "session_start": SessionStart(session=BARE),
    "user_speech_started": UserSpeechStarted(session=BARE),
    "user_speak": UserSpeak(session=BARE),
    "assistant_speak": AssistantSpeak(session=BARE),
    "assistant_speech_ended": AssistantSpeechEnded(session=BARE),
    "user_input_timeout": UserInputTimeout(session=BARE),
    "dtmf_received": DtmfReceived(session=BARE),
    "sms_failed": SmsFailed(session=BARE),
    "session_end": SessionEnd(session=BARE),
    "transfer_failed": UnknownEvent(session=BARE, type="transfer_failed"),
}


@pytest.mark.parametrize(("sent", "event"), DOCUMENTED)
def test_every_documented_event_parses_with_all_its_fields(sent: dict[str, object], event: WireEvent) -> None:
    body = json.dumps({**sent, "session": FULL_SESSION})

    assert read_event(body.encode()) == read_event(body) == parse_event(json.loads(body)) == event


@pytest.mark.parametrize("name", MINIMAL)
def test_a_type_and_a_session_id_are_enough(name: str) -> None:
    event = parse_event({"type": name, "session": {"id": ID}})

    assert event == MINIMAL[name]
    assert event.type == name
    assert event.session.id == ID


def test_the_table_above_has_every_event() -> None:
    assert {type(event) for event in MINIMAL.values()} == set(get_args(WireEvent))


def test_an_unknown_event_type_parses_to_unknown_event() -> None:
    event = parse_event({"type": "call_recorded", "session": FULL_SESSION, "url": "https://example.com"})

    assert event == UnknownEvent(type="call_recorded", session=SESSION)


@pytest.mark.parametrize("name", ["Session_Start", "session_start ", "SESSION_START", "action", "__class__"])
def test_a_type_is_known_only_by_its_exact_name(name: str) -> None:
    assert parse_event({"type": name, "session": {"id": ID}}) == UnknownEvent(type=name, session=BARE)


@pytest.mark.parametrize(
    ("sent", "event"),
    [
        ({"type": "user_barge_in", "text": "Halt"}, UserSpeak(session=BARE, text="Halt", barged_in=True)),
        (
            {"type": "user_barge_in", "text": "Halt", "barged_in": False},
            UserSpeak(session=BARE, text="Halt", barged_in=True),
        ),
        ({"type": "user_barge_in", "transcript": "Halt"}, UserSpeak(session=BARE, text="Halt", barged_in=True)),
        ({"type": "user_speak", "transcript": "Hallo"}, UserSpeak(session=BARE, text="Hallo")),
        ({"type": "user_speak", "text": None, "transcript": "Hallo"}, UserSpeak(session=BARE, text="Hallo")),
        ({"type": "user_speak", "text": "", "transcript": "Hallo"}, UserSpeak(session=BARE, text="Hallo")),
        ({"type": "user_speak", "text": "new", "transcript": "old"}, UserSpeak(session=BARE, text="new")),
        ({"type": "timeout"}, UserInputTimeout(session=BARE)),
        ({"type": "dtmf_received", "digits": "7"}, DtmfReceived(session=BARE, digit="7")),
        ({"type": "dtmf_received", "digit": "1", "digits": "7"}, DtmfReceived(session=BARE, digit="1")),
        ({"type": "dtmf_received", "digits": "12"}, DtmfReceived(session=BARE, digit=None)),
    ],
)
def test_former_names_are_understood(sent: dict[str, object], event: WireEvent) -> None:
    assert parse_event({**sent, "session": {"id": ID}}) == event


@pytest.mark.parametrize(
    ("sent", "event"),
    [
        ({"type": "user_speak", "text": 5}, UserSpeak(session=BARE, text="")),
        ({"type": "user_speak", "text": ["a"]}, UserSpeak(session=BARE, text="")),
        ({"type": "user_speak", "text": b"a"}, UserSpeak(session=BARE, text="")),
        ({"type": "user_speak", "text": "  "}, UserSpeak(session=BARE, text="  ")),
        ({"type": "user_speak", "text": "a", "barged_in": "true"}, UserSpeak(session=BARE, text="a")),
        ({"type": "user_speak", "text": "a", "barged_in": 1}, UserSpeak(session=BARE, text="a")),
        ({"type": "user_speak", "text": "a", "barged_in": None}, UserSpeak(session=BARE, text="a")),
        ({"type": "dtmf_received", "digit": 5}, DtmfReceived(session=BARE, digit=None)),
        ({"type": "dtmf_received", "digit": "55"}, DtmfReceived(session=BARE, digit=None)),
        ({"type": "dtmf_received", "digit": "x"}, DtmfReceived(session=BARE, digit=None)),
        ({"type": "dtmf_received", "digit": {}}, DtmfReceived(session=BARE, digit=None)),
        ({"type": "assistant_speak", "text": "", "ssml": 1}, AssistantSpeak(session=BARE)),
        ({"type": "assistant_speak", "duration_ms": "1500"}, AssistantSpeak(session=BARE)),
        ({"type": "assistant_speak", "duration_ms": True}, AssistantSpeak(session=BARE)),
        ({"type": "assistant_speak", "duration_ms": -1}, AssistantSpeak(session=BARE)),
        ({"type": "assistant_speak", "duration_ms": float("nan")}, AssistantSpeak(session=BARE)),
        ({"type": "assistant_speak", "duration_ms": float("inf")}, AssistantSpeak(session=BARE)),
        ({"type": "assistant_speak", "duration_ms": 10**400}, AssistantSpeak(session=BARE)),
        ({"type": "session_end", "reason": {"code": 1}}, SessionEnd(session=BARE)),
    ],
)
def test_an_odd_field_of_an_event_takes_its_default(sent: dict[str, object], event: WireEvent) -> None:
    assert parse_event({**sent, "session": {"id": ID}}) == event


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        *[(field, value) for field in FULL_SESSION if field != "id" for value in ODD],
        ("direction", "Inbound"),
        ("direction", "sideways"),
    ],
)
def test_an_odd_field_of_a_session_is_none(field: str, sent: object) -> None:
    event = parse_event({"type": "session_start", "session": {**FULL_SESSION, field: sent}})

    assert event == SessionStart(session=SESSION.model_copy(update={field: None}))


@pytest.mark.parametrize("field", ["account_id", "phone_number", "from_phone_number", "to_phone_number"])
def test_a_number_or_account_that_is_longer_than_any_is_none(field: str) -> None:
    def read(value: str) -> object:
        return getattr(parse_event({"type": "session_start", "session": {"id": ID, field: value}}).session, field)

    assert read("1" * 256) == "1" * 256
    assert read("1" * 257) is None


@pytest.mark.parametrize("sent", ["x" * 4_001, f" {'x' * 5_000}", f"{' ' * 9_000}{'x' * 4_000}"])
def test_a_text_is_read_as_far_as_it_is_looked_at(sent: str) -> None:
    said = parse_event({"type": "user_speak", "session": {"id": ID}, "text": sent})
    spoken = parse_event({"type": "assistant_speak", "session": {"id": ID}, "text": sent, "ssml": sent})
    unknown = parse_event({"type": sent, "session": {"id": ID}})

    assert said == UserSpeak(session=BARE, text="x" * 4_000)
    assert spoken == AssistantSpeak(session=BARE, text="x" * 4_000, ssml="x" * 4_000)
    assert unknown == UnknownEvent(session=BARE, type="x" * 4_000)


HUGE = st.sampled_from(["4", "ä", "🦊", "\ud83d", '"', "\\", "\n", "<", " x", "+49 "]).map(lambda text: text * 250_000)


@pytest.mark.anyio
@settings(max_examples=20)
@given(
    name=st.sampled_from([*MINIMAL, "user_barge_in", "timeout"]) | HUGE,
    session=st.fixed_dictionaries({}, optional={field: HUGE for field in [*FULL_SESSION, "x"] if field != "id"}),
    fields=st.fixed_dictionaries(
        {"text": HUGE},
        optional=dict.fromkeys(
            ["transcript", "ssml", "barged_in", "duration_ms", "speech_started_at", "digit", "digits", "y"], HUGE
        ),
    ),
)
async def test_fields_of_any_length_leave_little_of_themselves(
    name: str, session: dict[str, str], fields: dict[str, str]
) -> None:
    directory = Directory.parse([{"type": "number", "number": "+4921155660001", "description": "Cards."}])
    store, logged = MemoryStore(), io.StringIO()
    handler = logging.StreamHandler(logged)
    logging.getLogger("adapter").addHandler(handler)
    async with Assistant(directory, ScriptedModel([says("Yes?")] * 2), store=store) as assistant:
        await assistant.handle({"type": name, "session": {**session, "id": ID}, **fields})
        stored = await store.load(ID)
    logging.getLogger("adapter").removeHandler(handler)

    assert len(dump_call(stored.call) if stored else b"") < 50_000
    assert len(logged.getvalue()) < 10_000


def test_fields_that_are_not_known_are_dropped() -> None:
    event = parse_event({"type": "session_start", "locale": "de", "session": {"id": ID, "sip_headers": {"a": "b"}}})

    assert event == SessionStart(session=BARE)


def test_an_outbound_call_is_read_as_one() -> None:
    event = parse_event({"type": "session_start", "session": {"id": ID, "direction": "outbound"}})

    assert event.session.direction == "outbound"


@pytest.mark.parametrize("session_id", ["x", " ", "not-a-uuid", "ü", "x" * 256])
def test_a_session_id_is_taken_as_it_is(session_id: str) -> None:
    assert parse_event({"type": "session_start", "session": {"id": session_id}}).session.id == session_id


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        (None, "object"),
        ([], "object"),
        ([{"type": "session_start", "session": {"id": ID}}], "object"),
        ("session_start", "object"),
        (5, "object"),
        ({}, "`type`"),
        ({"session": {"id": ID}}, "`type`"),
        ({"type": "", "session": {"id": ID}}, "`type`"),
        ({"type": None, "session": {"id": ID}}, "`type`"),
        ({"type": ["user_speak"], "session": {"id": ID}}, "`type`"),
        ({"type": "user_speak"}, "`session.id`"),
        ({"type": "user_speak", "session": None}, "`session.id`"),
        ({"type": "user_speak", "session": ID}, "`session.id`"),
        ({"type": "user_speak", "session": {}}, "`session.id`"),
        ({"type": "user_speak", "session": {"id": ""}}, "`session.id`"),
        ({"type": "user_speak", "session": {"id": 5}}, "`session.id`"),
        ({"type": "user_speak", "session": {"id": None}}, "`session.id`"),
        ({"type": "user_speak", "session": {"id": b"a"}}, "`session.id`"),
        ({"type": "user_speak", "session": {"id": "x" * 257}}, "`session.id`"),
        ({"type": "user_speak", "session": {"id": "half \ud83d"}}, "`session.id`"),
        ({"type": "unheard_of", "session": {"id": ""}}, "`session.id`"),
    ],
)
def test_an_event_error_says_what_is_missing(data: object, missing: str) -> None:
    with pytest.raises(EventError, match=missing):
        parse_event(data)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"type=user_speak",
        b"{",
        b"\xff\xfe\x00",
        b'{"type": "user_speak", "session": {"id": "\xff"}}',
        b"[" * 100_000,
        b'{"type": "user_speak", "session": ' + b'{"a":' * 100_000,
        b'{"type": "user_speak", "session": {"id": "a"}, "text": ' + b"9" * 5_000 + b"}",
        "",
        "\ud800",
        "null",
        b"NaN",
    ],
)
def test_a_body_that_is_no_event_is_an_event_error(body: bytes | str) -> None:
    with pytest.raises(EventError):
        read_event(body)


def test_no_event_error_quotes_what_was_sent() -> None:
    with pytest.raises(EventError) as raised:
        parse_event(
            {"type": "user_speak", "text": "my pin is 4711", "session": {"id": 5, "from_phone_number": "+49170"}}
        )

    assert "4711" not in str(raised.value)
    assert "+49170" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_a_text_that_was_cut_inside_an_emoji_stays_readable() -> None:
    body = b'{"type": "user_speak", "text": "fine \\ud83d", "session": {"id": "a", "account_id": "\\udc4d"}}'

    event = read_event(body)

    assert event == UserSpeak(session=Session(id="a", account_id="\ufffd"), text="fine \ufffd")
    assert event.model_dump_json()


def test_an_event_cannot_be_changed() -> None:
    event = parse_event({"type": "user_speak", "text": "a", "session": {"id": ID}})

    for part, field in ((event, "text"), (event, "session"), (event.session, "id")):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, field, "other")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters()), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from([*MINIMAL, "user_barge_in", "timeout"])
fields = st.sampled_from(
    [
        "type",
        "session",
        "text",
        "transcript",
        "ssml",
        "barged_in",
        "digit",
        "digits",
        "duration_ms",
        "speech_started_at",
    ]
)
session_fields = st.sampled_from(list(FULL_SESSION))
session_like = st.dictionaries(session_fields, json_values)
event_like = st.dictionaries(fields, json_values | session_like | names)


@given(json_values | event_like)
def test_whatever_json_comes_it_is_an_event_or_an_event_error(data: object) -> None:
    try:
        event = parse_event(data)
    except EventError:
        return
    assert isinstance(event, get_args(WireEvent))


@given(st.binary() | st.text(st.characters()) | event_like.map(json.dumps))
def test_whatever_bytes_come_they_are_an_event_or_an_event_error(body: bytes | str) -> None:
    try:
        event = read_event(body)
    except EventError:
        return
    assert isinstance(event, get_args(WireEvent))


@given(
    name=names | st.text(min_size=1),
    session_id=st.text(min_size=1, max_size=256),
    event=event_like,
    session=session_like,
)
def test_with_a_type_and_a_session_id_nothing_else_can_spoil_an_event(
    name: str, session_id: str, event: dict[str, Any], session: dict[str, Any]
) -> None:
    parsed = parse_event({**event, "type": name, "session": {**session, "id": session_id}})

    assert parsed.session.id == session_id
    assert parsed.model_dump_json()
