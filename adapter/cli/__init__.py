"""The command line: `transfer-adapter …`. What it needs, and its exit codes; the commands are in files of their own."""

import gc
import sys
from collections.abc import Callable

from adapter.errors import ExtraError, NoAnswersError, OperatorError
from adapter.extras import require

__all__ = ["NO_ANSWER", "USAGE", "main", "start"]

USAGE = 64
"""Exit code of a command line that makes no sense (EX_USAGE of sysexits.h), so that 1 and 2 keep their meaning."""
NO_ANSWER = 3
"""Exit code of a command that has asked a model and got no answer."""


def start() -> None:
    """The command as a process of its own.

    What modules make stays until the end. To look through it for garbage takes a third of the time of one decision, so
    that is kept from the collector.
    """
    gc.disable()
    main(when_imported=_keep)


def _keep() -> None:
    gc.freeze()
    gc.enable()


def main(*, when_imported: Callable[[], None] = lambda: None) -> None:
    """Runs the command line. Exit codes: 0 done, 1 something is wrong with a file or a setting, 3 the model gives no
    answer, 64 wrong usage.

    `when_imported` is called between the imports of a command and its work.
    """
    try:
        require("cli", "the command line")
    except ExtraError as error:
        print(error, file=sys.stderr)
        sys.exit(USAGE)
    from typer.exceptions import Abort, TyperException

    from adapter.cli.app import run, show

    try:
        sys.exit(run(sys.argv[1:], when_imported))
    except TyperException as error:
        show(error)
        sys.exit(USAGE)
    except ExtraError as error:
        print(error, file=sys.stderr)
        sys.exit(USAGE)
    except NoAnswersError as error:
        print(error, file=sys.stderr)
        sys.exit(NO_ANSWER)
    except OperatorError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except (Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has had enough, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        # A file or a folder that a command was to write, or that went away meanwhile.
        if error.filename is None:
            raise
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(1)
