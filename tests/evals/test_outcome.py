"""What came of a turn against what its case expects."""

from collections.abc import Sequence

import pytest

from adapter import Directory
from adapter.calls.turn import take_turn
from adapter.errors import ModelError, ModelOverloaded, ModelReplyUnreadable, ModelTimeout
from adapter.evals.cases import Case
from adapter.evals.outcome import outcome_of
from adapter.evals.rows import OUTCOMES, Outcome
from adapter.evals.runner import NOON, conversation_of, row_of
from adapter.testing import ScriptedModel, calls, hangs_up, raw, refuses, says
from adapter.testing.scripted import Step
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.tools import Exposure
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.offer import single_offer

pytestmark = pytest.mark.anyio

HELLO = says("What can I do for you?")
EMPTY = ModelReply()
PROMISE = says("I am putting you through.")
NOBODY = raw("transfer_to_nobody", '{"reason":"x"}')
NO_SUCH_KEY = raw("transfer_call", '{"reason":"x","destination":"nobody"}')
BROKEN = raw("transfer_call", "{destination")
TWO_KEYS = raw("transfer_call", '{"reason":"x","destination":"cards","destination":"fraud"}')
NAMELESS = raw("transfer_call", '{"reason":"x"}')
OTHER_TOOL = raw("get_weather", "{}")

TABLE: Sequence[tuple[object, Exposure, Sequence[Step], Outcome]] = [
    ("cards", "each", [calls("cards")], "right"),
    (["fraud", "cards"], "each", [calls("cards")], "right"),
    (["fraud", "loans"], "each", [calls("cards")], "wrong_destination"),
    ("cards", "each", [calls("fraud")], "wrong_destination"),
    ("cards", "each", [calls("cards", "cards")], "right"),
    ("cards", "each", [HELLO], "missed"),
    ("cards", "each", [hangs_up("Goodbye.")] * 2, "hung_up"),
    ("cards", "each", [hangs_up("Goodbye."), calls("cards")], "right"),
    ("cards", "each", [hangs_up("Goodbye."), HELLO], "missed"),
    ("cards", "each", [PROMISE, PROMISE], "missed"),
    (None, "each", [HELLO], "right"),
    (None, "each", [hangs_up("Goodbye.")] * 2, "right"),
    (None, "each", [PROMISE, PROMISE], "right"),
    (None, "each", [calls("cards")], "false_transfer"),
    # several calls
    ("cards", "each", [calls("cards", "fraud")] * 2, "multiple_calls"),
    (None, "each", [calls("cards", "fraud")] * 2, "multiple_calls"),
    # tools and destinations that do not exist
    ("cards", "each", [OTHER_TOOL] * 2, "unknown_tool"),
    (None, "each", [OTHER_TOOL] * 2, "unknown_tool"),
    ("cards", "each", [NOBODY] * 2, "unknown_tool"),
    (None, "single", [NOBODY] * 2, "unknown_tool"),
    ("cards", "single", [NO_SUCH_KEY] * 2, "bad_arguments"),
    (None, "single", [NO_SUCH_KEY] * 2, "bad_arguments"),
    ("cards", "each", [NO_SUCH_KEY] * 2, "unknown_tool"),
    (
        "cards",
        "each",
        [says('<tool_call>{"name": "transfer_to_nobody", "arguments": {}}</tool_call>')] * 2,
        "unknown_tool",
    ),
    # arguments
    ("cards", "single", [BROKEN] * 2, "bad_arguments"),
    (None, "single", [BROKEN] * 2, "bad_arguments"),
    ("cards", "single", [NAMELESS] * 2, "bad_arguments"),
    ("cards", "single", [TWO_KEYS] * 2, "bad_arguments"),
    # what matters under a tool for each destination is its name
    ("cards", "each", [raw("transfer_to_cards", "{broken")], "right"),
    # mended when asked again
    ("cards", "each", [OTHER_TOOL, calls("cards")], "right"),
    ("cards", "each", [calls("cards", "fraud"), calls("cards")], "right"),
    ("cards", "each", [OTHER_TOOL, calls("fraud")], "wrong_destination"),
    ("cards", "each", [OTHER_TOOL, HELLO], "missed"),
    (None, "each", [OTHER_TOOL, HELLO], "right"),
    (None, "each", [OTHER_TOOL, calls("cards")], "false_transfer"),
    ("cards", "each", [EMPTY, calls("cards")], "right"),
    # refusals, and replies of which nothing can be used
    ("cards", "each", [refuses()], "refusal"),
    (None, "each", [refuses()], "right"),
    ("cards", "each", [EMPTY] * 2, "refusal"),
    (None, "each", [EMPTY] * 2, "refusal"),
    (None, "each", [says("{}")] * 2, "refusal"),
    # the provider
    ("cards", "each", [ModelOverloaded("busy")], "provider_error"),
    (None, "each", [ModelOverloaded("busy")], "provider_error"),
    (None, "each", [ModelReplyUnreadable("what?")], "provider_error"),
    ("cards", "each", [ModelTimeout("late")], "timeout"),
    (None, "each", [ModelTimeout("late")], "timeout"),
    ("cards", "each", [OTHER_TOOL, ModelOverloaded("busy")], "provider_error"),
    (None, "each", [OTHER_TOOL, ModelTimeout("late")], "timeout"),
]


