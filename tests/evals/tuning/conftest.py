"""Subjects to tune: a small directory and a prompt of its own, in files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.evals.tuning.baseline import PARTS, Baseline, Part
from adapter.wiring import build_config, read_settings
from tests.evals.tuning.places import DIRECTORY

PROMPT_FILE = """\
---
description: For tests.
hang_up: true
sentences:
  en: {greeting: "Hello."}
---
You answer the telephone of {{ company }}. Find out what the caller needs.

{% if hang_up %}- End the call when they say goodbye.{% endif %}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with `directory.yaml` and `prompts/desk/v1.md`."""
    (tmp_path / "directory.yaml").write_text(DIRECTORY, "utf-8")
    prompts = tmp_path / "prompts" / "desk"
    prompts.mkdir(parents=True)
    (prompts / "v1.md").write_text(PROMPT_FILE, "utf-8")
    return tmp_path


@pytest.fixture
def baseline_of(files: Path) -> Callable[..., Baseline]:
    """The baseline of these files."""

    def make(parts: frozenset[Part] = PARTS) -> Baseline:
        settings = read_settings(
            directory=files / "directory.yaml", prompt="desk@v1", prompts_dir=files / "prompts", model="offline"
        )
        return Baseline.of(build_config(settings), files / "directory.yaml", files / "prompts", parts)

    return make
