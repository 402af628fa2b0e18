"""A cassette around any model, in process, and the same file over HTTP."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapter import Assistant, Directory, OfflineModel, OpenAIModel, decide
from adapter.errors import CassetteError, ModelOverloaded, ModelRequestRejected
from adapter.testing import CassetteModel, ScriptedModel, calls, raw, refuses, running_mock, says
from adapter.testing.cassettes.format import read_cassette
from adapter.testing.scripted import Step, UnexpectedRequest
from adapter.tool_calls.decision import Transfer
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.request import ModelRequest

pytestmark = pytest.mark.anyio

Asking = Callable[..., ModelRequest]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cassette.yaml"


async def recorded(path: Path, *steps: Step, asked: list[ModelRequest]) -> list[ModelReply]:
    with ScriptedModel(steps) as model:
        recorder = CassetteModel(path, model, record="missing")
        return [await recorder.reply(request) for request in asked]


@pytest.mark.parametrize(
    "reply",
    [
        says("Good morning.\nWhat is it about?"),
        says(""),
        refuses("No."),
        calls("cards", language="de", text="One moment."),
        calls("cards", "fraud"),
        raw("fly_to", '{"where": "the m'),
        ModelReply(text="I would", finish="length", usage=Usage(input_tokens=900, output_tokens=20, cached_tokens=800)),
        ModelReply(),
    ],
)
async def test_every_reply_comes_back_as_it_was(path: Path, asking: Asking, reply: ModelReply) -> None:
    assert await recorded(path, reply, asked=[asking("hello")]) == [reply]
    with CassetteModel(path) as replayed:
        again = await replayed.reply(asking("hello"))
    assert (again.text, again.tool_calls, again.refusal) == (reply.text, reply.tool_calls, reply.refusal)
    assert (again.finish, again.usage) == (reply.finish, reply.usage)
    assert (replayed.name, again.model) == ("scripted", "scripted")


async def test_a_call_is_replayed_as_it_was_recorded(path: Path, bank: Directory) -> None:
    session = {"id": "call-1", "from_phone_number": "+4915112345678"}
    events = [
        {"type": "user_speak", "session": session, "text": "I lost my card"},
        {"type": "assistant_speech_ended", "session": session},
    ]
    recorder = Assistant(bank, CassetteModel(path, OfflineModel(), record="all", directory=bank))
    acted = [await recorder.handle(event) for event in events]
    with CassetteModel(path, directory=bank) as model:
        replayed = Assistant(bank, model)
        assert [await replayed.handle(event) for event in events] == acted
    assert acted[1][0]["type"] == "transfer"
    assert not any(number in path.read_text() for number in ("15112345678", "21155660001"))


async def test_a_directory_masks_its_short_numbers_too(
    path: Path, asking: Asking, directory_of: Callable[..., Directory]
) -> None:
    directory = directory_of(desk={"number": "+4911211"})
    model = ScriptedModel([says("Dial 11211.")])
    await CassetteModel(path, model, record="missing", directory=directory).reply(asking("Was it 11211?"))
    assert "11211" not in path.read_text()
    with CassetteModel(path, directory=directory) as replayed:
        assert (await replayed.reply(asking("Was it 11211?"))).text == "Dial [number]."


async def test_an_unrecorded_request_is_no_failure_of_a_model_and_says_what_has_changed(
    path: Path, asking: Asking
) -> None:
    await recorded(path, says("Hi"), asked=[asking("hello")])
    model = CassetteModel(path)
    with pytest.raises(UnexpectedRequest, match=r'\+ +"content": "hello there"'):
        await model.reply(asking("hello there"))
    with pytest.raises(AssertionError, match="not asked for: 1"):
        model.assert_complete()


async def test_a_failure_is_raised_and_not_recorded(path: Path, asking: Asking) -> None:
    with pytest.raises(ModelOverloaded):
        await recorded(path, ModelOverloaded("busy"), asked=[asking("hello")])
    assert not path.exists()


async def test_the_server_replays_what_the_model_recorded_and_the_other_way_round(path: Path, asking: Asking) -> None:
    request = asking("I lost my card")
    with running_mock() as upstream:
        direct = OpenAIModel("offline", base_url=upstream.base_url, api_key="none")
        (reply,) = [await CassetteModel(path, direct, record="missing").reply(request)]
        await direct.aclose()
    with running_mock(cassette=path) as server:
        through = OpenAIModel("offline", base_url=server.base_url, api_key="none")
        assert (await through.reply(request)).tool_calls == reply.tool_calls
        await through.aclose()
    path.unlink()
    with running_mock() as upstream, running_mock(cassette=path, record="all", upstream=upstream.base_url) as server:
        through = OpenAIModel("offline", base_url=server.base_url, api_key="none")
        await through.reply(request)
        await through.aclose()
    with CassetteModel(path) as model:
        decision = decide(await model.reply(request), request.toolset)
    assert isinstance(decision, Transfer)
    assert decision.destination == "cards"


async def test_a_recorded_refusal_of_the_request_is_one_again(path: Path, asking: Asking) -> None:
    await recorded(path, says("Hi"), asked=[asking("hello")])
    path.write_text(path.read_text().replace("status: 200", "status: 400"))
    with pytest.raises(ModelRequestRejected, match="interaction 1 of the cassette is an answer of 400"):
        await CassetteModel(path).reply(asking("hello"))


async def test_the_model_has_the_name_by_which_it_was_recorded(path: Path, asking: Asking) -> None:
    with pytest.raises(CassetteError, match="there is no model to record"):
        CassetteModel(path, record="missing")
    for name in ("one", "two"):
        await CassetteModel(path, ScriptedModel([says("Hi")]), record="missing", name=name).reply(asking("hello"))
    assert len(read_cassette(path)) == 2
    with pytest.raises(CassetteError, match=r"which model is asked\? Give its name; it knows one, two"):
        CassetteModel(path)
    assert (await CassetteModel(path, name="two").reply(asking("hello"))).model == "two"
