"""Liquid: what an operator's templates see, with our own clock."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.tool_calls.liquid import LiquidError, check_template, render

NIGHT = datetime(2026, 11, 20, 23, 59, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("plain } { text", "plain } { text"),
        ("{{ name }}", "Ada"),
        ("{{name}} & {{ unknown }}.", "Ada & ."),
        ("{{ unknown.deeper.still }}", ""),
        ("{% if name == 'Ada' %}yes{% else %}no{% endif %}", "yes"),
        ("{{ name | upcase }}", "ADA"),
        # Vapi's own variables, in UTC.
        ("{{now}}", "Nov 20, 2026, 11:59 PM"),
        ("{{date}}|{{time}}|{{month}}|{{day}}|{{year}}", "Nov 20, 2026|11:59 PM|November|20|2026"),
        # The date filter: the clock is "now", and a second argument is a time zone.
        ('{{"now" | date: "%H:%M"}}', "23:59"),
        ('{{"now" | date: "%H:%M", "Europe/London"}}', "23:59"),
        ('{{"now" | date: "%Y-%m-%d %H:%M", "Europe/Berlin"}}', "2026-11-21 00:59"),
        ('{{"now" | date: "%A, %d.%m.", "America/New_York"}}', "Friday, 20.11."),
        ('{{now | date: "%H:%M", "Asia/Tokyo"}}', "08:59"),
        ('{{"today" | date: "%d"}}', "20"),
        ('{{"now" | date}}', "Nov 20, 2026"),
        ('{{"2026-01-02T03:04:05+02:00" | date: "%H:%M"}}', "01:04"),
        ('{{"2026-07-02T03:04:05" | date: "%H:%M", "Europe/Berlin"}}', "05:04"),
        ('{{ 0 | date: "%Y" }}', "1970"),
        ('{{"next week" | date: "%Y"}}', "next week"),
        ('{{ unknown | date: "%Y" }}', ""),
        ('{% assign hour = "now" | date: "%H" | plus: 0 %}{% if hour > 18 %}evening{% endif %}', "evening"),
    ],
)
def test_templates_are_rendered_with_the_clock_that_they_are_given(template: str, text: str) -> None:
    assert render(template, {"name": "Ada"}, NIGHT) == text


def test_the_clocks_own_zone_does_not_matter() -> None:
    there = NIGHT.astimezone(timezone(timedelta(hours=-5)))
    assert render('{{now}} {{"now" | date: "%H:%M"}}', {}, there) == "Nov 20, 2026, 11:59 PM 23:59"


def test_a_variable_of_the_operator_wins_over_one_of_ours() -> None:
    assert render("{{ date }}", {"date": "tomorrow"}, NIGHT) == "tomorrow"


DOUBLED = "{% assign s = s | append: s %}"
DEAR = [
    "{{ (1..1000000000) | join: ',' }}",
    "{{ (1..1000000000) | sort }}",
    f"{{% assign s = 'aaaaaaaaaa' %}}{DOUBLED * 40}{{{{ s }}}}",
    f"{{% assign a = 'a,b' | split: ',' %}}{'{% assign a = a | concat: a %}' * 40}{{{{ a | size }}}}",
    f"{{{{ 'aaaaaaaaaa'{chr(124).join(['', *[' replace: {0}a{0}, {0}aaaaaaaaaa{0} '.format(chr(39))] * 12])}}}}}",
    f"{{% assign n = 9999999999 %}}{'{% assign n = n | times: n %}' * 40}{{{{ n }}}}",
    f"{{% for a in (1..10000) %}}{'{% if true %}{% endif %}' * 500}{{% endfor %}}",
    f"{{% assign s = 'a' %}}{DOUBLED * 17}{{% for a in (1..10000) %}}{{% assign t = s | upcase %}}{{% endfor %}}",
    '{{ "now" | date: "%999999999d" }}',
    "{{" * 20_000,
    "{% raw %}" * 5_000,
    "{{ name }}" * 7_000,
]
"""Each would take seconds, or all memory."""


@pytest.mark.parametrize(
    "template",
    [
        "{{",
        "{{ name",
        "{% if name %}",
        "{% endif %}",
        "{% nonsense %}",
        "{{ name | nonsense }}",
        '{{"now" | date: "%H", "Europe/Nowhere"}}',
        '{{"now" | date: "%H", "../../etc/passwd"}}',
        '{{ 999999999999999999 | date: "%Y" }}',
        "{% include 'other' %}",
        "{% render 'other' %}",
        "{{ name | divided_by: 0 }}",
        "{% for a in (1..200) %}{% for b in (1..200) %}x{% endfor %}{% endfor %}",
        *DEAR,
    ],
)
def test_what_cannot_be_rendered_is_a_liquid_error(template: str) -> None:
    with pytest.raises(LiquidError):
        render(template, {"name": "Ada"}, NIGHT)


@pytest.mark.parametrize("template", ["{{", "{% if a %}", "{% nonsense %}"])
def test_a_template_is_checked_before_it_is_needed(template: str) -> None:
    with pytest.raises(LiquidError):
        check_template(template)
    check_template("{{ fine }} and plain")


def test_a_value_is_never_a_template() -> None:
    assert render("{{ name }}", {"name": "{{ now }}"}, NIGHT) == "{{ now }}"


WORDS = ["{{", "}}", "{%", "%}", "|", ":", ",", ".", "'", '"', "now", "date", "for", "in", "if", "x", "1"]


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text_is_rendered_or_is_a_liquid_error(text: str) -> None:
    with contextlib.suppress(LiquidError):
        assert isinstance(render(text, {"x": [1, "a", None]}, NIGHT), str)
