"""`transfer-adapter mcp`: the tools for MCP clients, over stdio."""

import signal
import sys
from typing import Annotated

import anyio
import typer

from adapter.cli.options import DirectoryOption, ExposureOption, PromptOption
from adapter.telemetry import log_to_stderr
from adapter.transfer_tools import TransferTools
from adapter.wiring import build_config, read_settings, searched


def mcp(
    directory: DirectoryOption = None,
    show_numbers: Annotated[
        bool, typer.Option("--show-numbers", help="The client dials: results carry the number and the caller ID.")
    ] = False,
    prompt: PromptOption = None,
    exposure: ExposureOption = None,
) -> None:
    """Serve the tools, guards and decisions of a directory to an MCP client, over stdin and stdout.

    Name this command in the client's configuration. One connection is one call, unless the client's host names calls.
    """
    # the SDK is an extra, which is looked for when the command is run and not for its --help
    from adapter.mcp_server import serve_stdio, transfer_server

    settings = read_settings(directory=directory, prompt=prompt, exposure=exposure)
    log_to_stderr()
    config = build_config(settings)
    for notice in config.directory.notices:
        print(f"note: {notice}", file=sys.stderr)
    tools = TransferTools.of(searched(config, settings))
    # A thread that waits for stdin cannot be woken to end in good order, and there is nothing to put away.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(serve_stdio, transfer_server(tools, show_numbers=show_numbers))
