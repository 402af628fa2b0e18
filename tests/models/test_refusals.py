"""What the errors of many servers mean."""

import pytest

from adapter.errors import ModelAuthError, ModelError, ModelReplyUnreadable, ModelRequestRejected
from adapter.models.masking import Mask
from adapter.models.refusals import Variables, about_model, about_path, named, no_such_model, other_bases, too_much
from adapter.models.served_models import ServedModel


def refusal(status: int, words: str, kind: type[ModelError] = ModelRequestRejected) -> ModelError:
    error = kind(f"the model server answered {status}")
    error.status, error.server_words = status, words
    return error


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "The model `gpt-9` does not exist or you do not have access to it."),  # OpenAI
        (404, "The model `qwen` does not exist."),  # vLLM
        (404, 'model "llama9" not found, try pulling it first'),  # Ollama
        (404, "models/gemini-9 is not found for API version v1main, or is not supported for generateContent."),
        (400, "Invalid model: mistral-huge"),  # Mistral
        (400, "gpt-9 is not a valid model ID"),  # OpenRouter
        (400, "Invalid model name passed in model=gpt-9. Call `/v1/models` to view available models for your key."),
        (404, "No such model: gpt-9"),
        (403, "Project does not have access to model `gpt-9`: the model is not available to it"),
        (400, "Model 'm' not loaded"),
    ],
)
def test_a_refusal_of_the_models_name_is_known_in_the_words_of_many_servers(status: int, words: str) -> None:
    assert about_model(refusal(status, words))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "Invalid URL (POST /v1/chat/completions/chat/completions)"),
        (404, "Not Found"),
        (404, "File Not Found"),
        (404, "404 page not found"),
        (405, "Method Not Allowed"),
        (400, "This model's maximum context length is 2048 tokens."),
        (400, "tools is not supported with this model"),
        (500, "model not found"),
        (401, "Incorrect API key provided: [key]. You can find your API key at https://platform.openai.com."),
    ],
)
def test_other_refusals_are_not_about_the_model(status: int, words: str) -> None:
    assert not about_model(refusal(status, words))


def test_a_page_404_and_405_can_mean_a_wrong_path() -> None:
    assert about_path(refusal(404, ""))
    assert about_path(refusal(405, ""))
    assert about_path(ModelReplyUnreadable("the model server answered 200 with a body that is not JSON"))
    assert not about_path(refusal(400, ""))
    assert not about_path(refusal(401, "", ModelAuthError))


@pytest.mark.parametrize(
    ("base_url", "first", "stripped"),
    [
        ("http://h:1/v1/chat/completions", "http://h:1/v1", "http://h:1/v1"),
        ("http://h:1/chat/completions", "http://h:1", "http://h:1"),
        ("https://h/v1/responses/", "https://h/v1", "https://h/v1"),
        ("https://h/openai/v1/models", "https://h/openai/v1", "https://h/openai/v1"),
        ("http://h:1", "http://h:1/v1", None),
        ("http://h:1/openai", "http://h:1/openai/v1", None),
    ],
)
def test_other_addresses_of_the_same_server_are_tried_in_order(base_url: str, first: str, stripped: str | None) -> None:
    bases = other_bases(base_url)
    assert (bases[0], too_much(base_url)) == (first, stripped)
    assert base_url.rstrip("/") not in bases
    assert len(bases) <= 4
    assert {base.split("/")[2] for base in bases} == {base_url.split("/")[2]}


def test_of_a_long_list_the_names_like_the_wanted_one_are_shown() -> None:
    models = tuple(ServedModel(name=name) for name in ("a", "gpt-4.1-mini", "b", "c", "d", "e", "sk-0123456789abcdef"))
    check = no_such_model("gpt-4.1-mni", models, refusal(404, ""), Variables(), Mask())
    assert check.message == "the server has no model gpt-4.1-mni; it lists gpt-4.1-mini, a, b, c, d and 2 more"
    assert check.advice == "set ADAPTER_MODEL to gpt-4.1-mini"


def test_dates_in_names_of_models_are_no_numbers_and_keys_are_keys() -> None:
    assert named("claude-sonnet-4-20250514", Mask()) == "claude-sonnet-4-20250514"
    assert "0123456789" not in named("sk-0123456789abcdef", Mask(secrets=["sk-0123456789abcdef"]))
