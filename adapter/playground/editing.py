"""What may be edited in a call, and what becomes of an edit: mistakes, findings, tools, and the texts in force."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from adapter.directory.lint import Finding, lint
from adapter.errors import Problem
from adapter.playground.call import PageCall
from adapter.playground.edited_files import EditedFile, edited_files
from adapter.playground.edits import Edits, baseline_of, normal
from adapter.playground.workshop import Workshop
from adapter.tool_calls.prompt_search import prompts_folder
from adapter.transfers.assistant_config import AssistantConfig


def destinations(call: PageCall, workshop: Workshop) -> dict[str, Any]:
    """The texts that decide where a call goes, as they are in force in it."""
    config = call.config
    original = workshop.file(call.setup.directory).directory.destinations
    return {
        "destinations": [
            {
                "key": key,
                "title": one.policy.caller_id_name or key.replace("_", " ").capitalize(),
                "description": one.record.description or "",
                "original": original[key].record.description or "" if key in original else "",
                "examples": list(one.policy.examples),
                "edited": key in call.edits.descriptions,
            }
            for key, one in config.directory.destinations.items()
        ],
        "prompt": config.prompt.body,
        "prompt_edited": call.edits.prompt is not None,
    }


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Edits that can be used, and what answers a call with them."""

    edits: Edits
    config: AssistantConfig

    def to_json(self) -> dict[str, Any]:
        """As the page reads it. Takes its time: not on the event loop."""
        config = self.config
        findings = lint(config.directory, spoken=config.prompt.languages, capabilities=config.capabilities)
        return {
            "errors": [],
            "findings": [_finding(finding) for finding in findings],
            "tools": config.toolset.tools("chat"),
            "changed": list(self.edits.descriptions),
        }


def checked(call: PageCall, workshop: Workshop, descriptions: Mapping[str, str], prompt: str | None) -> Checked:
    """The edits of a call, without what is as it stands in the files. Takes its time: not on the event loop.

    Raises `RefusedEdits` and `OperatorError`.
    """
    plain = workshop.config(call.setup)
    edits = normal(Edits(descriptions=descriptions, prompt=prompt), plain)
    config = workshop.config(call.setup, edits) if edits else plain
    config = replace(config, capabilities=call.config.capabilities)
    _ = config.toolset
    return Checked(edits=edits, config=config)


def refused(problems: Iterable[Problem]) -> dict[str, Any]:
    """What is told of edits that cannot be used."""
    errors = [{"key": one.key, "field": one.field, "message": one.message} for one in problems]
    return {"errors": errors, "findings": [], "tools": None, "changed": []}


def files_of(call: PageCall, workshop: Workshop) -> tuple[EditedFile, ...]:
    """The files that the edits of a call change. Takes its time: not on the event loop. Raises `OperatorError`."""
    if not call.edits:
        return ()
    file, folder = workshop.file(call.setup.directory), workshop.settings.prompts_dir
    baseline = baseline_of(workshop.config(call.setup), file.text, folder)
    prompts = prompts_folder(baseline.config.prompt, directory=file.path, folder=folder)
    return edited_files(baseline, call.edits, prompts)


def _finding(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "keys": list(finding.keys)}
