"""Lets a language model transfer a phone call.

Vapi `TransferDestinationNumber` records become function-calling tools; a model's tool call becomes, once validated, the
announcement and the transfer action of a sipgate AI Flow webhook.
"""

from typing import TYPE_CHECKING

from adapter.lazy import lazy_names

if TYPE_CHECKING:
    from adapter.assistant import Assistant
    from adapter.directory import Directory
    from adapter.models.offline import OfflineModel
    from adapter.models.openai import OpenAIModel
    from adapter.platforms.sipgate.backend import actions_for
    from adapter.tool_calls.decide import decide
    from adapter.tool_calls.tools import Toolset
    from adapter.transfer_tools import TransferTools

__all__ = ["Assistant", "Directory", "OfflineModel", "OpenAIModel", "Toolset", "TransferTools", "actions_for", "decide"]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "Assistant": "adapter.assistant",
        "Directory": "adapter.directory",
        "OfflineModel": "adapter.models.offline",
        "OpenAIModel": "adapter.models.openai",
        "Toolset": "adapter.tool_calls.tools",
        "TransferTools": "adapter.transfer_tools",
        "actions_for": "adapter.platforms.sipgate.backend",
        "decide": "adapter.tool_calls.decide",
    },
)
