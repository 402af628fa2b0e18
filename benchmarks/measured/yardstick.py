"""A piece of work that never changes, beside which what has no rival of its own is read: it measures the machine."""

import json

from told import work_as_told

DOCUMENT = {
    f"key {number}": {"text": "I have lost my card and I need a new one.", "numbers": [number, 1.5], "more": None}
    for number in range(50)
}
TIMES = 4


async def work() -> None:
    """A document of 6 kB is written and read, a few times: about half a millisecond."""
    for _ in range(TIMES):
        json.loads(json.dumps(DOCUMENT))


if __name__ == "__main__":
    work_as_told(work)
