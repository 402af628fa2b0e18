"""The command line: `transfer-adapter …`."""

from adapter.cli.app import main

__all__ = ["main"]
