"""The pages that people see in a browser, and the headers that keep them to this service."""

from functools import cache
from importlib.resources import files
from typing import Final

CLOSED: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with none at all a browser sends a form without telling its origin
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of every page: it is kept by nobody, framed by nobody, and taken for nothing else."""


@cache
def page_text(name: str) -> str:
    """The text of a file of this folder."""
    return files(__package__).joinpath(name).read_text("utf-8")


def policy(**sources: str) -> dict[str, str]:
    """A content security policy that allows these sources and nothing else: `policy(script="'self'")`."""
    allowed = "".join(f"; {name}-src {source}" for name, source in sources.items())
    rest = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    return {**CLOSED, "Content-Security-Policy": rest + allowed}
