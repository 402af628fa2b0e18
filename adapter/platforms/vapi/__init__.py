"""Vapi: its server messages, and the control URL of a running call (Vapi docs: server events, live call control)."""

from adapter.platforms.vapi.platform import Vapi

__all__ = ["Vapi"]
