"""`transfer-adapter tools`: the tool definitions that a model sees."""

from typing import Annotated

import typer

from adapter.cli.options import DirectoryOption, ExposureOption, PromptOption, print_json
from adapter.tool_calls.reply import Api
from adapter.transfer_tools import TransferTools
from adapter.wiring import build_config, read_settings, searched


def tools(
    directory: DirectoryOption = None,
    api: Annotated[Api, typer.Option(help="Which API's form.")] = "chat",
    prompt: PromptOption = None,
    exposure: ExposureOption = None,
    text: Annotated[
        str | None, typer.Option("--text", "-t", help="What the caller says: a shortlist is made for it.")
    ] = None,
) -> None:
    """Print the exact tool JSON for Chat Completions, Responses or a Realtime session.

    Of a directory of more than 200 destinations a model sees those that fit what was said: `--text` says it.
    """
    settings = read_settings(directory=directory, prompt=prompt, exposure=exposure)
    config = build_config(settings)
    if text is None or config.toolset.exposure != "shortlist":
        print_json(config.toolset.tools(api))
        return
    offer = TransferTools.of(searched(config, settings)).offer([{"role": "user", "content": text}])
    print_json(offer.toolset.tools(api))
