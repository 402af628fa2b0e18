"""An assistant built of settings: directory, prompt, models, store, record."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from adapter.assistant import Assistant
from adapter.calls.failover import FailoverStore
from adapter.calls.memory import MemoryStore
from adapter.calls.redis_url import SCHEMES
from adapter.calls.sqlite import SqliteStore
from adapter.calls.sqlite_file import check_file, sqlite_path
from adapter.calls.store import SharedStore, Store
from adapter.directory import Directory
from adapter.documents.files import is_folder
from adapter.errors import SettingsError, StoreError
from adapter.extras import require
from adapter.platforms import Sipgate
from adapter.tool_calls.json_choice import RESERVED
from adapter.tool_calls.prompt import Prompt
from adapter.tool_calls.prompt_search import find_prompt
from adapter.tool_calls.request import system_prompt
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring.listeners import Listener, listener_of
from adapter.wiring.model_chain import (
    build_model,
    chain,
    fields_of,
    prepare,
)
from adapter.wiring.settings import (
    PREFIX,
    Settings,
)
from adapter.wiring.shortlist_search import searched


def build(settings: Settings, config: AssistantConfig | None = None) -> Assistant:
    """The assistant of these settings, its files read and checked unless `config` is what they say. Raises
    `OperatorError`."""
    config = searched(config or build_config(settings), settings)
    model = build_model(settings)
    prepare(model, config)
    listener = listener_of(settings, config, model.name)
    return Assistant(
        config,
        model,
        platform=Sipgate(number_format=settings.number_format),
        store=build_store(settings),
        respond_within=settings.respond_within,
        model_timeout=settings.model_timeout,
        on_turn=listener,
        on_step=None if listener is None else listener.step,
        on_close=_closing(listener, config),
        on_config=None if listener is None else listener.use,
    )


def _closing(listener: Listener | None, config: AssistantConfig) -> Callable[[], Awaitable[None]]:
    """Closes what the handler does not know of."""

    async def close() -> None:
        if listener is not None:
            await listener.aclose()
        if config.ranking is not None:
            await asyncio.to_thread(config.ranking.close)

    return close


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
        shortlist=settings.shortlist,
        language=settings.language,
    )
    system_prompt(config.prompt, config.toolset)
    if (taken := RESERVED & config.toolset.reachable) and fields_of(settings).by_schema:
        raise SettingsError(f"{PREFIX}CHOICE json: {', '.join(sorted(taken))} is a choice of its own: rename the key")
    return config


def read_again(settings: Settings, assistant: Assistant) -> AssistantConfig:
    """What the files of these settings say now, for an assistant that runs; its model has read it. Raises
    `OperatorError`."""
    config = searched(build_config(settings), settings, known=assistant.config)
    prepare(assistant.handler.model, config)
    return config


def who_answers(settings: Settings, directory: Directory) -> tuple[str, ...]:
    """Who decides a call, in the order in which they are turned to when the one before fails."""
    last = f"destination {directory.fallback}" if directory.fallback else "an apology and a question"
    return (*(f"model {name}" for name in chain(settings)), last)


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
            case known if known in SCHEMES:
                require("redis", f"{PREFIX}STORE or --store")
                # redis takes half a second to import, and nobody who does not use it should wait for it
                from adapter.calls.redis import RedisStore

                shared = RedisStore(settings.store)
            case _:
                raise ValueError(
                    "use memory://, sqlite:///file.db, redis://host:6379/0, rediss://…, redis+cluster://host,host,"
                    " redis+sentinel://host,host/mymaster/0 (or valkey…) or unix:///socket"
                )
    except (ValueError, StoreError) as error:
        raise SettingsError(f"{PREFIX}STORE or --store: {error}") from None
    return FailoverStore(shared)


def shipped_directory() -> Path:
    """The example bank's directory: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "examples" / "bank" / "directory.yaml"
    return installed if installed.is_file() else package.parent / "examples" / "bank" / "directory.yaml"
