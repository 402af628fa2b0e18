"""The seam to a voice platform: its messages in, neutral events; neutral commands, its answers out."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from adapter.calls.commands import Command
from adapter.calls.events import Event
from adapter.calls.state import Call
from adapter.directory import Capabilities
from adapter.frozen import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformRequest:
    """One message of a platform: the body of an HTTP request, or one message of a WebSocket.

    `endpoint` names which of the platform's routes it came to, `url` is the address as the platform wrote it (a
    signature may cover it), `headers` are in lower case. The body is as it came, because a signature is over its bytes.
    `nonce` is random text that whoever received the message has drawn for it, because nothing here draws any.
    """

    body: bytes
    endpoint: str = ""
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    nonce: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A request that the platform wants beside the answer, such as one to a call's control URL.

    `plain`: the operator has named its host, so that it may go over http.
    """

    url: str = field(repr=False)
    body: bytes = field(repr=False)
    plain: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What names an answer whose delivery is to be told: its call, and its number among the call's answers."""

    call_id: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformAnswer:
    """What a message is answered with. Over a WebSocket an empty body sends nothing, and the status says nothing.

    `posts` are sent before it; where they do not arrive, another answer is given (`Assistant.posted`). `close`: the
    WebSocket is closed after it. `wake_after`: seconds after which the call wants to be woken by `Assistant.wake`,
    unless another message comes first. `receipt`: somebody wants to know whether it was delivered.
    """

    status: int = 200
    media_type: str | None = None
    body: bytes = b""
    posts: tuple[Post, ...] = ()
    close: bool = False
    wake_after: float | None = None
    receipt: Receipt | None = None


class Platform(Protocol):
    """One voice platform. Everything is sync and pure: nothing here waits, sends or looks at a clock."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do, for the flow and for `check`."""
        ...

    @property
    def verifies(self) -> bool:
        """Whether it has the secret that proves a message. Without one it believes whoever reaches it."""
        ...

    def verify(self, request: PlatformRequest, now: datetime) -> None:
        """Raises `SignatureError` for a message that the platform has not sent. `now` is an aware moment."""
        ...

    def read(self, request: PlatformRequest) -> Event:
        """The event in a message. Tolerant: `Unrecognised` for one that means nothing here.

        Raises `EventError`, and nothing else, for what is no message of the platform.
        """
        ...

    def write(self, request: PlatformRequest, call: Call, commands: Sequence[Command]) -> PlatformAnswer:
        """The answer that carries out commands. Strict: raises `Unsupported` for one that the platform does not have.

        `call` is the call as it is after them.
        """
        ...
