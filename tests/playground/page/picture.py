"""Takes the picture of the playground that docs/playground.md shows: part of `make picture`.

It is of the example bank with the offline model on a Wednesday morning: a transfer has come back busy, and another one
rings. Only the milliseconds differ from time to time.
"""

import shutil
import tempfile
from pathlib import Path

from tests.browsing import running_browser
from tests.playground.page.person import DECISION, READY, says, sees, sees_none, sees_some
from tests.playground.page.served import served

ROOT = Path(__file__).parents[3]
BANK = ROOT / "examples" / "bank"
WEDNESDAY = """(() => {
  const {at, "at-typed": typed} = document.querySelector("#setup-form").elements;
  [at.value, typed.value] = ["another", "2026-06-17T10:00"];
  at.dispatchEvent(new Event("change", {bubbles: true}));
  typed.dispatchEvent(new Event("change", {bubbles: true}));
})()"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "cases.jsonl"
        directory = Path(shutil.copy(BANK / "directory.yaml", folder))
        shutil.copy(BANK / "cases.jsonl", cases)
        steps = [
            READY,
            ("do", WEDNESDAY),
            sees("2026-06-17", "#phase"),
            *says("My card was stolen on the train"),
            sees("cards", DECISION),
            ("click", '[data-outcome="busy"]'),
            sees_none("#ringing"),
            *says("And somebody took money from my account"),
            sees("fraud", DECISION),
            sees_some("#ringing"),
            ("shoot", str(ROOT / "docs" / "playground.png")),
        ]
        with served(directory, cases) as page, running_browser() as browser:
            browser.browse(f"{page.url}/playground", *steps, width=1280, height=840)


if __name__ == "__main__":
    main()
