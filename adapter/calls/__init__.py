"""One call over time: its state, the flow, taking a turn, the assistant, and stores."""

from adapter.calls.assistant import Assistant
from adapter.calls.turn import Turn, take_turn

__all__ = ["Assistant", "Turn", "take_turn"]
