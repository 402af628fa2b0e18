"""Vapi keeps the contract of a platform."""

import hashlib
import hmac

import pytest

from adapter.calls.platform import Platform, PlatformRequest
from adapter.calls.simulator import Simulator
from adapter.platforms import Vapi, simulator_for
from adapter.platforms.vapi.simulator import VapiSimulator
from adapter.testing.platform_contract import NOON, Guarded, PlatformContract


def signed(moment: int, *, key: bytes = b"secret", body: bytes = b"{}", sent: bytes = b"{}") -> PlatformRequest:
    signature = hmac.new(key, f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return PlatformRequest(body=sent, headers={"x-timestamp": str(moment), "x-signature": signature})


class TestVapi(PlatformContract):
    @pytest.fixture
    def platform(self) -> Platform:
        return Vapi()

    @pytest.fixture
    def simulator(self) -> Simulator:
        return simulator_for("vapi")

    @pytest.fixture
    def answered(self) -> PlatformRequest:
        return VapiSimulator().tool_call("transfer_to_cards").request

    @pytest.fixture
    def guarded(self) -> Guarded:
        def bearing(**headers: str) -> PlatformRequest:
            return PlatformRequest(
                body=b"{}", headers={name.replace("_", "-"): value for name, value in headers.items()}
            )

        now = int(NOON.timestamp())
        whole = [signed(now), signed(now * 1000), signed(now - 299), signed((now + 299) * 1000)]
        forged = [
            *(bearing(), bearing(authorization="secret"), bearing(authorization="Bearer other")),
            *(bearing(x_vapi_secret=""), bearing(x_vapi_secret="secre"), bearing(x_signature="")),
            *(signed(now - 301), signed(now + 301), signed((now - 301) * 1000)),
            *(signed(now, key=b"other"), signed(now, sent=b"{} "), signed(-1)),
        ]
        tokens = [bearing(authorization="Bearer secret"), bearing(authorization="bearer secret")]
        return Guarded(
            platform=Vapi(secret="secret"), signed=[*whole, *tokens, bearing(x_vapi_secret="secret")], forged=forged
        )
