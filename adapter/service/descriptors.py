"""Descriptors: how many the process may have open, and how many of them may be callers' connections."""

import sys
from functools import cache
from typing import Final

ENOUGH: Final = 65_536
"""What the soft limit is raised to where the hard one allows it. More of them would only cost memory."""
OUR_OWN: Final = 64
"""For files, the store, listening sockets and whatever else is open beside connections."""
MOST: Final = 10_000
"""Connections of one process, however many descriptors it may have."""


def raise_descriptor_limit() -> None:
    """Raises this process's soft limit to the hard one: the usual soft one of 1,024 is meant for select()."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < most:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        except (ValueError, OSError):  # macOS allows less than its hard limit says
            return
        descriptor_limit.cache_clear()


@cache
def descriptor_limit() -> int:
    """How many descriptors this process may have open."""
    if sys.platform == "win32":
        return ENOUGH
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return ENOUGH if soft == resource.RLIM_INFINITY else soft


def connection_limit() -> int:
    """How many connections may be open: half of what is left. For each of them the model may be asked over another."""
    return max(8, min(MOST, (descriptor_limit() - OUR_OWN) // 2))
