"""What we send: the platform's actions, strict, and how they go on the wire.

An answer that is no valid action makes the platform stop listening, so a field that is unknown, of a wrong type or out
of bounds is an error here (pydantic's `ValidationError`, a `ValueError`, without the offending value: it may be a phone
number). A field that is None does not go on the wire. (sipgate AI Flow docs, actions)
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self, TypeAlias

import pydantic_core
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from adapter.directory import Tts
from adapter.platforms.sipgate.session import SessionId, WireText


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


def without_fraction(number: float) -> float | int:
    """As JavaScript writes it, the language of the platform's own SDK: 8.0 is 8."""
    return int(number) if number.is_integer() else number


Number: TypeAlias = Annotated[float, Field(allow_inf_nan=False), PlainSerializer(without_fraction)]


class BargeInConfig(_Strict):
    """Whether the caller may interrupt.

    `none`: the sentence is heard to its end. `manual`: only our own `barge_in` action stops it. `minimum_characters`:
    that many recognised characters do (1 to 100, the platform's default 3). `immediate`: the caller's voice does; only
    newer docs have it. `allow_after_ms`: not earlier than this (0 to 10,000 milliseconds).
    """

    strategy: Literal["none", "manual", "minimum_characters", "immediate"]
    minimum_characters: Annotated[int, Field(ge=1, le=100)] | None = None
    allow_after_ms: Annotated[int, Field(ge=0, le=10_000)] | None = None


class VadConfig(_Strict):
    """When the caller counts as having finished: after this silence, in milliseconds.

    The docs give no range; they say that a value out of it is ignored without notice.
    """

    end_of_turn_silence_ms: Annotated[Number, Field(gt=0)]


class _Action(_Strict):
    type: str
    session_id: SessionId


class SpeakAction(_Action):
    """Says something: `text` or `ssml`, exactly one.

    Without `tts` the voice configured for the flow speaks. `user_input_timeout_seconds` asks for a `user_input_timeout`
    after that much silence, counted from the end of the speech; left out, none comes.
    """

    type: Literal["speak"] = "speak"
    text: WireText | None = None
    ssml: WireText | None = None
    tts: Tts | None = None
    barge_in: BargeInConfig | None = None
    user_input_timeout_seconds: Annotated[Number, Field(gt=0)] | None = None
    vad: VadConfig | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) == (self.ssml is None):
            raise ValueError("exactly one of text and ssml is needed")
        return self


class TransferAction(_Action):
    """Connects the caller to another number.

    Phone numbers: older pages recommend E.164 with a leading plus, newer ones without, and the event pages show it, so
    either is taken as given. The caller ID fields are required.

    `timeout`: how long it may ring, 5 to 120 seconds. With it a transfer that fails comes back as `session_start` with
    the same session id. Without it a failed transfer ends the call, says the transfer page; the help of the platform's
    n8n node says that a default of the flow applies instead. A transfer that succeeds sends no further event.
    """

    type: Literal["transfer"] = "transfer"
    target_phone_number: WireText
    caller_id_name: WireText
    caller_id_number: WireText
    timeout: Annotated[int, Field(ge=5, le=120)] | None = None


class HangupAction(_Action):
    """Ends the call at once, also in the middle of a sentence."""

    type: Literal["hangup"] = "hangup"


class BargeInAction(_Action):
    """Stops what is being played to the caller."""

    type: Literal["barge_in"] = "barge_in"


class ConfigureTranscriptionAction(_Action):
    """How the caller's words are recognised from now on. It replaces all of what was configured before.

    `languages` are one to four BCP-47 tags, `custom_vocabulary` at most 100 entries of at most 200 characters. Sources
    disagree on what leaving `languages` out does (automatic detection, or no change), so name them. Without any field
    nothing changes.
    """

    type: Literal["configure_transcription"] = "configure_transcription"
    provider: Literal["AZURE", "DEEPGRAM", "ELEVEN_LABS"] | None = None
    # Lax at the outer level only: JSON has lists where a frozen value needs tuples.
    languages: Annotated[tuple[WireText, ...], Field(strict=False, min_length=1, max_length=4)] | None = None
    custom_vocabulary: (
        Annotated[
            tuple[Annotated[WireText, StringConstraints(max_length=200)], ...], Field(strict=False, max_length=100)
        ]
        | None
    ) = None
    vad: VadConfig | None = None


Action: TypeAlias = Annotated[
    SpeakAction | TransferAction | HangupAction | BargeInAction | ConfigureTranscriptionAction,
    Field(discriminator="type"),
]

_ACTION: TypeAdapter[Action] = TypeAdapter(Action)


def to_wire(action: Action) -> dict[str, object]:
    """An action as the platform expects it, JSON-ready: `type`, `session_id`, and the fields that are set."""
    wire: dict[str, Any] = action.model_dump(mode="json", exclude_none=True)
    return wire


def to_body(actions: Sequence[Action]) -> bytes:
    """The JSON of actions as the platform expects it: one as an object, several as an array in order."""
    return pydantic_core.to_json(actions[0] if len(actions) == 1 else actions, by_alias=False, exclude_none=True)


def read_action(data: object) -> Action:
    """An action from its decoded JSON, for tests and mock platforms that read what we send.

    Raises `ValueError` for anything that the platform's docs do not allow, and for anything that we would not have
    written: a null, a missing `type`.
    """
    action = _ACTION.validate_python(data)
    if to_wire(action) != data:
        raise ValueError(f"{action.type}: not as it is written, for example a field that is null")
    return action
