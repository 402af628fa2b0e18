"""Starting a mock server that answers from a scenario or from a cassette."""

from pathlib import Path
from typing import Literal

from adapter.directory import Directory
from adapter.errors import SettingsError
from adapter.testing.cassettes.recording_advice import SERVER, RecordingAdvice
from adapter.testing.mock_server.app import create_app
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import Scenario


def running_mock(
    scenario: Scenario | str | Path | None = None,
    *,
    port: int = 0,
    cassette: str | Path | None = None,
    record: Literal["none", "missing", "all"] = "none",
    upstream: str | None = None,
    speed: float = 1.0,
    repeat: bool = False,
    directory: Directory | str | Path | None = None,
    advice: RecordingAdvice = SERVER,
) -> RunningMock:
    """A mock server on loopback for the time of a `with` or `async with` statement.

    `scenario` is one or the path of its file; without it, it answers as the offline model. `port` 0 is a free one.

    `cassette` is the path of a file of recorded replies to answer from instead; the options after it are explained at
    `cassette_app` and need one. What should have been recorded and could not be raises `CassetteError` at the end.

    Raises `ScenarioError` or `CassetteError` for a file that cannot be used, `SettingsError` for options that do not go
    together and, when it is started, for a port that is taken.
    """
    if cassette is None:
        if record != "none" or upstream is not None or directory is not None or repeat or speed != 1.0:
            raise SettingsError("record, upstream, speed, repeat and directory are for a cassette")
        return RunningMock(create_app(scenario), port)
    if scenario is not None:
        raise SettingsError("a mock server answers from a scenario or from a cassette, not from both")
    # a mock without a cassette does not wait for the client that it records with
    from adapter.testing.cassettes.app import cassette_app

    app = cassette_app(
        cassette,
        record=record,
        upstream=upstream,
        speed=speed,
        repeat=repeat,
        directory=directory,
        advice=advice,
    )
    return RunningMock(app, port)
