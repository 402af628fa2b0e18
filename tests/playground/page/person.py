"""Somebody at the playground: what they do and see, as steps for a browser, and what must hold of every visit."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

from tests.browsing import Browse, Seen, Step

DECISION: Final = "#panel-turn .what"
OUTCOME: Final = "#edit-outcome"

READY: Final[Step] = ("wait", "document.querySelectorAll('.line.assistant').length > 0")
"""The assistant has greeted."""
LOOKED_AT: Final[Sequence[Step]] = (
    ("scheme", "light"),
    ("axe",),
    ("scheme", "dark"),
    ("axe", "color-contrast"),  # all that a scheme changes
    ("tell", "document.documentElement.scrollWidth > innerWidth"),
)


def sees(text: str, within: str = "body") -> Step:
    """Waits until a part of the page shows a text."""
    return ("wait", f"document.querySelector({json.dumps(within)})?.innerText.includes({json.dumps(text)}) ?? false")


def sees_none(selector: str) -> Step:
    """Waits until no such element is shown."""
    return ("wait", f"!document.querySelector({json.dumps(selector)})?.checkVisibility()")


def sees_some(selector: str) -> Step:
    """Waits until such an element is shown."""
    return ("wait", f"document.querySelector({json.dumps(selector)})?.checkVisibility() ?? false")


def says(words: str) -> tuple[Step, ...]:
    """Types what the caller says, and waits until it was decided."""
    said = (
        f"[...document.querySelectorAll('.line.caller:not(.waiting)')].at(-1)?.innerText.includes({json.dumps(words)})"
    )
    return (sees_some("#words"), ("type", "#words", words), ("press", "Enter"), ("wait", said))


def clears(selector: str) -> tuple[Step, ...]:
    """Empties a field by hand."""
    return (
        ("click", selector),
        ("do", f"document.querySelector({json.dumps(selector)}).select()"),
        ("press", "Delete"),
    )


def text_of(selector: str) -> Step:
    """Tells what an element shows."""
    return ("tell", f"document.querySelector({json.dumps(selector)}).innerText")


def texts_of(selector: str) -> Step:
    """Tells what all such elements show."""
    return ("tell", f"[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.innerText)")


def visit(
    browse: Browse,
    url: str,
    *steps: Step | Sequence[Step],
    width: int = 1280,
    height: int = 800,
    before: Sequence[Step] = (),
    quarrels: Sequence[str] = (),
) -> list[Any]:
    """Opens the playground, takes the steps and looks at the page at their end. Gives what was told.

    `before` are steps until the page greets. `quarrels` are words of lines that the console may have, such as one of an
    answer that refuses something.
    """
    seen: Seen = browse(f"{url}/playground", *before, READY, *_flat(steps), *LOOKED_AT, width=width, height=height)
    *told, light, dark, too_wide = seen.told
    assert [line for line in seen.console if not any(word in line for word in quarrels)] == []
    outside = [request for request in seen.requests if not request.startswith((f"{url}/", "blob:", "data:"))]
    assert outside == []
    assert {"light": _grave(light), "dark": _grave(dark)} == {"light": [], "dark": []}
    assert not too_wide
    return told


def _flat(steps: Sequence[Step | Sequence[Step]]) -> Iterator[Step]:
    for step in steps:
        if isinstance(step[0], str):
            yield cast("Step", step)
        else:
            yield from cast("Sequence[Step]", step)


def _grave(violations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in violations if one["impact"] in ("serious", "critical")]
