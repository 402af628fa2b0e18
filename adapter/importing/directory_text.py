"""A directory file as people would write it: keys pinned, and comments where the fields go that no export has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from adapter.documents.document import printable
from adapter.importing.destinations import ImportedDestination
from adapter.importing.yaml_block import yaml_block, yaml_text

_ORDER: Final = ("type", "number", "name", "description", "message", "callerId", "extension", "numberE164CheckEnabled")
_DIGITS: Final = "123456789"


@dataclass(frozen=True, kw_only=True)
class DirectoryPlan:
    """What is to be written: where it comes from, the name of the file, and its parts."""

    source: str
    target: str
    company: str = ""
    fallback: str | None = None
    tool: Mapping[str, Any] = field(default_factory=dict)
    destinations: Sequence[ImportedDestination]


def directory_data(plan: DirectoryPlan) -> dict[str, Any]:
    """What the file says to a reader of YAML, without its comments."""
    live = [one for one in plan.destinations if one.commented_out is None]
    return {
        **({"fallback": plan.fallback} if plan.fallback else {}),
        **plan.tool,
        "destinations": {one.key: _record(one) for one in live},
    }


def directory_text(plan: DirectoryPlan) -> str:
    """The file. A comment that begins with the name of a field is that field, at its place: take the `# ` away."""
    blocks = [*_head(plan), "destinations:\n"]
    free = [digit for digit in _DIGITS if digit not in {_policy(one).get("digit") for one in plan.destinations}]
    for place, one in enumerate(plan.destinations):
        digit = free[place] if place < len(free) else None
        block = "".join(_destination(one, plan, digit))
        blocks.append(block if one.commented_out is None else _as_comment(block))
    return "\n".join(blocks).replace("\ndestinations:\n\n", "\ndestinations:\n", 1)


def _head(plan: DirectoryPlan) -> Iterator[str]:
    yield (
        f"# Imported from {_shown(plan.source)} by `transfer-adapter import`.\n"
        "# Keys name the model's tools, labelled cases and reports: they stay, whatever is written into descriptions.\n"
        '# A comment that begins with a field is that field at its place: take the "# " away and write what is right.\n'
        f"# `transfer-adapter check {_shown(plan.target)}` says what is missing; docs/directory.md explains it all.\n"
    )
    company = yaml_text(plan.company or "Your company")
    fallback = (
        f"fallback: {plan.fallback}  # where callers go when nothing better can be done\n"
        if plan.fallback
        else "# fallback: key  # where callers go when nothing better can be done: the key of a destination below\n"
    )
    yield (
        f"# caller_id_name: {company}  # the name that whoever answers is shown, and the company in the prompt\n"
        '# caller_id_number: "+…"  # a number of your own, shown where the caller withholds theirs\n'
        f"{fallback}"
        "# countries: [DE, AT, CH]  # the only countries that may be called\n"
        "# speech:  # the voice of each language\n"
        "#   en: {tts: {provider: azure, language: en-GB, voice: en-GB-SoniaNeural}}\n"
    )
    for name, part in plan.tool.items():
        yield yaml_block({name: part})


def _destination(one: ImportedDestination, plan: DirectoryPlan, digit: str | None) -> Iterator[str]:
    record = _record(one)
    policy = record.pop("policy")
    plan_of_transfer = record.pop("transferPlan", None)
    yield f"  {one.key}:\n"
    if one.commented_out is not None:
        yield f"    # not in force: {one.commented_out}\n"
    for name, value in record.items():
        block = yaml_block({name: value}, 4)
        yield block[:-1] + f"  # fill in: {one.undialled}\n" if name == "number" and one.undialled else block
        if name == "type" or name not in ("number", "name", "description"):
            continue
        if name == "number" and "description" not in record:
            yield '    # description: "When callers need this destination."  # the model chooses by it\n'
        if name == ("description" if "description" in record else "number") and "message" not in record:
            yield '    # message: "I am putting you through."  # left out: the usual sentence; "" for silence\n'
    yield from _transfer_plan(plan_of_transfer)
    yield from _policy_lines(one, policy, plan, digit)


def _transfer_plan(written: object) -> Iterator[str]:
    if isinstance(written, dict):
        yield yaml_block({"transferPlan": written}, 4)
        if "dialTimeout" not in written:
            yield "      # dialTimeout: 20  # seconds that it may ring\n"
        if "fallbackPlan" not in written:
            yield '      # fallbackPlan: {message: "Nobody is free there right now.", endCallEnabled: false}\n'
        return
    yield (
        "    # transferPlan:\n"
        "    #   mode: blind-transfer\n"
        "    #   dialTimeout: 20  # seconds that it may ring\n"
        '    #   fallbackPlan: {message: "Nobody is free there right now.", endCallEnabled: false}\n'
    )


def _policy_lines(
    one: ImportedDestination, policy: Mapping[str, Any], plan: DirectoryPlan, digit: str | None
) -> Iterator[str]:
    yield yaml_block({"policy": policy}, 4)
    shown = one.record.get("name") or one.key.replace("_", " ").capitalize()
    lines = {
        "caller_id_name": f"{yaml_text(shown)}  # shown to whoever answers",
        "examples": '["…"]  # how callers say it, in any language',
        "hours": '"Mo-Fr 08:00-18:00"  # when somebody answers; needs the time zone',
        "timezone": "Europe/Berlin",
        "closed": f"{plan.fallback}  # where callers get outside the hours",
        "digit": f'"{digit}"  # the telephone key that picks it',
    }
    if plan.fallback in (None, one.key):
        del lines["closed"]
    if digit is None:
        del lines["digit"]
    if policy.get("extension") == "send":
        yield "      # (send: tones once somebody answers, where a platform can; append: digits after the number)\n"
    for name, text in lines.items():
        if name not in policy:
            yield f"      # {name}: {text}\n"


def _record(one: ImportedDestination) -> dict[str, Any]:
    """The record in the order in which people read it, with a policy for the comments to stand in."""
    ordered = {name: one.record[name] for name in _ORDER if name in one.record}
    rest = {name: value for name, value in one.record.items() if name not in ordered and name != "policy"}
    return {**ordered, **rest, "policy": {"attempts": 1, **_policy(one)}}


def _policy(one: ImportedDestination) -> Mapping[str, Any]:
    policy = one.record.get("policy")
    return policy if isinstance(policy, dict) else {}


def _as_comment(block: str) -> str:
    return "".join(f"#{line}" for line in block.splitlines(keepends=True))


def _shown(name: str) -> str:
    return re.sub(r"[^\w .@+-]", "?", printable(name))
