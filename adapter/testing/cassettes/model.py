"""The cassette in process: around any model, without HTTP."""

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pydantic_core

from adapter.directory import Directory
from adapter.errors import CassetteError, ModelRequestRejected
from adapter.models.masking import Mask
from adapter.models.model import Model
from adapter.models.profiles import profile_of
from adapter.models.request_fields import request_fields
from adapter.testing.cassettes.cassette import Cassette, Record, recorded_request
from adapter.testing.cassettes.format import RecordedReply, RecordedRequest
from adapter.testing.cassettes.replies import JSON, content_of, recorded_reply
from adapter.testing.mock_server.chat_completions import chat_body
from adapter.testing.scripted import UnexpectedRequest
from adapter.tool_calls.read_reply import read_reply
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest

_PATH: Final = "/chat/completions"


class CassetteModel:
    """Replays the replies of a model from the cassette at `path`, and records those of `inner` where `record` asks for
    it: `none`, `missing` or `all`.

    The file is that of the cassette server: what is kept is a request of Chat Completions and its reply, so that either
    replays what the other has recorded. A `ModelError` of `inner` is raised and not recorded. Replies come at once.

    `name` is the model's name, left out that of `inner` or the only one that the cassette knows. `repeat` and
    `directory` are those of `cassette_app`. As a context manager it fails at the end for interactions that nobody has
    asked for.

    Raises `CassetteError` for a file that cannot be used, and for recording without a model.
    """

    def __init__(
        self,
        path: str | Path,
        inner: Model | None = None,
        *,
        record: Record = "none",
        name: str | None = None,
        repeat: bool = False,
        directory: Directory | str | Path | None = None,
    ) -> None:
        if record != "none" and inner is None:
            raise CassetteError(f"{path}: there is no model to record: give one, or record='none'")
        known = Directory.load(directory) if isinstance(directory, str | Path) else directory
        mask = Mask(known.numbers if known else None)
        self._cassette = Cassette(path, record=record, mask=mask, repeat=repeat)
        self._inner = inner
        self.name = name or (inner.name if inner is not None else self._only_name())
        self.requests: list[ModelRequest] = []
        self._fields = request_fields("chat", profile_of(self.name))

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The recorded reply, or one that is recorded now.

        Raises `ModelError` for a recorded refusal of the request, and what `inner` raises. Raises `UnexpectedRequest`
        for a request that is not recorded and may not be: nothing takes that for a model's failure.
        """
        self.requests.append(request)
        mask = self._cassette.mask
        canonical = recorded_request("POST", _PATH, content=self._fields.body(request, self.name), mask=mask)
        known = self._cassette.next_recorded(canonical)
        if known is not None:
            return _replayed(known.interaction.reply, known.number)
        if self._cassette.record == "none" or self._inner is None:
            raise UnexpectedRequest(self._cassette.mismatch_message(canonical))
        arrival = self._cassette.arrival()
        reply = await self._inner.reply(request)
        await asyncio.to_thread(self._keep, canonical, reply, arrival)
        return reply

    async def aclose(self) -> None:
        """Gives back the connections of the model that is recorded."""
        if self._inner is not None:
            await self._inner.aclose()

    def assert_complete(self) -> None:
        """Fails for recorded interactions that nobody has asked for."""
        if unused := self._cassette.unused_message():
            raise AssertionError(unused)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            self.assert_complete()

    def _keep(self, canonical: RecordedRequest, reply: ModelReply, arrival: int) -> None:
        body = chat_body(reply, number=arrival, model=reply.model or self.name, created=0)
        kept = recorded_reply(200, JSON, pydantic_core.to_json(body), 0, self._cassette.mask)
        self._cassette.add(canonical, kept, arrival)

    def _only_name(self) -> str:
        match self._cassette.models:
            case [name]:
                return name
            case names:
                told = f"it knows {', '.join(names)}" if names else "it knows none"
                raise CassetteError(f"{self._cassette.path}: which model is asked? Give its name; {told}")


def _replayed(reply: RecordedReply, number: int) -> ModelReply:
    if reply.status >= 400:
        raise ModelRequestRejected(f"interaction {number} of the cassette is an answer of {reply.status}")
    return read_reply(content_of(reply)[1])
