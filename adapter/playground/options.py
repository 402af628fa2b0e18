"""What can be chosen on the page."""

from typing import Any, get_args

from adapter.playground.case_list import CaseList
from adapter.playground.workshop import Workshop
from adapter.tool_calls.tools import Exposure
from adapter.wiring import OFFLINE, SEMANTIC, check_semantic, offline_notice, search_notes

TITLES = {
    OFFLINE: "offline: compares words, asks nobody",
    SEMANTIC: "semantic: compares meanings, asks nobody",
}


def options(workshop: Workshop, cases: CaseList, directory: str | None = None) -> dict[str, Any]:
    """The choices for one of the directories. Reads files: not on the event loop. Raises `OperatorError`."""
    usual = workshop.usual(directory)
    file, config = workshop.file(usual.directory), workshop.config(usual)
    settings = workshop.settings_of(usual)
    notice = offline_notice(settings)
    return {
        "directories": [
            {"id": known.id, "title": known.title, "destinations": len(known.directory.destinations)}
            for known in workshop.files.values()
        ],
        "prompts": list(file.prompts(settings)),
        "models": [{"id": name, "title": TITLES.get(name, name)} for name in workshop.models.known],
        "free_model": workshop.models.free,
        "exposures": list(get_args(Exposure)),
        "languages": list(config.languages),
        "platforms": list(workshop.platforms),
        "setup": usual.to_json(),
        "cases": cases.to_json(),
        "notes": [
            *([] if notice is None else [notice]),
            *check_semantic(settings, config),
            *search_notes(settings, config),
        ],
    }
