"""`check` on a file with one fault of each kind finds each, once, with a mend."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PLANTED = Path(__file__).parent / "planted.yaml"


def test_each_planted_fault_is_found_once_with_its_mend() -> None:
    command = Path(sys.executable).parent / "transfer-adapter"
    done = subprocess.run([str(command), "check", str(PLANTED), "--json"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    findings = json.loads(done.stdout)["findings"]
    planted = re.findall(
        r"# ((?:[a-z0-9_]+)(?=[ :]|$)|no_fallback, no_caller_id_number)", PLANTED.read_text(), re.MULTILINE
    )
    expected = {name for line in planted for name in line.split(", ") if "_" in name}
    assert Counter(finding["code"] for finding in findings) == Counter(expected)
    assert all(finding["mend"] for finding in findings)
    assert "55660" not in done.stdout
