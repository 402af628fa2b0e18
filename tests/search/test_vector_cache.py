"""Vectors on disk: asked for once, dropped when the model changed, and never in the way of an answer."""

import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.errors import EmbeddingCacheError
from adapter.search.canary import Canary, canary_of
from adapter.search.embedder import Vectors, unit_vectors
from adapter.search.local_embedder import LocalEmbedder
from adapter.search.vector_cache import CachedEmbedder
from adapter.search.vector_file import VECTORS, VectorFile


class Model:
    """An embedding model of four numbers that are made of the characters; `kind` makes it another one."""

    remote = False

    def __init__(self, kind: int = 1, dimensions: int = 4, name: str = "m at host") -> None:
        self.id = name
        self.asked: list[str] = []
        self._kind = kind
        self._dimensions = dimensions

    def embed(self, texts: Sequence[str], *, query: bool) -> Vectors:
        self.asked += texts
        rows = [
            [
                1.0
                + sum(ord(letter) * (place + self._kind + query) for place, letter in enumerate(text)) % (7 + number)
                for number in range(self._dimensions)
            ]
            for text in texts
        ]
        return unit_vectors(rows)

    def close(self) -> None:
        pass


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "embeddings.sqlite"


def opened(path: Path, model: Model, **options: object) -> CachedEmbedder:
    cached = CachedEmbedder(model, path, **options)  # type: ignore[arg-type]
    model.asked.clear()
    return cached


def test_a_text_is_asked_for_once_also_by_the_next_process(path: Path) -> None:
    first, second = Model(), Model()
    cached = opened(path, first)
    rows = cached.embed(["a", "b", "a"], query=False)
    assert first.asked == ["a", "b"]
    assert np.array_equal(rows, Model().embed(["a", "b", "a"], query=False))
    cached.close()
    again = opened(path, second)
    assert np.array_equal(again.embed(["b", "c", "a"], query=False), Model().embed(["b", "c", "a"], query=False))
    assert second.asked == ["c"]
    again.close()


def test_what_callers_say_is_kept_only_where_that_is_wanted(path: Path) -> None:
    model = Model()
    cached = opened(path, model)
    cached.embed(["said"], query=True)
    cached.embed(["said"], query=True)
    assert model.asked == ["said", "said"]
    cached.close()
    keeping = opened(path, model, queries=True)
    keeping.embed(["said"], query=True)
    keeping.embed(["said"], query=True)
    keeping.embed(["said"], query=False)
    assert model.asked == ["said", "said"], "a query and a passage are two vectors"
    keeping.close()


def test_no_text_stands_in_the_file(path: Path) -> None:
    cached = opened(path, Model(), queries=True)
    cached.embed(["a secret sentence"], query=True)
    cached.close()
    assert all(b"secret" not in file.read_bytes() for file in path.parent.iterdir())
    assert path.stat().st_mode & 0o077 == 0


