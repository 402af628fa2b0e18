"""The same tools, guards and decisions for any MCP client: a server of the Model Context Protocol, by its own SDK."""

from adapter.mcp_server.server import transfer_server
from adapter.mcp_server.stdio import serve_stdio

__all__ = ["serve_stdio", "transfer_server"]
