"""Pages as people and their browsers see them: Chromium, driven by puppeteer, and looked at by axe-core."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

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

Step: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What came of a visit: what each `tell` and `axe` gave, the console's lines, and whatever was asked for."""

    told: list[Any]
    console: list[str]
    requests: list[str]
    seconds: float
    """Of CPU, of all of Chromium's processes, until the page was loaded and painted."""


@dataclass(frozen=True, kw_only=True)
class Browser:
    """A Chromium that is running. Each visit has a profile of its own."""

    driver: subprocess.Popen[str]

    def browse(
        self,
        page: Path | str,
        *steps: Step,
        width: int = 1200,
        height: int = 900,
        scale: float = 1,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
        fragment: str = "",
    ) -> Seen:
        """Opens a file or an address and takes the steps, which `browser/browse.mjs` lists, in order."""
        visit = {
            "page": str(page),
            "width": width,
            "height": height,
            "scale": scale,
            "scheme": scheme,
            "scripts": scripts,
            "fragment": fragment,
            "steps": steps,
        }
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        self.driver.stdin.write(f"{json.dumps(visit)}\n")
        self.driver.stdin.flush()
        came = json.loads(self.driver.stdout.readline())
        assert "failed" not in came, came["failed"]
        return Seen(**came)


Browse: TypeAlias = Callable[..., Seen]
"""`Browser.browse`."""


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Chromium, until the block ends."""
    command = [str(NODE), str(FOLDER / "browse.mjs"), str(CHROMIUM)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as driver:
        yield Browser(driver=driver)
        assert driver.stdin is not None
        driver.stdin.close()
        driver.wait(30)
