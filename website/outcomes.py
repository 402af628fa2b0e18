"""Every decision, reason, repair and outcome, from the types that have them."""

from typing import get_args

import adapter.evals.rows
import adapter.tool_calls.decision
from adapter.calls.events import TransferOutcome
from adapter.tool_calls.decision import Failed, HangUp, Reply, Transfer, Unclear
from website.literals import commented
from website.markdown import code, first_paragraph, table


def page() -> str:
    """The page."""
    kinds = [
        (code(str(kind.__dataclass_fields__["kind"].default)), first_paragraph(kind))
        for kind in (Transfer, Reply, HangUp, Unclear, Failed)
    ]
    return "\n".join(
        [
            "# Decisions and outcomes\n",
            "## Kinds of a decision\n",
            table(("`kind`", "what it is"), kinds) + "\n",
            "## Reasons of a decision\n",
            "Where the model gave no reply it is the code of [its error](errors.md#modelerror).\n",
            _meanings("`reason`", commented(adapter.tool_calls.decision, "_Cause")),
            "## Repairs\n",
            "What was mended of a tool call before it was judged.\n",
            _meanings("repair", commented(adapter.tool_calls.decision, "Repair")),
            "## Outcomes of a case\n",
            _meanings("`outcome`", commented(adapter.evals.rows, "Outcome")),
            "## Outcomes of a transfer\n",
            "As a platform tells them, in the decision record: " + ", ".join(map(code, _flat(TransferOutcome))) + ".\n",
        ]
    )


def _meanings(header: str, members: dict[str, str]) -> str:
    return table((header, "means"), [(code(name), meaning) for name, meaning in members.items()]) + "\n"


def _flat(alias: object) -> list[str]:
    return [alias] if isinstance(alias, str) else [name for part in get_args(alias) for name in _flat(part)]
