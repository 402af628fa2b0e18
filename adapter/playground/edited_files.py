"""The files of a call with its edits in them: as a diff to take away, and as a folder to run cases with."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from adapter.documents.unified_diff import unified_diff
from adapter.evals.tuning.baseline import Baseline, with_line_ends_of
from adapter.playground.edits import Edits

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class EditedFile:
    """A file before and after. `old` is where the content comes from and `new` where it goes, relative to the folder of
    the directory file; a prompt's next version is a file beside the one that it was made from."""

    before: bytes | None
    after: bytes
    old: str
    new: str

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return unified_diff(self.before, self.after, old=self.old, new=self.new)


def edited_files(baseline: Baseline, edits: Edits, prompts: Path) -> tuple[EditedFile, ...]:
    """The files that the edits change. `prompts` is the folder in which the prompt was found.

    Raises `OperatorError` and `OSError` where they cannot be read, `ValueError` where they cannot be rewritten.
    """
    found: list[EditedFile] = []
    directory = Path(baseline.directory.file)
    if edits.descriptions:
        before = directory.read_bytes()
        text = with_line_ends_of(baseline.directory_with(edits.descriptions).text, before)
        after = BOM + text if before.startswith(BOM) else text
        found.append(EditedFile(before=before, after=after, old=directory.name, new=directory.name))
    prompt, was = baseline.prompt_with(edits.candidate), baseline.config.prompt
    if prompt.version not in baseline.versions:
        inside = prompts.resolve().is_relative_to(directory.resolve().parent)
        place = prompts.resolve().relative_to(directory.resolve().parent) if inside else Path("prompts")
        folder = PurePosixPath(*place.parts) / prompt.name
        found.append(
            EditedFile(
                before=baseline.prompt if inside else None,  # a shipped one does not lie there
                after=baseline.prompt_text(edits.candidate),
                old=str(folder / f"v{was.version}.md"),
                new=str(folder / f"v{prompt.version}.md"),
            )
        )
    return tuple(found)
