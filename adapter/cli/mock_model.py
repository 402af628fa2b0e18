"""`transfer-adapter mock-model`: an OpenAI-compatible server for tests and tuning, which can record a real one."""

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from adapter.wiring import PREFIX, SEMANTIC, build_semantic, is_loopback, read_settings

if TYPE_CHECKING:  # at run time it is imported when it is needed
    from starlette.applications import Starlette


def mock_model(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on, 0 for a free one.")] = 8089,
    scenario: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A scenario (YAML). Without one it answers as the offline model."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    cassette: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Recorded replies of a real model (YAML), to answer from instead."),
    ] = None,
    record: Annotated[
        Literal["none", "missing", "all"] | None,
        typer.Option(
            help="none: replay, and call nobody. missing: ask the upstream for what is not recorded. all: ask it for"
            " everything and begin a new cassette in place of the old. [none]",
            show_default=False,
        ),
    ] = None,
    upstream: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Base URL of the OpenAI-compatible endpoint to record. [https://api.openai.com/v1]",
            show_default=False,
        ),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option(
            min=0, help="How fast recorded replies come: 1 as recorded, 2 twice as fast, 0 at once. [1]", metavar="X"
        ),
    ] = None,
    directory: Annotated[
        Path | None,
        typer.Option("--directory", "-d", metavar="FILE", help="A directory file, whose numbers are masked as well."),
    ] = None,
    repeat: Annotated[
        bool, typer.Option("--repeat", help="Give the last recorded reply to a request again and again.")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit 1 at the end if a request was refused or an interaction never asked for."),
    ] = False,
) -> None:
    """Serve Chat Completions and Responses from a script, from recorded replies, or as the offline model would answer.

    With `ADAPTER_MODEL=semantic` the semantic router answers in place of the offline model.

    Point any OpenAI client at it: `OPENAI_BASE_URL=http://127.0.0.1:8089/v1`

    Record once with a real key, commit the file, and replay it in CI without key or network:

    `transfer-adapter mock-model --cassette replies.yaml --record missing`

    `transfer-adapter mock-model --cassette replies.yaml --strict`

    The key is the one that the client sends or, where it sends a placeholder, `OPENAI_API_KEY`. No key and no header is
    ever written down; phone numbers, keys and e-mail addresses in requests and replies are masked.
    """
    # starlette and uvicorn are not needed by any other command of this size
    from adapter.testing.mock_server.server import serve

    if cassette is None:
        _refuse(
            "needs --cassette",
            record=record,
            upstream=upstream,
            speed=speed,
            directory=directory,
            repeat=repeat,
            strict=strict,
        )
        serve(_without_cassette(scenario), host=host, port=port)
        return
    _refuse("cannot stand beside --cassette: requests are answered from the one or from the other", scenario=scenario)
    if record in (None, "none"):
        _refuse("calls nobody unless something is recorded: add --record missing", upstream=upstream)
    else:
        _check_recording(host, port, upstream)
    from adapter.testing.cassettes.app import cassette_app
    from adapter.testing.cassettes.recording_advice import COMMAND

    app = cassette_app(
        cassette,
        record=record or "none",
        upstream=upstream,
        speed=1.0 if speed is None else speed,
        repeat=repeat,
        directory=directory,
        advice=COMMAND,
    )
    # what a process manager or a CI job ends us with must not keep us from saying what was left over
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print(app.state.recorder.purpose, file=sys.stderr)
    serve(app, host=host, port=port)
    _report(app, strict=strict)


def _without_cassette(scenario: Path | None) -> "Starlette":
    from adapter.testing.mock_server.app import create_app

    if os.environ.get(f"{PREFIX}MODEL") != SEMANTIC:
        return create_app(scenario)
    model = build_semantic(read_settings())
    return create_app(
        scenario,
        stand_in=lambda request: model.answer(request.tools, request.conversation, request.tool_choice),
        stand_in_name=model.name,
    )


def _refuse(why: str, **options: object) -> None:
    for name, value in options.items():
        if value is not None and value is not False:
            raise typer.BadParameter(why, param_hint=f"--{name}")


def _check_recording(host: str, port: int, upstream: str | None) -> None:
    from adapter.testing.cassettes.upstream import is_same_server

    if not is_loopback(host) and os.environ.get("OPENAI_API_KEY"):
        raise typer.BadParameter(
            "whoever reaches it could spend the key in OPENAI_API_KEY: unset it and let clients send their own, or"
            " listen on 127.0.0.1",
            param_hint="--host",
        )
    if upstream is not None and is_same_server(upstream, port):
        raise typer.BadParameter("this is where the mock itself is going to listen", param_hint="--upstream")


def _report(app: "Starlette", *, strict: bool) -> None:
    """What was left over, on stderr. What could not be recorded is an error always."""
    recorder = app.state.recorder
    unused_interactions = recorder.unused_interactions()
    for line in (*recorder.failures, *unused_interactions):
        print(line, file=sys.stderr)
    if recorder.refused:
        print(f"refused requests: {recorder.refused}", file=sys.stderr)
    if recorder.failures or (strict and (unused_interactions or recorder.refused)):
        raise typer.Exit(1)
