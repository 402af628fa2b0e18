"""The list of models as servers give it, and what is asked of a server beside replies."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.errors import (
    ModelAuthError,
    ModelInputRefused,
    ModelReplyUnreadable,
    ModelTimeout,
    ModelUnreachable,
    ModelWindowExceeded,
)
from adapter.models.model import ModelAtServer
from adapter.models.offline import OfflineModel
from adapter.models.openai import OpenAIModel
from adapter.models.served_models import ServedModel, is_our_mock, listed, read_models, told_window
from adapter.testing import running_mock
from tests.models.wire import CHAT, KEY, OK, REQUEST, answer, meeting, say_nothing, streamed

pytestmark = pytest.mark.anyio


def told(body: object, status: int = 200) -> bytes:
    return answer(status, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("entry", "window"),
    [
        ({"id": "m", "object": "model", "owned_by": "llamacpp", "meta": {"n_ctx": 4096, "n_ctx_train": 131072}}, 4096),
        ({"id": "m", "owned_by": "vllm", "max_model_len": 8192}, 8192),
        ({"id": "m", "context_length": 200000}, 200000),
        ({"id": "m", "context_window": 131072}, 131072),
        ({"id": "m", "max_context_length": 32768, "loaded_context_length": 2048}, 2048),
        ({"id": "m", "meta": {"n_ctx_train": 131072}}, None),
        ({"id": "m", "max_model_len": True}, None),
        ({"id": "m"}, None),
    ],
)
def test_the_window_is_read_in_the_form_of_each_server(entry: dict[str, object], window: int | None) -> None:
    (model,) = read_models({"object": "list", "data": [entry]})
    assert (model.name, model.window) == ("m", window)


def test_the_window_of_llama_cpp_is_also_in_its_properties() -> None:
    assert told_window(None, {"n_ctx": 2048}, {"n_ctx": 4096}) == 2048


def test_a_name_is_found_as_it_is_and_behind_the_prefix_of_google() -> None:
    models = (ServedModel(name="models/gemini-2.5-flash"), ServedModel(name="b"))
    assert listed(models, "gemini-2.5-flash") == models[0]
    assert listed(models, "b") == models[1]
    assert listed(models, "gemini") is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda v: st.lists(v) | st.dictionaries(st.sampled_from(["data", "id", "meta", "n_ctx", "owned_by"]), v),
    )
)
def test_any_body_is_a_list_of_models_or_a_reply_that_cannot_be_read(body: object) -> None:
    try:
        models = read_models(body)
    except ModelReplyUnreadable:
        return
    assert all(model.name.isprintable() or model.name for model in models)


async def test_our_own_mock_says_that_it_is_one() -> None:
    with running_mock() as mock:
        model = OpenAIModel("m", base_url=mock.base_url)
        assert is_our_mock(await model.served_models(seconds=5))
        assert mock.requests == []
        await model.aclose()


async def test_the_list_is_asked_for_with_the_key_over_the_connection_of_replies() -> None:
    async with meeting(told({"data": [{"id": "a"}, {"id": "b", "owned_by": "x"}]}), OK) as met:
        models = await met.model.served_models(seconds=5)
        await met.reply()
        assert models == (ServedModel(name="a"), ServedModel(name="b", owner="x"))
        assert (met.server.paths, met.server.connections) == (["/v1/models", "/v1/chat/completions"], 1)
        assert met.server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert isinstance(met.model, ModelAtServer)
    assert not isinstance(OfflineModel(), ModelAtServer)


async def test_a_list_that_is_refused_says_so_with_the_words_of_the_server_and_without_the_key() -> None:
    async with meeting(told({"error": {"message": f"Incorrect API key provided: {KEY}."}}, 401)) as met:
        with pytest.raises(ModelAuthError) as raised:
            await met.model.served_models(seconds=5)
    assert (raised.value.status, raised.value.server_words) == (401, "Incorrect API key provided: [key].")
    assert raised.value.__context__ is None


@pytest.mark.parametrize("body", [b"<html>", b'{"object": "list"}', b"{}", b'"models"'])
async def test_what_is_no_list_cannot_be_read(body: bytes) -> None:
    async with meeting(answer(body=body)) as met:
        with pytest.raises(ModelReplyUnreadable):
            await met.model.served_models(seconds=5)


async def test_a_server_that_says_nothing_is_waited_for_as_long_as_is_asked() -> None:
    async with meeting(say_nothing) as met:
        with pytest.raises(ModelTimeout, match=r"within 0\.05 s"):
            await met.model.served_models(seconds=0.05)
        with pytest.raises(ModelTimeout, match=r"within 0\.05 s"):
            await met.model.probe(REQUEST, seconds=0.05)


async def test_nobody_there_is_no_connection_and_is_asked_once() -> None:
    model = OpenAIModel("m", base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ModelUnreachable):
        await model.served_models(seconds=5)
    await model.aclose()


async def test_a_probe_is_short_and_leaves_the_limit_of_replies_as_it_is() -> None:
    cut = {**CHAT, "choices": [{"message": {"content": ""}, "finish_reason": "length"}]}
    async with meeting(told(cut), OK) as met:
        before = met.model.fields
        reply = await met.model.probe(REQUEST, seconds=5, tokens=16)
        await met.reply()
        assert (reply.finish, met.model.fields) == ("length", before)
        sent = [json.loads(body) for body in met.server.bodies]
        assert [body["max_tokens"] for body in sent] == [16, 200]
        assert sent[0]["messages"] == sent[1]["messages"]


async def test_a_field_that_a_probe_has_found_to_be_refused_is_not_sent_with_replies() -> None:
    refusal = told({"error": {"message": "Unsupported parameter: 'max_tokens'", "param": "max_tokens"}}, 400)
    async with meeting(refusal, OK) as met:
        await met.model.probe(REQUEST, seconds=5, tokens=16)
        await met.reply()
        assert ["max_tokens" in json.loads(body) for body in met.server.bodies] == [True, False, False]
        assert met.model.fields.refused == {"max_tokens"}


async def test_a_probe_tells_that_its_words_were_refused() -> None:
    async with meeting(told({"error": {"message": "x", "code": "content_filter"}}, 400)) as met:
        with pytest.raises(ModelInputRefused):
            await met.model.probe(REQUEST, seconds=5)


async def test_a_window_that_is_too_small_is_told_in_numbers() -> None:
    body = {"error": {"type": "exceed_context_size_error", "message": "x", "n_prompt_tokens": 2551, "n_ctx": 2048}}
    async with meeting(told(body, 400)) as met:
        with pytest.raises(ModelWindowExceeded) as raised:
            await met.model.probe(REQUEST, seconds=5)
    assert (raised.value.prompt, raised.value.window, raised.value.status) == (2551, 2048, 400)


@pytest.mark.parametrize(
    ("server_answer", "streamed_it"),
    [(OK, False), (streamed({"choices": [{"delta": {"content": "x"}, "finish_reason": "stop"}]}), True)],
)
async def test_a_probe_as_a_stream_knows_whether_it_was_one(server_answer: bytes, streamed_it: bool) -> None:
    async with meeting(server_answer) as met:
        assert met.model.has_streamed is None
        await met.model.probe(REQUEST, seconds=5, stream=True)
        assert met.model.has_streamed is streamed_it
