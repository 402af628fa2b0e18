"""Our own addresses in a carrier's documents, and what they tell when the carrier comes to them."""

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from adapter.calls.platform import PlatformRequest

ROOM = "/conversation-relay"

Place: TypeAlias = Literal["voice", "action", "back", "socket"]

_NOWHERE = "https://localhost"
"""Stands for an address that nobody has told: a document needs one."""
MAX_NAME = 64
"""Characters of a name that a carrier gives a session or a leg, and of what our own addresses bear."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """The addresses for one message: `origin` is ours as the carrier sees it, without a slash at its end."""

    origin: str
    folder: str

    @classmethod
    def of(cls, request: PlatformRequest, public_url: str | None) -> "Addresses":
        """As configured, else as the request has it. Never by `Host` where an origin is configured."""
        folder = request.endpoint.rpartition(ROOM)[0]
        if public_url is not None:
            return cls(origin=public_url.rstrip("/"), folder=folder)
        parts = _parts(request.url)
        origin = f"{parts.scheme.replace('ws', 'http', 1)}://{parts.netloc}" if parts.netloc else _NOWHERE
        return cls(origin=origin, folder=folder)

    def post(self, place: Place, **query: str) -> str:
        """Where the carrier posts to."""
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self.origin}{self.folder}{ROOM}/{place}{asked}"

    def socket(self, call_id: str, ticket: str) -> str:
        """Where the carrier connects to: which call it is, and the ticket that it bears."""
        query = urlencode({"call": call_id, **({"token": ticket} if ticket else {})})
        return f"ws{self.origin.removeprefix('http')}{self.folder}{ROOM}?{query}"

    def requested(self, request: PlatformRequest) -> str:
        """The address of a request as the carrier wrote it, which its signature covers."""
        parts = _parts(request.url)
        origin = f"ws{self.origin.removeprefix('http')}" if place_of(request) == "socket" else self.origin
        return f"{origin}{request.endpoint}{'?' if parts.query else ''}{parts.query}"


def place_of(request: PlatformRequest) -> Place:
    """Which of our routes a message came to; a frame of a WebSocket is everything that is no request."""
    match request.endpoint.rpartition(f"{ROOM}/"):
        case (_, str(before), "voice" | "action" | "back" as place) if before:
            return place
        case _:
            return "socket"


@dataclass(frozen=True, kw_only=True, slots=True)
class Borne:
    """What one of our addresses bears, "" for what it does not: a call and its ticket, or what is over."""

    call: str = ""
    token: str = ""
    over: str = ""


def borne(url: str) -> Borne:
    """What an address that the carrier came to bears."""
    try:
        query = parse_qs(_parts(url).query, max_num_fields=20)
    except ValueError:
        return Borne()
    given = {name: values[-1] for name, values in query.items()}
    call, token, over = (given.get(name, "") for name in ("call", "token", "over"))
    return Borne(call=call[:256], token=token[:256], over=over[:MAX_NAME])


def mark_of(ticket: str) -> str:
    """A name for the connection that a ticket opens, by which nobody can open one."""
    return hashlib.sha256(ticket.encode()).hexdigest()[:16]


def _parts(url: str) -> SplitResult:
    """The parts of an address; one that is none, as a `Host` can make it, has no part."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
