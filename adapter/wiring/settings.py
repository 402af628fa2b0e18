"""Settings: what the environment and the command line say, checked; which variables mean nothing here."""

import ipaddress
import os
import re
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, Json, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapter.documents.shape import Shape
from adapter.documents.validation_messages import validation_messages
from adapter.errors import SettingsError
from adapter.header_values import check_secret, origins_of
from adapter.models.request_fields import MAX_TOKENS, THINKING
from adapter.platforms.sipgate.write import NumberFormat
from adapter.tool_calls.json_choice import Choice
from adapter.tool_calls.prompt import DEFAULT_PROMPT
from adapter.tool_calls.request import ModelApi
from adapter.tool_calls.shortlist_size import MAX_SHORTLIST
from adapter.tool_calls.tools import Exposure
from adapter.wiring.handoff_values import check_address, check_signing_secret

DEFAULT_MODEL = "gpt-4.1-mini"
OFFLINE = "offline"
SEMANTIC = "semantic"
WITHOUT_PROMPT = frozenset({OFFLINE, SEMANTIC})
"""Models that are routers: they read tools and words, and no prompt."""
PREFIX = "ADAPTER_"

_HOST = re.compile(r"\.?[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\]")
_TOOL_AND_ARGUMENT = re.compile(r"[A-Za-z0-9_.-]{1,64}:[A-Za-z0-9_.-]{1,64}")

T = TypeVar("T")


def _secret(value: SecretStr) -> SecretStr:
    _hold(check_secret, value.get_secret_value())
    return value


def _handoff_url(value: SecretStr) -> SecretStr:
    _hold(check_address, value.get_secret_value())
    return value


def _handoff_secret(value: SecretStr) -> SecretStr:
    _hold(check_signing_secret, value.get_secret_value())
    return value


def _origins(value: object) -> object:
    return _hold(origins_of, value) if isinstance(value, str) else value


def _public_origin(value: str) -> str:
    (origin, *more) = _hold(origins_of, value) or ("",)
    if more or not origin.startswith(("https://", "http://")):
        raise PydanticCustomError("setting", "one origin: scheme and host, such as https://calls.example, and no path")
    return origin


def _hosts(value: object) -> object:
    if not isinstance(value, str):
        return value
    hosts = tuple(part.lower() for part in _parts(value))
    if not all(_HOST.fullmatch(host) for host in hosts):
        raise PydanticCustomError("setting", "hosts without scheme, port and star: calls.example, or .example for all")
    return hosts


def _keys(value: object) -> object:
    return _parts(value) if isinstance(value, str) else value


def _secrets(value: object) -> object:
    return tuple(SecretStr(part) for part in _parts(value)) if isinstance(value, str) else value


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _tool_and_argument(value: str) -> str:
    if not _TOOL_AND_ARGUMENT.fullmatch(value):
        raise PydanticCustomError(
            "setting", "a tool's name and the name of its argument that holds the number, such as transfer:target"
        )
    return value


def _hold(read: Callable[[str], T], value: str) -> T:
    """What is read of a setting. What is wrong with it is told as it stands, without a word of pydantic's."""
    try:
        return read(value)
    except SettingsError as error:
        raise PydanticCustomError("setting", str(error)) from None


Secret: TypeAlias = Annotated[SecretStr, AfterValidator(_secret)]


