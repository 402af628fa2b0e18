"""Pages as people and their browsers see them: Chromium, driven by puppeteer, and looked at by axe-core."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import pytest

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FOLDER: Final = Path(__file__).parent / "browser"
DRIVER: Final = FOLDER / "node_modules" / "puppeteer-core"
NODE: Final = Path(sys.executable).parent / "node"

in_a_browser: Final = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.skipif(not DRIVER.is_dir(), reason="puppeteer is not there: make test-heavy fetches it from npm"),
]
"""Marks of a module whose tests look at pages."""

Step = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What came of a visit: what each `tell` and `axe` gave, the console's lines, and whatever was asked for."""

    told: list[Any]
    console: list[str]
    requests: list[str]
    seconds: float
    """Of CPU, of all of Chromium's processes, until the page was loaded and painted."""


def browse(
    page: Path,
    *steps: Step,
    width: int = 1200,
    height: int = 900,
    scale: float = 1,
    scheme: Literal["light", "dark"] = "light",
    scripts: bool = True,
    fragment: str = "",
) -> Seen:
    """Opens a page and takes the steps, which `browser/browse.mjs` lists, in order."""
    task = {
        "page": str(page),
        "chromium": CHROMIUM,
        "width": width,
        "height": height,
        "scale": scale,
        "scheme": scheme,
        "scripts": scripts,
        "fragment": fragment,
        "steps": steps,
    }
    done = subprocess.run(
        [NODE, FOLDER / "browse.mjs"], input=json.dumps(task), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return Seen(**json.loads(done.stdout))
