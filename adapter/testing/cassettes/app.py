"""The cassette server: replays what is recorded and, where it may, asks the upstream and records its reply."""

import asyncio
import logging
import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from adapter.directory import Directory
from adapter.errors import SettingsError
from adapter.models.masking import Mask
from adapter.testing.cassettes.cassette import Cassette, NumberedInteraction, Record, recorded_request
from adapter.testing.cassettes.format import RecordedReply
from adapter.testing.cassettes.recording_advice import SERVER, RecordingAdvice
from adapter.testing.cassettes.recording_proxy import ProxiedResponse, Recording
from adapter.testing.cassettes.replies import content_of, stream_headers
from adapter.testing.cassettes.streams import sent
from adapter.testing.cassettes.upstream import OPENAI, Upstream, keys_of
from adapter.testing.mock_server.model_server import ModelServer, application
from adapter.testing.mock_server.request_log import LoggedRequest
from adapter.testing.scenario.http_errors import ErrorResponse

logger = logging.getLogger(__name__)

_PREFIX = "/v1"


class CassetteServer(ModelServer):
    """The state of a cassette server: its cassette, its upstream and its request log.

    `speed` is how fast recorded streams are replayed: 1 as they came, 2 twice as fast, 0 at once. Without an upstream
    nobody is called.
    """

    owner = "cassette"

    def __init__(self, cassette: Cassette, upstream: Upstream | None = None, *, speed: float = 1.0) -> None:
        super().__init__()
        self.cassette = cassette
        self.upstream = upstream
        self.failures: list[str] = []
        """What should have been recorded and could not be."""
        self.refused = 0
        self._speed = speed

    @property
    def purpose(self) -> str:
        """What it is going to do, for whoever starts it."""
        name, count = f"cassette {self.cassette.path}", _counted(len(self.cassette.interactions))
        if self.upstream is None:
            return f"{name}, {count}: replayed, and nobody is called"
        readable = "" if self.upstream.is_private else ", unencrypted: keys can be read on the way"
        where = f"asked of {self.upstream.base_url}{readable}"
        if self.cassette.record == "all":
            return f"{name}: everything is {where}, and recorded anew"
        return f"{name}, {count}: what is missing is {where}, and recorded"

    async def answer(self, request: Request) -> Response:
        """The recorded reply to a request, the upstream's, or a refusal."""
        content = await self.received(request)
        if not isinstance(content, bytes):
            return content
        mask = self.cassette.mask
        for key in keys_of(request.headers):
            mask = mask.hiding(key)
        try:
            canonical = recorded_request(
                request.method,
                request.url.path.removeprefix(_PREFIX),
                query=request.url.query,
                content=content,
                content_type=request.headers.get("content-type", ""),
                mask=mask,
            )
        except ValueError as error:
            self.refused += 1
            self._note(request, content, "400", unexpected=f"the request's body is no JSON object: {error}")
            message = f"We could not parse the JSON body of your request: {error}."
            return self.error(ErrorResponse(status=400, message=message))
        known = self.cassette.next_recorded(canonical)
        if known is not None:
            self._note(request, content, "replayed", known=known)
            return _Replayed(self, known.interaction.reply)
        if self.upstream is None:
            self.refused += 1
            # beside a thousand recorded requests it takes a while
            mismatch_message = await asyncio.to_thread(self.cassette.mismatch_message, canonical)
            self._note(request, content, "400", unexpected=mismatch_message)
            if self.log.watch is None:  # whoever watches the log is told already
                logger.warning("%s", mismatch_message)
            return self.error(ErrorResponse(status=400, message=mismatch_message, code="not_recorded"))
        self._note(request, content, "upstream")
        sending = self.upstream.request(
            request.method,
            request.scope["raw_path"].decode("ascii").removeprefix(_PREFIX),
            query=request.scope["query_string"],
            headers=dict(request.headers),
            content=content,
        )
        recording = Recording(self.cassette, canonical, mask, self.failures)
        return ProxiedResponse(self, self.upstream, sending, recording)

    async def list_models(self, request: Request) -> Response:
        """The models: the upstream's where it may be asked, else those that recorded requests name. Not recorded."""
        if self.upstream is None:
            self._note(request, b"", "models")
            return self.json({"object": "list", "data": [self.model(name) for name in self.cassette.models]})
        self._note(request, b"", "upstream")
        sending = self.upstream.request(
            "GET", "/models", query=request.scope["query_string"], headers=dict(request.headers), content=b""
        )
        return ProxiedResponse(self, self.upstream, sending, None)

    async def retrieve_model(self, request: Request) -> Response:
        """One of the models, as `list_models` has them."""
        name = request.path_params["model"]
        if self.upstream is None and name in self.cassette.models:
            self._note(request, b"", "models")
            return self.json(self.model(name))
        return await self.answer(request)

    async def wait(self, milliseconds: int) -> None:
        """Waits as long as it took when it was recorded."""
        if self._speed and milliseconds:
            await self.pause(milliseconds / 1000 / self._speed)

    def unused_interactions(self) -> list[str]:
        """What is recorded and was not asked for, in words."""
        unused = self.cassette.unused_message()
        return [unused] if unused else []

    async def finish(self) -> None:
        """Gives back the connections to the upstream."""
        if self.upstream is not None:
            await self.upstream.aclose()

    def _note(
        self,
        request: Request,
        content: bytes,
        answer: str,
        *,
        known: NumberedInteraction | None = None,
        unexpected: str | None = None,
    ) -> None:
        rule = None if known is None else f"interaction {known.number}"
        path = request.url.path
        self.log.add(LoggedRequest(path=path, raw=content, rule=rule, answer=answer, unexpected=unexpected))


