"""OpenAI's client for Node, in the Node that a package of the development group brings."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from adapter.tool_calls.request import ModelApi

NODE: Final = Path(sys.executable).parent / "node"
FOLDER: Final = Path(__file__).parent / "node"


def ask_node(url: str, api: ModelApi, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the client makes of the server's answers. Skips the test where `make test-heavy` has not fetched
    the client."""
    if not (FOLDER / "node_modules" / "openai").is_dir():
        pytest.skip("OpenAI's client for Node is not there: make test-heavy fetches it from npm's registry")
    lines = "\n".join(json.dumps({"api": api, "body": body}) for body in bodies)
    done = subprocess.run([NODE, FOLDER / "ask.mjs", url], input=lines, capture_output=True, text=True, timeout=60)
    assert (done.stderr, done.returncode) == ("", 0)
    return [json.loads(line) for line in done.stdout.splitlines()]
