"""What is counted while a test runs, read back with OpenTelemetry's SDK from a meter of the test's own."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias
from unittest.mock import patch

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from adapter import metrics, telemetry

Counted: TypeAlias = Callable[..., Counter[Any]]
"""`counted("transfers", "destination", "reason")`: how often each value was, of histograms how often measured."""


class Measured:
    """A meter and what it has."""

    def __init__(self) -> None:
        self._reader = InMemoryMetricReader()
        self.provider = MeterProvider(metric_readers=[self._reader])

    def points(self) -> Iterator[tuple[str, Any]]:
        """Each name with each of its points."""
        data = self._reader.get_metrics_data()
        for resource in data.resource_metrics if data else ():
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    for point in metric.data.data_points:
                        yield metric.name, point

    def __call__(self, name: str, *attributes: str) -> Counter[Any]:
        """The counts of one of ours, by the values of attributes (of one alone, of several a tuple)."""
        found: Counter[Any] = Counter()
        for known, point in self.points():
            if known == f"transfer_adapter.{name}":
                values = tuple(_value(point.attributes, attribute) for attribute in attributes)
                found[values[0] if len(values) == 1 else values] += getattr(point, "count", None) or point.value
        return found


@contextmanager
def measuring() -> Iterator[Measured]:
    """Counts with a meter of its own: the process's can be set up only once."""
    measured = Measured()
    instruments = metrics.Instruments(measured.provider.get_meter("tests"))
    with (
        patch.object(metrics, "instruments", lambda: instruments),
        patch.object(telemetry, "instruments", lambda: instruments),
    ):
        yield measured
    measured.provider.shutdown()


def _value(attributes: Mapping[str, Any], name: str) -> str | None:
    value = attributes.get(f"transfer_adapter.{name}")
    return None if value is None else str(value)
