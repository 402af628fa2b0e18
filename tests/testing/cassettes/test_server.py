"""The cassette server: a real client records from a real server over HTTP, and replays without it."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx2
import pytest
from openai import APIConnectionError, APIStatusError, AsyncOpenAI, BadRequestError
from openai.types.chat import ChatCompletionMessageParam
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from adapter.errors import CassetteError, SettingsError
from adapter.testing import running_mock
from adapter.testing.cassettes import upstream as limits
from adapter.testing.cassettes.format import read_cassette
from adapter.testing.mock_server.app import create_app
from adapter.testing.mock_server.server import RunningMock
from adapter.testing.scenario import Scenario

pytestmark = pytest.mark.anyio

REAL_KEY = "real-key-of-a-gateway-1234"
SAID = "Please dial +49 30 5550 1234, or write to jane@example.com."
MASKED = "Please dial [number], or write to [e-mail]."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cassette.yaml"


def client(server: RunningMock, key: str = REAL_KEY) -> AsyncOpenAI:
    return AsyncOpenAI(base_url=server.base_url, api_key=key, max_retries=0)


Asking = Callable[[AsyncOpenAI, str], Awaitable[str]]


async def chat(client: AsyncOpenAI, said: str) -> str:
    done = await client.chat.completions.create(model="m", messages=[{"role": "user", "content": said}])
    return done.choices[0].message.content or ""


async def chat_streamed(client: AsyncOpenAI, said: str) -> str:
    stream = await client.chat.completions.create(
        model="m", messages=[{"role": "user", "content": said}], stream=True, stream_options={"include_usage": True}
    )
    chunks = [chunk async for chunk in stream]
    assert chunks[-1].usage is not None
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)


async def responses(client: AsyncOpenAI, said: str) -> str:
    return (await client.responses.create(model="m", input=said)).output_text


async def responses_streamed(client: AsyncOpenAI, said: str) -> str:
    stream = await client.responses.create(model="m", input=said, stream=True)
    events = [event async for event in stream]
    assert events[-1].type == "response.completed"
    return "".join(event.delta for event in events if event.type == "response.output_text.delta")


ASKING = pytest.mark.parametrize("ask", [chat, chat_streamed, responses, responses_streamed])


@ASKING
async def test_what_was_recorded_is_replayed_without_key_and_server_and_names_neither(
    path: Path, scenario_of: Callable[..., Scenario], ask: Asking
) -> None:
    scene = scenario_of(f"{{reply: {{say: {json.dumps(SAID)}}}}}")
    with (
        running_mock(scene) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
    ):
        async with client(recorder) as asking:
            assert await ask(asking, "My number is 0171 2345678.") == SAID
        assert len(upstream.requests) == 1
        assert len(read_cassette(path)) == 1  # as soon as the client has it
    text = re.sub(r"created(_at)?: \d+", "", path.read_text())  # the time, which may hold any digits
    for secret in (REAL_KEY, "2345678", "5550", "jane", "uthorization", "openai-", "127.0.0.1"):
        assert secret not in text
    with running_mock(cassette=path, speed=0) as replayed:
        async with client(replayed, "none") as asking:
            assert await ask(asking, "My number is 0171 2345678.") == MASKED
        replayed.assert_complete()
        (logged,) = replayed.requests
        assert (logged.rule, logged.answer) == ("interaction 1", "replayed")


async def test_a_conversation_that_goes_on_from_a_masked_reply_is_the_one_that_was_recorded(
    path: Path, scenario_of: Callable[..., Scenario]
) -> None:
    async def talk(server: RunningMock) -> str:
        messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": "hello"}]
        async with client(server) as asking:
            said = await chat(asking, "hello")
            messages += [{"role": "assistant", "content": said}, {"role": "user", "content": "thanks"}]
            done = await asking.chat.completions.create(model="m", messages=messages)
        return done.choices[0].message.content or ""

    scene = scenario_of(f"{{match: {{turn: 1}}, reply: {{say: {json.dumps(SAID)}}}}}", "{reply: {say: Welcome}}")
    with (
        running_mock(scene) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
    ):
        assert await talk(recorder) == "Welcome"
    with running_mock(cassette=path, speed=0) as replayed:
        assert await talk(replayed) == "Welcome"
        replayed.assert_complete()


async def test_an_unrecorded_request_is_refused_with_what_has_changed_and_calls_nobody(
    path: Path, scenario_of: Callable[..., Scenario], caplog: pytest.LogCaptureFixture
) -> None:
    with (
        running_mock(scenario_of("{reply: {say: Hi}}")) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
    ):
        async with client(recorder) as asking:
            await chat(asking, "hello")
    with running_mock(cassette=path, speed=0) as replayed:
        async with client(replayed) as asking:
            with pytest.raises(BadRequestError) as caught:
                await chat(asking, "hello!")
        assert caught.value.code == "not_recorded"
        assert '-        "content": "hello",\n+        "content": "hello!",' in caught.value.message
        assert '"hello!"' in caplog.text
        with pytest.raises(AssertionError, match=r"(?s)hello!.*1 of 1 interaction not asked for: 1"):
            replayed.assert_complete()


async def test_only_what_is_missing_is_asked_for_and_everything_anew_replaces_the_file(
    path: Path, scenario_of: Callable[..., Scenario]
) -> None:
    with running_mock(scenario_of("{reply: {say: Hi}}")) as upstream:
        with running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder:
            async with client(recorder) as asking:
                await chat(asking, "one")
        with running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder:
            async with client(recorder) as asking:
                await chat(asking, "one")
                await chat(asking, "two")
            assert [request.answer for request in recorder.requests] == ["replayed", "upstream"]
        assert len(upstream.requests) == 2
        assert len(read_cassette(path)) == 2
        with running_mock(cassette=path, record="all", upstream=upstream.base_url) as recorder:
            async with client(recorder) as asking:
                await chat(asking, "two")
        assert len(upstream.requests) == 3
        assert len(read_cassette(path)) == 1


async def test_many_requests_at_once_find_their_own_replies(path: Path, scenario_of: Callable[..., Scenario]) -> None:
    rules = [f"{{match: {{words: w{number}}}, reply: {{say: answer {number}}}}}" for number in range(12)]
    with (
        running_mock(scenario_of(*rules)) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
    ):
        async with client(recorder) as asking:
            await asyncio.gather(*(chat(asking, f"w{number}") for number in range(12)))
    with running_mock(cassette=path, speed=0) as replayed:
        async with client(replayed) as asking:
            answers = await asyncio.gather(*(chat(asking, f"w{number}") for number in reversed(range(12))))
    assert answers == [f"answer {number}" for number in reversed(range(12))]


@pytest.mark.parametrize(
    ("fault", "kept"),
    [("429", False), ("500", False), ("401", False), ("200-error", False), ("400", True), ("404-model", True)],
)
async def test_errors_are_passed_on_and_only_those_that_tell_of_the_request_are_recorded(
    path: Path, scenario_of: Callable[..., Scenario], fault: str, kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
    with (
        running_mock(scenario_of(f'{{reply: {{fault: "{fault}"}}}}')) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
        caplog.at_level(logging.WARNING),
    ):
        direct = httpx2.post(f"{upstream.base_url}/chat/completions", json=body)
        through = httpx2.post(f"{recorder.base_url}/chat/completions", json=body)
    assert (through.status_code, through.json()["error"]) == (direct.status_code, direct.json()["error"])
    assert through.headers.get("retry-after") == direct.headers.get("retry-after")
    assert path.exists() is kept
    assert ("is not recorded: " in caplog.text) is not kept
    if kept:
        with running_mock(cassette=path, speed=0) as replayed:
            again = httpx2.post(f"{replayed.base_url}/chat/completions", json=body)
        assert (again.status_code, again.json()) == (through.status_code, through.json())


@pytest.mark.parametrize("ask", [chat_streamed, responses_streamed])
@pytest.mark.parametrize("fault", ["truncated-stream", "reset-mid-body"])
async def test_a_stream_that_breaks_off_is_not_recorded(
    path: Path, scenario_of: Callable[..., Scenario], fault: str, ask: Asking
) -> None:
    with (
        running_mock(scenario_of(f"{{reply: {{fault: {fault}, say: Good morning to you all}}}}")) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
    ):
        async with client(recorder) as asking:
            with pytest.raises((httpx2.HTTPError, AssertionError, APIConnectionError)):
                await ask(asking, "x")
    assert not path.exists()


Handler = Callable[[Request], Awaitable[Response]]


def endpoint(handler: Handler) -> RunningMock:
    """A server of the test's own."""
    app = Starlette(routes=[Route("/v1/{path:path}", handler, methods=["GET", "POST", "DELETE"])])
    app.state.mock = create_app().state.mock
    return RunningMock(app, 0)


