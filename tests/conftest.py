"""What many tests start from: the example bank, and small directories made for one question."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapter import Directory

EXAMPLES = Path(__file__).parent.parent / "examples"

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def bank() -> Directory:
    """The example bank of ten destinations in two languages."""
    return Directory.load(EXAMPLES / "bank" / "directory.yaml")


@pytest.fixture(scope="session")
def seed() -> Directory:
    """The platform's own transfer example: sales, +1234567890, "Sales Department"."""
    return Directory.parse(
        {
            "destinations": {
                "sales": {
                    "type": "number",
                    "number": "+1234567890",
                    "callerId": "+1234567890",
                    "description": "Prices, offers, new customers.",
                    "policy": {"caller_id_name": "Sales Department"},
                }
            }
        }
    )


@pytest.fixture(scope="session")
def directory_of() -> Callable[..., Directory]:
    """Makes a directory: `directory_of(cards={"message": ""}, fallback="desk", desk={})`.

    Keys whose value is a mapping are destinations; numbers and descriptions are filled in where they are left out.
    """

    def make(**parts: object) -> Directory:
        destinations: dict[str, object] = {}
        top: dict[str, object] = {}
        for position, (name, value) in enumerate(parts.items()):
            if name in ("speech",) or not isinstance(value, dict):
                top[name] = value
                continue
            filled = {"type": "number", "number": f"+49211556600{position:02d}", "description": f"All about {name}."}
            destinations[name] = {**filled, **value}
        return Directory.parse({**top, "destinations": destinations})

    return make


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio: that is what the service runs on."""
    return "asyncio"
