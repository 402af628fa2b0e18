"""A diagnosis: what was found of one model of the chain, check by check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from adapter.models.refusals import Refusal
from adapter.models.request_fields import RequestFields

CheckName: TypeAlias = Literal[
    "reachable",
    "key",
    "model",
    "request",
    "tools",
    "tool_call",
    "schema",
    "order",
    "stream",
    "window",
    "seconds",
    "cache",
    "fields",
]
CHECKS: Final[tuple[CheckName, ...]] = get_args(CheckName)
"""All checks, in the order in which they are told."""

Status: TypeAlias = Literal["ok", "warning", "failed", "skipped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that was looked at. `message` says what was seen, `advice` what to set or do, each in one line.

    `failed`: calls would fail. `figures` are what was measured, by name, in the unit that the name says.
    """

    name: CheckName
    status: Status
    message: str
    advice: str = ""
    figures: Mapping[str, int | float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What was found of one model. `base_url` is None for a router, of which nothing is asked.

    `fields` are what its server takes of a request, `window` its tokens where they are known; `answers` says whether it
    gave any reply.
    """

    model: str
    base_url: str | None = None
    checks: tuple[Check, ...] = ()
    fields: RequestFields | None = None
    window: int | None = None
    answers: bool = False

    @property
    def ok(self) -> bool:
        """Whether calls would get their answers from it."""
        return all(check.status != "failed" for check in self.checks)

    def check(self, name: CheckName) -> Check | None:
        """The check of this name."""
        return next((check for check in self.checks if check.name == name), None)

    def as_json(self) -> dict[str, object]:
        """JSON-ready, in a shape that stays."""
        checks = [
            {
                "name": check.name,
                "status": check.status,
                "message": check.message,
                "advice": check.advice,
                "figures": dict(check.figures),
            }
            for check in self.checks
        ]
        return {"ok": self.ok, "model": self.model, "base_url": self.base_url, "checks": checks}


def failed(refusal: Refusal) -> Check:
    """The check that fails for a refusal."""
    about, message, advice = refusal.about, refusal.message, refusal.advice
    return Check(name=about, status="failed", message=message, advice=advice, figures=refusal.figures)


def complete(checks: list[Check], reason: str) -> tuple[Check, ...]:
    """The checks in their order, with those that were not made as skipped for a reason."""
    made = {check.name: check for check in checks}
    left_out = (Check(name=name, status="skipped", message=reason) for name in CHECKS if name not in made)
    return tuple(sorted((*made.values(), *left_out), key=lambda check: CHECKS.index(check.name)))
