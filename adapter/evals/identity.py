"""Identity: what was evaluated, so that a result can be told from another and had again."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from adapter.evals.cases import Case, dump_case
from adapter.evals.rows import Row
from adapter.evals.runner import Plan
from adapter.tool_calls.json_choice import Choice
from adapter.tool_calls.request import ModelApi
from adapter.tool_calls.tools import Toolset


class Identity(BaseModel):
    """What was evaluated. Two results with the same identity but for `started` had the same to work with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prompt: str
    directory: str
    tools: str
    """12 hex digits of the hash of the tools as sent, with everything open."""
    exposure: Literal["each", "single", "shortlist"]
    shortlist: int = 0
    """How many destinations a turn adds to a shortlist; 0 without one."""
    search: str = ""
    """What a shortlist is searched by: `words`, or the embedding model; "" without one."""
    choice: Choice = "tools"
    model: str
    served: list[str] = []
    """What the server calls the models that answered."""
    api: ModelApi
    base_url: str | None = None
    cases: str
    """`<file stem>+<12 hex digits>` of the cases that were asked, in their order."""
    tags: list[str] = []
    """The tags that cases were chosen by; empty for all."""
    repeats: int
    at: datetime
    """When the calls take place, for what is open."""
    version: str
    started: datetime


def identity_of(
    plan: Plan,
    *,
    model: str,
    api: ModelApi,
    base_url: str | None,
    file: Path,
    tags: Iterable[str],
    version: str,
    started: datetime,
    choice: Choice = "tools",
    rows: Iterable[Row] = (),
) -> Identity:
    """The identity of a run: its plan, who was asked and how, and where the cases are from."""
    toolset = plan.config.toolset
    return Identity(
        prompt=plan.config.prompt.identity,
        directory=plan.config.directory.fingerprint,
        tools=hashlib.sha256(toolset.encoded(api) + _unlisted(toolset)).hexdigest()[:12],
        exposure=toolset.exposure,
        shortlist=toolset.shortlist,
        search=plan.config.ranked_by.name if toolset.exposure == "shortlist" else "",
        choice=choice,
        model=model,
        served=sorted({row.model for row in rows if row.model}),
        api=api,
        base_url=base_url,
        cases=f"{file.stem}+{cases_hash(plan.cases)}",
        tags=list(tags),
        repeats=plan.repeats,
        at=plan.at.astimezone(UTC),
        version=version,
        started=started,
    )


def _unlisted(toolset: Toolset) -> bytes:
    """What a shortlist may list of every destination."""
    return toolset.lines(sorted(toolset.reachable)).encode() if toolset.exposure == "shortlist" else b""


def cases_hash(cases: Iterable[Case]) -> str:
    """12 hex digits of the hash of cases: changes with their content and order, not with the file's layout."""
    digest = hashlib.sha256()
    for case in cases:
        digest.update(f"{dump_case(case)}\n".encode())
    return digest.hexdigest()[:12]
