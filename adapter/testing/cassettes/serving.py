"""Putting a cassette server together, from what a command line or a test says."""

import os
from pathlib import Path

from starlette.applications import Starlette

from adapter.directory import Directory
from adapter.errors import SettingsError
from adapter.models.masking import Mask
from adapter.testing.cassettes.app import create_cassette_app
from adapter.testing.cassettes.cassette import Cassette, Record
from adapter.testing.cassettes.upstream import OPENAI, Upstream


def cassette_app(
    path: str | Path,
    *,
    record: Record = "none",
    upstream: str | None = None,
    speed: float = 1.0,
    repeat: bool = False,
    directory: Directory | str | Path | None = None,
) -> Starlette:
    """A server that answers from the cassette at `path`.

    `record`: `none` replays and calls nobody; `missing` asks the upstream for what is not recorded; `all` asks it for
    everything and begins a new cassette in place of the old. `upstream` is the base URL of any OpenAI-compatible
    endpoint, left out OpenAI's. It is asked with the key that the client sends or, where that is a placeholder, with
    `OPENAI_API_KEY`; no key is ever stored.

    `speed` is how fast replies come: 1 as they were recorded, 2 twice as fast, 0 at once. `repeat` gives the last
    recorded reply to a request again and again, and not once. `directory`, or the path of its file, adds its numbers
    to what is masked.

    Raises `CassetteError` for a file that cannot be used, `DirectoryError` likewise, and `SettingsError` for options
    that do not go together.
    """
    if not speed >= 0:
        raise SettingsError("the speed of a cassette is 0 or more")
    if record == "none" and upstream is not None:
        raise SettingsError(f"--upstream: nobody is called unless something is recorded: add --record missing ({path})")
    known = Directory.load(directory) if isinstance(directory, str | Path) else directory
    own_key = (os.environ.get("OPENAI_API_KEY") or "").strip()
    mask = Mask(known.numbers if known else None, [own_key])
    cassette = Cassette(path, record=record, mask=mask, repeat=repeat)
    endpoint = None if record == "none" else Upstream(upstream or OPENAI, api_key=own_key)
    return create_cassette_app(cassette, endpoint, speed=speed)
