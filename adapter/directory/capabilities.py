"""What a voice platform can do with a call and with what a directory says: plain data, one record per platform."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Capabilities:
    """What one platform can do. What is not said it cannot, so that a new field never promises too much.

    The flow of a call asks the first group, the others decide what becomes of the fields of a directory.
    """

    platform: str
    """Its name, as settings, options and reports have it."""

    reports_speech_end: bool = False
    """It tells when a sentence has been spoken to its end. Where it does not, a timer stands in."""
    input_timeout: bool = False
    """It tells when a caller says nothing for the seconds that a sentence names. Where it does not, a timer stands
    in."""
    speaks_before_transfer: bool = False
    """It speaks the announcement itself and transfers when that is over, so both go out as one command."""
    runs_model: bool = False
    """It runs the model and speaks by itself. What we hear of is what its model has chosen, or that it asks where to
    transfer the call, and not each thing that the caller says; what we would say is told to its model."""
    returns_failed_transfers: bool = False
    """A call that nobody answers comes back to us. Where it does not, the call is over when it was transferred."""
    speaks_in_parts: bool = False
    """An answer may reach it in parts, over a connection that is open, and it begins to speak with the first."""
    stops_speaking: bool = False
    """It can be told to fall silent in the middle of a sentence."""
    uninterruptible: bool = False
    """A sentence can be spoken so that the caller's voice does not cut it off."""
    digits: bool = False
    """It tells which telephone key was pressed."""
    asks_what_next: bool = False
    """A transfer is made by the answer to its next question, when it asks what to do now that a connection is over.
    Until then nothing that comes over that connection means that the transfer did not happen."""
    follows_language: bool = False
    """It recognises and speaks one language at a time: it is told which with every connection that it opens, and when
    that changes."""

    session_fields: tuple[str, ...] = ()
    """What it tells of a call beside its id, direction and numbers: texts may show it, as `session.` and the name."""

    max_languages: int | None = None
    """For how many languages it listens at once, where we may choose them. None: they are set up at the platform."""
    voice_providers: tuple[str, ...] = ()
    """Whose voices a sentence may be spoken in, as `speech` names them. Empty: the voice is set up at the platform."""

    transfer_plan: bool = False
    """It carries a destination's transferPlan out itself, warm modes, audio and SIP settings included."""
    caller_name: bool = False
    """Whoever answers can be shown a name of our choice."""
    caller_number: bool = False
    """Whoever answers can be shown a number of our choice, as far as the platform permits it."""
    extension_append: bool = False
    """A number may be followed by the digits of an extension."""
    extension_tones: bool = False
    """The digits of an extension can be sent as tones (DTMF) once somebody has answered."""
    ring_seconds: tuple[int, int] | None = None
    """The shortest and the longest time that it lets a destination ring. None: it cannot be told how long."""
