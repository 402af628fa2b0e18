"""`transfer-adapter serve`: the service."""

import math
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from adapter.cli.listening import check_host, open_listener, say_when_ready
from adapter.cli.model_trouble import tell_if_offline
from adapter.cli.options import DirectoryOption, ExposureOption, ModelOption, PromptOption
from adapter.directory import Directory
from adapter.directory.field_support import field_support, unmet_lines
from adapter.errors import SettingsError
from adapter.garbage import collecting_nothing
from adapter.platforms import Sipgate
from adapter.service import hangup
from adapter.telemetry import log_to_stderr
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import (
    PREFIX,
    Settings,
    build_config,
    build_store,
    check_semantic,
    other_platforms,
    read_settings,
    search_notes,
    searched,
    who_answers,
)

DEFAULT_STORE = "sqlite:///transfer-adapter.db"
"""A service that is restarted must know the transfers that it has announced."""


def serve(
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    exposure: ExposureOption = None,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Where calls are kept: sqlite:///file.db (one host), redis://host:6379/0, redis+cluster://host,host or"
            " redis+sentinel://host,host/mymaster (many hosts), memory:// (lost"
            " at the end). [ADAPTER_STORE; sqlite:///transfer-adapter.db]",
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on. Beyond loopback ADAPTER_TOKEN must be set.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on, 0 for a free one.")] = 8080,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 1,
) -> None:
    """Serve the webhook, `/v1/decide`, `/v1/resolve` and `/v1/tools`.

    Give the telephony platform the URL of `/webhook` and, as its API token, what `ADAPTER_TOKEN` holds.

    At SIGHUP (`kill -HUP`) it reads the directory and the prompt again, checks them, and goes by them; calls go on.
    """
    hangup.hold()
    settings = read_settings(directory=directory, prompt=prompt, model=model, exposure=exposure, store=store)
    if "store" not in settings.model_fields_set:
        store = DEFAULT_STORE
        settings = settings.model_copy(update={"store": store})
    check_host(host, settings)
    if workers > 1 and settings.store == "memory://":
        raise SettingsError("--workers: memory:// is not shared between processes; use sqlite:// or redis://")
    config = build_config(settings)
    notes = (*check_semantic(settings, config), *search_notes(settings, config))
    build_store(settings)
    other_platforms(settings)
    for notice in config.directory.notices:
        print(f"note: {notice}", file=sys.stderr)
    for line in _cannot(config.directory, settings):
        print(f"note: {line}", file=sys.stderr)
    tell_if_offline(settings)
    print(
        f"{len(config.directory.destinations)} destinations of {config.directory.fingerprint},"
        f" prompt {config.prompt.identity}, {', else '.join(who_answers(settings, config.directory))}",
        file=sys.stderr,
    )
    for note in notes:
        print(note, file=sys.stderr)
    if workers > 1:
        _pass_on(directory=directory, prompt=prompt, model=model, exposure=exposure, store=store)
        log_to_stderr()
        searched(config, settings)  # embeds once what every worker then finds on disk
    _run(settings, config, host, port, workers)


def _cannot(directory: Directory, settings: Settings) -> Iterator[str]:
    """What the platforms that are set up cannot do of the file. sipgate's webhook is always there; it counts where it
    has its token, or where no other platform is set up."""
    used = [other.capabilities for other in other_platforms(settings, proved_only=True)]
    if settings.token is not None or not used:
        used.insert(0, Sipgate.capabilities)
    for capabilities in used:
        for line in unmet_lines(field_support(directory, capabilities)):
            yield f"{capabilities.platform} cannot do this: {line}"


def _pass_on(**options: str | Path | None) -> None:
    """Workers read the environment, so what was said on the command line goes there."""
    for name, value in options.items():
        if value is not None:
            os.environ[f"{PREFIX}{name.upper()}"] = str(value)


def _ready(address: str) -> str:
    return f"ready: {address} (webhook: {address}/webhook)"


def _run(settings: Settings, config: AssistantConfig, host: str, port: int, workers: int) -> None:
    # uvicorn and fastapi take a third of a second to import, which no other command should wait for
    with collecting_nothing():
        import uvicorn

        from adapter.service.descriptors import raise_descriptor_limit
        from adapter.service.server import server_config
        from adapter.service.warm_up import FOLDER

    raise_descriptor_limit()
    log_to_stderr()
    listener = open_listener(host, port)
    # An answer is never later than this; what is still being decided then is given time when the process stops.
    stop_within = math.ceil(settings.respond_within) + 1
    ready = threading.Thread(target=say_when_ready, args=(listener, _ready), daemon=True)
    if workers == 1:
        with collecting_nothing():
            from adapter.service.app import served_app

        os.environ.pop(FOLDER, None)
        app = served_app(settings, config)  # what has been read and checked above is not read again
        ready.start()
        uvicorn.Server(server_config(app, stop_within=stop_within)).run(sockets=[listener])
        return
    from adapter.service.workers import Workers

    served = server_config(
        "adapter.service.app:from_environment", factory=True, workers=workers, stop_within=stop_within
    )
    ready.start()
    with TemporaryDirectory(prefix="transfer-adapter-") as folder:
        os.environ[FOLDER] = folder
        Workers(served, [listener]).run()
