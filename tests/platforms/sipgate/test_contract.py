"""sipgate AI Flow keeps the contract of a platform."""

import pytest

from adapter.calls.platform import Platform, PlatformRequest
from adapter.calls.simulator import Simulator
from adapter.platforms import Sipgate, simulator_for
from adapter.testing.platform_contract import Guarded, PlatformContract


class TestSipgate(PlatformContract):
    @pytest.fixture
    def platform(self) -> Platform:
        return Sipgate()

    @pytest.fixture
    def simulator(self) -> Simulator:
        return simulator_for("sipgate")

    @pytest.fixture
    def guarded(self) -> Guarded:
        def bearing(**headers: str) -> PlatformRequest:
            return PlatformRequest(
                body=b"{}", headers={name.replace("_", "-"): value for name, value in headers.items()}
            )

        return Guarded(
            platform=Sipgate(token="secret"),
            signed=[bearing(x_api_token="secret")],
            forged=[bearing(), bearing(x_api_token=""), bearing(x_api_token="secret2"), bearing(x_api_key="secret")],
        )
