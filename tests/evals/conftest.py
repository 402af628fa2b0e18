"""Results to report on, as an evaluation would have written them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest

from adapter.evals.identity import Identity
from adapter.evals.metrics.prices import ModelPrices
from adapter.evals.metrics.summary import Summary, summarise
from adapter.evals.rows import Row
from tests.browsing import Browse, running_browser


@pytest.fixture
def summary_of() -> Callable[..., Summary]:
    """The summary of rows, of one and the same run."""

    def make(rows: Sequence[Row], *, currency: str = "", prices: ModelPrices | None = None) -> Summary:
        identity = Identity(
            prompt="receptionist@v1+0123456789ab",
            directory="directory+0123456789ab",
            tools="0123456789ab",
            exposure="each",
            model="mock",
            api="chat",
            cases="cases+0123456789ab",
            repeats=max(row.repeat for row in rows),
            at=datetime(2026, 6, 17, 10, 0, tzinfo=UTC),
            version="0.1.0",
            started=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
        )
        return summarise(rows, identity, keys=["cards"], currency=currency, prices=prices)

    return make


@pytest.fixture(scope="session")
def browse() -> Iterator[Browse]:
    """Opens pages in a Chromium that is started once for all of them."""
    with running_browser() as browser:
        yield browser.browse
