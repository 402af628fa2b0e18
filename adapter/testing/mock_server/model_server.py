"""What every server that stands for a model's has: a request log, JSON answers and errors in OpenAI's form."""

import pydantic_core
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapter.models.served_models import MOCK_OWNER
from adapter.testing.mock_server.request_body import TOO_LARGE, TOO_SLOW, read_body
from adapter.testing.mock_server.request_log import RequestLog
from adapter.testing.mock_server.transport import ConnectionControl, DroppedConnection
from adapter.testing.scenario.http_errors import ErrorResponse

JSON = "application/json"


class ModelServer(ConnectionControl):
    """The state of such a server. `owner` stands in ids; its models are as old as `created` says."""

    owner = "mock"
    created = 0
    """Seconds since 1970."""

    def __init__(self) -> None:
        super().__init__()
        self.log = RequestLog()
        self._answers = 0

    def headers(self) -> dict[str, str]:
        """What every answer has that this server gives itself."""
        self._answers += 1
        return {"x-request-id": f"req_{self.owner}{self._answers}"}

    def json(self, body: object) -> Response:
        """An answer with a JSON body."""
        return Response(pydantic_core.to_json(body), headers=self.headers() | {"content-type": JSON})

    def error(self, error: ErrorResponse) -> Response:
        """An answer that is an error."""
        return Response(error.content, error.status, self.headers() | {"content-type": JSON})

    def model(self, name: str) -> dict[str, object]:
        """A model, as the list of models has it: nobody should take it for a real one, or warm it up."""
        return {"id": name, "object": "model", "created": self.created, "owned_by": MOCK_OWNER}

    async def received(self, request: Request) -> bytes | Response:
        """The body of a request, or what to answer where there is none that can be used."""
        body = await read_body(request, self.closing)
        if isinstance(body, bytes):
            return body
        if body is None:
            return DroppedConnection(self)
        return self.error(ErrorResponse(status=body, message=TOO_LARGE if body == 413 else TOO_SLOW))


def application(server: ModelServer, *routes: Route) -> Starlette:
    """The server as an application, with its request log at `/_requests`; `app.state.mock` is the server."""

    async def list_requests(_: Request) -> Response:
        return server.json([request.as_wire() for request in server.log.entries()])

    async def not_served(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        where = f"{request.method} {request.url.path}"
        if status == 405:
            return server.error(ErrorResponse(status=405, message=f"Not allowed: {where}", code="method_not_supported"))
        return server.error(ErrorResponse(status=status, message=f"Invalid URL ({where})"))

    app = Starlette(
        routes=[*routes, Route("/_requests", list_requests)], exception_handlers={HTTPException: not_served}
    )
    app.state.mock = server
    return app
