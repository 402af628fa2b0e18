"""When, where and with what something was measured."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("openai", "httpx2", "aiohttp", "pydantic", "fastapi", "uvicorn", "uvloop", "redis")


def circumstances() -> dict[str, object]:
    """For machines to read."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "processor": processor(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }


def measured_with(extent: str) -> str:
    """For people to read: one paragraph."""
    found = circumstances()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{found['date']}, {extent}, {found['cores']} cores ({found['processor']}),"
        f" load {found['load']:.1f} before; Python {found['python']}, {packages}."
    )


def processor() -> str:
    """Its name, as far as the machine tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.machine()
