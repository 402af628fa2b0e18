"""Which transfers a rejectionPlan rejects."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Directory
from adapter.tool_calls.conversation import AssistantMessage, Conversation, ToolCall, ToolResult, UserMessage
from adapter.tool_calls.decision import Decision, Failed, HangUp, Reply, Transfer, Unclear
from adapter.transfers.call_info import CallInfo
from adapter.transfers.rejection import MAX_TEXT, permitted

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CARDS = {"type": "number", "number": "+4921155660001"}
TRANSFER = Transfer(reason="tool_call", destination="cards")
TALK: Conversation = (
    AssistantMessage(text="Hello. How can I help you?"),
    UserMessage(text="I want to TRANSFER money"),
    AssistantMessage(text="", tool_calls=(ToolCall(name="transfer_to_cards", arguments="{}", id="call00001"),)),
    ToolResult(call_id="call00001", text="Connecting."),
    AssistantMessage(text="To which account?"),
    UserMessage(text="Can I speak to a person?\nPlease"),
)


def rejects(*conditions: dict[str, Any], talk: Conversation = TALK, session: CallInfo | None = None) -> bool:
    directory = Directory.parse({"destinations": {"cards": CARDS}, "rejectionPlan": {"conditions": list(conditions)}})
    decision = permitted(TRANSFER, directory, talk, session, NOON)
    if decision == TRANSFER:
        return False
    assert isinstance(decision, Unclear)
    assert decision.reason == "rejected"
    assert decision.ask_again
    return True


def regex(pattern: str, *, negate: bool | None = None, **target: Any) -> dict[str, Any]:
    condition: dict[str, Any] = {"type": "regex", "regex": pattern}
    if target:
        condition["target"] = target
    return condition if negate is None else {**condition, "negate": negate}


def liquid(template: str) -> dict[str, Any]:
    return {"type": "liquid", "liquid": template}


def group(operator: str, *conditions: dict[str, Any]) -> dict[str, Any]:
    return {"type": "group", "operator": operator, "conditions": list(conditions)}


YES, NO = regex(""), regex("", negate=True)


def test_without_conditions_nothing_is_rejected() -> None:
    assert not rejects()
    directory = Directory.parse({"destinations": {"cards": CARDS}})
    assert permitted(TRANSFER, directory, TALK, None, NOON) is TRANSFER


@pytest.mark.parametrize(
    "decision",
    [
        Reply(reason="text", text="Yes?"),
        HangUp(reason="tool_call"),
        Unclear(reason="unknown_tool"),
        Failed(reason="empty"),
    ],
)
def test_only_transfers_are_rejected(decision: Decision) -> None:
    directory = Directory.parse({"destinations": {"cards": CARDS}, "rejectionPlan": {"conditions": [YES]}})
    assert permitted(decision, directory, TALK, None, NOON) is decision


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        # The last message of anyone, as nothing else is said.
        (regex("person"), True),
        (regex("money"), False),
        (regex("PERSON"), False),
        (regex("(?i)PERSON"), True),
        (regex("^Please$"), False),
        (regex("(?m)^Please$"), True),
        (regex(r"(?i)\b(person|agent)\b"), True),
        (regex(r"\?"), True),
        (regex(r"pers\u006fn"), True),
        (regex(r"[\u006e-\u0070]"), True),
        (regex(r"\\u006f"), False),
        (regex("person", negate=False), True),
        (regex("person", negate=True), False),
        (regex("money", negate=True), True),
        # By role and position: 0 is the first, negative ones count from the end.
        (regex("money", role="user", position=0), True),
        (regex("money", role="user", position=-2), True),
        (regex("person", role="user"), True),
        (regex("person", role="user", position=1), True),
        (regex("account", role="assistant"), True),
        (regex("^Hello", role="assistant", position=0), True),
        (regex("^Hello", position=0), True),
        (regex("account", position=-2), True),
        # A tool's result is nobody's message.
        (regex("Connecting", position=3), False),
        # Where there is no such message, nothing is found.
        (regex("", role="user", position=2), False),
        (regex("", role="user", position=-3), False),
        (regex("", role="user", position=1e17), False),
        (regex("", role="user", position=7, negate=True), True),
        # Groups.
        (group("AND", YES, YES), True),
        (group("AND", YES, NO), False),
        (group("OR", NO, YES), True),
        (group("OR", NO, NO), False),
        (group("OR", NO, group("AND", YES, group("OR", NO, YES))), True),
        (group("AND"), True),
        (group("OR"), False),
    ],
)
def test_whether_a_condition_holds(condition: dict[str, Any], holds: bool) -> None:
    assert rejects(condition) is holds


@pytest.mark.parametrize(("conditions", "rejected"), [((YES, YES), True), ((YES, NO), False), ((NO, NO), False)])
def test_all_conditions_together_reject(conditions: tuple[dict[str, Any], ...], rejected: bool) -> None:
    assert rejects(*conditions) is rejected


# The example in Vapi's document of a transfer that nobody asked for.
NOT_MENTIONED = """{% assign recentMessages = messages | last: 5 %}
{% assign userMessages = recentMessages | where: 'role', 'user' %}
{% assign mentioned = false %}
{% for msg in userMessages %}
  {% if msg.content contains 'transfer' or msg.content contains 'speak to' %}
    {% assign mentioned = true %}
    {% break %}
  {% endif %}
{% endfor %}
{% if mentioned %}
  false
{% else %}
  true
{% endif %}"""


@pytest.mark.parametrize(
    ("template", "holds"),
    [
        ("true", True),
        (" true\n", True),
        ("false", False),
        ("True", False),
        ("truetrue", False),
        ("", False),
        ("{{ messages.size }}", False),
        ("{% if messages.size == 6 %}true{% endif %}", True),
        ("{% assign last = messages | last %}{% if last.role == 'user' %}true{% endif %}", True),
        ("{% if messages[2].content == '' and messages[3].role == 'tool' %}true{% endif %}", True),
        (f"{{% if now == {int(NOON.timestamp() * 1000)} %}}true{{% endif %}}", True),
        ("{% if customer.number == '+4915112345678' %}true{% endif %}", True),
        ("{% if session.direction == 'inbound' %}true{% endif %}", True),
        ("{{ 1 | divided_by: 0 }}true", False),
        ("{% for a in (1..1000000) %}{% for b in (1..1000000) %}x{% endfor %}{% endfor %}true", False),
        (NOT_MENTIONED, False),
        (NOT_MENTIONED.replace("speak to", "connect"), True),
        (NOT_MENTIONED.replace("last: 5", "last: 0"), True),
    ],
)
def test_a_template_holds_when_it_renders_true_and_nothing_else(template: str, holds: bool) -> None:
    session = CallInfo(id="s", from_number="+4915112345678", direction="inbound")
    assert rejects(liquid(template), session=session) is holds


def test_without_a_session_a_template_still_sees_the_messages() -> None:
    assert rejects(liquid("{% if customer.number %}{% else %}true{% endif %}"))


def test_a_pattern_that_others_would_never_finish_takes_no_time() -> None:
    talk = (UserMessage(text="a" * 20_000),)
    started = time.monotonic()
    assert not rejects(regex("(a+)+$b"), talk=talk)
    assert time.monotonic() - started < 1


def test_only_the_beginning_of_a_huge_message_is_looked_at() -> None:
    talk = (UserMessage(text="a" * MAX_TEXT + "b"),)
    assert not rejects(regex("b"), talk=talk)
    assert not rejects(liquid("{% if messages[0].content contains 'b' %}true{% endif %}"), talk=talk)


PATTERNS = ["", ".", r"(?i)a|b\b", "(?m)^x$", "[^a]+", r"\p{L}"]
TEMPLATES = [
    "{{ messages | map: 'content' | join }}",
    "{{ messages[0].content | size | divided_by: now }}",
    NOT_MENTIONED,
]
UTTERANCES = st.lists(
    st.one_of(
        st.builds(UserMessage, text=st.text(max_size=30)), st.builds(AssistantMessage, text=st.text(max_size=30))
    ),
    max_size=5,
)


@given(UTTERANCES.map(tuple), st.sampled_from(PATTERNS), st.sampled_from(TEMPLATES), st.integers(-7, 7), st.booleans())
def test_whatever_was_said_there_is_an_answer(
    talk: Conversation, pattern: str, template: str, position: int, negate: bool
) -> None:
    plain = rejects(regex(pattern, position=position), talk=talk)
    assert rejects(regex(pattern, position=position, negate=True), talk=talk) is not plain
    rejects(group("OR", regex(pattern, negate=negate), liquid(template)), talk=talk)


def test_half_a_character_is_no_obstacle() -> None:
    assert rejects(regex("x"), talk=(UserMessage(text="\ud83dx"),))
