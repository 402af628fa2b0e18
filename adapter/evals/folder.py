"""A result folder: what an evaluation leaves behind for people, for `compare` and for build servers."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from adapter.documents.files import exists
from adapter.errors import SettingsError
from adapter.evals.junit import junit_xml
from adapter.evals.metrics.summary import Summary
from adapter.evals.report import report_html
from adapter.evals.rows import RESULTS, SUMMARY, Row, dump_row
from adapter.evals.texts import TEXTS, Text, dump_texts
from adapter.evals.wrong_rows import WRONG, wrong_csv

JUNIT: Final = "junit.xml"
REPORT: Final = "report.html"
FILES: Final = (RESULTS, SUMMARY, TEXTS, WRONG, JUNIT, REPORT)
_PROBE: Final = ".probe.part"


def make_folder(folder: Path) -> tuple[Path, ...]:
    """Makes the folder where there is none, and says which were made for it, the outermost last.

    Raises `SettingsError` where nothing can be written to it.
    """
    made = tuple(place for place in (folder, *folder.parents) if not exists(place))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _PROBE).write_bytes(b"")
        (folder / _PROBE).unlink()
    except OSError as error:
        raise _unwritable(folder, error) from error
    return made


def leave_no_folder(made: Sequence[Path]) -> None:
    """Takes away the folders that were made for a result that there is none of, as far as nobody else uses them."""
    with suppress(OSError):
        for folder in made:
            folder.rmdir()


def write_folder(
    folder: Path,
    summary: Summary,
    rows: Sequence[Row],
    *,
    texts: Sequence[Text] = (),
    tools: Sequence[object] = (),
    system: str = "",
) -> None:
    """Writes the `FILES`, over those that are there.

    `texts` are what it was measured with; `tools` and `system` what the model was sent, for the report. Raises
    `SettingsError`.

    A file is replaced when it is whole: somebody who reads it meanwhile sees the old one or the new one.
    """
    files = {
        RESULTS: "".join(f"{dump_row(row)}\n" for row in rows).encode(),
        SUMMARY: summary.model_dump_json(indent=2).encode() + b"\n",
        TEXTS: dump_texts(texts),
        WRONG: wrong_csv(rows),
        JUNIT: junit_xml(rows, summary.identity),
        REPORT: report_html(summary, rows, tools=tools, system=system).encode(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            part = folder / f".{name}.part"
            part.write_bytes(content)
            part.replace(folder / name)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> SettingsError:
    return SettingsError(f"--out {folder}: {error.strerror or error}")
