"""Every code block of the README and of docs/ runs, in one folder for each page; new ones are covered by themselves.

A block that cannot be run has the reason in a comment above it (`tests/pages/blocks.py`). The blocks of a page are run
in order, as a reader would: one whose first line names a file is that file to those after it.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# these can be loaded once in a process, and pytester forgets what its runs have loaded
import numpy as np  # noqa: F401
import opening_hours  # noqa: F401
import pytest
import yaml

import adapter.testing.call
import adapter.testing.scenario.mock_model  # noqa: F401 - as above: the classes of a page's tests are those of its fixtures
from adapter import Directory
from adapter.testing import no_network, running_mock
from adapter.testing.scenario import parse_scenario
from tests.command import ROOT
from tests.pages.blocks import Block, blocks, pages
from tests.pages.commands import Command, Shell, commands

pytest_plugins = ["pytester"]

PAGES = pages(ROOT)
NO_CODE = ("text", "mermaid", "diff", "promql")
"""What people are shown: output, layouts, drawings, changes; queries, which tests/deploy/test_prometheus.py asks."""
CASES = [
    {"id": "c1", "text": "Ich habe meine Karte verloren, sie ist weg", "expect": "cards", "must": True},
    {"id": "c2", "text": "lovely weather today", "expect": None},
]


@pytest.fixture
def folder(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader's folder: the examples, and a directory, a table, cases and a cassette of their own."""
    for variable in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    (pytester.path / "examples").symlink_to(ROOT / "examples")
    for name in ("directory.yaml", "calls.csv"):
        (pytester.path / name).write_bytes((ROOT / "examples" / "bank" / name).read_bytes())
    (pytester.path / "cases.jsonl").write_text("\n".join(map(json.dumps, CASES)))
    (pytester.path / "replies.yaml").write_text("cassette: 1\ninteractions: []\n")
    return pytester.path


@contextmanager
def shell(folder: Path) -> Iterator[Shell]:
    """A shell in the folder, which has no way to other machines."""
    with running_mock() as model, no_network(folder):
        yield Shell(folder, model.base_url)


def run_block(block: Block, folder: Path, run: Callable[[Command], None], console: Shell) -> None:
    """Runs or reads a block as its language asks for it."""
    if block.name is not None:
        write(folder / block.name, block.text)
    match block.language:
        case "python" if block.name is not None or "@pytest.fixture" in block.text:
            compile(block.text, block.place, "exec")  # pytest runs it, when the page is over
        case "python":
            exec(compile(block.text, block.place, "exec"), {"__name__": "__main__"})
        case "console" | "sh":
            for line in commands(block):
                command = console.read(line)
                if command.name not in block.left_out:
                    run(command)
        case "json":
            read_json(block.text)
        case "yaml":
            read_yaml(block.text)
        case "toml":
            tomllib.loads(block.text)
        case "markdown" if block.name is not None:
            pass  # a file, which the blocks after it use
        case other:
            pytest.fail(f"how is a block of {other or 'no language'} run? Let tests/pages/test_blocks.py run it")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def read_json(text: str) -> None:
    """One value, or one on each line."""
    try:
        json.loads(text)
    except ValueError:
        for line in text.splitlines():
            json.loads(line)


def read_yaml(text: str) -> None:
    """A directory, a scenario, or whatever else."""
    data = yaml.safe_load(text)
    if "destinations" in data:
        Directory.parse(data)
    if "rules" in data:
        parse_scenario(text, file="page")


def run_page(page: str, folder: Path, choose: Callable[[Shell], Callable[[Command], None]]) -> None:
    with shell(folder) as console:
        for block in blocks(ROOT, page):
            if block.language in NO_CODE or (block.why is not None and not block.left_out):
                continue
            try:
                run_block(block, folder, choose(console), console)
            except BaseException as error:
                error.add_note(f"in the block at {block.place}")
                raise


