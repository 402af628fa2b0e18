"""A text of a certain shape: what is wrong with another one is told in words and not by its pattern."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class Shape:
    """Stands in an `Annotated[str, Shape(pattern, wanted)]`. `wanted` is the message: `must be a tag such as de`."""

    pattern: str
    wanted: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.chain_schema([handler(source), core_schema.str_schema(pattern=self.pattern)])
        return core_schema.custom_error_schema(text, custom_error_type="shape", custom_error_message=self.wanted)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern}
