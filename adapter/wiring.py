"""Where the parts are put together: settings from the environment, and an assistant built from them."""

import ipaddress
import logging
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, Json, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from adapter.assistant import Assistant
from adapter.calls.failover import FailoverStore
from adapter.calls.memory import MemoryStore
from adapter.calls.platform import Platform
from adapter.calls.record import DecisionRecord
from adapter.calls.sqlite import SqliteStore, check_file, sqlite_path
from adapter.calls.store import SharedStore, Store
from adapter.directory import Directory
from adapter.documents.files import is_folder
from adapter.documents.shape import Shape
from adapter.documents.validation_messages import validation_messages
from adapter.errors import CalibrationError, ModelError, SettingsError, StoreError
from adapter.extras import installed, require
from adapter.gateway.native_tools import NATIVE_TOOLS, NativeTool, tool_named
from adapter.gateway.relay import Gateway
from adapter.header_values import check_secret, origins_of
from adapter.models.fallback import FallbackModel
from adapter.models.model import Model, ModelAtServer, PreparedModel
from adapter.models.offline import OfflineModel
from adapter.models.profiles import Profile, load_profile, profile_of
from adapter.models.refusals import USUAL, Variables
from adapter.models.request_fields import MAX_TOKENS, THINKING, RequestFields, request_fields
from adapter.models.upstream import ModelUpstream, Upstream, UpstreamChain
from adapter.platforms import Sipgate, Telnyx, Twilio, Vapi
from adapter.platforms.sipgate.write import NumberFormat
from adapter.tool_calls.json_choice import RESERVED, Choice
from adapter.tool_calls.language import detect
from adapter.tool_calls.prompt import DEFAULT_PROMPT, Prompt
from adapter.tool_calls.prompt_search import find_prompt
from adapter.tool_calls.request import ModelApi, system_prompt
from adapter.tool_calls.tools import Exposure, Toolset
from adapter.transfers.assistant_config import AssistantConfig

if TYPE_CHECKING:  # its packages are an extra, and imported when it is opened
    from adapter.models.semantic import SemanticModel
    from adapter.search.embedder import Embedder

DEFAULT_MODEL = "gpt-4.1-mini"
OFFLINE = "offline"
SEMANTIC = "semantic"
WITHOUT_PROMPT = frozenset({OFFLINE, SEMANTIC})
"""Models that are routers: they read tools and words, and no prompt."""
STANDS_IN_WITHIN = 2.5
"""Seconds of a turn that are kept for the semantic router behind a model: more than a server of embeddings gets."""
PREFIX = "ADAPTER_"

logger = logging.getLogger(__name__)

_HOST = re.compile(r"\.?[a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\]")
_TOOL_AND_ARGUMENT = re.compile(r"[A-Za-z0-9_.-]{1,64}:[A-Za-z0-9_.-]{1,64}")

T = TypeVar("T")


