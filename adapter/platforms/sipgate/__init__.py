"""sipgate AI Flow (docs: events, actions, authentication)."""

from adapter.platforms.sipgate.platform import Sipgate

__all__ = ["Sipgate"]
