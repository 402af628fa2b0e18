"""The text of a cassette: YAML that reads well in a review, and JSON's own idea of what a plain word means.

A text of several lines stands as such, so that a changed line is a changed line; every other is quoted, so that none is
taken for a number, a date or a yes. Each event of a stream has a line of its own.
"""

import re
import sys
from collections.abc import Sequence
from typing import Any

import yaml


class OneLine(dict[str, object]):
    """A mapping that is written in one line."""


def write_yaml(value: object) -> str:
    """The value as YAML."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=sys.maxsize))


def read_yaml(text: str) -> object:
    """The value of a YAML text. Raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - built on the safe loader


def line_of(text: str, path: Sequence[int | str]) -> int:
    """The line, from 1, of a part of a YAML text that can be read; of what surrounds it where it is missing."""
    node = yaml.compose(text, Loader=_Loader)
    for step in path:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
        if found is None:
            break
        node = found
    return 1 if node is None else int(node.start_mark.line) + 1


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml's where it is there
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own registry


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Every interaction stands for itself: none refers to another."""
        return True


for _tag, _words, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    ("float", r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", list("-0123456789")),
):
    for _kind in (_Loader, _Dumper):
        _kind.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_words})$"), _first)
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node)))
_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))

# A key needs no quotes if no reader of YAML takes it for anything but a word.
_PLAIN_KEY = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z_][a-z0-9_]*", re.IGNORECASE)
# Breaks of a line that readers of YAML turn into others, or do not count as text.
_NO_BLOCK = re.compile("[\r\x85\u2028\u2029]")


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    several = "\n" in text.strip("\n") and not _NO_BLOCK.search(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if several else '"')


def _mapping(dumper: yaml.SafeDumper, value: dict[str, object]) -> yaml.MappingNode:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=False if value else None)
    for key, _ in node.value:
        if _PLAIN_KEY.fullmatch(key.value):
            key.style = None
    return node


def _one_line(dumper: yaml.SafeDumper, value: OneLine) -> yaml.MappingNode:
    node = _mapping(dumper, value)
    _flatten(node)
    return node


def _flatten(node: Any) -> None:  # the nodes of PyYAML have no common type with these fields
    if isinstance(node, yaml.ScalarNode):
        node.style = '"' if node.style == "|" else node.style
        return
    node.flow_style = True
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            _flatten(part)


def _number(dumper: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", repr(value))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(OneLine, _one_line)
_Dumper.add_representer(float, _number)
