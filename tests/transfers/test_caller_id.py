"""Which number and name the answering party is shown."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.transfers.call_info import CallInfo
from adapter.transfers.caller_id import (
    Parties,
    caller_id_name,
    caller_id_number,
    parties,
    usable,
)

Make = Callable[..., Directory]

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CUSTOMER, LINE, OTHER, LAST_RESORT = "+4915112345678", "+4921155660000", "+4921155660009", "+4921155669999"


def session(
    from_: str | None = None, to: str | None = None, line: str | None = None, direction: str | None = None
) -> CallInfo:
    known = direction if direction in ("inbound", "outbound") else None
    return CallInfo(
        id="+4930123456",
        from_number=from_,
        to_number=to,
        own_number=line,
        direction=known,  # type: ignore[arg-type]  # it is one of the two
        platform={"account_id": "+4930654321"},
    )


INBOUND = session(CUSTOMER, LINE, LINE, "inbound")
OUTBOUND = session(LINE, CUSTOMER, LINE, "outbound")
WITHHELD = session("anonymous", LINE, LINE, "inbound")
UNKNOWN = session()


@pytest.mark.parametrize(
    ("call", "sides"),
    [
        (INBOUND, (CUSTOMER, LINE, False)),
        (OUTBOUND, (CUSTOMER, LINE, True)),
        # Without a direction the assistant's own number on the calling side tells.
        (session(CUSTOMER, LINE, LINE), (CUSTOMER, LINE, False)),
        (session(LINE, CUSTOMER, LINE), (CUSTOMER, LINE, True)),
        (session(LINE, CUSTOMER, LINE, "inbound"), (CUSTOMER, LINE, True)),
        (session(CUSTOMER, LINE, LINE, "sideways"), (CUSTOMER, LINE, False)),
        # Without the assistant's own number the assistant is the other side.
        (session(CUSTOMER, LINE), (CUSTOMER, LINE, False)),
        (session(OTHER, CUSTOMER, None, "outbound"), (CUSTOMER, OTHER, True)),
        (session(CUSTOMER, OTHER, LINE), (CUSTOMER, LINE, False)),
        (session(CUSTOMER, OTHER, "unknown"), (CUSTOMER, OTHER, False)),
        # Withheld in all its forms.
        *(
            (session(number, LINE, LINE), ("", LINE, False))
            for number in ("anonymous", "", None, "Unavailable", "0151")
        ),
        (session(LINE, "anonymous", LINE, "outbound"), ("", LINE, True)),
        (session("", "", ""), ("", "", False)),
        (UNKNOWN, ("", "", False)),
    ],
)
def test_the_two_sides_of_a_call(call: CallInfo, sides: tuple[str, str, bool]) -> None:
    customer, assistant, outbound = sides
    assert parties(call) == Parties(customer=customer, assistant=assistant, outbound=outbound)


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("+4915112345678", "+4915112345678"),
        (" +4915112345678\n", "+4915112345678"),
        ("+12", "+12"),
        ("+123456789012345", "+123456789012345"),
        ("+1234567890123456", ""),
        ("+1", ""),
        ("+0151", ""),
        ("4915112345678", "+4915112345678"),
        ("14155550101", "+14155550101"),
        ("4155550101", ""),  # San Francisco without its 1, or Switzerland
        ("015112345678", ""),
        ("1234567890123456", ""),
        ("+266696687", ""),
        ("+7378742833", ""),
        ("+2562533", ""),
        ("+8656696", ""),
        ("+86282452253", ""),
        ("86282452253", ""),
        ("+49 151 12345678", ""),
        ("+4915112345678,5", ""),
        ("+٤٩١٥١١٢٣٤٥٦", ""),
        ("+49151\n12345678", ""),
        ("anonymous", ""),
        ("sip:+4915112345678@example.com", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_number_is_usable_if_it_is_e164(number: str | None, kept: str) -> None:
    assert usable(number) == kept


@pytest.mark.parametrize(
    ("caller_id", "call", "presented"),
    [
        # Unset: the customer calling in, the assistant calling out.
        (None, INBOUND, CUSTOMER),
        (None, OUTBOUND, LINE),
        (None, session(LINE, CUSTOMER, LINE), LINE),
        # Withheld: the assistant's, then the directory's.
        (None, WITHHELD, LINE),
        (None, session("anonymous", "", ""), LAST_RESORT),
        (None, session(None, CUSTOMER, None, "outbound"), LAST_RESORT),
        (None, UNKNOWN, LAST_RESORT),
        # Vapi's templates.
        ("{{customer.number}}", INBOUND, CUSTOMER),
        ("{{ customer.number }}", OUTBOUND, CUSTOMER),
        ("{{customer.number}}", WITHHELD, LINE),
        ("{{customer.number}}", UNKNOWN, LAST_RESORT),
        ("{{phoneNumber.number}}", INBOUND, LINE),
        ("{{phoneNumber.number}}", OUTBOUND, LINE),
        ("{{phoneNumber.number}}", UNKNOWN, LAST_RESORT),
        ("{{session.to_phone_number}}", OUTBOUND, CUSTOMER),
        ("{{session.phone_number}}", INBOUND, LINE),
        # A number that is written in the template is configured.
        (f"{{%unless x%}}{OTHER}{{%endunless%}}", INBOUND, OTHER),
        (f"{{{{customer.a|default:'{OTHER}'}}}}", INBOUND, OTHER),
        (LAST_RESORT, INBOUND, LAST_RESORT),
        # A number that is made up by rendering is nobody's to show.
        ("+49{{ 211 }}{{ 55660009 }}", INBOUND, LINE),
        ("+49{{ 211 }}{{ 55660009 }}", UNKNOWN, LAST_RESORT),
        ("{{session.account_id}}", INBOUND, LINE),
        ("{{session.id}}", INBOUND, LINE),
        ("{{phoneNumber.number}}7", INBOUND, LINE),
        ("+492115566{{ session.none }}", INBOUND, LINE),
        ("{{customer.number|replace:'78','99'}}", INBOUND, LINE),
        ("{{ '+4915' | append: '112340000' }}", INBOUND, LINE),
        # Fixed.
        (OTHER, INBOUND, OTHER),
        (f" {OTHER} ", OUTBOUND, OTHER),
        (OTHER, UNKNOWN, OTHER),
        # What is no E.164 number counts as withheld: never the customer's instead, whom the file did not ask for.
        ("anonymous", INBOUND, LINE),
        # Empty is unset.
        ("", INBOUND, CUSTOMER),
        (" ", OUTBOUND, LINE),
        (None, session("+266696687", LINE, LINE, "inbound"), LINE),
        (None, session(CUSTOMER[1:], LINE[1:], LINE[1:], "inbound"), CUSTOMER),
        ("021155660009", INBOUND, LINE),
        ("{{customer.name}}", INBOUND, LINE),
        ("{{phoneNumber.number}}1234567", INBOUND, LINE),
        ("{{customer.number", INBOUND, LINE),
        ('{{"now" | date: "%H", "Europe/Nowhere"}}', INBOUND, LINE),
        ("{{ 1 | divided_by: 0 }}", UNKNOWN, LAST_RESORT),
    ],
)
def test_the_number_that_is_presented(
    directory_of: Make, caller_id: str | None, call: CallInfo, presented: str
) -> None:
    record = {} if caller_id is None else {"callerId": caller_id}
    directory = directory_of(cards=record, caller_id_number=LAST_RESORT)
    destination = directory.destinations["cards"]
    assert caller_id_number(destination, directory, call, NOON) == presented


def test_without_any_number_at_all_the_caller_is_anonymous(directory_of: Make) -> None:
    directory = directory_of(cards={})
    for call in (UNKNOWN, session("anonymous", "0", "?")):
        assert caller_id_number(directory.destinations["cards"], directory, call, NOON) == "anonymous"


NUMBER = st.one_of(st.none(), st.text(max_size=8), st.sampled_from([CUSTOMER, LINE, OTHER, "anonymous", "49211556600"]))


@given(NUMBER, NUMBER, NUMBER, st.sampled_from([None, "inbound", "outbound", "?"]))
def test_what_is_presented_is_always_a_number_of_the_call_or_of_the_file(
    bank: Directory, from_: str | None, to: str | None, line: str | None, direction: str | None
) -> None:
    call = session(from_, to, line, direction)
    presented = caller_id_number(bank.destinations["cards"], bank, call, NOON)
    sides = {usable(number) for number in (from_, to, line)} - {""}
    assert presented in sides | {bank.caller_id_number}


PIECES = st.sampled_from(
    [
        "+49", "+4921155660", "211", " ", OTHER, CUSTOMER[:-1], "{{customer.number}}", "{{ session.account_id }}",
        "{{ session.id }}", "{{phoneNumber.number | slice: 0, 9}}", "{{ now }}", "{% if x %}", "{% endif %}", "{{",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=4).map("".join).filter(lambda template: len(template) <= 40))
def test_no_template_presents_a_number_that_is_neither_the_calls_nor_written_in_the_file(template: str) -> None:
    cards = {"type": "number", "number": "+4921155660001", "callerId": template}
    directory = Directory.parse({"caller_id_number": LAST_RESORT, "destinations": {"cards": cards}})
    presented = caller_id_number(directory.destinations["cards"], directory, INBOUND, NOON)
    assert presented in {CUSTOMER, LINE, LAST_RESORT} or presented in template


@pytest.mark.parametrize(
    ("own", "whole", "name"),
    [
        ("Card services", "Northwind Bank", "Card services"),
        (None, "Northwind Bank", "Northwind Bank"),
        (None, None, "Online Banking"),
    ],
)
def test_the_name_is_the_destinations_else_the_directorys_else_the_key(
    directory_of: Make, own: str | None, whole: str | None, name: str
) -> None:
    policy = {} if own is None else {"policy": {"caller_id_name": own}}
    top = {} if whole is None else {"caller_id_name": whole}
    directory = directory_of(online_banking=policy, **top)
    assert caller_id_name(directory.destinations["online_banking"], directory) == name
