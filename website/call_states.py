"""`python -m website.call_states`: draws docs/call-states.svg, the states of a call, from `call_states.yaml`.

Seven boxes that stay where they are need no program that lays out graphs, which not every machine has; and what a page
loads to draw would have to come from elsewhere.
"""

import math
from html import escape
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

SOURCE: Final = Path(__file__).with_name("call_states.yaml")
PICTURE: Final = Path(__file__).resolve().parent.parent / "docs" / "call-states.svg"

Point: TypeAlias = tuple[float, float]

_WIDTH, _HEIGHT, _LINE = 200, 64, 17
_STYLE: Final = """\
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.name { font-weight: 600; font-size: 17px }
.what, .answer { fill: #59636e }
.ground { fill: #fff; stroke: #d1d9e0 }
.state { fill: #ddf4ff; stroke: #0969da; stroke-width: 1.5 }
.end { fill: #f6f8fa; stroke: #59636e }
path { stroke: #59636e; stroke-width: 1.5; fill: none }
marker path { fill: #59636e; stroke: none }
.label { stroke: #fff; stroke-width: 5px; stroke-linejoin: round; paint-order: stroke }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.what, .answer { fill: #a8b2bd }
.ground { fill: #0d1117; stroke: #3d444d }
.state { fill: #0c2d6b; stroke: #4493f8 }
.end { fill: #151b23; stroke: #9198a1 }
path { stroke: #9198a1 }
marker path { fill: #9198a1 }
.label { stroke: #0d1117 }
}"""
"""It has a ground of its own: a page may be dark where the system, which is all that a picture knows of, is not."""


def source() -> dict[str, Any]:
    """What is drawn."""
    found: dict[str, Any] = yaml.safe_load(SOURCE.read_text("utf-8"))
    return found


def drawn(picture: dict[str, Any]) -> str:
    """The picture as SVG."""
    width, height = picture["size"]
    states = picture["states"]
    told = ", ".join(f"{arrow['from']} to {arrow['to']}" for arrow in picture["arrows"])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" aria-labelledby="title description">',
        '<title id="title">The states of a call</title>',
        f'<desc id="description">Arrows lead from {escape(told)}.</desc>',
        f"<style>\n{_STYLE}\n</style>",
        '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 10 5 0 10z"/></marker></defs>',
        f'<rect class="ground" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>',
        *(_arrow(arrow, states) for arrow in picture["arrows"]),
        *(_state(name, state) for name, state in states.items()),
        *(_label(arrow) for arrow in picture["arrows"]),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _state(name: str, state: dict[str, Any]) -> str:
    x, y = state["at"]
    kind = "state end" if name in ("new", "ended") else "state"
    return (
        f'<rect class="{kind}" x="{x - _WIDTH / 2:g}" y="{y - _HEIGHT / 2:g}" rx="10"'
        f' width="{_WIDTH}" height="{_HEIGHT}"/>'
        f'<text class="name" x="{x}" y="{y - 4}" text-anchor="middle">{escape(name)}</text>'
        f'<text class="what" x="{x}" y="{y + 18}" text-anchor="middle">{escape(state["what"])}</text>'
    )


def _arrow(arrow: dict[str, Any], states: dict[str, Any]) -> str:
    """A straight line from border to border, `shift` to the left of the line between the middles."""
    start, end = states[arrow["from"]]["at"], states[arrow["to"]]["at"]
    length = math.dist(start, end)
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    aside = (along[1] * arrow.get("shift", 0), -along[0] * arrow.get("shift", 0))
    begins = _border((start[0] + aside[0], start[1] + aside[1]), along, start)
    ends = _border((end[0] + aside[0], end[1] + aside[1]), (-along[0], -along[1]), end)
    return f'<path d="M{begins[0]:.1f} {begins[1]:.1f} {ends[0]:.1f} {ends[1]:.1f}" marker-end="url(#head)"/>'


def _border(point: Point, along: Point, middle: Point) -> Point:
    """Where the way from a point within a box, in a direction, leaves the box around `middle`."""
    reach = [
        (half - (at - centre) * math.copysign(1, step)) / abs(step)
        for at, centre, step, half in zip(point, middle, along, (_WIDTH / 2, _HEIGHT / 2), strict=True)
        if step
    ]
    return point[0] + along[0] * min(reach), point[1] + along[1] * min(reach)


def _label(arrow: dict[str, Any]) -> str:
    x, y = arrow["at"]
    lines = [("label", line) for line in arrow["label"]]
    if arrow["answer"]:
        lines.append(("label answer", arrow["answer"]))
    top = y - (len(lines) - 1) * _LINE / 2 + 5
    anchor = arrow.get("anchor", "middle")
    return "".join(
        f'<text class="{kind}" x="{x}" y="{top + at * _LINE:g}" text-anchor="{anchor}">{escape(line)}</text>'
        for at, (kind, line) in enumerate(lines)
    )


def main() -> None:
    """Writes the picture."""
    PICTURE.write_text(drawn(source()), "utf-8")
    print(PICTURE)


if __name__ == "__main__":
    main()
