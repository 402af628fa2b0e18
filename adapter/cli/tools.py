"""`transfer-adapter tools`: the tool definitions that a model sees."""

from typing import Annotated

import typer

from adapter.cli.options import DirectoryOption, ExposureOption, PromptOption, print_json
from adapter.tool_calls.reply import Api
from adapter.wiring import build_config, read_settings


def tools(
    directory: DirectoryOption = None,
    api: Annotated[Api, typer.Option(help="Which API's form.")] = "chat",
    prompt: PromptOption = None,
    exposure: ExposureOption = None,
) -> None:
    """Print the exact tool JSON for Chat Completions, Responses or a Realtime session."""
    settings = read_settings(directory=directory, prompt=prompt, exposure=exposure)
    print_json(build_config(settings).toolset.tools(api))
