"""ConversationRelay's routes: a carrier asks what to do with a call and gets a document; its WebSocket is opened."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request, Response, WebSocket
from starlette.requests import HTTPConnection

from adapter.assistant import Assistant
from adapter.calls.platform import Platform, PlatformRequest
from adapter.errors import EventError, SignatureError
from adapter.platforms.conversation_relay import ConversationRelay
from adapter.platforms.conversation_relay.addresses import borne
from adapter.platforms.conversation_relay.carrier import TELNYX, TWILIO
from adapter.platforms.conversation_relay.forms import read_form
from adapter.service.access import from_this_machine
from adapter.service.body import body_of
from adapter.service.direct_routes import AnsweredBy
from adapter.service.problem import problem, problems
from adapter.service.relay_socket import RelaySocket
from adapter.service.webhook import platform_request
from adapter.telemetry import Sparing

logger = logging.getLogger(__name__)
logger.addFilter(Sparing())

router = APIRouter(tags=["conversation-relay"])

MAX_BYTES = 64 * 1024
"""Of a form: a carrier's has some thirty fields."""

_CARRIERS = (TWILIO, TELNYX)
_FORWARDED = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"})
"""Headers of proxies, behind which a request may come from anywhere."""

_FIELDS = ("CallSid", "AccountSid", "From", "To", "Direction", "CallStatus")
_REQUEST = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["CallSid"],
                    "properties": {name: {"type": "string"} for name in _FIELDS},
                }
            }
        },
    }
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "What the carrier is to do (TwiML, TeXML)", "content": {"application/xml": {}}},
    **problems(
        s401="No signature",
        s403="A wrong or an old signature",
        s404="No carrier is served",
        s408="Too slow to be a request of a live call",
        s413="Larger than a form of a carrier can be",
        s422="No request of a carrier",
    ),
}


def carriers(platforms: Mapping[str, Assistant]) -> dict[str, Assistant]:
    """Of all platforms those whose routes these are."""
    return {known.name: platforms[known.name] for known in _CARRIERS if known.name in platforms}


@router.websocket("/conversation-relay")
async def relay_socket(socket: WebSocket) -> None:
    """Carries a conversation: for whom an answer of ours has sent here, once."""
    ticket = borne(str(socket.url))
    opened = platform_request(socket, b"")
    try:
        assistant = _assistant(socket, account="", carrier=ticket.token.partition(".")[0])
        assistant.platform.verify(opened, assistant.handler.now())
        if not await assistant.admit(ticket.call, ticket.token):
            raise SignatureError("the token in the address is none of this call's, too old, or spent")
    except HTTPException as error:
        await socket.send_denial_response(problem(error.status_code, str(error.detail)))
        return
    except SignatureError as error:
        logger.warning(f"a WebSocket of a carrier was refused: {error}")
        await socket.send_denial_response(problem(error.status, "Not from the platform", str(error)))
        return
    await socket.accept()
    await RelaySocket(socket, assistant, opened, ticket.call).serve()


async def _document(request: Request) -> Response:
    body = await body_of(request.receive)
    try:
        assistant = _assistant(request, account=_account(body))
        given = await assistant.answer(_drawn(platform_request(request, body)))
    except (SignatureError, EventError) as error:
        logger.warning(f"a request of a carrier was refused: {error}")
        raise
    return Response(given.body, status_code=given.status, media_type=given.media_type)


_ASKED = {
    "voice": ("A call begins", "Answers with a connection to this service, whose first sentence is the greeting."),
    "action": (
        "A connection to a call is over",
        "Answers with the transfer that was announced, the end after a goodbye, or a connection where one was lost.",
    ),
    "back": (
        "A dialled leg is over",
        "Answers with the end where somebody was reached, else with a new connection whose first sentence says so.",
    ),
}
"""What a carrier asks at each route, and what it is answered with."""

DIRECT: Final = {f"/conversation-relay/{place}": AnsweredBy(_document, max_body_size=MAX_BYTES) for place in _ASKED}

for _place, (_summary, _description) in _ASKED.items():
    router.add_api_route(
        f"/conversation-relay/{_place}",
        _document,
        methods=["POST"],
        name=_place,
        summary=_summary,
        description=_description,
        openapi_extra=_REQUEST,
        responses=_RESPONSES,
        response_class=Response,
        max_body_size=MAX_BYTES,
    )


def _drawn(request: PlatformRequest) -> PlatformRequest:
    """The request with the text by which nobody else can open the connection that it leads to."""
    return replace(request, nonce=secrets.token_urlsafe(24))


def _assistant(connection: HTTPConnection, *, account: str, carrier: str = "") -> Assistant:
    """The assistant on the carrier that a request claims to be of: by its signature, a ticket's beginning, or, where
    nothing is proved, its account. Raises 404 where it is not served: without secret and public URL to nobody but this
    machine."""
    served = carriers(connection.app.state.platforms)
    signed = (known.name for known in _CARRIERS if known.signature_header in connection.headers)
    by_account = TWILIO.name if account.startswith("AC") else TELNYX.name
    claimed = next((name for name in (carrier, *signed, by_account) if name in served), next(iter(served)))
    assistant = served[claimed]
    local = from_this_machine(connection.scope) and not _FORWARDED.intersection(connection.headers)
    if not local and not _is_public(assistant.platform):
        logger.warning("a carrier's request over a network was refused: set its secret and ADAPTER_PUBLIC_URL")
        raise HTTPException(404)
    return assistant


def _is_public(platform: Platform) -> bool:
    """Whether it can be served over a network: it has its secret, and its documents name no address by `Host`."""
    return platform.verifies and isinstance(platform, ConversationRelay) and platform.public_url is not None


def _account(body: bytes) -> str:
    try:
        return read_form(body).get("AccountSid", "")
    except EventError:
        return ""
