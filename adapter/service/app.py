"""The service: a FastAPI application around one assistant."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from adapter.assistant import Assistant
from adapter.errors import EventError, RequestError, SignatureError
from adapter.garbage import collecting_nothing, serving
from adapter.gateway.relay import Gateway
from adapter.header_values import check_secret, origins_of
from adapter.service import api_page, decisions, health, relay, vapi, webhook, websocket
from adapter.service import gateway as gateway_routes
from adapter.service.access import Access
from adapter.service.body import BoundedBody
from adapter.service.direct_routes import answer_first
from adapter.service.failure import failure, gateway_path
from adapter.service.health import StoreCheck
from adapter.service.login import Login, login_routes
from adapter.service.posts import Posts
from adapter.service.preparation import prepare
from adapter.service.problem import problem
from adapter.service.reload import Reload
from adapter.service.validation import known_names, what_is_wrong
from adapter.service.warm_up import WarmUp, warm_up_of
from adapter.telemetry import flush_log, log_to_stderr
from adapter.transfers.assistant_config import AssistantConfig
from adapter.wiring import (
    Settings,
    build,
    build_gateway,
    gateway_before,
    other_platforms,
    read_again,
    read_settings,
)

DESCRIPTION = """\
Lets a language model transfer a phone call. The telephony platform posts its events to `/webhook` and gets actions
back; a backend with a model loop of its own uses `/v1/tools` and `/v1/resolve`; a voice platform that runs the model
loop itself asks `/v1/chat/completions` as its model.

When a token is set, every route but `/healthz` and `/readyz` wants it in the header `X-API-TOKEN`, those under `/v1`
there or as `Authorization: Bearer`; this page also opens by `POST /login`. Without one only this machine may ask.
Routes of platforms that prove their requests themselves want that proof instead.
"""


def create_app(
    assistant: Assistant,
    *,
    token: str | None = None,
    allowed_origins: Sequence[str] = (),
    warm_up: WarmUp | None = None,
    platforms: Sequence[Assistant] = (),
    gateway: Gateway | None = None,
    reload: Reload | None = None,
) -> FastAPI:
    """The application. It closes the assistant when it stops. `warm_up` is sent when it starts, and waited for by
    `/readyz` alone. `platforms` is the same assistant on further platforms (`Assistant.on`), each at its own routes;
    `gateway` serves those that run the model loop themselves; left out, it is one before the assistant's model.
    With `reload` it reads its files again at SIGHUP, in a process whose main thread it runs in.

    Without a `token` it answers who asks from this machine, whatever server it runs on. `allowed_origins` are those of
    web pages that may ask. Raises `SettingsError` for a token that no header can carry, and for what is no origin.
    """
    if token:
        check_secret(token)
    origins = origins_of(",".join(allowed_origins))
    posts = Posts()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await (
            assistant.handler.store.ready()
        )  # a store that cannot be used says so in the log now, not with the first call
        warming = asyncio.create_task(warm_up.run()) if warm_up else None
        preparing = asyncio.create_task(asyncio.to_thread(prepare, assistant))
        async with AsyncExitStack() as stack:
            if reload is not None:
                await stack.enter_async_context(reload.listening())
            yield
        if warming is not None:
            warming.cancel()
            await asyncio.gather(warming, return_exceptions=True)
        await preparing
        drain = assistant.handler.model_timeout
        await asyncio.gather(*(other.aclose(drain) for other in platforms))
        await assistant.aclose(drain)
        await posts.aclose()
        flush_log()  # a server that a signal has ended lets the signal end the process

    # A redirect to the path without its slash would repeat host and query. FastAPI's own page of the routes loads its
    # scripts from a CDN.
    app = FastAPI(
        title="transfer-adapter",
        description=DESCRIPTION,
        lifespan=lifespan,
        redirect_slashes=False,
        openapi_url=None,
    )
    login = Login(token, assistant.handler.now) if token else None
    app.state.token_wanted = bool(token)
    app.state.assistant = assistant
    app.state.platforms = {other.platform.capabilities.platform: other for other in platforms}
    app.state.posts = posts
    app.state.gateway = gateway or gateway_before(assistant)
    app.state.warm_up = warm_up
    app.state.store_check = StoreCheck(assistant.handler.store.ready)
    app.include_router(webhook.router)
    app.include_router(websocket.router)
    direct: dict[str, ASGIApp] = {**webhook.DIRECT, **gateway_routes.DIRECT}
    if relay.carriers(app.state.platforms):
        app.include_router(relay.router)
        direct |= relay.DIRECT
    app.include_router(decisions.router)
    app.include_router(health.router)
    app.include_router(api_page.router)
    if login is not None:
        app.include_router(login_routes(login))
    if vapi.PLATFORM in app.state.platforms:
        app.include_router(vapi.router)
        direct |= vapi.DIRECT
    gateway_routes.mount(app)
    answer_first(app, direct)
    app.add_middleware(BoundedBody)
    app.add_middleware(Access, token=token, origins=origins, login=login)
    app.add_exception_handler(EventError, _event_error)
    app.add_exception_handler(SignatureError, _signature_error)
    app.add_exception_handler(RequestError, _request_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(ClientDisconnect, _gone)
    return app


def from_environment() -> FastAPI:
    """The application of the environment's settings: what a uvicorn worker imports. Raises `OperatorError`."""
    return served_app(read_settings())


def served_app(settings: Settings, config: AssistantConfig | None = None) -> FastAPI:
    """The same of settings, whose files are read unless `config` is what they say. Raises `OperatorError`.

    It sets how this process collects garbage: a pause is a pause of all calls.
    """
    with collecting_nothing():
        log_to_stderr()
        app = app_of(settings, config)
        serving()
    return app


def app_of(settings: Settings, config: AssistantConfig | None = None) -> FastAPI:
    """The application of settings; `config` is as in `served_app`. Raises `OperatorError`."""
    assistant = build(settings, config)
    platforms = [assistant.on(platform) for platform in other_platforms(settings)]
    gateway = build_gateway(settings, assistant)
    return create_app(
        assistant,
        token=settings.token.get_secret_value() if settings.token else None,
        allowed_origins=settings.allowed_origins,
        warm_up=warm_up_of(assistant) if settings.warm_up else None,
        platforms=platforms,
        gateway=gateway,
        reload=Reload(lambda: read_again(settings, assistant), assistant.config, [assistant, *platforms, gateway]),
    )


async def _event_error(_: Request, error: Exception) -> Response:
    return problem(422, "Not an event", str(error))


async def _signature_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, SignatureError)  # noqa: S101 - registered for this class
    return problem(error.status, "Not from the platform", str(error))


async def _request_error(request: Request, error: Exception) -> Response:
    path = request.url.path
    return failure(path, 400 if gateway_path(path) else 422, "Unusable request", str(error))


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    app: FastAPI = request.app
    if app.openapi_schema is None:
        await asyncio.to_thread(app.openapi)  # once, and it takes 50 ms, for which no call should wait
    return problem(422, "Unusable request", what_is_wrong(error.errors(), known_names(app)))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    return failure(request.url.path, error.status_code, str(error.detail), headers=error.headers)


async def _gone(_: Request, __: Exception) -> Response:
    """Whoever has hung up within a body reads no answer."""
    return problem(400, "The body is not complete")
