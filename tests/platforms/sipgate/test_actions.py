"""The platform's actions go out with exact names and bounds, and never with a null."""

import json
from typing import Any, get_args

import pydantic_core
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from adapter.calls.commands import Command, Say, StopSpeaking
from adapter.calls.platform import PlatformRequest
from adapter.calls.state import Call
from adapter.directory import AzureTts, ElevenLabsTts, Tts
from adapter.platforms import Sipgate
from adapter.platforms.sipgate.actions import (
    Action,
    BargeInAction,
    BargeInConfig,
    ConfigureTranscriptionAction,
    HangupAction,
    SpeakAction,
    TransferAction,
    VadConfig,
    read_action,
    to_body,
    to_wire,
)
from adapter.transfers.call_info import CallInfo

ID = "550e8400-e29b-41d4-a716-446655440000"

WRITTEN: list[tuple[Action, str]] = [
    (SpeakAction(session_id=ID, text="Grüß Gott"), '{"type":"speak","session_id":"ID","text":"Grüß Gott"}'),
    (
        SpeakAction(
            session_id=ID,
            ssml="<speak>Hi</speak>",
            tts=AzureTts(language="de-DE", voice="de-DE-KatjaNeural"),
            barge_in=BargeInConfig(strategy="minimum_characters", minimum_characters=3, allow_after_ms=0),
            user_input_timeout_seconds=8.0,
            vad=VadConfig(end_of_turn_silence_ms=700),
        ),
        '{"type":"speak","session_id":"ID","ssml":"<speak>Hi</speak>",'
        '"tts":{"provider":"azure","language":"de-DE","voice":"de-DE-KatjaNeural"},'
        '"barge_in":{"strategy":"minimum_characters","minimum_characters":3,"allow_after_ms":0},'
        '"user_input_timeout_seconds":8,"vad":{"end_of_turn_silence_ms":700}}',
    ),
    (
        SpeakAction(
            session_id=ID, text="Hi", tts=ElevenLabsTts(voice="21m00"), barge_in=BargeInConfig(strategy="none")
        ),
        '{"type":"speak","session_id":"ID","text":"Hi","tts":{"provider":"eleven_labs","voice":"21m00"},'
        '"barge_in":{"strategy":"none"}}',
    ),
    (
        SpeakAction(session_id=ID, text="Hi", tts=AzureTts(), user_input_timeout_seconds=2.5),
        '{"type":"speak","session_id":"ID","text":"Hi","tts":{"provider":"azure"},"user_input_timeout_seconds":2.5}',
    ),
    (
        TransferAction(
            session_id=ID, target_phone_number="+4921155660001", caller_id_name="Cards", caller_id_number="anonymous"
        ),
        '{"type":"transfer","session_id":"ID","target_phone_number":"+4921155660001","caller_id_name":"Cards",'
        '"caller_id_number":"anonymous"}',
    ),
    (
        TransferAction(
            session_id=ID,
            target_phone_number="4921155660001",
            caller_id_name="Cards",
            caller_id_number="491701234567",
            timeout=30,
        ),
        '{"type":"transfer","session_id":"ID","target_phone_number":"4921155660001","caller_id_name":"Cards",'
        '"caller_id_number":"491701234567","timeout":30}',
    ),
    (HangupAction(session_id=ID), '{"type":"hangup","session_id":"ID"}'),
    (BargeInAction(session_id=ID), '{"type":"barge_in","session_id":"ID"}'),
    (
        ConfigureTranscriptionAction(session_id=ID, languages=("de-DE", "en-US")),
        '{"type":"configure_transcription","session_id":"ID","languages":["de-DE","en-US"]}',
    ),
    (
        ConfigureTranscriptionAction(
            session_id=ID,
            provider="DEEPGRAM",
            languages=("de-DE",),
            custom_vocabulary=("Northwind",),
            vad=VadConfig(end_of_turn_silence_ms=500.5),
        ),
        '{"type":"configure_transcription","session_id":"ID","provider":"DEEPGRAM","languages":["de-DE"],'
        '"custom_vocabulary":["Northwind"],"vad":{"end_of_turn_silence_ms":500.5}}',
    ),
    (ConfigureTranscriptionAction(session_id=ID), '{"type":"configure_transcription","session_id":"ID"}'),
]


@pytest.mark.parametrize(("action", "written"), WRITTEN)
def test_an_action_is_written_exactly_so(action: Action, written: str) -> None:
    assert pydantic_core.to_json(to_wire(action)) == written.replace('"ID"', f'"{ID}"').encode()


@pytest.mark.parametrize(("action", "written"), WRITTEN)
def test_what_is_written_reads_back_as_the_same_action(action: Action, written: str) -> None:
    assert read_action(json.loads(written.replace('"ID"', f'"{ID}"'))) == action


def test_the_table_above_has_every_action() -> None:
    union, *_ = get_args(Action)

    assert {type(action) for action, _ in WRITTEN} == set(get_args(union))


