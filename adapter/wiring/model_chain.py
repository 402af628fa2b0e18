"""The models of settings: which are asked, one behind the other, and what stands in where all have failed."""

import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adapter.errors import CalibrationError, ModelError, SettingsError
from adapter.extras import require
from adapter.models.calibration import AGAIN, Calibration, load_calibration, read_calibration
from adapter.models.fallback import FallbackModel
from adapter.models.model import Model, ModelAtServer, PreparedModel
from adapter.models.offline import OfflineModel
from adapter.models.profiles import Profile, load_profile, profile_of
from adapter.models.refusals import USUAL, Variables
from adapter.models.request_fields import RequestFields, request_fields
from adapter.models.upstream import STANDS_IN_WITHIN, ModelUpstream, Upstream, UpstreamChain
from adapter.tool_calls.tools import Toolset
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring.embedding import LOCAL, open_named_embedder
from adapter.wiring.settings import (
    DEFAULT_MODEL,
    OFFLINE,
    PREFIX,
    SEMANTIC,
    Settings,
)

if TYPE_CHECKING:  # its packages are an extra, and imported when it is opened
    from adapter.models.semantic import SemanticModel

logger = logging.getLogger(__name__)

UNPROVEN: Final = "a router's scores prove nothing among the many destinations of a shortlist: use a language model"


def upstream_of(model: Model) -> Upstream:
    """The server of a model, for requests of other people's; a model without one answers by itself."""
    if isinstance(model, FallbackModel):
        stand_in = None if model.stand_in is None else upstream_of(model.stand_in)
        return UpstreamChain([upstream_of(member) for member in model.models], stand_in=stand_in)
    if not isinstance(model, ModelAtServer):
        return ModelUpstream(model)
    # as in `open_model`
    from adapter.models.openai import OpenAIModel
    from adapter.models.openai_upstream import OpenAIUpstream

    return OpenAIUpstream(model) if isinstance(model, OpenAIModel) else ModelUpstream(model)


def model_name(settings: Settings) -> str:
    """The model in force: as set; else offline without a key and a base URL, else the default one."""
    if settings.model is not None:
        return settings.model
    return DEFAULT_MODEL if has_server() else OFFLINE


def has_server() -> bool:
    """Whether a model can be asked by its name: there is a key, or the address of a server."""
    return bool(os.environ.get("OPENAI_API_KEY") or os.environ.get("OPENAI_BASE_URL"))


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
    first, *others = chain_members(settings)
    model = open_model(first)
    if not others:
        return model
    (second,) = others
    if second.name == SEMANTIC:
        return FallbackModel([model], stand_in=open_model(second))
    return FallbackModel([model, open_model(second)])


def prepare(model: Model, config: AssistantConfig) -> None:
    """Lets the models of a chain that are routers read the directory now. Raises `SettingsError`.

    One that only stands in and whose server does not answer now does so when it is needed.
    """
    if not isinstance(model, PreparedModel):
        return
    if config.toolset.exposure == "shortlist":
        # Its gate means nothing among so many: what stands in for another model leaves callers to the fallback.
        if not isinstance(model, FallbackModel):
            raise SettingsError(f"{PREFIX}MODEL semantic: {UNPROVEN}")
        return
    try:
        model.prepare(config.toolset)
        # what only a platform that sends tones reaches is in nobody else's tools
        model.prepare(Toolset(config.directory, exposure="single", tones=True))
    except ModelError as error:
        if not isinstance(model, FallbackModel):
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


def open_model(member: ChainMember, *, attempts: int = 3) -> Model:
    """The model of a member of the chain. Raises `SettingsError`."""
    if member.name == OFFLINE:
        return OfflineModel()
    if member.name == SEMANTIC:
        return _open_stand_in(member) if member.stands_in else _open_semantic(member)
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


