"""Large directories for tests: services × things × places, each with a description of its own."""

from collections.abc import Mapping
from itertools import islice, product
from typing import Any

from adapter import Directory

SERVICES = ("repairs", "leasing", "insurance", "complaints", "deliveries", "rentals", "cleaning", "inspections")
THINGS = ("boats", "bicycles", "ovens", "pianos", "carpets", "lifts", "boilers", "tents", "looms", "kayaks", "drums")
PLACES = (
    "bremen",
    "essen",
    "kassel",
    "lindau",
    "mainz",
    "neuss",
    "passau",
    "rheine",
    "siegen",
    "trier",
    "ulm",
    "xanten",
)


def large_directory(count: int, *, policies: Mapping[str, Mapping[str, Any]] | None = None) -> Directory:
    """A directory of so many destinations, the switchboard among them, which is the fallback."""
    keys = ["switchboard", *map("_".join, islice(product(SERVICES, THINGS, PLACES), count - 1))]
    destinations = {
        key: {
            "type": "number",
            "number": f"+4930{2_000_000 + place}",
            "description": f"The {key.replace('_', ' ')} office.",
            "policy": dict((policies or {}).get(key, {})),
        }
        for place, key in enumerate(keys)
    }
    return Directory.parse({"fallback": "switchboard", "destinations": destinations})
