"""The result folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.errors import SettingsError
from adapter.evals.folder import make_folder, write_folder
from adapter.evals.metrics.summary import Summary, load_summary
from adapter.evals.rows import Row, load_rows

ROW = Row(id="a", repeat=1, expect="cards", got="cards", outcome="right", kind="transfer", reason="tool_call")
FILES = {"results.jsonl", "summary.json", "texts.json", "wrong.csv", "junit.xml", "report.html"}


def test_a_folder_holds_the_result_and_nothing_else(summary_of: Callable[..., Summary], tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_folder(folder)
    assert list(folder.iterdir()) == []
    write_folder(folder, summary_of([ROW]), [ROW], tools=[{"name": "transfer_to_cards"}], system="You are a bank.")
    assert {file.name for file in folder.iterdir()} == FILES
    assert load_rows(folder) == (ROW,)
    assert load_summary(folder) == summary_of([ROW])
    assert "You are a bank." in (folder / "report.html").read_text()


def test_a_newer_result_takes_the_place_of_the_older(summary_of: Callable[..., Summary], tmp_path: Path) -> None:
    missed = ROW.model_copy(update={"got": None, "outcome": "missed"})
    for row in (ROW, missed):
        write_folder(tmp_path, summary_of([row]), [row])
    assert load_rows(tmp_path) == (missed,)
    assert {file.name for file in tmp_path.iterdir()} == FILES


def test_where_nothing_can_be_written_the_option_is_named(summary_of: Callable[..., Summary], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(SettingsError, match=r"--out .*file: "):
        make_folder(file)
    with pytest.raises(SettingsError, match=r"--out .*inner: "):
        write_folder(file / "inner", summary_of([ROW]), [ROW])