@pytest.mark.parametrize("page", PAGES)
def test_the_blocks_of_a_page_run(page: str, folder: Path) -> None:
    def choose(console: Shell) -> Callable[[Command], None]:
        return lambda command: None if command.takes_long else console.run(command)

    run_page(page, folder, choose)


def _has_servers(page: str) -> bool:
    lines = [line for block in blocks(ROOT, page) if block.language in ("console", "sh") for line in commands(block)]
    return any(command.takes_long for command in map(Shell(Path(), "").read, lines))


@pytest.mark.process
@pytest.mark.parametrize("page", [page for page in PAGES if _has_servers(page)])
def test_the_servers_and_the_long_commands_of_a_page_run(page: str, folder: Path) -> None:
    def choose(console: Shell) -> Callable[[Command], None]:
        return lambda command: console.start(command) if command.serves else console.run(command)

    run_page(page, folder, choose)


@pytest.mark.commands
@pytest.mark.parametrize("page", PAGES)
def test_the_test_files_of_a_page_pass(page: str, folder: Path, pytester: pytest.Pytester) -> None:
    found = [block for block in blocks(ROOT, page) if block.why is None]
    fixtures = [block.text for block in found if "@pytest.fixture" in block.text and block.name is None]
    named = {block.name: block.text for block in found if block.name is not None}
    expected = sum(text.count("\ndef test_") for name, text in named.items() if name.startswith("test_"))
    if not expected and not fixtures:
        return
    for name, text in named.items():
        write(folder / name, text)
    (folder / "conftest.py").write_text("\n".join(fixtures), "utf-8")
    if not expected:
        (folder / "test_it.py").write_text("def test_it():\n    pass\n", "utf-8")
    tests = [name for name in named if name.startswith("test_")] or ["test_it.py"]
    pytester.runpytest(*tests, "-p", "no:cacheprovider", "-W", "error").assert_outcomes(passed=expected or 1)


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_leaves_out_is_there_to_be_left_out(page: str) -> None:
    for block in blocks(ROOT, page):
        assert block.language, f"{block.place}: a block says what language it is in"
        if block.left_out:
            assert block.language in ("console", "sh"), block.place
            there = {Shell(Path(), "").read(line).name for line in commands(block)}
            assert set(block.left_out) <= there, f"{block.place}: {set(block.left_out) - there} is not in it"


def test_a_comment_that_gives_no_reason_or_stands_elsewhere_is_an_error(tmp_path: Path) -> None:
    for comment in ("<!-- not run -->\n", "<!-- not run: a reason -->\n\nWords.\n\n", "<!-- not run (pip) -->\n"):
        (tmp_path / "page.md").write_text(f"{comment}```console\n$ pip install x\n```\n")
        with pytest.raises(ValueError, match=r"page\.md: a comment"):
            blocks(tmp_path, "page.md")


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        ("```console\n$ transfer-adapter check nowhere.yaml\n```", "exit 1.*nowhere.yaml"),
        ("```sh\ncurl https://example.com\n```", "how is curl run"),
        ("```python\nassert 1 == 2, 'no'\n```", "no"),
        ("```python\nimport urllib.request\nurllib.request.urlopen('http://example.com')\n```", "example.com"),
        ("```json\n{1}\n```", "Expecting"),
        ("```yaml\na: [\n```", "while parsing"),
        ("```yaml\ndestinations: {cards: {type: number, number: '1'}}\n```", "E.164"),
        ("```toml\na = \n```", "Invalid value"),
        ("```ruby\nputs 1\n```", "how is a block of ruby run"),
        ("```\nwhat\n```", "how is a block of no language run"),
    ],
)
def test_a_block_that_does_not_run_fails_and_says_where_it_is(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str, wrong: str
) -> None:
    (tmp_path / "page.md").write_text(f"# A page\n\n{block}\n")
    monkeypatch.setattr("tests.pages.test_blocks.ROOT", tmp_path)
    with pytest.raises(BaseException, match=f"(?s){wrong}") as failed:
        run_page("page.md", folder, lambda console: console.run)
    assert "in the block at page.md:3" in failed.value.__notes__
