"""What a router that is no model has made of a turn: how sure it is, and by what proof it may act on that."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Band: TypeAlias = Literal[
    "transfer",  # as sure as its calibration asks for
    "confirmed",  # the caller has said yes to the destination
    "ask",  # likely: the caller is asked whether it is right
    "declined",  # the caller has said no, and nothing else that is likely
    "fallback",  # anybody's guess: the directory's fallback
    "goodbye",  # the caller takes leave
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Routing:
    """A router's choice. It stands in the decision record.

    `destination` is the likeliest key, `gate` how sure that is, and `threshold` the gate from which on the router may
    transfer, with the `calibration` that proves it; both are None where nothing does. `second` is the next key.
    """

    band: Band
    destination: str | None = None
    second: str | None = None
    gate: float | None = None
    threshold: float | None = None
    calibration: str | None = None
