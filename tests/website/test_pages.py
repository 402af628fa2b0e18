"""The pages of the site are those of the repository, with whatever they link to."""

from pathlib import Path

import pytest
import yaml

import website.__main__ as builder
from tests.command import ROOT
from website.pages import ROOT_PAGES, assemble


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    assemble(ROOT, folder)
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of pages without a word but those that the documented names are read from."""
    for page in (*ROOT_PAGES, "docs/architecture.md"):
        (tmp_path / page).parent.mkdir(exist_ok=True)
        (tmp_path / page).write_text("", "utf-8")
    return tmp_path


def test_every_page_is_in_the_navigation_and_the_navigation_leads_to_pages(pages: Path) -> None:
    def listed(entry: object) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        inner = entry if isinstance(entry, list) else list(entry.values()) if isinstance(entry, dict) else []
        return [page for part in inner for page in listed(part)]

    navigation = listed(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"])
    assert sorted(navigation) == sorted(str(page.relative_to(pages)) for page in pages.rglob("*.md"))


def test_what_a_page_links_to_comes_with_it(pages: Path) -> None:
    assert (pages / "docs" / "report.png").is_file()
    assert (pages / "examples" / "own_loop.mjs").read_bytes() == (ROOT / "examples" / "own_loop.mjs").read_bytes()


def test_a_link_to_a_folder_becomes_words_and_code_stays_as_it_is(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("out")
    (checkout / "README.md").write_text(
        "The [examples](docs), and `[code](nowhere)`.\n\n```text\n[more](nowhere)\n```\n"
    )
    assemble(checkout, folder)
    assert (
        folder / "README.md"
    ).read_text() == "The examples, and `[code](nowhere)`.\n\n```text\n[more](nowhere)\n```\n"


@pytest.mark.parametrize("target", ["nowhere.md", "../outside.txt", "docs/nowhere.py"])
def test_a_link_to_nothing_is_an_error_that_names_page_and_target(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory, target: str
) -> None:
    (checkout.parent / "outside.txt").write_text("")
    (checkout / "SECURITY.md").write_text(f"[this]({target})")
    with pytest.raises(ValueError, match=rf"SECURITY\.md: {target} is not there"):
        assemble(checkout, tmp_path_factory.mktemp("out"))


@pytest.mark.commands
def test_an_anchor_that_is_not_there_fails_the_build(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    del settings["nav"]
    (checkout / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    (checkout / "adapter").symlink_to(ROOT / "adapter")
    monkeypatch.setattr(builder, "CHECKOUT", checkout)
    monkeypatch.setattr(builder, "BUILD", checkout / "build")
    (checkout / "README.md").write_text("# Overview\n")
    for anchor, code in (("overview", 0), ("no-such-heading", 1)):
        (checkout / "CHANGELOG.md").write_text(f"# Changes\n\n[this](README.md#{anchor})\n")
        assert builder.main() == code
        said = capsys.readouterr()
        assert ("no-such-heading" in said.out + said.err) is bool(code)
