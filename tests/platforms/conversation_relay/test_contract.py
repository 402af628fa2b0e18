"""ConversationRelay keeps the contract of a platform, as both carriers have it."""

import pytest

from adapter.calls.platform import Platform
from adapter.calls.simulator import Simulator
from adapter.platforms import Telnyx, Twilio, simulator_for
from adapter.testing.platform_contract import NOON, Guarded, PlatformContract
from tests.platforms.conversation_relay.signing import (
    BARE,
    SOCKET,
    VOICE,
    changed,
    telnyx_key,
    telnyx_signed,
    twilio_signed,
)

PUBLIC = "https://calls.example"


class TestTwilio(PlatformContract):
    @pytest.fixture
    def platform(self) -> Platform:
        return Twilio()

    @pytest.fixture
    def simulator(self) -> Simulator:
        return simulator_for("twilio")

    @pytest.fixture
    def guarded(self) -> Guarded:
        good = [twilio_signed(request, token) for request in (VOICE, SOCKET) for token in ("new", "old")]
        bad = [VOICE, SOCKET, twilio_signed(BARE, "new"), twilio_signed(VOICE, "third"), changed(good[0])]
        bad += [twilio_signed(request, "new", origin="http://x") for request in (VOICE, SOCKET)]
        return Guarded(platform=Twilio(secrets=["new", "old"], public_url=PUBLIC), signed=good, forged=bad)


class TestTelnyx(PlatformContract):
    @pytest.fixture
    def platform(self) -> Platform:
        return Telnyx()

    @pytest.fixture
    def simulator(self) -> Simulator:
        return simulator_for("telnyx")

    @pytest.fixture
    def guarded(self) -> Guarded:
        keys, now = [telnyx_key(seed) for seed in (b"1", b"2", b"3")], NOON.timestamp()
        good = [telnyx_signed(VOICE, keys[at][0], now + age) for at, age in ((0, 0), (1, 0), (0, 299), (0, -299))]
        bad = [VOICE, BARE, changed(good[0]), telnyx_signed(VOICE, keys[2][0], now)]
        bad += [telnyx_signed(VOICE, keys[0][0], now + age) for age in (301, -301)]
        platform = Telnyx(secrets=[public for _, public in keys[:2]], public_url=PUBLIC)
        return Guarded(platform=platform, signed=[*good, SOCKET], forged=bad)
