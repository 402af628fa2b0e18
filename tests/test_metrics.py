"""The metrics page against the code: every instrument is explained, and nothing that there is not."""

import re

from opentelemetry.sdk.metrics import MeterProvider

from adapter.metrics import Instruments
from tests.command import ROOT

PAGE = (ROOT / "docs" / "metrics.md").read_text("utf-8")


def exported() -> set[str]:
    meter = MeterProvider().get_meter("tests")
    return {made.name for made in vars(Instruments(meter)).values() if hasattr(made, "name") and made is not meter}


def test_the_page_lists_every_instrument_and_no_other() -> None:
    listed = re.findall(r"^\| `([a-z_.]+)` \|", PAGE.partition("## What is exported")[2].partition("\n## ")[0], re.M)
    named = [name for name in listed if "." in name and not name.startswith("transfer_adapter.platform")]
    assert sorted(named) == sorted(exported())
