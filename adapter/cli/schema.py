"""`transfer-adapter schema`: the JSON Schema of the directory file, of a scenario file or of a cassette."""

from typing import Annotated

import typer

from adapter.cli.options import print_json
from adapter.directory.schema import directory_schema


def schema(
    scenario: Annotated[
        bool, typer.Option("--scenario", help="The schema of a scenario file of the mock model instead.")
    ] = False,
    cassette: Annotated[
        bool, typer.Option("--cassette", help="The schema of a file of recorded replies instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of the directory file, for editors and validators."""
    if scenario and cassette:
        raise typer.BadParameter("there is one schema at a time", param_hint="--cassette")
    # the mock is not loaded by those who never asked for it
    if scenario:
        from adapter.testing.scenario.schema import scenario_schema

        print_json(scenario_schema())
    elif cassette:
        from adapter.testing.cassettes.format import cassette_schema

        print_json(cassette_schema())
    else:
        print_json(directory_schema())
