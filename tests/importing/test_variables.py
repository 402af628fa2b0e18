"""Liquid that was written for another platform: nothing of it breaks, and nothing is said of what is not known."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.importing.variables import Variables, plain_words, spoken
from adapter.tool_calls.liquid import names_in, render

OF_CALLS = {
    *("session", "customer", "phoneNumber", "call"),
    *("now", "date", "time", "month", "day", "year", "__clock"),
}
NOW = datetime(2026, 6, 17, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "adopted", "declared"),
    [
        ("No template.", "No template.", {}),
        ("Of {{business_name}}.", "Of {{business_name}}.", {"business_name": ""}),
        ("Of {{ company }}.", "Of {{ company }}.", {}),
        ("It is {{now}}.", "It is {{now_of_the_call}}.", {"now_of_the_call": "(not known)"}),
        (
            'It is {{ "now" | date: "%H:%M", "Europe/Berlin" }}.',
            'It is {{ now_of_the_call | date: "%H:%M", "Europe/Berlin" }}.',
            {"now_of_the_call": "(not known)"},
        ),
        ("{{customer.number}}", "{{customer_number}}", {"customer_number": "(a number that is not shown)"}),
        ("{{ customer . name }}", "{{ customer_name }}", {"customer_name": ""}),
        (
            "{% if customer.name %}Hi {{customer.name}}{% endif %} 'customer.name'",
            "{% if customer_name %}Hi {{customer_name}}{% endif %} 'customer.name'",
            {"customer_name": ""},
        ),
        (
            "{% if a.b == 'a.b' %}{{ a.b.c }}{% endif %}",
            "{% if a_b == 'a.b' %}{{ a_b_c }}{% endif %}",
            {"a_b": "", "a_b_c": ""},
        ),
        ("{{ city | upcase }}", "{{ city | upcase }}", {"city": "Bonn"}),
        ("{{ address.city }}", "{{ address_city }}", {"address_city": "Bonn"}),
        (
            "{% for d in destinations %}{{ d.key }}{% endfor %}",
            "{% for d in destinations %}{{ d.key }}{% endfor %}",
            {},
        ),
    ],
)
def test_what_a_system_prompt_does_not_know_is_declared(text: str, adopted: str, declared: dict[str, str]) -> None:
    variables = Variables(values={"city": "Bonn"})
    assert variables.adopt(text, "body") == adopted
    assert variables.declared == declared
    assert len(variables.told) == len(declared)


@pytest.mark.parametrize(
    ("text", "adopted"),
    [
        ("{{#if vip}}Hello{{/if}} there", "Hello there"),
        ("{{{ raw }}}", "}"),
        ("{{ unclosed", "{ { unclosed"),
        ("{% if x %}never closed", "never closed"),
        ("{{ x | pluralise }}", ""),
        ("Hello {{ customer['name'] }}!", "Hello !"),
    ],
)
def test_what_is_no_template_here_is_taken_out_and_said(text: str, adopted: str) -> None:
    variables = Variables()
    assert variables.adopt(text, "body") == adopted
    assert variables.declared == {}
    assert bool(variables.told) == ("unclosed" not in text)


def test_a_sentence_keeps_what_a_call_fills_in() -> None:
    variables = Variables()
    text = "Hi {{customer.name}}, it is {{now}}, you call {{phoneNumber.number}} of {{company}}."
    assert variables.adopt(text, "sentence") == text.replace("customer.name", "customer_name")
    assert variables.declared == {"customer_name": ""}


@pytest.mark.parametrize(
    ("text", "said", "missing"),
    [
        ("One moment.", "One moment.", ()),
        ("For {{customer.number}}.", "For {{customer.number}}.", ()),
        ("To {{desk_name}} now.", "To now.", ("{{desk_name}}",)),
        ("Thank you, {{customer.name}}.", "Thank you.", ("{{customer.name}}",)),
        ("{{desk_message}}", "", ("{{desk_message}}",)),
        ("To {{ city | upcase }}.", "To Bonn.", ("{{city}}",)),
        (
            "{% if vip %}Gladly.{% else %}Yes.{% endif %}",
            "Yes.",
            ("{{vip}}",),
        ),
        ("Of {{company}}.", "Of.", ("{{company}}",)),
    ],
)
def test_an_announcement_has_nothing_left_in_it_that_nobody_fills(
    text: str, said: str, missing: tuple[str, ...]
) -> None:
    assert spoken(text, {"city": "Bonn"}) == (said, missing)


def test_a_description_is_no_template() -> None:
    assert plain_words("Contact of {{ business_name | upcase }}{% if x %}", {}) == (
        "Contact of business name",
        ("{{ business_name | upcase }}",),
    )
    assert plain_words("In {{city}}", {"city": "Bonn"}) == ("In Bonn", ("{{city}}",))


_PIECES = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{%",
            "%}",
            "{{ a.b }}",
            "{{now}}",
            "{{customer.number}}",
            "{% if a %}",
            "{% endif %}",
            "{% else %}",
        ),
        *(
            "{{#each x}}",
            "'",
            '"',
            "|",
            " date: '%H'",
            "text ",
            "{{ 'now' | date: '%H' }}",
            "{% raw %}",
            "{% endraw %}",
        ),
        *("{{-", "-}}", "{{ a[0] }}", "{{ b | nofilter }}", "{% for i in a.b %}", "{% endfor %}", "{{ i }}", "\n"),
        *("{{ city }}", "{% assign c = a.b %}", "{{ c }}", "{% comment %}", "{% endcomment %}", "{{ a.b.c }}", "{"),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join), st.sampled_from(["body", "sentence"]))
def test_any_text_can_be_rendered_afterwards_and_uses_nothing_unknown(text: str, place: str) -> None:
    variables = Variables(values={"city": "Bonn"})
    adopted = variables.adopt(text, place)  # type: ignore[arg-type]
    known = {"company", "destinations", "languages", "hang_up", *variables.declared}
    if place == "sentence":
        known = {*variables.declared, "company", *OF_CALLS}
    assert {path[0] for path in names_in(adopted).variables} <= known
    assert not names_in(adopted).unknown_filters
    said = render(adopted, variables.declared, NOW)
    assert place == "sentence" or "1970" not in said


@given(st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join))
def test_any_announcement_can_be_rendered_afterwards(text: str) -> None:
    said, _ = spoken(text, {"city": "Bonn"})
    render(said, {}, NOW)
    assert {path[0] for path in names_in(said).variables} <= OF_CALLS
    words, _ = plain_words(text, {})
    assert isinstance(words, str)
