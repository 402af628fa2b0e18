"""Released prompts are never edited: what was measured, recorded and chosen under a name stays what it was."""

import hashlib
from pathlib import Path

import pytest
import yaml

from adapter.tool_calls.prompt import load_prompt, shipped_prompts

FOLDER = shipped_prompts()

RELEASED = {
    "receptionist@v1": "b8c6a3fba62a",
    "receptionist@v2": "d34192957061",
    "receptionist@v3": "35eab8b41d7a",
}
"""Every version that is shipped, and the first 12 hex digits of the SHA-256 of its file."""


def shipped() -> dict[str, Path]:
    return {f"{path.parent.name}@{path.stem}": path for path in FOLDER.glob("*/v*.md")}


@pytest.mark.parametrize("reference", RELEASED)
def test_a_released_version_is_as_it_was(reference: str) -> None:
    path = shipped().get(reference)
    assert path is not None, f"{reference} was released and is gone: people may have it in their settings"
    found = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert found == RELEASED[reference], (
        f"{reference} was released and is never edited: undo the change, and write it into a new version beside it"
    )
    assert load_prompt(reference).identity == f"{reference}+{found}"


def test_every_shipped_version_is_pinned_and_has_its_section_in_the_changelog() -> None:
    unpinned = sorted(set(shipped()) - set(RELEASED))
    assert not unpinned, f"add {', '.join(unpinned)} to RELEASED, with a section in prompts/CHANGELOG.md"
    log = (FOLDER / "CHANGELOG.md").read_text("utf-8")
    for reference, digest in RELEASED.items():
        assert f"\n## {reference}\n" in log
        assert f"`{reference}+{digest}`" in log


def test_every_label_points_to_a_released_version_and_the_receptionist_has_one_in_production() -> None:
    labels = yaml.safe_load((FOLDER / "labels.yaml").read_text("utf-8"))
    assert "production" in labels["receptionist"]
    for name, versions in labels.items():
        for label, version in versions.items():
            assert f"{name}@{version}" in RELEASED
            assert load_prompt(f"{name}@{label}").identity == load_prompt(f"{name}@{version}").identity
