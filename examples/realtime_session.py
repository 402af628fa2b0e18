"""Tools for a Realtime session, and what to do with the function call that comes back.

Run it to see the `session.update` event:  python examples/realtime_session.py
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from adapter import Directory, Toolset, actions_for, decide

directory = Directory.load(Path(__file__).parent / "bank" / "directory.yaml")
toolset = Toolset(directory)


def session_update() -> dict[str, object]:
    """The event that gives a Realtime session its tools."""
    return {"type": "session.update", "session": {"type": "realtime", "tools": toolset.tools("realtime")}}


def on_response_done(event: dict[str, object], session: dict[str, object]) -> dict[str, object]:
    """The actions for a `response.done` event: its response has the same `output` items as the Responses API."""
    decision = decide(event["response"], toolset)
    return dict(actions_for(decision, directory, session, datetime.now(UTC)))


if __name__ == "__main__":
    print(json.dumps(session_update(), indent=2, ensure_ascii=False))
