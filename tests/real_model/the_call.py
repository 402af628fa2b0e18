"""A call of eleven utterances with every shape that a history of ours can have, and what a caller hears in it.

A greeting before the first word, silence, an interruption, three replies that cannot be used and are asked about again
(a destination that is not there, a promise without a call, two calls at once), and a call that comes back twice.
"""

from typing import Final

from adapter.testing import PlayedCall
from tests.real_model.branch_service import CARDS, CARDS_BUSY, LOANS
from tests.real_model.relay import Wire, calls, says

_SAID: Final = (
    "This is Northwind Bank. What is it about?",
    "You can withdraw cash at every branch and at most supermarkets.",
    "Then tell me a little more.",
    "Do you have a mortgage, or would you like one?",
    "Our branch is open until six today.",
    "Is it about your card or about a loan?",
    "Shall I try once more?",
    "They can help you with a new card, too.",
)

REPLIES: Final[tuple[Wire, ...]] = (
    says(_SAID[0]),
    says(_SAID[1]),
    says(_SAID[2]),
    calls(("transfer_to_mortgages", {"reason": "mortgage"})),
    says(_SAID[3]),
    says("I am transferring you now."),
    says(_SAID[4]),
    calls(("transfer_to_cards", {"reason": "lost"}), ("transfer_to_loans", {"reason": "mortgage"})),
    says(_SAID[5]),
    calls(("transfer_to_cards", {"reason": "lost card"})),
    says(_SAID[6]),
    calls(("transfer_to_cards", {"reason": "once more"})),
    says(_SAID[7]),
    calls(("transfer_to_loans", {"reason": "loan"})),
)
"""What the model answers, in order."""

ASKED_AGAIN: Final = (4, 6, 8)
"""The requests, counted from 0, that follow a reply that could not be used."""

HEARD: Final = (
    "Northwind Bank, hello. How can I help you?",
    _SAID[0],
    "Are you still there? Please tell me in a few words what it is about.",
    *_SAID[1:6],
    CARDS,
    CARDS_BUSY,
    _SAID[6],
    CARDS,
    CARDS_BUSY,
    _SAID[7],
    LOANS,
)
"""Every sentence of the call that is due: no apology, no fallback."""
_HOLD: Final = "One moment, please."


def play(call: PlayedCall) -> None:
    """Plays the call to its end."""
    call.says("Good morning, who am I speaking to?")
    call.stays_silent()
    call.says("Where can I get some cash?")
    call.interrupts("No, wait, that is not it.")
    call.says("It is about my mortgage.", "And when are you open?", "I need help with something.")
    call.says("I have lost my card.")
    call.comes_back()
    call.says("What happens now?", "Yes, please.")
    call.comes_back()
    call.says("And if I need a new one?", "Then I would like a loan.")
    call.was_transferred_to("loans")


def heard(call: PlayedCall) -> tuple[str, ...]:
    """What the caller heard, without the hold sentences that are due where a machine is too busy to answer in time."""
    return tuple(sentence for sentence in call.spoken if sentence != _HOLD)