def test_the_transfer_action_is_the_documented_one_field_for_field() -> None:
    action = TransferAction(
        session_id=ID,
        target_phone_number="+1234567890",
        caller_id_name="Sales Department",
        caller_id_number="+1234567890",
    )

    assert to_wire(action) == {
        "type": "transfer",
        "session_id": "550e8400-e29b-41d4-a716-446655440000",
        "target_phone_number": "+1234567890",
        "caller_id_name": "Sales Department",
        "caller_id_number": "+1234567890",
    }


def test_no_action_is_no_body_one_an_object_and_several_a_list_in_order() -> None:
    call, request = Call(info=CallInfo(id=ID)), PlatformRequest(body=b"")
    say = Say(text="Hi", language="en", listen_seconds=8)

    def written(*commands: Command) -> tuple[int, bytes]:
        answer = Sipgate().write(request, call, commands)
        return answer.status, answer.body

    speak = b'{"type":"speak","session_id":"%b","text":"Hi","user_input_timeout_seconds":8}' % ID.encode()
    stop = b'{"type":"barge_in","session_id":"%b"}' % ID.encode()
    assert written() == (204, b"")
    assert written(StopSpeaking()) == (200, stop)
    assert written(StopSpeaking(), say) == (200, b"[%b,%b]" % (stop, speak))


SPEAK: dict[str, Any] = {"type": "speak", "session_id": ID, "text": "Hi"}
TRANSFER: dict[str, Any] = {
    "type": "transfer",
    "session_id": ID,
    "target_phone_number": "+1234567890",
    "caller_id_name": "Sales",
    "caller_id_number": "+1234567890",
}
LISTEN: dict[str, Any] = {"type": "configure_transcription", "session_id": ID}


@pytest.mark.parametrize(
    "wire",
    [
        TRANSFER | {"timeout": 5},
        TRANSFER | {"timeout": 120},
        SPEAK | {"session_id": "x" * 256},
        SPEAK | {"user_input_timeout_seconds": 0.1},
        SPEAK | {"barge_in": {"strategy": "manual"}},
        SPEAK | {"barge_in": {"strategy": "minimum_characters", "minimum_characters": 1}},
        SPEAK | {"barge_in": {"strategy": "minimum_characters", "minimum_characters": 100}},
        SPEAK | {"barge_in": {"strategy": "immediate", "allow_after_ms": 10_000}},
        SPEAK | {"tts": {"provider": "eleven_labs"}},
        LISTEN | {"languages": ["de", "en", "fr", "it"]},
        LISTEN | {"custom_vocabulary": []},
        LISTEN | {"custom_vocabulary": ["x" * 200] * 100},
        LISTEN | {"provider": "ELEVEN_LABS"},
    ],
)
def test_what_is_just_within_the_limits_is_an_action(wire: dict[str, Any]) -> None:
    assert to_wire(read_action(wire)) == wire


@pytest.mark.parametrize(
    "wire",
    [
        None,
        [],
        [SPEAK],
        {},
        {"success": True},
        {"session_id": ID, "text": "Hi"},
        SPEAK | {"type": "say"},
        SPEAK | {"type": "Speak"},
        SPEAK | {"extra": 1},
        SPEAK | {"session_id": ""},
        SPEAK | {"session_id": "x" * 257},
        SPEAK | {"session_id": 5},
        {"type": "hangup"},
        {"type": "hangup", "session_id": None},
        {"type": "speak", "session_id": ID},
        SPEAK | {"ssml": "<speak/>"},
        SPEAK | {"text": ""},
        SPEAK | {"text": " \n"},
        SPEAK | {"text": "half \ud83d"},
        SPEAK | {"text": None},
        SPEAK | {"ssml": None},
        SPEAK | {"tts": None},
        SPEAK | {"tts": {"voice": "x"}},
        SPEAK | {"tts": {"provider": "google"}},
        SPEAK | {"tts": {"provider": "eleven_labs", "language": "de"}},
        SPEAK | {"tts": {"provider": "eleven_labs", "voice": {"id": "x"}}},
        SPEAK | {"tts": {"provider": "azure", "voice": ""}},
        SPEAK | {"tts": {"provider": "azure", "voice": None}},
        SPEAK | {"user_input_timeout_seconds": 0},
        SPEAK | {"user_input_timeout_seconds": -1},
        SPEAK | {"user_input_timeout_seconds": "8"},
        SPEAK | {"user_input_timeout_seconds": float("nan")},
        SPEAK | {"user_input_timeout_seconds": float("inf")},
        SPEAK | {"barge_in": {}},
        SPEAK | {"barge_in": {"strategy": "never"}},
        SPEAK | {"barge_in": {"strategy": "none", "minimum_characters": 0}},
        SPEAK | {"barge_in": {"strategy": "none", "minimum_characters": 101}},
        SPEAK | {"barge_in": {"strategy": "none", "minimum_characters": 3.0}},
        SPEAK | {"barge_in": {"strategy": "none", "allow_after_ms": -1}},
        SPEAK | {"barge_in": {"strategy": "none", "allow_after_ms": 10_001}},
        SPEAK | {"vad": {}},
        SPEAK | {"vad": {"end_of_turn_silence_ms": 0}},
        {"type": "audio", "session_id": ID},
        {"type": "audio", "session_id": ID, "audio": ""},
        {"type": "audio", "session_id": ID, "audio": "not base64!"},
        {"type": "audio", "session_id": ID, "audio": "UklGR"},
        {"type": "audio", "session_id": ID, "audio": "UklG!"},
        {"type": "audio", "session_id": ID, "audio": "ü"},
        TRANSFER | {"timeout": 4},
        TRANSFER | {"timeout": 121},
        TRANSFER | {"timeout": 30.0},
        TRANSFER | {"timeout": "30"},
        TRANSFER | {"timeout": True},
        TRANSFER | {"timeout": None},
        TRANSFER | {"target_phone_number": ""},
        TRANSFER | {"target_phone_number": 1234567890},
        TRANSFER | {"caller_id_name": ""},
        TRANSFER | {"caller_id_number": " "},
        {name: value for name, value in TRANSFER.items() if name != "target_phone_number"},
        {name: value for name, value in TRANSFER.items() if name != "caller_id_name"},
        {name: value for name, value in TRANSFER.items() if name != "caller_id_number"},
        TRANSFER | {"transfer_to": "+1234567890"},
        LISTEN | {"languages": []},
        LISTEN | {"languages": ["de", "en", "fr", "it", "es"]},
        LISTEN | {"languages": "de"},
        LISTEN | {"languages": [""]},
        LISTEN | {"languages": [5]},
        LISTEN | {"provider": "azure"},
        LISTEN | {"custom_vocabulary": ["x" * 201]},
        LISTEN | {"custom_vocabulary": ["x"] * 101},
        LISTEN | {"custom_vocabulary": [""]},
        {"type": "send_sms", "session_id": ID, "message": "Danke"},
    ],
)
def test_what_the_platform_would_not_take_is_no_action(wire: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kinds of wrong are the table
        read_action(wire)


def test_a_field_that_is_not_known_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="transfer_to"):
        TransferAction.model_validate(TRANSFER | {"transfer_to": "+1234567890"})
    with pytest.raises(ValidationError, match="wait"):
        BargeInConfig.model_validate({"strategy": "none", "wait": 1})


