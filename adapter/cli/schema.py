"""`transfer-adapter schema`: the JSON Schema of the directory file, or of a scenario file."""

from typing import Annotated

import typer

from adapter.cli.options import print_json
from adapter.directory.schema import directory_schema


def schema(
    scenario: Annotated[
        bool, typer.Option("--scenario", help="The schema of a scenario file of the mock model instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of the directory file, for editors and validators."""
    if not scenario:
        print_json(directory_schema())
        return
    # the mock is not loaded by those who never asked for it
    from adapter.testing.schema import scenario_schema

    print_json(scenario_schema())
