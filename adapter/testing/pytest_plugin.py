"""The pytest plugin: played calls, mocked models and a guard against the network, as fixtures.

It is loaded in every test run of whoever installs the package, so it does nothing that nobody asks for: no autouse
fixture, and what a fixture needs is imported when the fixture is used.
"""

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

from adapter.testing.plugin_options import (
    ARGUMENTS,
    INI,
    chosen_for_in_process,
    config_of,
    directory_of,
    options_of,
    platform_of,
    scenario_of,
)

if TYPE_CHECKING:  # at run time they are imported when they are needed
    from adapter.assistant import Assistant
    from adapter.directory import Directory
    from adapter.testing.call import PlayedCall
    from adapter.testing.mock_server.server import RunningMock
    from adapter.testing.network_guard import NetworkGuard
    from adapter.testing.played import AsyncPlayedCall
    from adapter.testing.scenario import Scenario
    from adapter.testing.scenario.mock_model import MockModel

_played: Final = pytest.StashKey["PlayedCall | AsyncPlayedCall"]()
_guard: Final = pytest.StashKey["NetworkGuard"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    for name, purpose in INI.items():
        parser.addini(name, purpose, default="")
    group = parser.getgroup("transfer-adapter")
    group.addoption(
        "--transfer-url",
        metavar="URL",
        help="Play the calls of the fixtures transfer_call and transfer_acall to the running service with this webhook "
        "URL. Its token is read from ADAPTER_TOKEN, Vapi's secret from ADAPTER_VAPI_SECRET. Tests that choose a "
        "scenario, a prompt, a language or the time are skipped.",
    )
    group.addoption(
        "--model-record",
        choices=("none", "missing", "all"),
        default="none",
        help="What the fixture transfer_cassette records: none (replays, and calls nobody), missing (asks the model "
        "for what is not recorded), all (asks for everything and begins new files).",
    )
    group.addoption(
        "--model-upstream",
        metavar="URL",
        help="The OpenAI-compatible endpoint that the fixture transfer_cassette records; left out, OPENAI_BASE_URL or "
        "OpenAI's.",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"transfer({'=, '.join(ARGUMENTS)}=): what the fixtures transfer_call, transfer_acall, "
        "transfer_mock_model and transfer_mock_server start from, for a test, a class or a module.",
    )
    config.addinivalue_line("markers", "no_network: fails the test if it opens a socket beyond loopback.")


def pytest_itemcollected(item: pytest.Item) -> None:
    names = getattr(item, "fixturenames", None)
    if names is not None and "transfer_no_network" not in names and item.get_closest_marker("no_network"):
        names.insert(0, "transfer_no_network")


@pytest.fixture
def transfer_directory(request: pytest.FixtureRequest) -> "Directory":
    """The directory of the assistant under test: of the marker `transfer`, else of the ini file. Made to override."""
    return directory_of(request)


@pytest.fixture
def transfer_scenario(request: pytest.FixtureRequest) -> "Scenario | None":
    """The scenario of the mocked model; None for answers as the offline model gives them. Made to override."""
    return scenario_of(request)


@pytest.fixture
def transfer_mock_model(transfer_scenario: "Scenario | None") -> "MockModel":
    """The mocked model in process: `MockModel` with the test's scenario. `requests` is what it was asked."""
    from adapter.testing.scenario.mock_model import MockModel

    return MockModel(transfer_scenario)


@pytest.fixture
def transfer_mock_server(transfer_scenario: "Scenario | None") -> "Iterator[RunningMock]":
    """The mocked model as an OpenAI-compatible server on loopback, at `transfer_mock_server.base_url`.

    A request that the scenario does not provide for fails the test at its end.
    """
    from adapter.testing.launch import running_mock

    with running_mock(transfer_scenario) as server:
        yield server
        try:
            server.assert_complete()
        except AssertionError as error:
            unexpected = str(error)
        else:
            return
    pytest.fail(unexpected, pytrace=False)


@pytest.fixture
def transfer_cassette(request: pytest.FixtureRequest) -> "Iterator[RunningMock]":
    """A server on loopback that replays what a real model answered to this test, at `transfer_cassette.base_url`.

    The replies are in `cassettes/<test module>/<test name>.yaml` beside the test and are recorded with
    `--model-record`. A request that is not recorded fails the test even where its error was caught, and so does a
    recorded interaction that the test has not asked for.
    """
    from adapter.testing.cassette_fixture import recorded

    with recorded(request) as server:
        yield server


@pytest.fixture
def transfer_assistant(
    request: pytest.FixtureRequest, transfer_directory: "Directory", transfer_mock_model: "MockModel"
) -> "Assistant":
    """The assistant under test: this directory, the mocked model, and a working day. Made to override."""
    from adapter.assistant import Assistant
    from adapter.testing.call_clock import workday

    now = workday(transfer_directory)
    config = config_of(request, transfer_directory)
    return Assistant(config, transfer_mock_model, platform=platform_of(request), now=lambda: now)


@pytest.fixture
def transfer_call(request: pytest.FixtureRequest) -> "Iterator[PlayedCall]":
    """A call to the assistant under test, for ordinary tests: `transfer_call.says("…")`."""
    from adapter.testing.call import PlayedCall

    with PlayedCall(**_call_target(request)) as played:
        request.node.stash[_played] = played
        yield played


@pytest.fixture
def transfer_acall(request: pytest.FixtureRequest) -> "Iterator[AsyncPlayedCall]":
    """The same for async tests, whichever plugin runs them on asyncio: `await transfer_acall.says("…")`.

    A method that is called and not awaited fails the test at its end.
    """
    from adapter.testing.await_check import AwaitCheckedCall

    played = AwaitCheckedCall(**_call_target(request, keep_alive=False))
    request.node.stash[_played] = played
    yield played
    not_awaited = played.not_awaited()
    if not_awaited:
        calls = ", ".join(f"transfer_acall.{name}(…)" for name in not_awaited)
        pytest.fail(f"not awaited, so it has not happened: {calls}. Write await before it.", pytrace=False)


@pytest.fixture
def transfer_no_network(request: pytest.FixtureRequest) -> "Iterator[NetworkGuard]":
    """Fails the test if it opens a socket beyond loopback, even where that was caught. Also a marker."""
    from urllib.parse import urlsplit

    from adapter.testing.network_guard import no_network

    service = urlsplit(request.config.getoption("--transfer-url") or "").hostname
    with no_network(request.config.rootpath, allow=[service] if service else []) as guard:
        request.node.stash[_guard] = guard
        yield guard
    reported = request.node.stash.get(_reported, 0)
    if len(guard.attempts) > reported:
        pytest.fail(guard.report(reported), pytrace=False)


_reported: Final = pytest.StashKey[int]()
"""How many attempts to reach the network the test has already failed for."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    guard = item.stash.get(_guard, None)
    try:
        result = yield
    except BaseException as error:
        if guard is None or not guard.attempts:
            raise
        item.stash[_reported] = len(guard.attempts)
        if type(error).__name__ != "NetworkBlocked":
            error.add_note(guard.report())
            raise
    else:
        if guard is None or not guard.attempts:
            return result
        item.stash[_reported] = len(guard.attempts)
    # The report says where the test's own code was; the way through a client library would bury it.
    return pytest.fail(guard.report(), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    played = item.stash.get(_played, None)
    error = call.excinfo.value if report.failed and report.when == "call" and call.excinfo is not None else None
    if played is not None and error is not None and played.transcript not in str(error):
        report.sections.append(("played call", f"{played.transcript}\n{played.model_view}".rstrip()))
    return report


def _call_target(request: pytest.FixtureRequest, *, keep_alive: bool = True) -> dict[str, Any]:
    """Whom a call goes to, as arguments of `PlayedCall`: the assistant under test, or a running service."""
    said = {
        name: value for name, value in options_of(request).items() if name in ("at", "caller") and value is not None
    }
    url = request.config.getoption("--transfer-url")
    if not url:
        return {"to": request.getfixturevalue("transfer_assistant"), **said}
    in_process_only = chosen_for_in_process(request)
    if in_process_only:
        pytest.skip(f"the test chooses {' and '.join(in_process_only)}: a running service has its own")
    from adapter.testing.choose_target import TOKENS, service_target

    platform = platform_of(request).capabilities.platform
    token = os.environ.get(TOKENS[platform]) if platform in TOKENS else None
    directory = request.getfixturevalue("transfer_directory")
    target = service_target(url, platform, token=token, directory=directory, keep_alive=keep_alive)
    return {"to": target, "platform": platform, **said}
