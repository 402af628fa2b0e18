"""The pages of the site: those of the repository where they stand, so that their links hold, and the generated ones."""

import re
import shutil
from pathlib import Path
from typing import Final

from website import api, commands, errors, outcomes, routes, settings

ROOT_PAGES: Final = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "benchmarks/RESULTS.md")
_LINK = re.compile(r"\[(?P<text>[^\]\[]*)\]\((?P<target>[^)#\s:]+)(?P<anchor>#[^)\s]*)?\)")
_CODE = re.compile(r"(```.*?^\s*```$|`[^`\n]*`)", re.MULTILINE | re.DOTALL)


def assemble(checkout: Path, folder: Path) -> None:
    """Writes all pages into an empty folder. Raises `ValueError` for a link to a file that is not in the checkout."""
    for page in [*map(checkout.joinpath, ROOT_PAGES), *sorted((checkout / "docs").rglob("*.md"))]:
        _copy(page, checkout, folder)
    reference = folder / "docs" / "reference"
    reference.mkdir(parents=True)
    for part in (settings, commands, routes, outcomes, errors):
        name = part.__name__.rpartition(".")[2]
        (reference / f"{name}.md").write_text(part.page(), "utf-8")
    (reference / "api.md").write_text(api.page(checkout), "utf-8")


def _copy(page: Path, checkout: Path, folder: Path) -> None:
    """A page, and what it links to that is no page: pictures, examples. A link to a folder becomes words."""

    def link(found: re.Match[str]) -> str:
        source = (page.parent / found["target"]).resolve()
        if not source.is_relative_to(checkout) or not source.exists():
            raise ValueError(f"{page.relative_to(checkout)}: {found['target']} is not there")
        if source.is_dir():
            return found["text"]
        if source.suffix != ".md":
            target = folder / source.relative_to(checkout)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        return found[0]

    parts = _CODE.split(page.read_text("utf-8"))
    text = "".join(part if position % 2 else _LINK.sub(link, part) for position, part in enumerate(parts))
    target = folder / page.relative_to(checkout)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