@pytest.mark.parametrize(("expect", "exposure", "replies", "outcome"), TABLE)
async def test_the_outcome_of_a_turn_is_as_the_table_says(
    expect: str | list[str] | None, exposure: Exposure, replies: Sequence[Step], outcome: Outcome, bank: Directory
) -> None:
    case = Case(id="c", text="my card is gone", expect=expect)
    config = AssistantConfig(directory=bank, exposure=exposure)
    with ScriptedModel(replies) as model:
        offer = single_offer(config, conversation_of(case), NOON)
        asked, turn = offer.request, await take_turn(model, offer)
    assert outcome_of(case, turn, asked.toolset) == outcome
    row = row_of(case, 1, turn, asked, seconds=0.0)
    assert (row.outcome, row.right) == (outcome, outcome == "right")
    assert len(row.replies) == sum(not isinstance(step, ModelError) for step in replies)


def test_the_table_has_every_outcome() -> None:
    assert {outcome for *_, outcome in TABLE} == set(OUTCOMES)


async def test_a_mistake_that_was_mended_stays_visible_in_the_row(bank: Directory) -> None:
    case = Case(id="c", text="my card is gone", expect="cards")
    with ScriptedModel([OTHER_TOOL, calls("cards")]) as model:
        offer = single_offer(AssistantConfig(directory=bank), conversation_of(case), NOON)
        asked, turn = offer.request, await take_turn(model, offer)
    row = row_of(case, 1, turn, asked, seconds=0.0)
    assert (row.outcome, row.first, row.got) == ("right", "unknown_tool", "cards")
    assert [reply.tool_calls[0].name for reply in row.replies] == ["get_weather", "transfer_to_cards"]


async def test_a_transfer_that_the_directory_rejects_is_none() -> None:
    data = {
        "type": "transferCall",
        "destinations": [{"type": "number", "number": "+4921155660001", "description": "Cards.", "name": "cards"}],
        "rejectionPlan": {"conditions": [{"type": "regex", "regex": "bear"}]},
    }
    config = AssistantConfig(directory=Directory.parse(data), prompt=default_prompt())
    for expect, outcome in (("cards", "missed"), (None, "right")):
        case = Case(id="c", text="I am a bear", expect=expect)
        with ScriptedModel([calls("cards"), HELLO]) as model:
            offer = single_offer(config, conversation_of(case), NOON)
            asked, turn = offer.request, await take_turn(model, offer)
        assert outcome_of(case, turn, asked.toolset) == outcome