def _secret(value: SecretStr) -> SecretStr:
    _hold(check_secret, value.get_secret_value())
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
    embedder: str = Field(
        "local", description="What the semantic router embeds with: local, or a model's name at a server."
    )
    embeddings_base_url: str | None = Field(None, description="That server; left out, OPENAI_BASE_URL.")
    embeddings_api_key: Secret | None = Field(None, description="Its key; left out, OPENAI_API_KEY on the same server.")
    calibration: Path | None = Field(
        None, description="The file of calibrate, by which semantic stands in for a model that has failed."
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
    exposure: Exposure = Field("auto", description="auto, each (a tool per destination) or single (one for all).")
    store: str = Field(
        "memory://", repr=False, description="Where calls are kept: memory://, sqlite:///file.db, redis://…."
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
    language: Annotated[
        str, Shape(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$", "must be a language tag, such as en or de-AT")
    ] = Field("en", description="Language when unknown.")


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


def build(settings: Settings) -> Assistant:
    """The assistant of these settings, its files read and checked. Raises `OperatorError`."""
    config = build_config(settings)
    detect("hello", config.languages)  # loads the detector now, so that no caller waits for it
    model = build_model(settings)
    prepare(model, config)
    record = None
    if settings.record is not None:
        record = DecisionRecord(settings.record, config, model.name, clear=settings.record_clear)
    return Assistant(
        config,
        model,
        platform=Sipgate(number_format=settings.number_format),
        store=build_store(settings),
        respond_within=settings.respond_within,
        model_timeout=settings.model_timeout,
        on_turn=record,
        on_step=None if record is None else record.step,
        on_close=None if record is None else record.aclose,
        on_config=None if record is None else record.use,
    )


def build_gateway(settings: Settings, assistant: Assistant) -> Gateway:
    """The gateway of these settings, before the assistant's model."""
    own = [tool_named(settings.gateway_tool)] if settings.gateway_tool else []
    return gateway_before(assistant, known=(*NATIVE_TOOLS, *own))


def gateway_before(assistant: Assistant, *, known: Sequence[NativeTool] = NATIVE_TOOLS) -> Gateway:
    """The gateway before an assistant's model. `known` are the transfer tools of platforms that it recognises."""
    handler = assistant.handler
    upstream = upstream_of(handler.model)
    return Gateway(
        handler.config,
        upstream,
        now=handler.now,
        seconds=handler.model_timeout,
        known=known,
        on_turn=handler.on_turn,
    )


def upstream_of(model: Model) -> Upstream:
    """The server of a model, for requests of other people's; a model without one answers by itself."""
    if isinstance(model, FallbackModel):
        return UpstreamChain([upstream_of(member) for member in model.models])
    if not isinstance(model, ModelAtServer):
        return ModelUpstream(model)
    # as in `open_model`
    from adapter.models.openai import OpenAIModel
    from adapter.models.openai_upstream import OpenAIUpstream

    return OpenAIUpstream(model) if isinstance(model, OpenAIModel) else ModelUpstream(model)


def other_platforms(settings: Settings, *, proved_only: bool = False) -> tuple[Platform, ...]:
    """The platforms beside sipgate that these settings serve.

    One without its secret is served only where no public URL is set, and there to this machine alone
    (`service.access`); `proved_only` leaves those out.
    """
    unproved = settings.public_url is None and not proved_only
    found: list[Platform] = []
    if settings.vapi_secret is not None or unproved:
        secret = settings.vapi_secret.get_secret_value() if settings.vapi_secret is not None else None
        hosts = settings.vapi_control_hosts
        found.append(Vapi(secret=secret, control_hosts=hosts, assistant_id=settings.vapi_assistant_id))
    tokens = tuple(token.get_secret_value() for token in settings.twilio_auth_token)
    if tokens or (unproved and installed("twilio")):
        found.append(Twilio(secrets=tokens, public_url=settings.public_url))
    if settings.telnyx_public_key or (unproved and installed("telnyx")):
        found.append(Telnyx(secrets=settings.telnyx_public_key, public_url=settings.public_url))
    return tuple(found)


def build_config(settings: Settings) -> AssistantConfig:
    """Directory and prompt of these settings; tools and system prompt are built to see that they can be."""
    if settings.directory is None:
        raise SettingsError(f"{PREFIX}DIRECTORY or --directory: which directory file?")
    return config_of(Directory.load(settings.directory), settings)


def prompt_of(settings: Settings) -> Prompt:
    """The prompt of these settings; where they name none, the one of the directory file. Raises `PromptError`."""
    named = settings.prompt if "prompt" in settings.model_fields_set else None
    return find_prompt(named, directory=settings.directory, folder=settings.prompts_dir)


def config_of(directory: Directory, settings: Settings) -> AssistantConfig:
    """The config of a directory that is already loaded. Raises `OperatorError`."""
    if settings.prompts_dir is not None and not is_folder(settings.prompts_dir):
        raise SettingsError(f"{PREFIX}PROMPTS_DIR or --prompts-dir: {settings.prompts_dir}: there is no such folder")
    config = AssistantConfig(
        directory=directory,
        prompt=prompt_of(settings),
        exposure=settings.exposure,
        language=settings.language,
    )
    system_prompt(config.prompt, config.toolset)
    if (taken := RESERVED & config.toolset.keys) and fields_of(settings).by_schema:
        raise SettingsError(f"{PREFIX}CHOICE json: {', '.join(sorted(taken))} is a choice of its own: rename the key")
    return config


def model_name(settings: Settings) -> str:
    """The model in force: as set; else offline without a key and a base URL, else the default one."""
    if settings.model is not None:
        return settings.model
    connected = os.environ.get("OPENAI_API_KEY") or os.environ.get("OPENAI_BASE_URL")
    return DEFAULT_MODEL if connected else OFFLINE


def offline_notice(settings: Settings) -> str | None:
    """Says that no model is asked, and what would change that; None where one is."""
    if model_name(settings) != OFFLINE:
        return None
    if settings.model == OFFLINE:
        why, then = f"{PREFIX}MODEL or --model says so", "name a model there to ask one"
    else:
        why, then = "neither OPENAI_API_KEY nor OPENAI_BASE_URL is set", "set one of them to ask a model"
    return f"offline: {why}, so no language model is asked; words are compared instead ({then})"


def build_model(settings: Settings) -> Model:
    """The model of these settings, with its fallback behind it where there is one.

    The models of a chain share the time that a turn has.
    """
    fields_of(settings)
    models = [open_model(member) for member in chain_members(settings)]
    return models[0] if len(models) == 1 else FallbackModel(models)


def read_again(settings: Settings, assistant: Assistant) -> AssistantConfig:
    """What the files of these settings say now, for an assistant that runs; its model has read it. Raises
    `OperatorError`."""
    config = build_config(settings)
    prepare(assistant.handler.model, config)
    return config


def prepare(model: Model, config: AssistantConfig) -> None:
    """Lets the models of a chain that are routers read the directory now. Raises `SettingsError`.

    One that only stands in and whose server does not answer now does so when it is needed.
    """
    first, *others = model.models if isinstance(model, FallbackModel) else (model,)
    for member in (first, *others):
        if not isinstance(member, PreparedModel):
            continue
        try:
            member.prepare(config.toolset)
            # what only a platform that sends tones reaches is in nobody else's tools
            member.prepare(Toolset(config.directory, exposure="single", tones=True))
        except ModelError as error:
            if member is first:
                raise SettingsError(f"{PREFIX}EMBEDDER: {error}") from None
            logger.warning("the embeddings of the directory cannot be made now: %s", error)


@dataclass(frozen=True, kw_only=True)
class ChainMember:
    """A model of the chain, and the settings that count for it. `seconds` is its share of the time of a turn.

    `base_url` and `api_key` are, where they are None, those of the environment.
    """

    name: str
    settings: Settings
    seconds: float
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    stands_in: bool = False
    variables: Variables = USUAL
    """The settings by which it is reached."""


def chain_members(settings: Settings) -> tuple[ChainMember, ...]:
    """The models of these settings, in the order in which they are asked."""
    names = chain(settings)
    seconds = settings.model_timeout / len(names)
    if names[1:] == (SEMANTIC,):
        seconds = max(seconds, settings.model_timeout - STANDS_IN_WITHIN)
    first = ChainMember(name=names[0], settings=settings, seconds=seconds)
    if len(names) == 1:
        return (first,)
    key = settings.fallback_api_key.get_secret_value() if settings.fallback_api_key else None
    if key is None and settings.fallback_base_url is not None:
        # The first server's key is nobody else's business.
        key = "none"
    own = settings.model_copy(update={"model_profile": None, "extra_fields": None})
    url = settings.fallback_base_url
    variables = Variables(
        base_url="OPENAI_BASE_URL" if url is None else f"{PREFIX}FALLBACK_BASE_URL",
        key="OPENAI_API_KEY" if key is None else f"{PREFIX}FALLBACK_API_KEY",
        model=f"{PREFIX}FALLBACK_MODEL",
    )
    second = ChainMember(
        name=names[1], settings=own, seconds=seconds, base_url=url, api_key=key, variables=variables, stands_in=True
    )
    return first, second


def fields_of(settings: Settings, name: str | None = None) -> RequestFields:
    """What every request to a model says beside its question. Raises `SettingsError`.

    A profile and further fields that are set are for the first model of a chain: the other one is another model.
    """
    name = model_name(settings) if name is None else name
    return request_fields(
        settings.api,
        profile_for(settings, name),
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        choice=settings.choice,
        extra=settings.extra_fields,
    )


def profile_for(settings: Settings, name: str) -> Profile:
    """The profile in force for a model. Raises `SettingsError`."""
    return profile_of(name) if settings.model_profile is None else load_profile(settings.model_profile)


def chain(settings: Settings) -> tuple[str, ...]:
    """The models in the order in which they are asked."""
    name = model_name(settings)
    if settings.fallback_model is None and settings.fallback_base_url is None:
        return (name,)
    return name, settings.fallback_model or name


def who_answers(settings: Settings, directory: Directory) -> tuple[str, ...]:
    """Who decides a call, in the order in which they are turned to when the one before fails."""
    last = f"destination {directory.fallback}" if directory.fallback else "an apology and a question"
    return (*(f"model {name}" for name in chain(settings)), last)


def open_model(member: ChainMember, *, attempts: int = 3) -> Model:
    """The model of a member of the chain. Raises `SettingsError`."""
    if member.name == OFFLINE:
        return OfflineModel()
    if member.name == SEMANTIC:
        return _open_semantic(member)
    # openai takes most of a second to import, and nobody who stays offline should wait for it
    from adapter.models.openai import OpenAIModel

    return OpenAIModel(
        member.name,
        api=member.settings.api,
        base_url=member.base_url,
        api_key=member.api_key,
        timeout=member.seconds,
        attempts=attempts,
        stream=member.settings.stream,
        fields=fields_of(member.settings, member.name),
        variables=member.variables,
    )


def check_semantic(settings: Settings) -> tuple[str, ...]:
    """What an operator should know of the semantic router in these settings. Raises `ExtraError`."""
    notes: list[str] = []
    for member in chain_members(settings) if SEMANTIC in chain(settings) else ():
        if member.name != SEMANTIC:
            continue
        _require_semantic(member)
        if member.stands_in and settings.calibration is None:
            notes.append(
                f"{PREFIX}FALLBACK_MODEL semantic is not calibrated (transfer-adapter calibrate): when the model has"
                " failed it transfers nobody, and callers go to the directory's fallback or are asked"
            )
        elif not member.stands_in:
            notes.append(
                f"{PREFIX}MODEL semantic transfers by the shipped threshold, which is proven for nobody's callers: for"
                " trying out and comparing"
            )
    return tuple(notes)


def _require_semantic(member: ChainMember) -> None:
    require("semantic", f"{PREFIX}{'FALLBACK_' if member.stands_in else ''}MODEL semantic")


def build_semantic(settings: Settings) -> "SemanticModel":
    """The semantic router of these settings as the chosen model. Raises `SettingsError` and `ExtraError`."""
    return _open_semantic(ChainMember(name=SEMANTIC, settings=settings, seconds=settings.model_timeout))


def _open_semantic(member: ChainMember) -> "SemanticModel":
    _require_semantic(member)
    # numpy and the package of the embedder are an extra
    from adapter.models.embedders import default_cache, open_embedder
    from adapter.models.semantic import SHIPPED_THRESHOLD, SemanticModel

    settings = member.settings
    own_key = settings.embeddings_api_key.get_secret_value() if settings.embeddings_api_key else None
    if settings.embeddings_base_url is None:
        url, key = os.environ.get("OPENAI_BASE_URL", ""), own_key or os.environ.get("OPENAI_API_KEY", "")
    else:
        # The model server's key is nobody else's business.
        url, key = settings.embeddings_base_url, own_key or ""
    embedder = open_embedder(
        settings.embedder,
        base_url=url,
        api_key=key,
        cache=default_cache(os.environ, Path.home()),
        must_answer=not member.stands_in,
    )
    if member.stands_in:
        return _stand_in(settings, embedder)
    return SemanticModel(embedder, transfer_from=SHIPPED_THRESHOLD)


def _stand_in(settings: Settings, embedder: "Embedder") -> "SemanticModel":
    """The router that transfers by the calibration of these settings; nobody where there is none that fits."""
    # numpy is an extra
    from adapter.models.calibrated_router import calibrated_router
    from adapter.models.semantic import SemanticModel

    if settings.calibration is not None:
        config = build_config(settings)
        try:
            return calibrated_router(
                settings.calibration, embedder, config.toolset, directory=config.directory.fingerprint
            )
        except CalibrationError as error:
            logger.warning("%sCALIBRATION: %s; until then semantic stands in for nobody", PREFIX, error)
        except ModelError as error:
            logger.warning("%sCALIBRATION: %s; semantic stands in for nobody", PREFIX, error)
    return SemanticModel(embedder, transfer_from=None, stands_in=True)


def build_store(settings: Settings) -> Store:
    """The store of these settings. A file is opened once to see that it can be used; a server may still be down.

    Raises `SettingsError` without quoting the URL, because it may hold a password.
    """
    scheme, separator, rest = settings.store.partition("://")
    shared: SharedStore
    try:
        match scheme.lower() if separator else "":
            case "memory" if not rest:
                return MemoryStore()
            case "sqlite":
                path = sqlite_path(rest)
                check_file(path)
                shared = SqliteStore(path)
            case "redis" | "rediss" | "unix":
                require("redis", f"{PREFIX}STORE or --store")
                # redis takes half a second to import, and nobody who does not use it should wait for it
                from adapter.calls.redis import RedisStore

                shared = RedisStore(settings.store)
            case _:
                raise ValueError("use memory://, sqlite:///file.db, redis://host:6379/0, rediss://… or unix:///socket")
    except (ValueError, StoreError) as error:
        raise SettingsError(f"{PREFIX}STORE or --store: {error}") from None
    return FailoverStore(shared)


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


def shipped_directory() -> Path:
    """The example bank's directory: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "examples" / "bank" / "directory.yaml"
    return installed if installed.is_file() else package.parent / "examples" / "bank" / "directory.yaml"
