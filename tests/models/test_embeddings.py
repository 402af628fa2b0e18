"""An embedding model at a server: batches, masks, limits, and every answer that is none."""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelReplyTooLarge,
    ModelReplyUnreadable,
    ModelServerError,
    ModelTimeout,
    ModelUnreachable,
    SettingsError,
)
from adapter.models.embedders import default_cache, open_embedder
from adapter.models.embeddings import BATCH, ServedEmbedder
from adapter.models.transport import MAX_LIST
from adapter.search.embedder import TEXT_LIMIT, Embedder
from adapter.search.vector_cache import CachedEmbedder
from tests.models.embedding_server import Answer, EmbeddingServer, embedding_server, lengths


@contextmanager
def asked(answer: Answer = lengths, **options: Any) -> Iterator[tuple[ServedEmbedder, EmbeddingServer]]:
    with embedding_server(answer) as server:
        embedder = ServedEmbedder("m", base_url=server.url, **options)
        try:
            yield embedder, server
        finally:
            embedder.close()


def test_vectors_come_in_the_order_of_the_texts_at_length_one() -> None:
    with asked() as (embedder, server):
        rows = embedder.embed(["a", "a b c", "abcdefgh"], query=False)
        assert np.allclose(np.linalg.norm(rows, axis=1), 1)
        assert np.allclose(rows[1] / rows[1][2], [5, 3, 1])
        assert np.allclose(rows[2] / rows[2][2], [8, 1, 1])
        assert server.requests[0]["path"] == "/v1/embeddings"
        assert {name: server.requests[0][name] for name in ("model", "encoding_format")} == {
            "model": "m",
            "encoding_format": "float",
        }


def test_many_texts_go_in_batches_over_one_connection() -> None:
    with asked() as (embedder, server):
        texts = [f"text {number}" for number in range(2 * BATCH + 1)]
        assert embedder.embed(texts, query=False).shape == (2 * BATCH + 1, 3)
        assert [len(request["input"]) for request in server.requests] == [BATCH, BATCH, 1]
        assert server.texts == texts


def test_texts_are_cut_and_masked_before_they_leave() -> None:
    with asked(mask=lambda text: text.replace("5566", "[number]")) as (embedder, server):
        embedder.embed(["call 5566", "x" * 10_000, ""], query=True)
        assert server.texts == ["call [number]", "x" * TEXT_LIMIT, " "]


def test_no_text_asks_nobody() -> None:
    with asked() as (embedder, server):
        assert embedder.embed([], query=True).shape[0] == 0
        assert server.requests == []


def test_the_id_names_model_and_server_and_no_key() -> None:
    embedder = ServedEmbedder("m", base_url="http://embeddings.example:8080/v1", api_key="sk-very-secret")
    assert embedder.id == "m at embeddings.example:8080"
    assert embedder.remote
    assert ServedEmbedder("m").id == "m at api.openai.com"


def test_the_key_is_sent_where_there_is_one() -> None:
    with asked(api_key="sk-1") as (embedder, server):
        embedder.embed(["a"], query=True)
        assert (
            server.headers[0]["authorization" if "authorization" in server.headers[0] else "Authorization"]
            == "Bearer sk-1"
        )


def row(numbers: object, index: object = 0) -> dict[str, object]:
    return {"data": [{"index": index, "embedding": numbers}]}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[" * 100_000,
        {},
        {"data": None},
        {"data": []},
        {"data": [1]},
        {"data": [{}, {}]},
        row("text"),
        row([]),
        row([1.0, "2"]),
        row([True, 1.0]),
        row([None]),
        row([1.0], index=1),
        row([1.0], index="0"),
        row([0.1] * 10_000),
        b'{"data": [{"index": 0, "embedding": [NaN, 1]}]}',
        b'{"data": [{"index": 0, "embedding": [1e999, 1]}]}',
        b'{"data": [{"index": 0, "embedding": [' + b"9" * 400 + b"]}]}",
    ],
)
def test_an_answer_without_a_vector_for_each_text_is_unreadable(body: object) -> None:
    with asked(lambda _: body) as (embedder, _server), pytest.raises(ModelReplyUnreadable):
        embedder.embed(["a"], query=True)


def test_batches_of_different_lengths_are_unreadable() -> None:
    def answer(request: Mapping[str, Any]) -> object:
        size = 3 if len(request["input"]) == BATCH else 2
        return {"data": [{"embedding": [1.0] * size} for _ in request["input"]]}

    with asked(answer) as (embedder, _), pytest.raises(ModelReplyUnreadable):
        embedder.embed(["a"] * (BATCH + 1), query=False)


def test_an_answer_that_is_too_large_is_not_read() -> None:
    with asked(lambda _: b" " * (MAX_LIST + 1)) as (embedder, _), pytest.raises(ModelReplyTooLarge):
        embedder.embed(["a"], query=True)


