"""What a carrier sends, for its simulator: a form to one of our addresses, a frame, or nothing but the time."""

import json
import uuid
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias
from urllib.parse import urlencode, urlsplit

from adapter.calls.platform import PlatformRequest
from adapter.calls.simulator import Due

Note: TypeAlias = tuple[Literal["caller", "platform"], str]


def posted(url: str, form: Mapping[str, str], *, note: Note | None = None, after: float = 0.0) -> Due:
    """A form that is posted to an address."""
    endpoint = urlsplit(url).path
    request = PlatformRequest(
        body=urlencode(form).encode(),
        endpoint=endpoint,
        url=url,
        headers={"content-type": "application/x-www-form-urlencoded"},
        nonce=uuid.uuid4().hex,
    )
    return Due(request=request, wire={"type": endpoint.rpartition("/")[2], **form}, note=note, after=after)


def framed(
    url: str, wire: Mapping[str, Any], *, note: Note | None = None, after: float = 0.0, answered: bool = True
) -> Due:
    """A frame over the WebSocket of an address."""
    request = PlatformRequest(body=json.dumps(wire).encode(), endpoint=urlsplit(url).path, url=url)
    return Due(request=request, wire=wire, note=note, after=after, answered=answered)


def timed(after: float, *, note: Note | None = None, answered: bool = True) -> Due:
    """No message: a timer of ours."""
    request = PlatformRequest(body=b"", endpoint="wake")
    return Due(request=request, wire={"type": "timer"}, note=note, after=after, wake=True, answered=answered)
