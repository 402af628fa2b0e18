"""Promises of a transfer in what a model says."""

from adapter.tool_calls.promises.judge import MAX_CHARACTERS, prepare, promises_transfer

__all__ = ["MAX_CHARACTERS", "prepare", "promises_transfer"]
