"""What can happen in a call on the page, as the page tells it."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from adapter.playground.setups import Body
from adapter.testing.manual_call import ManualCall

MAX_WORDS = 2_000
"""Characters that a caller says at once."""


class Says(Body):
    """The caller says something."""

    kind: Literal["says"]
    text: Annotated[str, Field(min_length=1, max_length=MAX_WORDS, pattern=r"\S")]


class Presses(Body):
    """The caller presses a key of the telephone."""

    kind: Literal["press"]
    digit: Annotated[str, Field(pattern=r"^[0-9*#]$")]


class StaysSilent(Body):
    """The caller says nothing until it is noticed."""

    kind: Literal["silence"]


class HangsUp(Body):
    """The caller hangs up."""

    kind: Literal["hangs_up"]


class Transferred(Body):
    """What comes of the transfer that is under way."""

    kind: Literal["transfer"]
    outcome: Literal["busy", "no_answer", "failed", "answered"]


CallEvent: TypeAlias = Annotated[Says | Presses | StaysSilent | HangsUp | Transferred, Field(discriminator="kind")]


async def play(event: Says | Presses | StaysSilent | HangsUp | Transferred, call: ManualCall) -> None:
    """Lets it happen, and the assistant say all that it then has to say. Raises `NotNow`."""
    match event:
        case Says(text=text):
            await call.hears_out()
            await call.says(text)
        case Presses(digit=digit):
            await call.presses(digit)
        case StaysSilent():
            await call.stays_silent()
        case HangsUp():
            await call.hangs_up()
        case Transferred(outcome="answered"):
            await call.is_answered()
        case Transferred(outcome="busy" | "no_answer" | "failed" as outcome):
            await call.transfer_fails(outcome)
    if not call.over:
        await call.hears_out()
