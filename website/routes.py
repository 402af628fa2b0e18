"""Every route: those of the service's own OpenAPI document, and those that stand in none, from the application."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from adapter import Assistant, Directory, OfflineModel
from adapter.service.app import create_app
from adapter.wiring import shipped_directory
from website.markdown import code, first_paragraph, table

INTRODUCTION = """# Routes

What `transfer-adapter serve` answers with all platforms turned on. `/docs` of a running service shows the same to be
tried, `/openapi.json` gives it as data.
"""
UNLISTED = """## Not in the OpenAPI document

WebSockets, pages for people, and the gateway's routes once more for platforms that write its path in another way.
"""


def page() -> str:
    """The page."""
    assistant = Assistant(Directory.load(shipped_directory()), OfflineModel())
    platforms = [assistant.on(name) for name in ("vapi", "twilio", "telnyx")]
    app = create_app(assistant, token="no service is started", platforms=platforms)  # noqa: S106 - with a login's route
    paths: dict[str, dict[str, dict[str, Any]]] = app.openapi()["paths"]
    found = [(method.upper(), path, told) for path, methods in paths.items() for method, told in methods.items()]
    summaries = [(code(f"{method} {path}"), told.get("summary", "")) for method, path, told in found]
    listed = {f"{method} {path}" for method, path, _ in found}
    unlisted = [(code(name), what) for name, what in _served(app.routes) if name not in listed]
    sections = [_section(*route) for route in found]
    overview = table(("route", "what it is"), summaries)
    return "\n".join(
        [INTRODUCTION, overview + "\n", *sections, UNLISTED, table(("route", "what it is"), unlisted) + "\n"]
    )


def _served(routes: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Each route of an application and of the routers in it, by method and path as the document writes them."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _served(inner.routes)
            continue
        path = re.sub(r":\w+}", "}", route.path)
        for method in sorted(getattr(route, "methods", None) or ["WebSocket"]):
            yield f"{method} {path}", first_paragraph(route.endpoint)


def _section(method: str, path: str, told: dict[str, Any]) -> str:
    answers = [(code(status), answer.get("description", "")) for status, answer in told.get("responses", {}).items()]
    asked = [(code(given["name"]), given["in"], given.get("description", "")) for given in told.get("parameters", [])]
    parts = [f"## {method} {path}\n", told.get("description", "").strip() + "\n"]
    if asked:
        parts.append(table(("parameter", "in", "what it is"), asked) + "\n")
    parts.append(table(("status", "when"), answers) + "\n")
    return "\n".join(parts)
