"""The one protocol behind which every language model stands, and what one at a server can do besides."""

from typing import Protocol, runtime_checkable

from adapter.models.served_models import ServedModel
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import Toolset


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


class PieceListener(Protocol):
    """Sees a reply as it comes."""

    def begin(self, model: str) -> None:
        """A model of this name is asked now. What came of another attempt before this one came to nothing."""
        ...

    def feed(self, chunk: object) -> None:
        """The next decoded chunk or event, as its API has it. Must not raise, nor wait."""
        ...


@runtime_checkable
class StreamingModel(Protocol):
    """A model whose reply can be seen as it comes."""

    async def reply_in_pieces(self, request: ModelRequest, listener: PieceListener) -> ModelReply:
        """The reply, as `Model.reply` gives it."""
        ...


async def ask(model: Model, request: ModelRequest, listener: PieceListener | None = None) -> ModelReply:
    """The reply of a model, in pieces for the listener where the model can. Raises `ModelError`, nothing else."""
    if listener is None:
        return await model.reply(request)
    listener.begin(model.name)
    return await (
        model.reply_in_pieces(request, listener) if isinstance(model, StreamingModel) else model.reply(request)
    )


@runtime_checkable
class PreparedModel(Protocol):
    """A model that reads what it may choose from before the first call, so that no caller waits for it."""

    def prepare(self, toolset: Toolset) -> None:
        """Reads the destinations of these tools. Raises `ModelError` where it asks a server for that."""
        ...


@runtime_checkable
class ModelAtServer(Protocol):
    """A model at a server, which can be looked at and warmed before the first call."""

    @property
    def name(self) -> str:
        """As `Model` has it."""
        ...

    async def probe(self, request: ModelRequest, *, seconds: float, tokens: int | None = None) -> ModelReply:
        """A short reply as it came, over the connections of calls. Raises `ModelError`, nothing else."""
        ...

    async def served_models(self, *, seconds: float) -> tuple[ServedModel, ...]:
        """The models that the server lists. Raises `ModelError`, nothing else."""
        ...
