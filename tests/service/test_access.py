"""Who may ask: with the token; without one only from this machine, and no web page of somebody else's."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from adapter import Assistant, Directory, OfflineModel
from adapter.errors import SettingsError
from adapter.service.app import create_app, from_environment
from adapter.telemetry import Sparing
from tests.service.raw_http import answer, connected

Serve = Callable[..., httpx2.Client]

EVENT = {"type": "session_start", "session": {"id": "call-1"}}
LOOPBACK = ("127.0.0.1", 8080)
DESK = "https://desk.example"


def asked(app: Any, *, server: Any = LOOPBACK, client: Any = LOOPBACK, path: str = "/v1/tools", **headers: str) -> int:
    """The status of a request that a server of whatever kind hands to the application with these addresses."""
    statuses: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "server": server,
        "client": client,
    }
    asyncio.run(app(scope, receive, send))
    return statuses[0]


@pytest.fixture(scope="module")
def local(bank: Directory) -> Any:
    return create_app(Assistant(bank, OfflineModel()))


@pytest.mark.parametrize(
    ("server", "client"),
    [
        (("192.0.2.1", 8080), ("192.0.2.7", 5000)),
        (("127.0.0.1", 8080), ("192.0.2.7", 5000)),  # a proxy that is believed
        (("192.0.2.1", 8080), ("127.0.0.1", 5000)),
        (("0.0.0.0", 8080), ("10.0.0.1", 5000)),
        (("/run/service.sock", None), None),
        (None, None),
    ],
)
def test_without_a_token_what_did_not_come_over_loopback_is_refused_whatever_the_server(
    bank: Directory, server: Any, client: Any
) -> None:
    app = create_app(Assistant(bank, OfflineModel()))
    assert asked(app, server=server, client=client, host="localhost") == 403
    assert asked(app, server=server, client=client, host="localhost", path="/healthz") == 200
    assert asked(app, server=server, client=client, host="localhost", path="/readyz") == 200


def test_the_log_says_once_what_to_set(
    bank: Directory, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("adapter.service.access"), "filters", [Sparing()])  # has told nothing so far
    app = create_app(Assistant(bank, OfflineModel()))
    for _ in range(5):
        asked(app, server=("192.0.2.1", 80), client=("192.0.2.7", 5000), host="localhost")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "adapter.service.access"]
    assert "ADAPTER_TOKEN" in line


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_every_address_of_loopback_is_this_machine(local: Any, address: str) -> None:
    assert asked(local, server=(address, 8080), client=[address, 5000], host="localhost") == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"])
def test_without_a_token_a_host_of_loopback_is_answered(local: Any, host: str) -> None:
    assert asked(local, host=host) == 200


@pytest.mark.parametrize(
    "host", ["", "bank.example", "bank.example:8080", "127.0.0.1.bank.example", "localhost.bank.example", "[::2]:8080"]
)
def test_without_a_token_a_name_that_was_pointed_at_this_machine_is_refused(local: Any, host: str) -> None:
    assert asked(local, host=host) == 403


def test_without_a_token_a_request_without_or_with_two_hosts_is_refused(serve: Serve) -> None:
    for hosts in (b"", b"Host: localhost\r\nHost: bank.example\r\n"):
        with connected(serve()) as connection:
            connection.sendall(b"GET /v1/tools HTTP/1.1\r\n" + hosts + b"\r\n")
            assert answer(connection)[0] == 403


@pytest.mark.parametrize("origin", [DESK, "null", "http://localhost:3000", "http://127.0.0.1", "", "http://localhost"])
def test_without_a_token_a_web_page_of_another_origin_is_refused(local: Any, origin: str) -> None:
    assert asked(local, host="localhost:8080", origin=origin) == 403


def test_the_services_own_page_may_ask(local: Any) -> None:
    assert asked(local, host="localhost:8080", origin="http://localhost:8080") == 200


def test_origins_that_are_named_may_ask(bank: Directory) -> None:
    app = create_app(Assistant(bank, OfflineModel()), allowed_origins=[DESK])
    assert asked(app, host="localhost", origin=DESK) == 200
    assert asked(app, host="localhost", origin="https://other.example") == 403


def test_with_a_token_host_and_address_are_anybodys_and_an_origin_is_looked_at_if_one_is_named(
    bank: Directory,
) -> None:
    app = create_app(Assistant(bank, OfflineModel()), token="secret")
    far: dict[str, Any] = {"server": ("192.0.2.1", 443), "client": ("192.0.2.7", 5000), "host": "bank.example"}
    assert asked(app, **far) == 401
    assert asked(app, **far, x_api_token="secret") == 200
    assert asked(app, **far, x_api_token="secret", origin="https://other.example") == 200
    app = create_app(Assistant(bank, OfflineModel()), token="secret", allowed_origins=[DESK])
    assert asked(app, **far, x_api_token="secret") == 200
    assert asked(app, **far, x_api_token="secret", origin=DESK) == 200
    assert asked(app, **far, x_api_token="secret", origin="https://bank.example") == 200, "its own"
    assert asked(app, **far, x_api_token="secret", origin="https://other.example") == 403
    assert asked(app, **far, origin=DESK) == 401


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("headers", "origin", "status"),
    [
        ({}, None, 101),
        ({}, "http://bank.example", 403),
        ({"Host": "bank.example"}, "http://bank.example", 403),
    ],
)
async def test_a_web_page_opens_no_websocket(serve: Serve, headers: dict[str, str], origin: Any, status: int) -> None:
    address = str(serve().base_url).replace("http://", "ws://").rstrip("/") + "/webhook"
    try:
        async with connect(address, additional_headers=headers, origin=origin):
            found = 101
    except InvalidStatus as refused:
        found = refused.response.status_code
    assert found == status


@pytest.mark.parametrize("token", [" ", "\t", "secret\n", "sec\nret", " secret", "sec\x00ret"])
def test_a_token_that_no_header_can_carry_is_refused_when_the_application_is_made(bank: Directory, token: str) -> None:
    with pytest.raises(SettingsError, match="a secret is not blank") as refused:
        create_app(Assistant(bank, OfflineModel()), token=token)
    assert "sec" not in str(refused.value).replace("a secret", "")


def test_a_server_that_imports_the_application_itself_gets_none_with_such_a_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ADAPTER_TOKEN", " ")
    with pytest.raises(SettingsError, match="ADAPTER_TOKEN: a secret is not blank"):
        from_environment()


def test_what_is_no_origin_is_refused_when_the_application_is_made(bank: Directory) -> None:
    with pytest.raises(SettingsError, match="an origin is a scheme and a host"):
        create_app(Assistant(bank, OfflineModel()), allowed_origins=["*"])
