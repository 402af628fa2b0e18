"""Who has sent a request: as the carriers' own packages sign it, and as they would judge it."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from telnyx.lib.webhook_verification import WebhookVerificationError, verify_webhook_signature

from adapter.calls.platform import PlatformRequest
from adapter.errors import SettingsError, SignatureError
from adapter.platforms import Telnyx, Twilio
from adapter.platforms.conversation_relay import ConversationRelay
from tests.platforms.conversation_relay.signing import (
    BARE,
    ORIGIN,
    SOCKET,
    VOICE,
    changed,
    telnyx_key,
    telnyx_signed,
    twilio_signed,
)

NOW = datetime.now(UTC)
TWILIO = Twilio(secrets=["token"], public_url=ORIGIN)
KEY, PUBLIC = telnyx_key(b"1")
TELNYX = Telnyx(secrets=[PUBLIC], public_url=ORIGIN)


def status(platform: ConversationRelay, request: PlatformRequest, now: datetime = NOW) -> int:
    try:
        platform.verify(request, now)
    except SignatureError as error:
        return error.status
    return 200


def test_twilios_signatures_of_both_algorithms_pass() -> None:
    for algorithm in (None, "HMAC_SHA1", "HMAC_SHA256"):
        assert status(TWILIO, twilio_signed(VOICE, "token", algorithm=algorithm)) == 200


def test_an_algorithm_that_there_is_none_of_is_refused_without_being_named(caplog: pytest.LogCaptureFixture) -> None:
    signed = twilio_signed(VOICE, "token")
    headers = {**signed.headers, "x-twilio-webhooks-signature-settings": "key=a,algorithm=+4915112345678"}
    assert status(TWILIO, replace(signed, headers=headers)) == 403
    assert not caplog.records


def test_a_field_that_is_there_twice_is_signed_with_both_values() -> None:
    twice = replace(VOICE, body=VOICE.body + b"&CallSid=CA2")
    assert status(TWILIO, replace(twice, headers=twilio_signed(VOICE, "token").headers)) == 403


@pytest.mark.parametrize(
    "url", ["http://[x/conversation-relay", "http://h:99999999/conversation-relay/voice", "", "//"]
)
def test_an_address_that_is_none_is_a_wrong_signature(url: str) -> None:
    signed = twilio_signed(VOICE, "token")
    assert status(Twilio(secrets=["token"]), replace(signed, url=url)) in (401, 403)


def test_what_is_missing_is_told_apart_from_what_is_wrong() -> None:
    assert status(TWILIO, VOICE) == 401
    assert status(TWILIO, twilio_signed(VOICE, "other")) == 403
    assert status(TWILIO, twilio_signed(BARE, "token")) == 401
    assert status(TELNYX, VOICE) == 401
    assert status(TELNYX, BARE) == 401
    assert status(TELNYX, telnyx_signed(VOICE, telnyx_key(b"2")[0], NOW.timestamp())) == 403
    assert status(TELNYX, telnyx_signed(VOICE, KEY, NOW.timestamp()), NOW + timedelta(seconds=302)) == 403
    for headers in (
        {"telnyx-timestamp": "soon"},
        {"telnyx-signature-ed25519": "é"},
        {"telnyx-signature-ed25519": "AAAA"},
    ):
        signed = telnyx_signed(VOICE, KEY, NOW.timestamp())
        assert status(TELNYX, replace(signed, headers={**signed.headers, **headers})) == 403


def test_telnyx_own_package_judges_the_same() -> None:
    at = time.time()
    good = telnyx_signed(VOICE, KEY, at)
    for request, fine in ((good, True), (changed(good), False), (telnyx_signed(VOICE, KEY, at - 400), False)):
        assert (status(TELNYX, request, datetime.fromtimestamp(at, UTC)) == 200) is fine
        if fine:
            verify_webhook_signature(request.body, request.headers, PUBLIC)
        else:
            with pytest.raises(WebhookVerificationError):
                verify_webhook_signature(request.body, request.headers, PUBLIC)


@pytest.mark.parametrize("key", ["x", "AAAA", "é", "A" * 43])
def test_a_public_key_that_is_none_is_refused_without_being_told(key: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Telnyx(secrets=[key])
    assert key not in str(raised.value) or key in ("x",)


def test_without_a_secret_everything_passes_but_a_websocket_without_a_ticket() -> None:
    for platform in (Twilio(), Telnyx()):
        assert not platform.verifies
        assert status(platform, VOICE) == 200
        assert status(platform, SOCKET) == 200
        assert status(platform, BARE) == 401


def test_the_first_frame_is_of_the_connections_call() -> None:
    for call, expected in (("CA1", 200), ("CA2", 403)):
        frame = replace(SOCKET, body=f'{{"type":"setup","callSid":"{call}"}}'.encode())
        assert status(Twilio(), frame) == expected
