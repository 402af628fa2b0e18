"""`transfer-adapter vapi-tools`: the function tools of a Vapi assistant."""

from typing import Annotated

import typer

from adapter.cli.options import DirectoryOption, ExposureOption, PromptOption, print_json
from adapter.errors import SettingsError
from adapter.platforms.vapi.tools import PATH, function_tools
from adapter.wiring import PREFIX, build_config, read_settings


def vapi_tools(
    directory: DirectoryOption = None,
    prompt: PromptOption = None,
    exposure: ExposureOption = None,
    public_url: Annotated[
        str | None,
        typer.Option(
            metavar="ORIGIN",
            help="Where Vapi reaches the service, such as https://calls.example. [ADAPTER_PUBLIC_URL]",
        ),
    ] = None,
) -> None:
    """Print a JSON array of function tools to paste into a Vapi assistant.

    Each tool's `server.url` is the origin with `/vapi`, where `transfer-adapter serve` answers. Paste the array into
    the assistant's `model.tools` (or create the tools and name their ids in `model.toolIds`), and give each `server` a
    credential whose token is `ADAPTER_VAPI_SECRET`. Take Vapi's own transferCall tool out: its destinations hold
    numbers that the model sees.

    Print them again whenever the directory's keys or descriptions have changed.
    """
    settings = read_settings(directory=directory, prompt=prompt, exposure=exposure, public_url=public_url)
    config = build_config(settings)
    if settings.public_url is None:
        raise SettingsError(
            f"{PREFIX}PUBLIC_URL or --public-url: where does Vapi reach the service? The tools' server.url is made from"
            f" it: https://calls.example becomes https://calls.example{PATH}"
        )
    print_json(function_tools(config.toolset, settings.public_url))