@pytest.mark.parametrize(
    ("status", "error", "times"), [(401, ModelAuthError, 1), (503, ModelServerError, 2), (400, ModelError, 1)]
)
def test_a_status_is_the_error_that_it_means_and_only_passing_ones_are_tried_again(
    status: int, error: type[ModelError], times: int
) -> None:
    with asked(lambda _: status) as (embedder, server):
        with pytest.raises(error) as raised:
            embedder.embed(["my secret words"], query=True)
        assert "secret" not in str(raised.value)
        assert len(server.requests) == times


def test_a_server_that_says_nothing_costs_no_more_than_the_limit() -> None:
    with asked(query_seconds=0.2) as (embedder, server):
        server.silent.set()
        begun = time.monotonic()
        with pytest.raises(ModelTimeout, match=r"within 0\.2 s"):
            embedder.embed(["a"], query=True)
        assert time.monotonic() - begun < 5


def test_nobody_there_is_unreachable() -> None:
    embedder = ServedEmbedder("m", base_url="http://127.0.0.1:9/v1", attempts=1)
    with pytest.raises(ModelUnreachable):
        embedder.embed(["a"], query=True)
    embedder.close()


def test_closing_ends_what_is_being_waited_for_and_what_comes_later() -> None:
    with asked(query_seconds=60.0) as (embedder, server):
        server.silent.set()
        raised: list[ModelError] = []

        def wait() -> None:
            try:
                embedder.embed(["a"], query=True)
            except ModelError as error:
                raised.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        server.held.wait()
        embedder.close()
        embedder.close()
        waiting.join(10)
        with pytest.raises(ModelUnreachable):
            embedder.embed(["a"], query=True)
        assert [type(error) for error in raised] == [ModelUnreachable]


@pytest.mark.anyio
async def test_it_can_be_asked_while_an_event_loop_runs() -> None:
    with asked() as (embedder, _):
        rows = await asyncio.gather(*(asyncio.to_thread(embedder.embed, ["a b"], query=True) for _ in range(8)))
        assert all(np.array_equal(row, rows[0]) for row in rows)


def opened(server: EmbeddingServer, **options: Any) -> Embedder:
    return open_embedder("m", base_url=server.url, **options)


def test_a_servers_vectors_are_cached_and_numbers_never_leave(tmp_path: Path) -> None:
    with embedding_server() as server:
        embedder = opened(server, cache=tmp_path / "cache.sqlite")
        assert isinstance(embedder, CachedEmbedder)
        embedder.embed(["my number is +49 211 5566 0001"], query=False)
        assert server.texts[-1] == "my number is [number]"
        embedder.close()
        asked_before = len(server.texts)
        again = opened(server, cache=tmp_path / "cache.sqlite")
        again.embed(["my number is +49 211 5566 0001"], query=False)
        assert server.texts[asked_before:] == server.texts[: asked_before - 1], "the canary alone"
        again.close()


def test_a_cache_that_cannot_be_used_is_named_and_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache.sqlite").write_bytes(b"something else, long enough to be looked at" * 30)
    with embedding_server() as server:
        embedder = opened(server, cache=tmp_path / "cache.sqlite")
        assert embedder.embed(["a"], query=False).shape == (1, 3)
        embedder.close()
    assert "cache.sqlite: no cache of embeddings" in caplog.text


def test_a_server_that_must_answer_is_asked_at_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with embedding_server(lambda _: 401) as server:
        with pytest.raises(SettingsError, match=r"ADAPTER_EMBEDDER m: the model server answered 401"):
            opened(server, cache=tmp_path / "cache.sqlite")
        opened(server, cache=tmp_path / "cache.sqlite", must_answer=False).close()
    assert "the embedder m cannot be asked now" in caplog.text


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no embedding server: set ADAPTER_EMBEDDINGS_BASE_URL"),
        ("nonsense", "ADAPTER_EMBEDDINGS_BASE_URL: not an address"),
        ("http://user:password@host/v1", "a key belongs in ADAPTER_EMBEDDINGS_API_KEY"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_quoting_it(url: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as raised:
        open_embedder("m", base_url=url)
    assert "password@" not in str(raised.value)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "/home/a/.cache/transfer-adapter/embeddings.sqlite"),
        ({"XDG_CACHE_HOME": "/var/cache/b"}, "/var/cache/b/transfer-adapter/embeddings.sqlite"),
        ({"XDG_CACHE_HOME": "relative"}, "/home/a/.cache/transfer-adapter/embeddings.sqlite"),
    ],
)
def test_the_cache_lies_in_the_users_cache_folder(environment: dict[str, str], expected: str) -> None:
    assert default_cache(environment, Path("/home/a")) == Path(expected)
