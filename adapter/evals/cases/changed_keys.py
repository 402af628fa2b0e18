"""Keys that cases expect and a directory has no more: what has changed, told once and not case by case."""

from collections import Counter
from collections.abc import Iterable, Sequence

from adapter.directory import Directory
from adapter.documents.document import first_of, printable
from adapter.documents.validation_messages import close_name
from adapter.evals.cases import Case
from adapter.search import terms

_SHOWN = 10


def changed_keys(cases: Sequence[Case], directory: Directory) -> str | None:
    """What to tell where cases have no accepted key that the directory has; None where each has one.

    Several such cases mean that the directory has other keys than when they were labelled, a lone one that it is wrong
    itself.
    """
    known = directory.destinations
    wrong = [case for case in cases if case.accepted and not any(key in known for key in case.accepted)]
    if not wrong:
        return None
    there = f"the destinations are {first_of(known)}"
    if len(wrong) == 1:
        (case,) = wrong
        expected = ", ".join(map(printable, case.accepted))
        return f"case {case.id}: expect: {expected}: no such destination in {directory.fingerprint}\n{there}"
    counted = Counter(key for case in wrong for key in case.accepted)
    unused = [key for key in known if not any(key in case.accepted for case in cases)]
    lines = [
        f"{len(wrong)} of {len(cases)} cases expect keys that {directory.fingerprint} has not: its keys have changed,"
        " or the cases are another directory's"
    ]
    lines += [f"  {_told(key, count, directory, unused)}" for key, count in counted.most_common(_SHOWN)]
    if len(counted) > _SHOWN:
        lines.append(f"  and {len(counted) - _SHOWN} more keys")
    if any(destination.key_from == "description" for destination in known.values()):
        lines.append(
            "keys are made from descriptions there, so that an edit of one renames its tool: transfer-adapter import"
            " writes the keys down, or give each destination a name"
        )
    return "\n".join([*lines, there])


def _told(key: str, count: int, directory: Directory, unused: Sequence[str]) -> str:
    cases = f"{printable(key)} ({count} case{'s' if count > 1 else ''})"
    if key in directory.withdrawn:
        return f"{cases}: is in the file and cannot be served; check says why"
    likely = _likely(key, directory, unused)
    return f"{cases}: now {likely}?" if likely else cases


def _likely(key: str, directory: Directory, unused: Iterable[str]) -> str | None:
    """The key that it probably is today: of those that no case expects one that is written like it, else the one that
    shares most words with it."""
    names = list(unused)
    close = close_name(key, names)
    if close is not None:
        return close
    words = {*terms(key.replace("_", " "))}
    shared = {name: len(words & _words_of(name, directory)) for name in names}
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] else None


def _words_of(key: str, directory: Directory) -> set[str]:
    return {*terms(key.replace("_", " ")), *terms(directory.destinations[key].record.description or "")}
