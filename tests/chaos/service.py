"""The service on a machine whose wall clock somebody sets: `python -m tests.chaos.service CLOCK serve …`.

The file CLOCK holds how many seconds the clock is ahead. It is looked at with every look at the clock.
"""

import sys
import time
from pathlib import Path

_real_time = time.time


def set_by(file: Path) -> None:
    """Makes the wall clock go as a file says."""

    def wall() -> float:
        try:
            ahead = float(file.read_text() or 0)
        except (OSError, ValueError):  # it is being written
            ahead = 0.0
        return _real_time() + ahead

    time.time = wall


if __name__ == "__main__":
    set_by(Path(sys.argv.pop(1)))
    from adapter.cli import main

    main()
