"""A model that gives no reply, told to people: one line each on stderr, in place of the model's log."""

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from adapter.cli.terminal import visible
from adapter.directory.numbers import ConfiguredNumbers
from adapter.errors import ModelError
from adapter.models.explanation import explain
from adapter.models.fallback import FallbackModel
from adapter.models.masking import Mask
from adapter.models.model import Model
from adapter.wiring import Settings, offline_notice


async def tell_why(model: Model, error: ModelError | None, numbers: ConfiguredNumbers | None = None) -> None:
    """Says what was asked, what was answered and which setting to change: a line for each model that failed.

    `error` is what a turn ended with. Where it is None, a chain of models may have answered by its second one: then it
    is told why the first did not. The model must still be open, because its server may be asked where the right address
    is. `numbers` are those of the directory, which are masked.
    """
    if error is None and isinstance(model, FallbackModel):
        error = model.passed_over
    if error is not None:
        tell(await explain(model, error, Mask(numbers)))


def tell(lines: Iterable[str]) -> None:
    """Foreign words as they can stand on a terminal, a line each."""
    for line in lines:
        print(visible(" ".join(line.split())), file=sys.stderr)


def tell_if_offline(settings: Settings) -> None:
    """Says that no model is asked, where none is."""
    notice = offline_notice(settings)
    if notice is not None:
        print(notice, file=sys.stderr)


@contextmanager
def log_kept_quiet(*, everything: bool = False) -> Iterator[None]:
    """What the models' log would say of their errors is told otherwise; with `everything`, all that it would say."""

    def passes(record: logging.LogRecord) -> bool:
        return not (everything or _ANSWERED in record.getMessage())

    loggers = [logging.getLogger(f"adapter.models.{name}") for name in ("openai", "rotation")]
    for logger in loggers:
        logger.addFilter(passes)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(passes)


_ANSWERED: Final = ": its server answered "