def check_semantic(settings: Settings, config: AssistantConfig) -> tuple[str, ...]:
    """What an operator should know of the semantic router in these settings. Raises `ExtraError`."""
    notes: list[str] = []
    members = [member for member in chain_members(settings) if member.name == SEMANTIC]
    for member in members:
        _require_semantic(member)
        if member.stands_in:
            notes.append(_proven(settings, config))
        else:
            notes.append(
                f"{PREFIX}MODEL semantic transfers by the shipped threshold, which is proven for nobody's callers: for"
                " trying out and comparing"
            )
    if settings.calibration is not None and not any(member.stands_in for member in members):
        notes.append(f"{PREFIX}CALIBRATION counts only with {PREFIX}FALLBACK_MODEL semantic")
    return tuple(notes)


def _proven(settings: Settings, config: AssistantConfig) -> str:
    """What the router that stands in may do, in a line."""
    if config.toolset.exposure == "shortlist":
        return (
            f"{PREFIX}FALLBACK_MODEL semantic transfers nobody and asks nobody among the many destinations of a"
            " shortlist: when the model has failed, callers go to the directory's fallback"
        )
    otherwise = "when the model has failed, callers are asked or go to the directory's fallback"
    if settings.calibration is None:
        return (
            f"{PREFIX}FALLBACK_MODEL semantic is not calibrated (transfer-adapter calibrate) and transfers nobody"
            f" unasked: {otherwise}"
        )
    # numpy and the package of the embedder are an extra
    from adapter.models.router_identity import identity_with
    from adapter.search.local_embedder import local_id

    try:
        # What a server's model is called is known once it is asked, and then told in the log.
        named = local_id() if settings.embedder in (None, LOCAL) else read_calibration(settings.calibration).embedder
        router = identity_with(named, config.toolset, directory=config.directory.fingerprint)
        found = load_calibration(settings.calibration, router)
    except CalibrationError as error:
        return f"{PREFIX}CALIBRATION does not count: {error}; until then {otherwise}"
    proof = found.proof
    return (
        f"{PREFIX}FALLBACK_MODEL semantic transfers from a gate of {found.threshold:.2f} on, where {proof.right} of"
        f" {proof.transferred} transfers in {proof.cases} cases were right"
    )


def _require_semantic(member: ChainMember) -> None:
    require("semantic", f"{PREFIX}{'FALLBACK_' if member.stands_in else ''}MODEL semantic")


def build_semantic(settings: Settings) -> "SemanticModel":
    """The semantic router of these settings for labelled cases, whose vectors are kept as a directory's are.

    Raises `SettingsError` and `ExtraError`.
    """
    member = ChainMember(name=SEMANTIC, settings=settings, seconds=settings.model_timeout)
    return _open_semantic(member, queries=True)


def _open_semantic(member: ChainMember, *, queries: bool = False) -> "SemanticModel":
    _require_semantic(member)
    # numpy and the package of the embedder are an extra
    from adapter.models.semantic import SemanticModel

    return SemanticModel(open_named_embedder(member.settings, queries=queries, must_answer=not member.stands_in))


def _open_stand_in(member: ChainMember) -> Model:
    router = _open_semantic(member)
    # as in `_open_semantic`
    from adapter.models.stand_in import StandIn

    path = member.settings.calibration
    return StandIn(router, None if path is None else _calibration(path, router))


def _calibration(path: Path, router: "SemanticModel") -> Calibration | None:
    """The calibration in a file, if the embedding model answers as when it was made.

    A service that cannot read it, or cannot tell, answers calls without.
    """
    embedder = router.embedder
    try:
        found = read_calibration(path)
        # another model is named where texts and weights are compared, too, and asking this one would tell nothing
        if found.embedder == embedder.id and not found.canary.same_model(embedder.canary()):
            raise CalibrationError(f"{path}: another model answers as {embedder.id} than when it was made: {AGAIN}")
    except CalibrationError as error:
        logger.warning("%sCALIBRATION does not count: %s", PREFIX, error)
    except ModelError as error:
        logger.warning("%sCALIBRATION does not count until the next start: %s: %s", PREFIX, embedder.id, error)
    else:
        return found
    return None
