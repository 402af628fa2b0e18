"""What of an import loads, and what only does when a person has looked at it."""

from dataclasses import replace
from typing import Final

from adapter.directory import Directory
from adapter.documents.document import Path as Place
from adapter.documents.document import printable
from adapter.errors import DirectoryError, Problem
from adapter.importing.destinations import ImportedDestinations
from adapter.importing.directory_text import DirectoryPlan, directory_data

_MOST_ROUNDS: Final = 50


def loadable(
    found: ImportedDestinations, file: str
) -> tuple[ImportedDestinations, Directory | None, list[tuple[Place, str, str]]]:
    """What of an import loads, the directory that it makes, and parts of the tool that are left out, with the reason.

    Destinations that a directory refuses until a person has looked at them are comments. The directory is None where
    there are no others.
    """
    dropped: list[tuple[Place, str, str]] = []
    for _ in range(_MOST_ROUNDS):
        live = [one for one in found.destinations if one.commented_out is None]
        if not any(one.undialled is None for one in live):
            return found, None, dropped
        plan = DirectoryPlan(source="", target="", tool=found.tool, destinations=found.destinations)
        try:
            return found, Directory.parse(directory_data(plan), file=file), dropped
        except DirectoryError as error:
            withdrawn = {printable(one.key) for one in live if one.undialled is not None}
            wrong = {
                problem.key: problem
                for problem in error.problems
                if problem.key is not None and not (problem.key in withdrawn and problem.field == "number")
            }
            keys = {one.key for one in live if printable(one.key) in wrong}
            parts = [name for name in found.tool if _concerns(error.problems, name)]
            if not keys and not parts:
                raise
            for name in parts:
                why = next(problem.message for problem in error.problems if _is_of(problem, name))
                dropped.append(((*found.tool_path, name), name, why))
            found = replace(found, tool={name: part for name, part in found.tool.items() if name not in parts})
            found = found.without({key: _reason(wrong[printable(key)]) for key in keys})
    return found, None, dropped


def _reason(problem: Problem) -> str:
    return f"{problem.field or 'it'} {problem.message}"


def _concerns(problems: tuple[Problem, ...], part: str) -> bool:
    return any(_is_of(problem, part) for problem in problems)


def _is_of(problem: Problem, part: str) -> bool:
    return problem.key is None and (problem.field or "").startswith(part)
