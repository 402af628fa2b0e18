"""Which language a call is in, and what the recogniser is told."""

import pytest

from adapter.tool_calls.language import call_language


@pytest.mark.parametrize(
    ("told", "heard", "language"),
    [("de", "fr", "de"), (None, "fr", "fr"), (None, None, "en"), ("", "fr", "fr"), ("de", None, "de")],
)
def test_the_model_is_believed_first_then_the_callers_words_then_the_setting(
    told: str | None, heard: str | None, language: str
) -> None:
    assert call_language(told, heard, "en") == language
