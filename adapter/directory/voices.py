"""Whose voice speaks our sentences of a language."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class AzureTts(_Strict):
    """An Azure voice. `language` is a BCP-47 tag (platforms default to en-US), `voice` e.g. de-DE-KatjaNeural."""

    provider: Literal["azure"] = "azure"
    language: _Name | None = None
    voice: _Name | None = None


class ElevenLabsTts(_Strict):
    """An ElevenLabs voice by its id; left out, the platform takes a default one."""

    provider: Literal["eleven_labs"] = "eleven_labs"
    voice: _Name | None = None


Tts: TypeAlias = Annotated[AzureTts | ElevenLabsTts, Field(discriminator="provider")]
"""A voice of a text-to-speech provider."""


class Voice(_Strict):
    """How sentences of one language are spoken."""

    tts: Annotated[
        Tts | None, Field(description="The platform's voice. Left out: the one configured for the flow.")
    ] = None
