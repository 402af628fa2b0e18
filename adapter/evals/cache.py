"""Where `eval` and `tune` keep replies, and the model that stands for one that may not be asked."""

from pathlib import Path
from typing import Final

from adapter.errors import CasesError
from adapter.models.reply_cache import ReplyCache
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

__all__ = ["FOLDER", "NotKeptError", "ReplyCache", "UnaskedModel"]

FOLDER: Final = Path(".transfer-adapter-cache")


class NotKeptError(CasesError):
    """A reply is not in the cache, and no request may be made."""


class UnaskedModel:
    """Stands for a model that may not be asked: only what is kept of it counts. Needs no key."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def reply(self, request: ModelRequest) -> ModelReply:
        """Raises `NotKeptError`."""
        said = len(request.conversation)
        raise NotKeptError(f"{self.name} may not be asked, and a request with {said} messages is not in the cache")

    async def aclose(self) -> None:
        """Nothing to give back."""
