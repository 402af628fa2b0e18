"""What a directory file adds to Vapi's records: a policy for each destination, and settings of the whole directory."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from adapter.directory.voices import Voice

KEY = re.compile(r"[a-z][a-z0-9_]{0,47}")
MAX_KEY = 48
E164 = re.compile(r"\+[1-9][0-9]{1,14}")

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DIGIT = re.compile(r"[0-9*#]")
_MAX_HOURS = 1000


def _hours(text: str) -> str:
    # Its compiled module pulls in logging and is needed for the few files that have hours.
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # its stubs leave it out

    if not text.strip():
        raise PydanticCustomError("hours", "must not be empty")
    if len(text) > _MAX_HOURS:
        raise PydanticCustomError("hours", "must have at most {limit} characters", {"limit": _MAX_HOURS})
    try:
        OpeningHours(text)
    except ParserError as error:
        place = re.search(r"--> \d+:(\d+)", str(error))
        raise PydanticCustomError(
            "hours",
            "is no opening_hours syntax{place}: write it like Mo-Fr 08:00-20:00; Sa 09:00-13:00",
            {"place": f" from character {place[1]} on" if place else ""},
        ) from None
    return text


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        close = get_close_matches(name, available_timezones(), n=1)
        raise PydanticCustomError(
            "timezone",
            "is no time zone of the IANA database: {hint}",
            {"hint": f"did you mean {close[0]}?" if close else "write it like Europe/Berlin"},
        ) from None
    return name


def _caller_id_number(number: str) -> str:
    if not E164.fullmatch(number):
        raise PydanticCustomError(
            "e164", "must be an E.164 number: a plus sign, then 2 to 15 digits of which the first is not 0"
        )
    return number


def _country(code: str) -> str:
    # Number metadata take longer to import than the rest of a directory; most files have no list of countries.
    from phonenumbers import SUPPORTED_REGIONS

    if code in SUPPORTED_REGIONS:
        return code
    close = code.upper() if code.upper() in SUPPORTED_REGIONS else {"UK": "GB", "EL": "GR"}.get(code.upper())
    hint = f": write {close}" if close else ", such as DE or US"
    raise PydanticCustomError("country", "must be a country by its two letters of ISO 3166{hint}", {"hint": hint})


def _digit(digit: str) -> str:
    if not _DIGIT.fullmatch(digit):
        raise PydanticCustomError("digit", "must be one key of a telephone: 0 to 9, * or #")
    return digit


def _tag(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        raise PydanticCustomError("tag", "is no language tag: write it like de or de-AT")
    return tag


def _once_each(speech: Mapping[str, Voice]) -> Mapping[str, Voice]:
    if len({tag.lower() for tag in speech}) < len(speech):
        raise PydanticCustomError("tag", "has a language twice, once in capital and once in small letters")
    return speech


Sentence: TypeAlias = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
KeyName: TypeAlias = Annotated[str, Field(json_schema_extra={"pattern": f"^{KEY.pattern}$"})]


class Policy(BaseModel):
    """What we add to one destination."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    caller_id_name: Annotated[
        Sentence | None,
        Field(description="The name that whoever answers is shown; else the directory's, else the key."),
    ] = None
    examples: Annotated[
        tuple[Sentence, ...],
        Field(
            strict=False, description="How callers say it, in any language: told to the model, and used by the search."
        ),
    ] = ()
    hours: Annotated[
        Annotated[str, AfterValidator(_hours)] | None,
        Field(
            description="When somebody answers, as OpenStreetMap opening_hours, at most 1000 characters:"
            " Mo-Fr 08:00-20:00. Needs a timezone."
        ),
    ] = None
    timezone: Annotated[
        Annotated[str, AfterValidator(_timezone)] | None,
        Field(description="The time zone of the hours, by its IANA name: Europe/Berlin."),
    ] = None
    closed: Annotated[
        KeyName | None,
        Field(description="The destination, by its key, to use outside the hours. Left out: it is not offered then."),
    ] = None
    digit: Annotated[
        Annotated[str, AfterValidator(_digit), Field(json_schema_extra={"pattern": f"^{_DIGIT.pattern}$"})] | None,
        Field(description="The telephone key that picks it: 0 to 9, * or #, in quotes. 0 is kept for the fallback."),
    ] = None
    extension: Annotated[
        Literal["refuse", "append", "send"],
        Field(
            description="An extension: refuse does not offer the destination, append dials its digits after the number,"
            " send plays them as tones once somebody has answered, where the platform can."
        ),
    ] = "refuse"
    pinned: Annotated[bool, Field(description="true: always part of a shortlist. Default false.")] = False
    emergency: Annotated[
        bool, Field(description="Must be true where the number is an emergency number; default false.")
    ] = False
    premium: Annotated[
        bool, Field(description="Must be true where the number is premium-rate or satellite; default false.")
    ] = False
    attempts: Annotated[
        int, Field(ge=1, le=10, description="How often one call may try this destination, 1 to 10.")
    ] = 1


class DirectorySettings(BaseModel):
    """What holds for the whole directory."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    caller_id_name: Annotated[
        Sentence | None,
        Field(description="The name that whoever answers is shown; a destination's policy may override it."),
    ] = None
    caller_id_number: Annotated[
        Annotated[str, AfterValidator(_caller_id_number), Field(json_schema_extra={"pattern": f"^{E164.pattern}$"})]
        | None,
        Field(description="Shown where neither party's number is usable: E.164, in quotes, 2 to 15 digits."),
    ] = None
    fallback: Annotated[
        KeyName | None, Field(description="The key of the destination to use when nothing better can be done.")
    ] = None
    countries: Annotated[
        tuple[Annotated[str, AfterValidator(_country), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})], ...] | None,
        Field(
            strict=False,
            min_length=1,
            description="The only countries that may be called, one or more: two letters of ISO 3166, such as DE.",
        ),
    ] = None
    speech: Annotated[
        Annotated[dict[Annotated[str, AfterValidator(_tag)], Voice], AfterValidator(_once_each)],
        Field(description="How our sentences are spoken, by language tag, such as de or de-AT."),
    ] = {}
