"""What stays the same of an assistant from call to call."""

from collections.abc import Callable

import pytest

from adapter import Directory
from adapter.errors import ToolsetError
from adapter.tool_calls.prompt import default_prompt
from adapter.transfers.assistant_config import AssistantConfig

Make = Callable[..., Directory]


def test_the_tools_are_built_once_by_exposure_and_prompt(bank: Directory) -> None:
    config = AssistantConfig(directory=bank, exposure="single")
    assert config.toolset is config.toolset
    assert config.toolset.exposure == "single"
    assert config.toolset.hang_up == default_prompt().hang_up
    assert config.toolset.offered == tuple(bank.destinations)


def test_a_directory_that_no_provider_takes_is_found_out_by_its_tools(directory_of: Make) -> None:
    with pytest.raises(ToolsetError):
        _ = AssistantConfig(directory=directory_of(**{f"d{n}": {} for n in range(129)}), exposure="each").toolset


@pytest.mark.parametrize(
    ("language", "languages"),
    [("en", ("en", "de")), ("de-AT", ("en", "de")), ("fr", ("fr", "en", "de"))],
)
def test_speech_is_recognised_in_the_directorys_languages_and_the_default_one(
    bank: Directory, language: str, languages: tuple[str, ...]
) -> None:
    assert AssistantConfig(directory=bank, language=language).listened_languages == languages


def test_a_caller_may_also_be_answered_in_the_languages_of_the_prompt(bank: Directory) -> None:
    config = AssistantConfig(directory=bank, language="de-AT")
    assert config.languages == config.toolset.languages == ("en", "de", "fr", "es", "it", "pl", "tr")


def test_without_any_language_in_the_directory_there_is_the_default_one(directory_of: Make) -> None:
    assert AssistantConfig(directory=directory_of(cards={}), language="it").listened_languages == ("it",)


def test_a_profile_gives_its_prompts_sentences(bank: Directory) -> None:
    assert AssistantConfig(directory=bank).sentence("transferring", "de") == "Ich verbinde Sie jetzt"