def test_an_action_error_does_not_quote_the_number() -> None:
    with pytest.raises(ValidationError) as raised:
        TransferAction.model_validate(TRANSFER | {"target_phone_number": 1234567890})

    assert "target_phone_number" in str(raised.value)
    assert "1234567890" not in str(raised.value)


def test_an_action_cannot_be_changed_and_can_be_a_key() -> None:
    action = ConfigureTranscriptionAction(session_id=ID, languages=("de",))

    for field in ("session_id", "languages"):
        with pytest.raises(ValidationError, match="frozen"):
            setattr(action, field, "other")
    assert {action: 1}[ConfigureTranscriptionAction(session_id=ID, languages=("de",))] == 1


def test_a_voice_is_told_apart_by_its_provider() -> None:
    tts: TypeAdapter[Tts] = TypeAdapter(Tts)

    assert tts.validate_python({"provider": "azure", "language": "de-DE"}) == AzureTts(language="de-DE")
    assert tts.validate_python({"provider": "eleven_labs", "voice": "x"}) == ElevenLabsTts(voice="x")
    with pytest.raises(ValidationError):
        tts.validate_python({"voice": "x"})


texts = st.text(min_size=1).filter(str.strip)
seconds = st.none() | st.floats(min_value=0.001, max_value=1e6)
session_ids = st.text(min_size=1, max_size=256)
actions: st.SearchStrategy[Action] = st.one_of(
    st.builds(
        SpeakAction,
        session_id=session_ids,
        text=texts,
        tts=st.none()
        | st.builds(AzureTts, language=st.none() | texts, voice=st.none() | texts)
        | st.builds(ElevenLabsTts, voice=st.none() | texts),
        user_input_timeout_seconds=seconds,
    ),
    st.builds(
        TransferAction,
        session_id=session_ids,
        target_phone_number=texts,
        caller_id_name=texts,
        caller_id_number=texts,
        timeout=st.none() | st.integers(5, 120),
    ),
    st.builds(
        ConfigureTranscriptionAction,
        session_id=session_ids,
        languages=st.none() | st.lists(texts, min_size=1, max_size=4).map(tuple),
    ),
)


def has_null(value: object) -> bool:
    if isinstance(value, dict):
        return any(has_null(inner) for inner in value.values())
    if isinstance(value, list):
        return any(has_null(inner) for inner in value)
    return value is None


@given(actions)
def test_every_action_survives_the_wire_without_a_null(action: Action) -> None:
    wire = json.loads(pydantic_core.to_json(to_wire(action)))

    assert not has_null(wire)
    assert list(wire)[:2] == ["type", "session_id"]
    assert read_action(wire) == action


@given(st.lists(actions, min_size=1, max_size=3))
def test_the_body_of_an_answer_has_one_action_as_an_object_and_several_as_an_array(given: list[Action]) -> None:
    wire = [to_wire(action) for action in given]

    assert to_body(given) == pydantic_core.to_json(wire if len(wire) > 1 else wire[0])