COMPLETION = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": []}


@pytest.mark.parametrize(
    ("sent", "own", "arrives"),
    [
        (REAL_KEY, None, REAL_KEY),
        (REAL_KEY, "our-own-key-of-the-shell", REAL_KEY),
        ("none", "our-own-key-of-the-shell", "our-own-key-of-the-shell"),
        ("none", None, "none"),
    ],
)
async def test_the_upstream_is_asked_with_the_clients_key_or_in_place_of_a_placeholder_with_ours(
    path: Path, monkeypatch: pytest.MonkeyPatch, sent: str, own: str | None, arrives: str
) -> None:
    seen: list[str] = []

    async def answer(request: Request) -> Response:
        seen.append(request.headers["authorization"])
        return JSONResponse({**COMPLETION, "system_fingerprint": f"asked with {arrives}"})

    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    if own is not None:
        monkeypatch.setenv("OPENAI_API_KEY", own)
    with endpoint(answer) as upstream, running_mock(cassette=path, record="all", upstream=upstream.base_url) as server:
        async with client(server, sent) as asking:
            await asking.chat.completions.create(model="m", messages=[])
    assert seen == [f"Bearer {arrives}"]
    if arrives != "none":
        assert arrives not in path.read_text()
        assert "asked with [key]" in path.read_text()


