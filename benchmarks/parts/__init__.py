"""The parts of the suite, in the order in which they are measured and stand in RESULTS.md."""

from benchmarks.parts import (
    early,
    gateway,
    large,
    load,
    memory,
    search,
    shortlist,
    soak,
    start_up,
    stores,
    turn,
    webhook,
)

PARTS = (
    turn.PART,
    large.PART,
    shortlist.PART,
    webhook.PART,
    load.PART,
    soak.PART,
    early.PART,
    gateway.PART,
    stores.PART,
    memory.PART,
    search.PART,
    start_up.PART,
)
