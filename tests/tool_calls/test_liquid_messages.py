"""Templates that cannot be read or rendered, in words of those who wrote them."""

import re
from datetime import UTC, datetime

import pytest

from adapter.tool_calls.liquid import LiquidError, check_template, names_in, render
from adapter.tool_calls.liquid_messages import liquid_line, liquid_message

JARGON = re.compile(r"expected|expression|positional|token|end of file|delimiter|primitive|iteration|[Ll]iquid")

BROKEN = {
    "a {{ name": "a }} is missing at the end of a variable or tag",
    "a {% if x %}b": "{% endif %} is missing",
    "a {% foo %}": "there is no tag {% foo %}",
    "x {% endif %}": "{% endif %} has no beginning",
    "{% if %}a{% endif %}": "a condition or value is missing in a tag",
    "{{ a b }}": "too much stands in a {{ … }} or {% … %}",
    "{{ a | }}": "the name of a filter is missing behind |",
    "{{ a | nosuch }}": "there is no filter nosuch",
    "{% for x on y %}{% endfor %}": "write {% for item in list %}",
    "{{ 'a }}": "a quotation mark is opened and never closed",
    "{% assign x %}": "write {% assign name = value %}",
    "{% raw %}": "{% endraw %} is missing",
    "{{ }}": "something is missing in {{ … }}",
    "{% if x == %}a{% endif %}": "something is missing in {{ … }}",
    "{% include 'x' %}": "other files cannot be included",
    "{{ a | plus: 'x', 1,2 }}": "the filter plus has other arguments",
    "{{ a | times: }}": "the filter times has other arguments",
    "{%": "a {% is not closed by %}",
    "{% for i in (1..100000000) %}{{i}}{% endfor %}": "a loop runs too often",
}


def error_of(text: str) -> LiquidError:
    with pytest.raises(LiquidError) as raised:
        rendered(text)
    return raised.value


def rendered(text: str) -> None:
    check_template(text)
    names_in(text)
    render(text, {"a": 3}, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("text", BROKEN)
def test_a_mistake_is_told_without_a_word_of_the_engine(text: str) -> None:
    message = liquid_message(error_of(text))
    assert BROKEN[text] in message
    assert not JARGON.search(message)


def test_the_line_of_a_mistake_is_told_where_the_engine_knows_it() -> None:
    text = "one\ntwo\n{% foo %}\n"
    assert liquid_line(error_of(text), text) == 2
    assert liquid_line(error_of("{% if a %}"), "{% if a %}") is None
