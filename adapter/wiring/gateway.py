"""The gateway built of settings, before an assistant's model."""

from collections.abc import Sequence

from adapter.assistant import Assistant
from adapter.gateway.native_tools import NATIVE_TOOLS, NativeTool, tool_named
from adapter.gateway.relay import Gateway
from adapter.wiring.model_chain import upstream_of
from adapter.wiring.settings import Settings


def build_gateway(settings: Settings, assistant: Assistant) -> Gateway:
    """The gateway of these settings, before the assistant's model."""
    own = [tool_named(settings.gateway_tool)] if settings.gateway_tool else []
    return gateway_before(assistant, known=(*NATIVE_TOOLS, *own))


def gateway_before(assistant: Assistant, *, known: Sequence[NativeTool] = NATIVE_TOOLS) -> Gateway:
    """The gateway before an assistant's model. `known` are the transfer tools of platforms that it recognises."""
    handler = assistant.handler
    upstream = upstream_of(handler.model)
    return Gateway(
        handler.config,
        upstream,
        now=handler.now,
        seconds=handler.model_timeout,
        known=known,
        on_turn=handler.on_turn,
    )
