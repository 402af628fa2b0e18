"""What many tests start from: the example bank, and small directories made for one question."""

import gc
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import httpx2
import pytest
from hypothesis import HealthCheck, settings

from adapter import Directory
from adapter.garbage import collecting_nothing
from tests.figures import Figures
from tests.leaks import Watch, watching
from tests.serving import Service

if TYPE_CHECKING:  # its packages are imported for those who ask for them
    from adapter.search.local_embedder import LocalEmbedder

EXAMPLES = Path(__file__).parent.parent / "examples"

# How long an example takes, to make or to run, says how busy the machine is.
# Sixty examples a run are enough where every commit runs them, and `make fuzz` tries 20,000.
settings.register_profile("usual", suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
# `make fuzz` asks for it; a property test that names its own number of examples keeps it, unless it reads the profile.
settings.register_profile("deep", settings.get_profile("usual"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def bank() -> Directory:
    """The example bank of ten destinations in two languages."""
    return Directory.load(EXAMPLES / "bank" / "directory.yaml")


@pytest.fixture(scope="session")
def seed() -> Directory:
    """The platform's own transfer example: sales, +1234567890, "Sales Department"."""
    return Directory.parse(
        {
            "destinations": {
                "sales": {
                    "type": "number",
                    "number": "+1234567890",
                    "callerId": "+1234567890",
                    "description": "Prices, offers, new customers.",
                    "policy": {"caller_id_name": "Sales Department"},
                }
            }
        }
    )


@pytest.fixture(scope="session")
def local_embedder() -> "LocalEmbedder":
    """The shipped embedding model, loaded once for all tests: it takes a second."""
    # numpy is imported for those who ask for it only
    from adapter.search.local_embedder import LocalEmbedder

    return LocalEmbedder()


@pytest.fixture(scope="session")
def directory_of() -> Callable[..., Directory]:
    """Makes a directory: `directory_of(cards={"message": ""}, fallback="desk", desk={})`.

    Keys whose value is a mapping are destinations; numbers and descriptions are filled in where they are left out.
    """

    def make(**parts: object) -> Directory:
        destinations: dict[str, object] = {}
        top: dict[str, object] = {}
        for position, (name, value) in enumerate(parts.items()):
            if name in ("speech",) or not isinstance(value, dict):
                top[name] = value
                continue
            filled = {"type": "number", "number": f"+49211556600{position:02d}", "description": f"All about {name}."}
            destinations[name] = {**filled, **value}
        return Directory.parse({**top, "destinations": destinations})

    return make


@pytest.fixture
def noon() -> datetime:
    return NOON


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio: that is what the service runs on."""
    return "asyncio"


@pytest.fixture
def start_service(tmp_path: Path, watch: Watch) -> Iterator[Callable[..., tuple[Service, httpx2.Client]]]:
    """Starts `transfer-adapter serve` for the bank in an empty folder and waits until it says that it is ready.

    `start_service("--store", "…", env={…}, descriptors=256)` gives the process and a client for it, on a free port.
    What it has said until then is its `began`; the rest is what `communicate` gives.
    """
    with ExitStack() as stack:

        def start(
            *arguments: str, env: dict[str, str] | None = None, descriptors: int | None = None
        ) -> tuple[Service, httpx2.Client]:
            bank = str(EXAMPLES / "bank" / "directory.yaml")
            command = [str(Path(sys.executable).parent / "transfer-adapter"), "serve", "--directory", bank]
            if descriptors is not None:
                command = ["sh", "-c", f'ulimit -n {descriptors}; exec "$@"', "sh", *command]
            process = Service(
                [*command, "--port", "0", *arguments],
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                env={"PATH": os.environ["PATH"], **(env or {})},
            )
            assert process.stderr is not None
            stack.callback(_look_through, process.stderr, tmp_path, watch)
            stack.callback(process.wait, 20)
            stack.callback(process.kill)
            patience = threading.Timer(30, process.kill)
            patience.start()
            while not (ready := re.search(r"ready: (http://\S+)", process.began)):
                line = _line(process.stderr.fileno())
                assert line, f"the service did not start: {process.began}"
                process.began += line
                watch.see("lines of services", line)
            patience.cancel()
            return process, stack.enter_context(httpx2.Client(base_url=ready[1], timeout=20))

        yield start


def _line(descriptor: int) -> str:
    """The next line, and nothing read ahead of it: `communicate` with a timeout reads the pipe and no buffer."""
    line = bytearray()
    while not line.endswith(b"\n") and (byte := os.read(descriptor, 1)):
        line += byte
    return line.decode()


def _look_through(said: IO[str], folder: Path, watch: Watch) -> None:
    """What a service has said last, where no test has read it, and the records that it has written."""
    if not said.closed:
        for line in said:
            watch.see("lines of services", line)
        said.close()
    for record in folder.glob("*.jsonl*"):
        for line in record.read_text().splitlines():
            watch.see("lines of decision records", line)


@pytest.fixture(scope="session")
def watch(pytestconfig: pytest.Config) -> Iterator[Watch]:
    """Sees whatever is logged, recorded, traced or asked of models in all tests."""
    numbers = Directory.load(EXAMPLES / "bank" / "directory.yaml").numbers
    watch = Watch(numbers=numbers, seen=pytestconfig.stash[FIGURES].seen)
    with watching(watch):
        yield watch


@pytest.fixture(autouse=True)
def off_the_network(transfer_no_network: object) -> None:
    """No test opens a socket beyond this machine: the plugin that we ship sees to it."""


@pytest.fixture(autouse=True)
def no_setting_stays() -> Iterator[None]:
    """What a command sets for the workers that it starts is not set for the next test."""
    before = {name: value for name, value in os.environ.items() if name.startswith("ADAPTER_")}
    yield
    for name in [name for name in os.environ if name.startswith("ADAPTER_") and name not in before]:
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture(autouse=True)
def no_number_leaves(watch: Watch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test in which a configured number left the process, unless the test is marked to be about that."""
    yield
    told = watch.told()
    if told and request.node.get_closest_marker("numbers_on_purpose") is None:
        pytest.fail("a configured number left:\n" + "\n".join(told), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Modules and tests stay to the end: to look among them for garbage, now or later, takes a third of collecting."""
    with collecting_nothing():
        result = yield
    gc.freeze()
    return result


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = Figures()
    config.pluginmanager.register(config.stash[FIGURES])
    config.addinivalue_line(
        "markers", "deep: a property of decisions, calls or speech; tried on 20,000 examples by make fuzz"
    )
    config.addinivalue_line("markers", "process: starts, stops and kills processes of ours; heavy")
    config.addinivalue_line("markers", "commands: plays demos and searches whole, or runs pytest within a test; heavy")
    config.addinivalue_line("markers", "outages: every fault of models and stores, in real time; heavy")
    config.addinivalue_line("markers", "clients: vendors' packages in Python and Node read what we send; heavy")
    config.addinivalue_line("markers", "package: builds the wheel, or runs what is in it; heavy")
    config.addinivalue_line(
        "markers", "frameworks: runs an example with an agent framework, where it is installed; heavy"
    )
    config.addinivalue_line("markers", "browser: looks at pages in Chromium, where there is one; heavy")
    config.addinivalue_line("markers", "real_model: asks real model servers, which make test-real installs; heavy")
    config.addinivalue_line(
        "markers", "voice_frameworks: runs LiveKit Agents, Pipecat or the AI SDK, which make test-voice installs; heavy"
    )
    config.addinivalue_line("markers", "numbers_on_purpose(why): this test hands out configured numbers itself")


FIGURES = pytest.StashKey[Figures]()


@pytest.fixture
def figure(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Adds a line to what is printed after the tests: figures that a test has counted."""
    return pytestconfig.stash[FIGURES].lines.append
