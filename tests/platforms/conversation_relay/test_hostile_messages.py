"""Whatever bytes come to whichever route: an event or an `EventError`, which repeats nothing of them."""

import json
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from adapter.calls.events import Event
from adapter.calls.platform import PlatformRequest
from adapter.errors import EventError
from adapter.platforms import Telnyx, Twilio
from adapter.platforms.conversation_relay import ConversationRelay

NUMBER = "+4915112345678"
PLATFORMS = (Twilio(), Telnyx())
PLACES = st.sampled_from(["/voice", "/action", "/back", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(NUMBER),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ODD = ("callSid", "voicePrompt", "lang", "last", "utteranceUntilInterrupt", "digit", "name", "value", "from")
KINDS = st.sampled_from(["setup", "prompt", "interrupt", "dtmf", "info", "error", "new"])
FRAMES = st.fixed_dictionaries({"type": KINDS}, optional=dict.fromkeys(ODD, VALUES)).map(
    lambda frame: json.dumps(frame).encode()
)
NAMES = ("CallSid", "From", "To", "Direction", "SessionId", "SessionStatus", "DialCallStatus", "CallStatus")
FORMS = st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30), max_size=8).map(
    lambda form: urlencode({"CallSid": "CA1", **form}, errors="replace").encode()
)
TEXTS = st.text().map(lambda text: (NUMBER + text).encode("utf-8", "replace"))
BODIES = st.binary(max_size=200) | FRAMES | FORMS | TEXTS
URLS = st.sampled_from(["", "wss://h/conversation-relay?call=CA1", "ws://[", "http://h/?over=%ff&over=" + "x" * 300])


def read(platform: ConversationRelay, request: PlatformRequest) -> Event | EventError:
    try:
        return platform.read(request)
    except EventError as error:
        return error


@given(place=PLACES, body=BODIES, url=URLS)
def test_it_is_an_event_or_an_event_error(place: str, body: bytes, url: str) -> None:
    for platform in PLATFORMS:
        request = PlatformRequest(body=body, endpoint=f"/conversation-relay{place}", url=url, nonce="n")
        found = read(platform, request)
        if isinstance(found, EventError):
            assert "+49" not in str(found)
            assert len(str(found)) < 200
        else:
            assert 0 < len(found.call.id) <= 256
            assert found.call.id.isprintable()


@given(frame=FRAMES)
def test_a_frame_of_a_known_connection_is_always_an_event(frame: bytes) -> None:
    url = "wss://h/conversation-relay?call=CA1&token=twilio.n"
    for platform in PLATFORMS:
        event = platform.read(PlatformRequest(body=frame, endpoint="/conversation-relay", url=url))
        assert event.call.id == "CA1"
