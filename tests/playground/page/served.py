"""A playground that is served: the service with its page, on a free port of loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from adapter.playground.mount import mount
from adapter.playground.playground import Playground
from adapter.service.app import app_of
from adapter.wiring import read_settings
from tests.serving import serving


@dataclass(frozen=True, kw_only=True)
class Served:
    """A page that is served, and the files that it is about."""

    url: str
    directory: Path
    cases: Path


@contextmanager
def served(directory: Path, cases: Path, *, model: str = "offline", token: str | None = None) -> Iterator[Served]:
    """The page of a directory file and cases, until the block ends."""
    settings = read_settings(directory=directory, model=model, token=token, store="memory://", warm_up=False)
    app = app_of(settings)
    mount(app, Playground(settings, (directory,), cases))
    with serving(app) as url:
        yield Served(url=url, directory=directory, cases=cases)


def large_directory(folder: Path, count: int) -> Path:
    """A directory file of departments that differ by their numbers and what they are about."""
    lines = ["fallback: department_0000", "destinations:"]
    for number in range(count):
        lines += [
            f"  department_{number:04d}:",
            "    type: number",
            f'    number: "+4921155{number:05d}"',
            f"    description: Department {number:04d}, for whatever is about subject {number * 7919 % 10_007}.",
        ]
    path = folder / "large.yaml"
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path
