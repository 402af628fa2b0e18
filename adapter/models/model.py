"""The one protocol behind which every language model stands."""

from typing import Protocol

from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest


class Model(Protocol):
    """Answers one request. Cancelling `reply` cancels the request."""

    @property
    def name(self) -> str:
        """What stands in records and reports, such as `gpt-4.1-mini`."""
        ...

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The model's reply, within a limit of its own. Raises `ModelError`, nothing else."""
        ...

    async def aclose(self) -> None:
        """Gives back connections. May be called twice."""
        ...
