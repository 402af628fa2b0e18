"""What a result says it was measured with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapter import Directory
from adapter.evals.cases import Case
from adapter.evals.identity import Identity, identity_of
from adapter.evals.rows import Row
from adapter.evals.runner import Plan
from adapter.transfers.assistant_config import AssistantConfig

CASES = (Case(id="a", text="my card", expect="cards"), Case(id="b", text="hello", expect=None))


def identified(plan: Plan) -> Identity:
    row = Row(id="a", repeat=1, expect=None, got=None, outcome="right", kind="reply", reason="text", model="m-2026")
    return identity_of(
        plan,
        model="m",
        api="chat",
        base_url=None,
        file=Path("folder/cases.jsonl"),
        tags=["de"],
        version="0.1.0",
        started=datetime(2026, 11, 20, tzinfo=UTC),
        rows=[row, row.model_copy(update={"model": ""})],
    )


def test_an_identity_names_everything_that_was_measured(bank: Directory) -> None:
    found = identified(Plan(config=AssistantConfig(directory=bank), cases=CASES, repeats=2))
    assert found.prompt.startswith("receptionist@v")
    assert found.directory == bank.fingerprint
    assert (found.exposure, found.model, found.served, found.repeats, found.tags) == (
        "each",
        "m",
        ["m-2026"],
        2,
        ["de"],
    )
    name, _, digits = found.cases.partition("+")
    assert (name, len(digits), len(found.tools)) == ("cases", 12, 12)


Change = Callable[[Plan], Plan]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (lambda plan: replace(plan, cases=CASES[:1]), {"cases"}),
        (lambda plan: replace(plan, cases=CASES[::-1]), {"cases"}),
        (lambda plan: replace(plan, repeats=2), {"repeats"}),
        (lambda plan: replace(plan, at=datetime(2026, 6, 21, 10, tzinfo=UTC)), {"at"}),
        (lambda plan: replace(plan, config=replace(plan.config, exposure="single")), {"exposure", "tools"}),
        (lambda plan: replace(plan, concurrency=1, seconds=1.0), set()),
    ],
)
def test_an_identity_changes_with_what_counts_and_with_nothing_else(
    bank: Directory, change: Change, fields: set[str]
) -> None:
    plan = Plan(config=AssistantConfig(directory=bank), cases=CASES)
    one, other = identified(plan).model_dump(), identified(change(plan)).model_dump()
    assert {name for name in one if one[name] != other[name]} == fields
