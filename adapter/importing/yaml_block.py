"""Data as a block of YAML that reads back as it was, whatever a text in it looks like."""

import re
from typing import Any, Final

import yaml

_SIMPLE: Final = re.compile(r"[A-Za-z][A-Za-z ,.'’()/-]*[A-Za-z.]|[A-Za-z]\w*", re.ASCII)
_WORDS_OF_YAML: Final = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_WIDE: Final = 10**9


class _Dumper(yaml.SafeDumper):
    """Blocks with indented lists, and texts in double quotes where a reader could take them for something else."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    simple = _SIMPLE.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if simple else '"')


_Dumper.add_representer(str, _text)


def yaml_block(data: object, indent: int = 0) -> str:
    """The lines of a mapping or list, each indented, in the order of the data."""
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDE, default_flow_style=False)
    return "".join(f"{' ' * indent}{line}\n" for line in text.splitlines())


def yaml_text(text: str) -> str:
    """A text as one scalar, in double quotes."""
    line = yaml.dump(text, Dumper=_Quoted, allow_unicode=True, width=_WIDE)
    return line.removesuffix("\n").removesuffix("\n...")


class _Quoted(_Dumper):
    pass


_Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
