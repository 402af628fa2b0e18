"""The text of a cassette: YAML that reads well in a review.

A text of several lines stands as such, so that a changed line is a changed line; every other is quoted, so that none is
taken for a number, a date or a yes. Each event of a stream has a line of its own.
"""

import re
import sys
from typing import Any

import yaml

# A key needs no quotes if no reader of YAML takes it for anything but a word.
_PLAIN_KEY = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z_][a-z0-9_]*", re.IGNORECASE)
# Breaks of a line that readers of YAML turn into others, or do not count as text.
_NO_BLOCK = re.compile("[\r\x85\u2028\u2029]")


class OneLine(dict[str, object]):
    """A mapping that is written in one line."""


def write_yaml(value: object) -> str:
    """The value as YAML."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=sys.maxsize))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Every interaction stands for itself: none refers to another."""
        return True


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


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(OneLine, _one_line)
