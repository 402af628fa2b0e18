"""Takes the picture of a report that the README shows: `make picture`.

It is of the example bank with the offline model, so that everybody gets the same one, in a window of 1000 by 1235.
"""

import asyncio
import tempfile
from pathlib import Path

from adapter import evals
from tests.browsing import running_browser

ROOT = Path(__file__).parent.parent.parent.parent
BANK = ROOT / "examples" / "bank"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = evals.run(BANK / "directory.yaml", BANK / "cases.jsonl", model="offline", out=folder, cache=None)
        asyncio.run(run)
        shoot = ("shoot", str(ROOT / "docs" / "report.png"))
        with running_browser() as browser:
            browser.browse(Path(folder) / "report.html", shoot, width=1000, height=1235)


if __name__ == "__main__":
    main()
