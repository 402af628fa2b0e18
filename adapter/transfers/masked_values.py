"""Values of other people's messages and tools, with configured numbers masked wherever one can stand."""

from collections.abc import Mapping

import pydantic_core

from adapter.directory import ConfiguredNumbers
from adapter.tool_calls.lenient import text_of


def masked_value(value: object, numbers: ConfiguredNumbers) -> object:
    """A decoded JSON value with configured numbers masked: in texts and names, as integers, in JSON within a text.

    Objects of a vendor's package are read as their mappings, tuples as lists.
    """
    dump = getattr(value, "model_dump", None)
    value = dump(exclude_none=True, warnings=False) if callable(dump) else value
    if isinstance(value, str):
        return masked_text(value, numbers)
    if isinstance(value, Mapping):
        return masked_mapping(value, numbers)
    if isinstance(value, list | tuple):
        return [masked_value(item, numbers) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and numbers.found_in(str(value)):
        return 0
    return value


def masked_mapping(value: Mapping[str, object], numbers: ConfiguredNumbers) -> dict[str, object]:
    """The same for an object, its names included."""
    return {numbers.mask(text_of(str(name))): masked_value(item, numbers) for name, item in value.items()}


def masked_text(text: str, numbers: ConfiguredNumbers) -> str:
    """A text with configured numbers masked, also behind the escapes of JSON that it is."""
    text = text_of(text)
    if "\\" in text and text.lstrip()[:1] in ("{", "["):
        # Escapes such as \u002b hide a number from whoever reads the text only.
        try:
            decoded = pydantic_core.from_json(text)
        except ValueError:
            return numbers.mask(text)
        changed = masked_value(decoded, numbers)
        return numbers.mask(text) if changed == decoded else pydantic_core.to_json(changed).decode()
    return numbers.mask(text)