class _Replayed(Response):
    """A recorded reply, in its own time."""

    def __init__(self, server: CassetteServer, reply: RecordedReply) -> None:
        self.background = None
        self.status_code = reply.status
        self._server = server
        self._reply = reply

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._server.wait(self._reply.after_ms)
        headers = self._server.headers()
        if self._reply.events is None:
            kind, content = content_of(self._reply)
            await Response(content, self.status_code, headers | {"content-type": kind})(scope, receive, send)
            return
        self.init_headers(headers | stream_headers())
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for event in self._reply.events:
            await self._server.wait(event.after_ms)
            await send({"type": "http.response.body", "body": sent(event), "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def cassette_app(
    path: str | Path,
    *,
    record: Record = "none",
    upstream: str | None = None,
    speed: float = 1.0,
    repeat: bool = False,
    directory: Directory | str | Path | None = None,
    advice: RecordingAdvice = SERVER,
) -> Starlette:
    """A server that answers from the cassette at `path`.

    `record`: `none` replays and calls nobody; `missing` asks the upstream for what is not recorded; `all` asks it for
    everything and begins a new cassette in place of the old. `upstream` is the base URL of any OpenAI-compatible
    endpoint, left out OpenAI's. It is asked with the key that the client sends or, where that is a placeholder, with
    `OPENAI_API_KEY`; no key is ever stored.

    `speed` is how fast replies come: 1 as they were recorded, 2 twice as fast, 0 at once. `repeat` gives the last
    recorded reply to a request again and again, and not once. `directory`, or the path of its file, adds its numbers
    to what is masked. `advice` is how its user would record what is missing: refusals say so.

    Raises `CassetteError` for a file that cannot be used, `DirectoryError` likewise, and `SettingsError` for options
    that do not go together.
    """
    if not speed >= 0:
        raise SettingsError("the speed of a cassette is 0 or more")
    if record == "none" and upstream is not None:
        raise SettingsError(f"upstream: nobody is called unless something is recorded: add {advice.missing} ({path})")
    known = Directory.load(directory) if isinstance(directory, str | Path) else directory
    own_key = (os.environ.get("OPENAI_API_KEY") or "").strip()
    mask = Mask(known.numbers if known else None, [own_key])
    cassette = Cassette(path, record=record, mask=mask, repeat=repeat, advice=advice)
    endpoint = None if record == "none" else Upstream(upstream or OPENAI, api_key=own_key)
    return create_cassette_app(cassette, endpoint, speed=speed)


def create_cassette_app(cassette: Cassette, upstream: Upstream | None = None, *, speed: float = 1.0) -> Starlette:
    """The cassette server as an application; `app.state.mock` is its `CassetteServer`."""
    server = CassetteServer(cassette, upstream, speed=speed)

    app = application(
        server,
        Route("/v1/models", server.list_models, methods=["GET"]),
        Route("/v1/models/{model:path}", server.retrieve_model, methods=["GET"]),
        Route("/v1/{path:path}", server.answer, methods=["GET", "POST", "DELETE"]),
    )
    app.state.recorder = server
    return app


def _counted(interactions: int) -> str:
    return f"{interactions} interaction" + ("" if interactions == 1 else "s")
