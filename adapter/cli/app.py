"""The Typer application and what its errors look like. Each command has a file of its own."""

import sys

import typer
from typer.exceptions import Abort, TyperException

from adapter.cli.cases import cases
from adapter.cli.check import check
from adapter.cli.compare import compare
from adapter.cli.decide import decide
from adapter.cli.demo import demo
from adapter.cli.eval import evaluate_command
from adapter.cli.mock_model import mock_model
from adapter.cli.schema import schema
from adapter.cli.serve import serve
from adapter.cli.tools import tools
from adapter.cli.tune import tune
from adapter.errors import OperatorError

USAGE = 64
"""Exit code of a command line that makes no sense (EX_USAGE of sysexits.h), so that 1 and 2 keep their meaning."""

app = typer.Typer(
    name="transfer-adapter",
    help="Lets a language model transfer a phone call: Vapi TransferDestinationNumber records in, sipgate AI Flow"
    " transfer actions out.\n\nStart with `transfer-adapter demo`. Settings are read from `ADAPTER_…` variables;"
    " options override them. The model is reached by `OPENAI_API_KEY` and `OPENAI_BASE_URL`; without them an offline"
    " stand-in answers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (demo, serve, decide, tools, check, schema):
    app.command()(command)
app.command("mock-model")(mock_model)
app.command("eval")(evaluate_command)
app.command()(compare)
app.command()(tune)
app.add_typer(cases, name="cases")


def main() -> None:
    """Runs the command line. Exit codes: 0 done, 1 something is wrong with a file or a setting, 64 wrong usage."""
    try:
        code = app(standalone_mode=False)
    except TyperException as error:
        _show(error)
        sys.exit(USAGE)
    except OperatorError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except (Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read our output has had enough, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _show(error: TyperException) -> None:
    show = getattr(error, "show", None)
    if callable(show):
        show()
    else:
        print(f"Error: {error}", file=sys.stderr)
