"""What the operator has given the page to work with: directory files, models and settings, and configs made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from adapter.directory import Directory
from adapter.errors import RequestError
from adapter.extras import Extra, installed
from adapter.models.request_fields import RequestFields
from adapter.platforms import CAPABILITIES, DEFAULT
from adapter.playground.edits import NONE, Edits, baseline_of, edited
from adapter.playground.files import DirectoryFile, directory_files
from adapter.playground.models import Models
from adapter.playground.setups import Setup
from adapter.testing.call_clock import aware_time, time_zones
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import Settings, config_of, fields_of, leaving_nothing, searched

NEEDED: Final[Mapping[str, Extra]] = {"twilio": "twilio", "telnyx": "telnyx"}
"""The extras of platforms whose messages need a package of their own."""


class Workshop:
    """The files, models and settings of a page. Nothing but what the operator has named can be chosen by a request."""

    def __init__(self, settings: Settings, directories: Sequence[Path]) -> None:
        self.settings = leaving_nothing(settings)
        self.files: Mapping[str, DirectoryFile] = directory_files(directories)
        self.models = Models(self.settings)
        self.platforms = tuple(name for name in CAPABILITIES if name not in NEEDED or installed(NEEDED[name]))

    def usual(self, directory: str | None = None) -> Setup:
        """The setup where nothing is wished for. Raises `OperatorError`."""
        file = self.file(directory)
        return Setup(
            directory=file.id,
            prompt=file.usual_prompt(self.settings),
            model=self.models.usual,
            exposure=self.settings.exposure,
            language=self.settings.language,
            platform=DEFAULT,
        )

    def setup(self, wishes: Mapping[str, Any], *, usual: Setup | None = None) -> Setup:
        """A setup with wishes, each checked. Raises `RequestError` and `OperatorError`."""
        usual = self.usual(wishes.get("directory")) if usual is None else usual
        setup = replace(usual, **wishes)
        file = self.file(setup.directory)
        if setup.prompt not in (known := file.prompts(self.settings)):
            raise RequestError(f"prompt: there is {', '.join(known)}")
        if setup.platform not in self.platforms:
            raise RequestError(f"platform: there is {', '.join(self.platforms)}")
        self.models.settings(setup.model)
        if setup.at is not None:
            moment_in(file.directory, setup.at)
        return setup

    def file(self, id: str | None) -> DirectoryFile:  # noqa: A002 - what it is called on the wire
        """A directory file by its id; the first without one. Raises `RequestError`."""
        known = next(iter(self.files.values())) if id is None else self.files.get(id)
        if known is None:
            raise RequestError(f"directory: there is {', '.join(self.files)}")
        return known

    def settings_of(self, setup: Setup) -> Settings:
        """The operator's settings as a setup has them. Raises `SettingsError`."""
        of_model = self.models.settings(setup.model)
        told = {"prompt": setup.prompt, "exposure": setup.exposure, "language": setup.language}
        return of_model.model_copy(update={"directory": self.file(setup.directory).path, **told})

    def fields(self, setup: Setup) -> RequestFields:
        """What a request to the model says beside its question."""
        return fields_of(self.settings_of(setup))

    def config(self, setup: Setup, edits: Edits = NONE) -> AssistantConfig:
        """What answers a call of this setup. Takes its time: not on the event loop.

        Raises `OperatorError`, and `RefusedEdits`.
        """
        file, settings = self.file(setup.directory), self.settings_of(setup)
        config = config_of(file.directory, settings)
        if edits:
            config = edited(baseline_of(config, file.text, settings.prompts_dir), edits)
        return searched(config, settings)


def moment_in(directory: Directory, at: str) -> datetime:
    """A moment by a clock on the wall where the directory's hours are. Raises `RequestError`."""
    zones = time_zones(directory)
    try:
        moment = aware_time(directory, at, zones[0] if zones else None)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not 1970 < moment.year < 2200:
        raise RequestError("at: a date and a time, such as 2026-06-07 11:00")
    return moment


def local(directory: Directory, moment: datetime) -> datetime:
    """A moment as clocks on the wall show it there."""
    zones = time_zones(directory)
    return moment.astimezone(ZoneInfo(zones[0])) if zones else moment
