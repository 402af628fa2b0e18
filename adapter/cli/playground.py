"""`transfer-adapter playground`: the service, with the page on which people try it."""

import math
import threading
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from adapter.cli.listening import check_host, open_listener, say_when_ready
from adapter.cli.model_trouble import tell_if_offline
from adapter.cli.options import ExposureOption, ModelOption, PromptOption
from adapter.service import hangup
from adapter.telemetry import log_to_stderr
from adapter.wiring import Settings, read_settings, shipped_directory


def playground(
    directory: Annotated[
        list[Path] | None,
        typer.Option(
            "--directory",
            "-d",
            metavar="FILE",
            help="A directory file (YAML or JSON) that can be chosen; several, each with -d.  [ADAPTER_DIRECTORY; the"
            " example bank]",
        ),
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            "-c",
            metavar="FILE",
            help="A case file to run, to whose end turns can be saved; it may not be there yet. [of the example bank"
            " its own, which are only run]",
        ),
    ] = None,
    prompt: PromptOption = None,
    model: ModelOption = None,
    exposure: ExposureOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on. Beyond loopback ADAPTER_TOKEN must be set.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on, 0 for a free one.")] = 8090,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser when it is ready.")
    ] = False,
) -> None:
    """Serve a page to talk to the assistant as a caller, see why it decides as it does, and edit its texts.

    It is the service with a page at `/playground`: calls are played as the platform plays them, nothing is dialled, and
    nothing that is edited there changes a file. A turn can be saved as a case, and all cases run.

    Example: `transfer-adapter playground -d directory.yaml -c cases.jsonl`
    """
    hangup.hold()
    directories = tuple(directory or ())
    first = directories[0] if directories else None
    settings = read_settings(directory=first, prompt=prompt, model=model, exposure=exposure)
    if settings.directory is None:
        settings = settings.model_copy(update={"directory": shipped_directory()})
    check_host(host, settings)
    tell_if_offline(settings)
    _run(settings, directories, cases, host, port, open_browser=open_browser)


def _run(
    settings: Settings, directories: tuple[Path, ...], cases: Path | None, host: str, port: int, *, open_browser: bool
) -> None:
    # as in `serve`
    import uvicorn

    from adapter.playground.mount import mount
    from adapter.playground.playground import Playground
    from adapter.service.app import app_of
    from adapter.service.server import server_config

    log_to_stderr()
    page = Playground(settings, directories, cases)
    page.check()
    app = app_of(settings.model_copy(update={"store": "memory://", "record": None}))
    mount(app, page)
    listener = open_listener(host, port)

    def ready(address: str) -> str:
        if open_browser:
            webbrowser.open(f"{address}/playground")
        return f"ready: {address}/playground"

    threading.Thread(target=say_when_ready, args=(listener, ready), daemon=True).start()
    config = server_config(app, stop_within=math.ceil(settings.respond_within) + 1)
    uvicorn.Server(config).run(sockets=[listener])
