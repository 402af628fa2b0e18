# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = ["litellm[proxy]==1.108.7"]
# ///
"""LiteLLM's proxy, in an environment of its own: it pins other versions of what the adapter is made of.

    python tests/real_model/litellm_proxy.py CONFIG

serves on a free port of loopback, which it writes on its output. What it needs is above, locked with hashes beside it.
"""

import os
import sys
from pathlib import Path

binary = Path(sys.executable).parent / "litellm"
arguments = ["--config", sys.argv[1], "--host", "127.0.0.1", "--port", "0", "--telemetry", "False"]
os.execv(binary, [str(binary), *arguments])
