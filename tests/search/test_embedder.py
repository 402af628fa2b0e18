"""Unit vectors, whatever the numbers are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.search.embedder import unit_vectors


@given(st.lists(st.lists(st.floats(width=32), min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_row_has_length_one_or_is_zero_and_nothing_is_infinite(rows: list[list[float]]) -> None:
    vectors = unit_vectors(rows)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors, axis=1)
    assert all(length == 0 or length == pytest.approx(1, abs=1e-5) for length in lengths)


def test_what_is_no_table_of_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="rows"):
        unit_vectors([1.0, 2.0])
