"""Where a played call can lead: the destinations of its directory, by key and by the number that is dialled."""

from difflib import get_close_matches

from adapter.directory import Destination, Directory
from adapter.documents.document import first_of


class Places:
    """The destinations of a directory; without one numbers are all that is known."""

    def __init__(self, directory: Directory | None) -> None:
        self._directory = directory

    def wrong(self, destination: str) -> str | None:
        """What is wrong with what a test names; None for a key of the directory and for a number."""
        keys = list(self._directory.destinations) if self._directory is not None else []
        if destination in keys or _plain(destination).isdigit():
            return None
        if self._directory is None:
            return f"which number is {destination}? Give the call its directory, or name the number"
        close = get_close_matches(destination, keys, n=2)
        hint = f"did you mean {' or '.join(close)}? " if close else ""
        return f"there is no destination {destination}: {hint}The directory has {first_of(keys)}"

    def same(self, destination: str, number: str) -> bool:
        """Whether a number, as it stands in the action, is that of a key or the number that a test names."""
        return destination in self.keys(number) or _plain(destination) == _plain(number)

    def keys(self, number: str) -> tuple[str, ...]:
        """The destinations that are dialled by a number, as it stands in the action."""
        if self._directory is None:
            return ()
        dialled = {
            known.key: _dialled(known)
            for known in self._directory.destinations.values()
            if known.dialled_by(tones=True)
        }
        return tuple(key for key, digits in dialled.items() if _plain(number) == digits)

    def name(self, number: str) -> str:
        """The keys of a number, or itself."""
        return " or ".join(self.keys(number)) or number


def _dialled(destination: Destination) -> str:
    """The digits that are dialled for a destination, with those of an extension that follow its number."""
    appended = destination.record.extension if destination.policy.extension == "append" else None
    return _plain(destination.record.number) + (appended or "")


def _plain(number: str) -> str:
    """A number as both forms of the platform's docs have it: with and without the plus."""
    return number.removeprefix("+")
