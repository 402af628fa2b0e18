"""What every JSON body that the service takes has in common: no field too many, known or not."""

from typing import Final

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

MAX_FIELDS: Final = 32
"""Of an object of ours. An unknown one is an error each, and a body has room for 29,000 of them."""


class FewFields(BaseModel):
    """A body, or an object in one. Unknown fields are errors, and too many of any kind are one."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _few(cls, value: object) -> object:
        if isinstance(value, dict) and len(value) > MAX_FIELDS:
            raise PydanticCustomError("too_many_fields", f"Object should have at most {MAX_FIELDS} fields")
        return value
