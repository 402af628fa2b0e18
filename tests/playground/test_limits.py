"""How many calls, runs and models are kept, and for how long."""

from pathlib import Path

import pytest

from adapter.playground.calls import MAX_CALLS, MAX_UNUSED, Calls
from adapter.playground.models import IDLE, Models
from adapter.playground.workshop import Workshop
from adapter.wiring import read_settings
from tests.conftest import EXAMPLES

BANK = EXAMPLES / "bank" / "directory.yaml"

pytestmark = pytest.mark.anyio


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def workshop() -> Workshop:
    return Workshop(read_settings(directory=BANK, model="offline"), [BANK])


async def test_the_call_that_was_unused_for_longest_makes_room(workshop: Workshop) -> None:
    clock = Clock()
    calls = Calls(workshop, clock=clock)
    setup = workshop.usual()
    first, second = await calls.begin(setup), await calls.begin(setup)
    for _ in range(MAX_CALLS - 2):
        clock.now += 1
        await calls.begin(setup)
    assert calls.find(first.id) is first
    await calls.begin(setup)
    assert len(calls) == MAX_CALLS
    assert calls.find(second.id) is None
    assert calls.find(first.id) is first
    await calls.aclose()
    assert len(calls) == 0


async def test_a_call_that_nobody_uses_for_an_hour_goes(workshop: Workshop) -> None:
    clock = Clock()
    calls = Calls(workshop, clock=clock)
    setup = workshop.usual()
    used, unused = await calls.begin(setup), await calls.begin(setup)
    clock.now = MAX_UNUSED
    assert calls.find(used.id) is used
    clock.now = MAX_UNUSED + 1
    await calls.begin(setup)
    assert calls.find(unused.id) is None
    assert calls.find(used.id) is used
    await calls.aclose()


async def test_ids_cannot_be_guessed(workshop: Workshop) -> None:
    calls = Calls(workshop)
    ids = {(await calls.begin(workshop.usual())).id for _ in range(5)}
    assert len(ids) == 5
    assert all(len(id_) >= 40 for id_ in ids)
    await calls.aclose()


async def test_models_are_shared_and_idle_ones_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    settings = read_settings(directory=BANK, model="usual")
    workshop = Workshop(settings, [BANK])
    config = workshop.config(workshop.usual())
    models = Models(settings)
    first = await models.take("usual", config)
    assert await models.take("usual", config) is first
    await models.back("usual")
    await models.back("usual")
    assert await models.take("usual", config) is first
    for number in range(IDLE + 1):
        async with models.taken(f"other-{number}", config) as other:
            assert other is not first
    assert await models.take("usual", config) is first
    await models.aclose()


async def test_directories_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    files = []
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        files.append(tmp_path / str(number) / "desk.yaml")
        files[-1].write_text(BANK.read_text())
    workshop = Workshop(read_settings(model="offline"), files)
    assert list(workshop.files) == ["desk", "desk-2", "desk-3"]
    assert [file.path for file in workshop.files.values()] == files
