"""The settings of the handoff note: a wrong one is a clear line, and without them nothing of it is there."""

import json
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import SettingsError
from adapter.handoff.receiver import Receiver
from adapter.wiring import build, read_settings, shipped_directory
from adapter.wiring.handoff_values import check_address, check_signing_secret
from tests.handoff.receiving import SECRET, URL

LONG = "whsec_" + "A" * 88
"""Sixty-six bytes, and the scheme allows sixty-four."""


@pytest.mark.parametrize(
    ("url", "secret", "said"),
    [
        ("http://desk.example/x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("ftp://desk.example/x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("desk.example/x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("https:///x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("https://desk.example:99999/x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("http://127.0.0.1.evil.example/x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("https://[::1/x", SECRET, "ADAPTER_HANDOFF_URL: an https:// URL"),
        ("https://me:hidden@desk.example", SECRET, "ADAPTER_HANDOFF_URL: a URL without user"),
        ("https://desk.example/#hidden", SECRET, "ADAPTER_HANDOFF_URL: a URL without user"),
        (URL, "whsec_hidden", "ADAPTER_HANDOFF_SECRET: whsec_ and 24 to 64 bytes"),
        (URL, "hidden" * 10, "ADAPTER_HANDOFF_SECRET: whsec_ and 24 to 64 bytes"),
        (URL, LONG, "ADAPTER_HANDOFF_SECRET: whsec_ and 24 to 64 bytes"),
        (URL, None, "ADAPTER_HANDOFF_SECRET: ADAPTER_HANDOFF_URL is set"),
        (None, SECRET, "ADAPTER_HANDOFF_URL: ADAPTER_HANDOFF_SECRET is set"),
    ],
)
def test_a_wrong_url_or_secret_is_one_clear_line_that_quotes_neither(
    url: str | None, secret: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("URL", url), ("SECRET", secret)):
        if value is not None:
            monkeypatch.setenv(f"ADAPTER_HANDOFF_{name}", value)
    with pytest.raises(SettingsError) as raised:
        build(read_settings(directory=shipped_directory(), model="offline"))
    assert str(raised.value).startswith(said)
    assert not any(word in str(raised.value) for word in ("hidden", "7d1f", "evil", "MDEy", "\n"))


@pytest.mark.parametrize("url", [URL, "http://localhost:8090/x", "http://127.0.0.1/", "http://[::1]:80/a?b=c"])
def test_https_and_this_machine_are_addresses(url: str) -> None:
    check_address(url)


@given(st.text(max_size=30) | st.from_regex(r"https?://[!-~]{0,20}", fullmatch=True))
def test_whatever_is_taken_for_an_address_can_be_asked(url: str) -> None:
    try:
        check_address(url)
    except SettingsError:
        return
    Receiver(url, SECRET)
    assert httpx2.URL(url).scheme in ("http", "https")


@given(st.text(max_size=100) | st.binary(max_size=70).map(lambda key: f"whsec_{key.hex()}"))
def test_whatever_is_taken_for_a_secret_can_sign(secret: str) -> None:
    try:
        check_signing_secret(secret)
    except SettingsError:
        return
    Receiver(URL, secret)


def test_without_the_settings_nothing_of_it_is_imported(tmp_path: Path) -> None:
    look = (
        "import json, os, sys\n"
        "from adapter.service.app import from_environment\n"
        "for more in json.loads(sys.argv[1]):\n"
        "    os.environ.update(more)\n"
        "    from_environment()\n"
        "    print(*(name for name in sys.modules if 'handoff' in name or name.startswith('standardwebhooks')))"
    )
    env = {"ADAPTER_DIRECTORY": str(shipped_directory()), "ADAPTER_MODEL": "offline", "ADAPTER_STORE": "memory://"}
    told = json.dumps([{}, {"ADAPTER_HANDOFF_URL": URL, "ADAPTER_HANDOFF_SECRET": SECRET}])
    done = subprocess.run(
        [sys.executable, "-c", look, told], env=env, cwd=tmp_path, check=True, capture_output=True, text=True
    )
    without, with_them = done.stdout.splitlines()
    assert without == "adapter.wiring.handoff_values"
    assert {"adapter.handoff.delivery", "standardwebhooks"} <= set(with_them.split())
