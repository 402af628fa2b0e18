"""`transfer-adapter schema`: the JSON Schema of the directory file."""

from adapter.cli.options import print_json
from adapter.directory.schema import directory_schema


def schema() -> None:
    """Print the JSON Schema of the directory file, for editors and validators."""
    print_json(directory_schema())
