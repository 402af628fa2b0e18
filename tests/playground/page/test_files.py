"""The files of the page: nothing inline, nothing from elsewhere, nothing that a strict policy would refuse."""

import re
from pathlib import Path

import pytest

from tests.evals.report.reading import Page

PAGE = Path(__file__).parents[3] / "adapter" / "playground" / "page"
MODULES = sorted(PAGE.glob("*.js"))
INDEX = (PAGE / "index.html").read_text("utf-8")

_IMPORTED = re.compile(r'^import .*? from "(.*?)";$', re.MULTILINE)

_NAMES = re.compile(r"^import \{(.*?)\} from", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)
_DEFINED = re.compile(r"^(?:export )?(?:async )?(?:function|const|class) (\w+)", re.MULTILINE)


def test_the_document_has_no_inline_script_or_style_and_asks_nobody_else() -> None:
    page = Page(INDEX)
    assert page.scripts == []
    assert page.styles == []
    assert not [name for name, _ in page.attributes if name == "style" or name.startswith("on")]
    addresses = [link for link in page.links if not link.startswith("#")]
    assert addresses == [f"playground/assets/{name}" for name in ("icon.svg", "style.css", "app.js")]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_imports_what_is_there_and_puts_nothing_in_as_markup(module: Path) -> None:
    text = module.read_text("utf-8")
    for name in _IMPORTED.findall(text):
        assert name.startswith("./")
        assert (PAGE / name).is_file(), name
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "style."):
        assert word not in text, word
    assert "://" not in text
    assert text.startswith("// ")
    assert text.count("\n") <= 250


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_imports_whatever_it_calls_of_another_one(module: Path) -> None:
    text = module.read_text("utf-8")
    exported = {name for other in MODULES for name in _EXPORTED.findall(other.read_text("utf-8"))}
    called = {name for name in exported if re.search(rf"(?<![.\w#]){name}\(", text)}
    imported = {name.strip() for names in _NAMES.findall(text) for name in names.split(",")}
    assert called <= imported | set(_DEFINED.findall(text))
    assert {name for name in imported if len(re.findall(rf"\b{name}\b", text)) < 2} == set()


def test_every_module_is_used() -> None:
    imported = {name for module in MODULES for name in _IMPORTED.findall(module.read_text("utf-8"))}
    assert {f"./{module.name}" for module in MODULES} == imported | {"./app.js"}


def test_every_element_that_a_module_looks_for_is_in_the_document() -> None:
    ids = set(re.findall(r'\bid="([^"]+)"', INDEX))
    for module in MODULES:
        assert set(re.findall(r'\bfind\("([^"]+)"\)', module.read_text("utf-8"))) <= ids, module.name
    assert len(ids) == len(re.findall(r'\bid="', INDEX))


def test_the_styles_load_nothing() -> None:
    styles = (PAGE / "style.css").read_text("utf-8")
    assert "url(" not in styles
    assert "@import" not in styles
