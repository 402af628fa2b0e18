"""`transfer-adapter mock-model`: an OpenAI-compatible server for tests and tuning."""

from pathlib import Path
from typing import Annotated

import typer


def mock_model(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on, 0 for a free one.")] = 8089,
    scenario: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A scenario (YAML). Without one it answers as the offline model."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve Chat Completions and Responses from a script, or as the offline model would answer.

    Point any OpenAI client at it: `OPENAI_BASE_URL=http://127.0.0.1:8089/v1`
    """
    # starlette and uvicorn are not needed by any other command of this size
    from adapter.testing.server import serve

    serve(scenario, host=host, port=port)
