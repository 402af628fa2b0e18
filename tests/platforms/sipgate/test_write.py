"""From neutral commands to the platform's actions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.calls.commands import AnswerTool, Command, EndCall, ListenFor, Say, StopSpeaking, TransferCall
from adapter.directory import Voice
from adapter.directory.voices import AzureTts, ElevenLabsTts
from adapter.errors import Unsupported
from adapter.platforms.sipgate.actions import to_body
from adapter.platforms.sipgate.write import NumberFormat, actions, answer_body, wire_actions
from adapter.transfers.plan import PlannedTransfer

CUSTOMER = "+4915112345678"


def transfer(**fields: object) -> PlannedTransfer:
    known: dict[str, object] = {"key": "cards", "number": "+4921155660001", "caller_id_number": CUSTOMER}
    return PlannedTransfer(**{**known, "caller_id_name": "Cards", **fields})  # type: ignore[arg-type]  # of the right types


def written(command: Command, number_format: NumberFormat = "e164") -> dict[str, object]:
    (wire,) = wire_actions([command], "call-1", number_format)
    return wire


@pytest.mark.parametrize(
    ("number", "number_format", "sent"),
    [
        (CUSTOMER, "e164", CUSTOMER),
        (CUSTOMER, "e164-no-plus", CUSTOMER[1:]),
        ("anonymous", "e164-no-plus", "anonymous"),
        ("+001234567890", "e164-no-plus", "+001234567890"),
        ("+12", "e164-no-plus", "12"),
        ("1234", "e164-no-plus", "1234"),
        ("1234", "e164", "1234"),
    ],
)
def test_a_number_is_written_as_the_platform_wants_it(number: str, number_format: NumberFormat, sent: str) -> None:
    action = written(TransferCall(transfer=transfer(caller_id_number=number)), number_format)
    assert action["caller_id_number"] == sent


def test_the_digits_of_an_extension_follow_the_number() -> None:
    assert written(TransferCall(transfer=transfer(extension="17")))["target_phone_number"] == "+492115566000117"


def test_a_sentence_that_leads_on_to_something_is_not_to_be_interrupted() -> None:
    action = written(Say(text="Cards.", language="en", interruptible=False, listen_seconds=2))
    assert action["barge_in"] == {"strategy": "none"}
    assert "barge_in" not in written(Say(text="Yes?", language="en", listen_seconds=8))


@pytest.mark.parametrize(
    ("command", "kind"),
    [(StopSpeaking(), "barge_in"), (EndCall(), "hangup"), (ListenFor(languages=("de-DE",)), "configure_transcription")],
)
def test_other_commands_are_actions_of_their_own(command: Command, kind: str) -> None:
    assert written(command)["type"] == kind


@pytest.mark.parametrize(
    "command",
    [
        AnswerTool(call_id="c", name="transfer_to_cards", text="done"),
        TransferCall(transfer=transfer(), announcement=Say(text="Now.", language="en", listen_seconds=2)),
    ],
)
def test_what_the_platform_cannot_do_is_said_with_its_name(command: Command) -> None:
    with pytest.raises(Unsupported, match="sipgate"):
        written(command)


VOICES = (None, Voice(), Voice(tts=AzureTts(language="de-DE")), Voice(tts=ElevenLabsTts(voice="21m00")))


@given(
    text=st.text(st.characters(exclude_categories=())) | st.sampled_from(["", " ", "\x1c", "\u3000", "\ud800", "Hi."]),
    session_id=st.text(max_size=300),
    voice=st.sampled_from(VOICES),
    interruptible=st.booleans(),
    seconds=st.floats() | st.integers(-2, 40),
)
def test_a_single_sentence_is_written_as_its_action_is(
    text: str, session_id: str, voice: Voice | None, interruptible: bool, seconds: float
) -> None:
    said = Say(text=text, language="de", voice=voice, interruptible=interruptible, listen_seconds=seconds)
    try:
        expected: bytes | None = to_body(actions([said], session_id, "e164"))
    except ValueError:
        expected = None
    try:
        body: bytes | None = answer_body([said], session_id, "e164")
    except ValueError:
        body = None
    assert body == expected
