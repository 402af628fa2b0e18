"""The form bodies that a carrier posts, read tolerantly."""

from urllib.parse import parse_qsl

from adapter.errors import EventError
from adapter.platforms.conversation_relay.call_facts import call_id, call_info
from adapter.transfers.call_info import CallInfo

MAX_FIELDS = 200
"""Of a form; a request of a carrier has some thirty."""

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""Values of `CallStatus` of a call that there is no more."""


class Form(dict[str, str]):
    """The fields of a form; of one that is named twice the last value counts, and a signature covers both."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def getlist(self, name: str) -> list[str]:
        """Every value of a field, in order, as the carriers' own packages ask for them."""
        return [value for known, value in self._pairs if known == name]


def read_form(body: bytes) -> Form:
    """The fields of a body. Raises `EventError` for what is no form."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="replace", separator="&"
        )
    except ValueError:
        raise EventError("the body is no form of a carrier") from None
    return Form(pairs)


def call_of(form: Form) -> CallInfo:
    """The facts of a call in a form. Raises `EventError` where it names none."""
    return call_info(
        call_id(form.get("CallSid")),
        caller=form.get("From"),
        called=form.get("To"),
        direction=form.get("Direction"),
        account=form.get("AccountSid"),
    )
