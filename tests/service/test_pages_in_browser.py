"""The pages for people as a browser sees them. Needs Chromium (Debian: `apt-get install chromium`)."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")]


def browsed(url: str, folder: Path) -> tuple[str, list[str]]:
    """The document that Chromium makes of an address, and what its console says of it."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            f"--user-data-dir={folder / 'config'}",
            "--enable-logging=stderr",
            "--virtual-time-budget=10000",
            "--dump-dom",
            url,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def test_every_route_is_shown_and_the_policy_refuses_nothing_that_the_page_needs(
    serve: Callable[..., httpx2.Client], tmp_path: Path
) -> None:
    client = serve()
    page, console = browsed(f"{client.base_url}/docs".replace("//docs", "/docs"), tmp_path)
    assert console == []
    for path in client.get("/openapi.json").json()["paths"]:
        assert f'data-path="{path}"' in page, path


def test_whoever_is_not_signed_in_sees_the_form_in_its_style(
    serve: Callable[..., httpx2.Client], tmp_path: Path
) -> None:
    client = serve(token="secret")
    page, console = browsed(f"{client.base_url}/docs".replace("//docs", "/docs"), tmp_path)
    assert re.search(r'<input[^>]+name="token"[^>]+type="password"', page)
    assert console == []