def test_another_model_behind_the_same_name_is_noticed_and_what_was_kept_is_dropped(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cached = opened(path, Model())
    cached.embed(["a"], query=False)
    cached.close()
    other = Model(kind=3)
    again = opened(path, other)
    assert "answers otherwise than before" in caplog.text
    caplog.clear()
    assert np.array_equal(again.embed(["a"], query=False), Model(kind=3).embed(["a"], query=False))
    again.close()
    third = opened(path, Model(kind=3))
    assert not caplog.records
    third.close()


@pytest.mark.parametrize("other", [Model(kind=2), Model(dimensions=5)])
def test_a_canary_tells_models_apart(other: Model) -> None:
    assert canary_of(Model()).same_model(canary_of(Model()))
    assert not canary_of(Model()).same_model(canary_of(other))


def test_a_canary_takes_differences_in_the_last_digits() -> None:
    assert Canary(dimensions=3, cosines=(0.5, 0.1)).same_model(Canary(dimensions=3, cosines=(0.503, 0.098)))
    assert not Canary(dimensions=3, cosines=(0.5, 0.1)).same_model(Canary(dimensions=3, cosines=(0.51, 0.1)))


def test_the_canary_of_the_shipped_model_is_what_it_was(local_embedder: LocalEmbedder) -> None:
    canary = canary_of(local_embedder)
    assert canary.dimensions == 512
    assert canary.cosines[:4] == pytest.approx(CANARY, abs=0.005)


CANARY = (1.0, 0.2371, 0.0867, 0.0176)


def test_two_models_share_a_file(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    one, two = Model(), Model(kind=2, dimensions=6, name="n at host")
    first, second = opened(path, one), opened(path, two)
    assert first.embed(["a"], query=False).shape == (1, 4)
    assert second.embed(["a"], query=False).shape == (1, 6)
    assert not caplog.records
    first.close()
    second.close()


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be one" * 40, b"SQLite format 3\0" + b"\1" * 900]
)
def test_a_file_that_is_no_cache_is_a_clear_error(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(EmbeddingCacheError, match=r"embeddings\.sqlite: no cache of embeddings: .*: delete it or name"):
        CachedEmbedder(Model(), path)


def test_a_database_of_another_program_stays_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (a)")
    other.close()
    with pytest.raises(EmbeddingCacheError, match=r"belongs to another program; name another file$"):
        CachedEmbedder(Model(), path)


def test_another_format_is_a_clear_error(path: Path) -> None:
    opened(path, Model()).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 7")
    other.close()
    with pytest.raises(EmbeddingCacheError, match=r"layout 7, this one has 1\); delete it or name another file$"):
        CachedEmbedder(Model(), path)


def test_a_file_that_another_process_keeps_is_not_to_be_deleted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    monkeypatch.setattr("adapter.search.vector_file.VECTORS", replace(VECTORS, busy=0.05))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # it is just making the file
        with pytest.raises(EmbeddingCacheError, match="locked: wait for the process that writes it, or name another"):
            CachedEmbedder(Model(), path)


def test_a_folder_in_its_place_is_a_clear_error(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(EmbeddingCacheError, match="no cache of embeddings"):
        CachedEmbedder(Model(), path)


@settings(max_examples=25)
@given(blob=st.binary(max_size=40) | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=9) | st.none())
def test_a_damaged_row_is_asked_for_again(tmp_path_factory: pytest.TempPathFactory, blob: object) -> None:
    path = tmp_path_factory.mktemp("damaged") / "embeddings.sqlite"
    cached = opened(path, Model())
    cached.embed(["a", "b"], query=False)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE vectors SET vector = ?", (blob,))
    other.close()
    assert np.array_equal(cached.embed(["a", "b"], query=False), Model().embed(["a", "b"], query=False))
    cached.close()


def test_a_file_that_breaks_later_is_left_alone_and_said_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = Model()
    cached = opened(path, model)
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE vectors")
    other.close()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert np.array_equal(cached.embed(["a"], query=False), Model().embed(["a"], query=False))
    assert caplog.text.count("left alone") == 1
    cached.close()


def test_the_file_is_bounded_and_the_oldest_go_first(path: Path) -> None:
    model = Model()
    cached = opened(path, model, rows=20)
    for number in range(60):
        cached.embed([f"text {number}"], query=False)
    cached.close()
    file = VectorFile(path)
    assert 18 <= file.count() <= 20
    file.close()
    again = opened(path, model, rows=20)
    again.embed(["text 59", "text 0"], query=False)
    assert model.asked == ["text 0"]
    again.close()


def test_threads_may_use_one_cache(path: Path) -> None:
    cached = opened(path, Model())
    wrong: list[int] = []

    def work(number: int) -> None:
        texts = [f"text {(number + step) % 9}" for step in range(9)]
        if not np.array_equal(cached.embed(texts, query=False), Model().embed(texts, query=False)):
            wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    cached.close()


_WORKER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.search.test_vector_cache import Model
from adapter.search.vector_cache import CachedEmbedder
cached = CachedEmbedder(Model(), Path(sys.argv[1]))
for number in range(100):
    cached.embed([f"text {number}"], query=False)
assert cached._usable
cached.close()
"""


def test_processes_may_write_one_file_at_once(path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _WORKER, str(path), str(root)]
    workers = [subprocess.Popen(command, stderr=subprocess.PIPE, cwd=root) for _ in range(2)]
    said = [worker.communicate()[1] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], said
    file = VectorFile(path)
    assert file.count() == 100
    file.close()