class Settings(BaseSettings):
    """The `ADAPTER_…` environment variables; each field is one of them. Command line options override."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        hide_input_in_errors=True,
        populate_by_name=True,  # extra_fields has another name in the environment: model_extra is pydantic's own
    )

    directory: Path | None = Field(None, description="The directory file (YAML or JSON).")
    prompt: str = Field(
        DEFAULT_PROMPT,
        description="The prompt: name, name@v2 or name@label; left out, the one named as the directory file, if any.",
    )
    prompts_dir: Path | None = Field(
        None, description="A folder of prompts of your own; left out, prompts/ beside the directory file."
    )
    model: str | None = Field(None, description="A model name, offline or semantic.")
    fallback_model: str | None = Field(None, description="The model to ask when the first one fails.")
    fallback_base_url: str | None = Field(None, description="Its server; left out, OPENAI_BASE_URL.")
    fallback_api_key: Secret | None = Field(None, description="Its key; left out, OPENAI_API_KEY on the same server.")
    embedder: str | None = Field(
        None,
        description="What the shortlist and the semantic router embed with: local, or a model's name at a server; left"
        " out, the shortlist goes by words and the router takes the local one.",
    )
    embeddings_base_url: str | None = Field(None, description="That server; left out, OPENAI_BASE_URL.")
    embeddings_api_key: Secret | None = Field(None, description="Its key; left out, OPENAI_API_KEY on the same server.")
    calibration: Path | None = Field(
        None, description="The file of `calibrate` by which the semantic router may transfer when the model has failed."
    )
    api: ModelApi = Field("chat", description="chat (Chat Completions) or responses.")
    model_profile: str | None = Field(
        None, description="How the model is asked: a shipped profile, or a YAML file; left out, by the model's name."
    )
    choice: Choice | None = Field(
        None, description="tools, or json (one object by schema); left out, as the profile says."
    )
    max_tokens: Annotated[int, Field(ge=16, le=100_000)] = Field(
        MAX_TOKENS, description=f"Tokens of a reply; a model that reasons gets {THINKING} more."
    )
    temperature: Annotated[float, Field(ge=0, le=2)] | None = Field(
        None, description="Temperature; left out, as the profile says, else the server's own."
    )
    extra_fields: Json[dict[str, Any]] | None = Field(
        None,
        validation_alias=f"{PREFIX}MODEL_EXTRA",
        repr=False,
        description="Further fields of the request body, as a JSON object.",
    )
    stream: bool = Field(False, description="Ask for replies piece by piece.")
    warm_up: bool = Field(True, description="serve: send the prompt once at the start and say what came of it.")
    exposure: Exposure = Field(
        "auto",
        description="auto, each (a tool per destination), single (one for all) or shortlist (one for what fits).",
    )
    shortlist: Annotated[int, Field(ge=1, le=MAX_SHORTLIST)] | None = Field(
        None, description="Destinations that a turn adds to a shortlist; left out 20, beyond 1,000 destinations 50."
    )
    store: str = Field(
        "memory://",
        repr=False,
        description="Where calls are kept: memory://, sqlite:///file.db, redis://…, redis+cluster://…, redis+sentinel://….",
    )
    token: Secret | None = Field(None, description="What X-API-TOKEN must be.")
    public_url: Annotated[str, AfterValidator(_public_origin)] | None = Field(
        None, description="The origin by which platforms reach the service, such as https://calls.example."
    )
    vapi_secret: Secret | None = Field(None, description="Vapi's bearer token or X-Vapi-Secret, or the HMAC key.")
    vapi_control_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_hosts)] = Field(
        (".vapi.ai",), description="Hosts of calls' control URLs, comma-separated, exact or .suffix."
    )
    vapi_assistant_id: str | None = Field(None, description="The Vapi assistant that answers calls without one.")
    twilio_auth_token: Annotated[tuple[Secret, ...], NoDecode, BeforeValidator(_secrets)] = Field(
        (), description="Twilio's auth token; two, comma-separated, while it is replaced."
    )
    telnyx_public_key: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_keys)] = Field(
        (), description="Telnyx's public key; several, comma-separated, while it is replaced."
    )
    gateway_tool: Annotated[str, AfterValidator(_tool_and_argument)] | None = Field(
        None, description="A platform's transfer tool that is not recognised, as name:argument."
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_origins)] = Field(
        (), description="Origins of web pages that may ask, comma-separated."
    )
    respond_within: Annotated[float, Field(gt=0, le=60)] = Field(3.0, description="Seconds in which to answer.")
    model_timeout: Annotated[float, Field(gt=0, le=300)] = Field(15.0, description="Seconds that the model has.")
    number_format: NumberFormat = Field("e164", description="e164 (with plus) or e164-no-plus.")
    record: Path | None = Field(None, description="A file for the decision record (JSON lines).")
    record_clear: bool = Field(False, description="Keep what callers and models say in the record.")
    handoff_url: Annotated[SecretStr, AfterValidator(_handoff_url)] | None = Field(
        None, description="A webhook that is told of each transfer before it is made; needs HANDOFF_SECRET."
    )
    handoff_secret: Annotated[SecretStr, AfterValidator(_handoff_secret)] | None = Field(
        None, description="What its notes are signed with: whsec_… of the standard-webhooks scheme."
    )
    handoff_clear: bool = Field(False, description="Send the caller's number and numbers that were said in clear.")
    language: Annotated[
        str, Shape(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$", "must be a language tag, such as en or de-AT")
    ] = Field("en", description="Language when unknown.")


def leaving_nothing(settings: Settings) -> Settings:
    """The same for calls that are only tried out: they are kept, recorded and told nowhere."""
    nowhere = {"store": "memory://", "record": None, "handoff_url": None, "handoff_secret": None}
    return settings.model_copy(update=nowhere)


def read_settings(**overrides: object) -> Settings:
    """The settings from the environment; `overrides` that are not None win. Raises `SettingsError`."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        check_secret(os.environ.get("OPENAI_API_KEY", ""))
    except SettingsError as error:
        raise SettingsError(f"OPENAI_API_KEY: {error}") from None
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        places = [str(item["loc"][0]) for item in error.errors() if item["loc"]]
        raw = {place: given.get(place, os.environ.get(_variable(place))) for place in places}
        lines = (f"{_variable(str(path[0]))}: {said}" for path, said in validation_messages(error, raw, Settings))
        raise SettingsError("\n".join(lines)) from error


def unknown_variables() -> list[str]:
    """`ADAPTER_…` variables that are set and mean nothing here, such as a misspelled one."""
    known = _variables()
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def variable_warnings() -> list[str]:
    """A line for each variable that is set and means nothing, with the one that was probably meant."""
    known = _variables()
    lines = []
    for name in unknown_variables():
        near = get_close_matches(name, known, n=1, cutoff=0.75)
        lines.append(f"{name} is set but means nothing here{f': did you mean {near[0]}?' if near else ''}")
    meant = ((name, right) for name, right in _OF_OTHER_TIMES.items() if os.environ.get(name))
    return [*lines, *(f"{name} is set but means nothing here: did you mean {right}?" for name, right in meant)]


_OF_OTHER_TIMES: Final = {
    "OPENAI_API_BASE": "OPENAI_BASE_URL",
    "OPENAI_BASE": "OPENAI_BASE_URL",
    "OPENAI_API_URL": "OPENAI_BASE_URL",
    "OPENAI_URL": "OPENAI_BASE_URL",
    "OPENAI_KEY": "OPENAI_API_KEY",
    "OPENAI_TOKEN": "OPENAI_API_KEY",
}
"""Names that the openai package had before, or never had, and what it reads."""


def _variables() -> list[str]:
    return [_variable(str(field.validation_alias or name)) for name, field in Settings.model_fields.items()]


def _variable(name: str) -> str:
    """The environment variable of a field, by the field's name or its alias."""
    return f"{PREFIX}{name.upper().removeprefix(PREFIX)}"


def is_loopback(host: str) -> bool:
    """Whether a host name or address can be reached from this machine only."""
    if host in ("localhost", "127.0.0.1"):  # mostly; and to read an address takes longer
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