async def test_a_redirect_is_not_followed(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def away(request: Request) -> Response:
        return RedirectResponse("https://example.com/v1", 307)

    with endpoint(away) as upstream, running_mock(cassette=path, record="all", upstream=upstream.base_url) as server:
        answer = httpx2.post(f"{server.base_url}/chat/completions", json={"model": "m"})
    assert answer.status_code == 502
    assert "redirects elsewhere, which is not followed" in answer.json()["error"]["message"]
    assert not path.exists()


async def test_an_upstream_that_cannot_be_reached_or_says_nothing_ends_in_an_error(
    path: Path, scenario_of: Callable[..., Scenario], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SILENT_FOR", 0.2)
    with running_mock(scenario_of("{reply: {fault: stall}}")) as upstream:
        gone = upstream.base_url
        with running_mock(cassette=path, record="all", upstream=gone) as server:
            answer = httpx2.post(f"{server.base_url}/responses", json={"model": "m", "input": "x"}, timeout=20)
            assert answer.status_code == 504
    with running_mock(cassette=path, record="all", upstream=gone) as server:
        async with client(server) as asking:
            with pytest.raises(APIStatusError) as caught:
                await chat(asking, "x")
    assert caught.value.status_code == 502
    assert caught.value.type == "upstream_error"
    assert not path.exists()


def two_events(before_the_last: asyncio.Event, before_the_end: asyncio.Event) -> Handler:
    """An upstream whose stream waits for a test, before its last event and after it."""
    loop = asyncio.get_running_loop()

    async def waited(event: asyncio.Event) -> None:
        # the upstream has an event loop of its own
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(event.wait(), loop))

    async def answer(request: Request) -> Response:
        async def events() -> AsyncIterator[bytes]:
            yield b'data: {"choices": [{"index": 0, "delta": {"content": "a"}}]}\n\n'
            await waited(before_the_last)
            yield b"data: [DONE]\n\n"
            await waited(before_the_end)

        return StreamingResponse(events(), media_type="text/event-stream")

    return answer


async def test_a_reply_whose_client_has_left_is_recorded_nevertheless_even_if_the_server_closes(path: Path) -> None:
    last, end = asyncio.Event(), asyncio.Event()
    async with endpoint(two_events(last, end)) as upstream:
        async with running_mock(cassette=path, record="all", upstream=upstream.base_url) as server:
            async with (
                httpx2.AsyncClient() as asking,
                asking.stream("POST", f"{server.base_url}/chat/completions", json={"stream": True}) as answer,
            ):
                await anext(answer.aiter_bytes())
            end.set()
            asyncio.get_running_loop().call_later(0.3, last.set)  # when it is closing already
        (interaction,) = read_cassette(path)
    assert interaction.reply.events is not None
    assert len(interaction.reply.events) == 2


async def test_a_reply_is_in_the_file_before_its_client_has_its_last_event(path: Path) -> None:
    last, end = asyncio.Event(), asyncio.Event()
    last.set()
    async with (
        endpoint(two_events(last, end)) as upstream,
        running_mock(cassette=path, record="all", upstream=upstream.base_url) as server,
        httpx2.AsyncClient() as asking,
        asking.stream("POST", f"{server.base_url}/chat/completions", json={"stream": True}) as answer,
    ):
        received = b""
        async for chunk in answer.aiter_bytes():
            received += chunk
            if b"[DONE]" in received:
                assert len(read_cassette(path)) == 1
                end.set()
    assert len(read_cassette(path)) == 1


async def test_a_connection_that_the_upstream_drops_is_dropped(
    path: Path, scenario_of: Callable[..., Scenario]
) -> None:
    with (
        running_mock(scenario_of("{reply: {fault: reset-mid-body, say: Good morning to you all}}")) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
        pytest.raises(httpx2.TransportError),
    ):
        httpx2.post(f"{recorder.base_url}/responses", json={"model": "m", "input": "x", "stream": True})
    assert not path.exists()


async def test_models_are_those_of_the_upstream_or_those_that_recorded_requests_name(
    path: Path, scenario_of: Callable[..., Scenario]
) -> None:
    scene = scenario_of("{reply: {say: Hi}}", rest="models: [m, gpt-x]")
    with (
        running_mock(scene) as upstream,
        running_mock(cassette=path, record="missing", upstream=upstream.base_url) as recorder,
    ):
        async with client(recorder) as asking:
            assert [model.id async for model in asking.models.list()] == ["m", "gpt-x"]
            await chat(asking, "x")
    with running_mock(cassette=path, speed=0) as replayed:
        async with client(replayed) as asking:
            assert [model.id async for model in asking.models.list()] == ["m"]
            assert (await asking.models.retrieve("m")).id == "m"
            with pytest.raises(BadRequestError):
                await asking.models.retrieve("gpt-x")


async def test_other_endpoints_are_recorded_too(path: Path) -> None:
    async def answer(request: Request) -> Response:
        return JSONResponse({"asked": request.method, "path": request.url.path, "query": request.url.query})

    def ask(server: RunningMock) -> list[object]:
        root = server.base_url
        return [
            httpx2.post(f"{root}/embeddings", json={"input": "x"}).json(),
            httpx2.get(f"{root}/responses/resp_a1?b=2&a=1").json(),
            httpx2.delete(f"{root}/responses/resp_a1").json(),
        ]

    with endpoint(answer) as upstream, running_mock(cassette=path, record="all", upstream=upstream.base_url) as server:
        recorded = ask(server)
    assert recorded == [
        {"asked": "POST", "path": "/v1/embeddings", "query": ""},
        {"asked": "GET", "path": "/v1/responses/resp_a1", "query": "b=2&a=1"},
        {"asked": "DELETE", "path": "/v1/responses/resp_a1", "query": ""},
    ]
    with running_mock(cassette=path, speed=0) as replayed:
        assert ask(replayed) == recorded
        assert httpx2.get(replayed.base_url.removesuffix("/v1") + "/v2/x").status_code == 404
        assert httpx2.get(replayed.base_url.removesuffix("v1") + "_requests").json()[0]["rule"] == "interaction 1"


@pytest.mark.parametrize("content", [b"{", b"[]", b""])
async def test_a_body_that_is_no_request_is_refused(path: Path, content: bytes) -> None:
    path.write_text("cassette: 1\n")
    with running_mock(cassette=path) as server:
        answer = httpx2.post(
            f"{server.base_url}/responses", content=content, headers={"content-type": "application/json"}
        )
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


STREAM = """\
cassette: 1
interactions:
- request: {method: POST, path: /chat/completions, body: {model: m, stream: true}}
  reply:
    status: 200
    after_ms: 100
    events:
    - {after_ms: 50, data: {choices: [{index: 0, delta: {content: a}}]}}
    - {after_ms: 100, text: "[DONE]"}
"""
SLOW = STREAM.replace("after_ms: 100\n", "after_ms: 600000\n")


@pytest.mark.parametrize(("stream", "speed", "at_least"), [(STREAM, 1.0, 0.25), (STREAM, 5.0, 0.05), (SLOW, 0.0, 0.0)])
async def test_a_stream_keeps_its_time_or_comes_at_once(path: Path, stream: str, speed: float, at_least: float) -> None:
    path.write_text(stream)
    async with running_mock(cassette=path, speed=speed) as server, httpx2.AsyncClient() as asking:
        started = asyncio.get_running_loop().time()
        answer = await asking.post(f"{server.base_url}/chat/completions", json={"model": "m", "stream": True})
        took = asyncio.get_running_loop().time() - started
    assert answer.text == 'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\ndata: [DONE]\n\n'
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert took >= at_least


async def test_closing_does_not_wait_for_a_slow_replay(path: Path) -> None:
    path.write_text(SLOW)
    with running_mock(cassette=path) as server, pytest.raises(httpx2.ReadTimeout):
        httpx2.post(f"{server.base_url}/chat/completions", json={"model": "m", "stream": True}, timeout=0.2)


async def test_what_could_not_be_recorded_is_told_when_the_server_closes(
    path: Path, scenario_of: Callable[..., Scenario]
) -> None:
    async def record(upstream: str) -> None:
        with running_mock(cassette=path, record="missing", upstream=upstream) as recorder:
            path.write_text("cassette: 1\n")
            async with client(recorder) as asking:
                assert await chat(asking, "x") == "Hi"

    changed = pytest.raises(CassetteError, match="was changed by somebody else meanwhile")
    with running_mock(scenario_of("{reply: {say: Hi}}")) as server, changed:
        await record(server.base_url)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"upstream": "http://127.0.0.1:1/v1"}, "nobody is called unless something is recorded"),
        ({"record": "all", "upstream": "127.0.0.1:1"}, "not an address such as"),
        ({"record": "all", "upstream": "https://me:pw@example.com/v1"}, "holds a user name or password"),
        ({"speed": -1.0}, "the speed of a cassette is 0 or more"),
        ({"scenario": Scenario()}, "from a scenario or from a cassette, not from both"),
        ({"cassette": None, "repeat": True}, "are for a cassette"),
    ],
)
def test_options_that_do_not_go_together_are_refused(path: Path, options: dict[str, object], said: str) -> None:
    path.write_text("cassette: 1\n")
    with pytest.raises(SettingsError, match=said):
        running_mock(**{"cassette": path, **options})  # type: ignore[arg-type]
