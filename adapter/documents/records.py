"""The records of a pydantic model by their place: which fields may stand at a path of a file."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, RootModel

from adapter.documents.document import Path


def field_names(record: type[BaseModel]) -> list[str]:
    """The fields of a record as they are written in a file."""
    return [field.alias or name for name, field in record.model_fields.items()]


def records_at(model: type[BaseModel], path: Path) -> tuple[type[BaseModel], ...]:
    """The records that may stand at a path below a model, several where it is one of them. Indexes of lists and keys
    of mappings lead on to what is in them."""
    found: tuple[type[BaseModel], ...] = tuple(_records(model))
    for step in path:
        if isinstance(step, str):
            found = tuple(dict.fromkeys(inner for record in found for inner in _inside(record, step)))
    return found


def _inside(record: type[BaseModel], step: str) -> Iterator[type[BaseModel]]:
    """The records in a field; where it is no field, it is the key of a mapping and the record its value."""
    for name, field in record.model_fields.items():
        if step in (name, field.alias):
            yield from _records(field.annotation)
            return
    yield record


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, RootModel):
        yield from _records(annotation.model_fields["root"].annotation)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _records(part)
