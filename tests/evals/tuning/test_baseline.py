"""The baseline takes texts out of their files and puts others in; everything else stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.errors import TuningError
from adapter.evals.tuning.baseline import PROMPT, Baseline, InvalidCandidateError
from adapter.tool_calls.prompt import load_prompt
from adapter.wiring import build_config, read_settings

BaselineOf = Callable[..., Baseline]


def test_the_seed_is_what_the_files_say(baseline_of: BaselineOf) -> None:
    seed = baseline_of().seed
    assert [*seed] == ["cards", "loans", "desk", PROMPT]
    assert seed["cards"] == "Cards."
    assert seed[PROMPT].startswith("You answer the telephone of {{ company }}")
    assert [*baseline_of(frozenset({"prompt"})).seed] == [PROMPT]


def test_a_candidate_is_what_the_model_sees(baseline_of: BaselineOf) -> None:
    baseline = baseline_of()
    config = baseline.with_texts({**baseline.seed, "cards": "Lost cards.", PROMPT: "{{ company }}: be brief."})
    assert "Lost cards." in str(config.toolset.tools("chat"))
    assert config.prompt.body == "{{ company }}: be brief."
    assert config.prompt.identity.startswith("desk@v2+")
    assert config.directory.fingerprint != baseline.config.directory.fingerprint


def test_the_seed_changes_nothing(baseline_of: BaselineOf) -> None:
    baseline = baseline_of()
    config = baseline.with_texts(baseline.seed)
    assert config.prompt is baseline.config.prompt
    assert baseline.directory_with(baseline.seed).text == baseline.directory.text


def test_a_new_version_keeps_the_front_matter_and_comes_after_all_others(baseline_of: BaselineOf, files: Path) -> None:
    (files / "prompts" / "desk" / "v4.md").write_bytes((files / "prompts" / "desk" / "v1.md").read_bytes())
    baseline = baseline_of()
    candidate = {**baseline.seed, PROMPT: "{{ company }}: be brief."}
    assert baseline.prompt_with(candidate).version == 5
    (files / "prompts" / "desk" / "v5.md").write_bytes(baseline.prompt_text(candidate))
    written = load_prompt("desk@v5", files / "prompts")
    assert written.identity == baseline.prompt_with(candidate).identity
    assert written.sentences == baseline.config.prompt.sentences


def test_a_text_that_is_a_version_already_is_no_new_one(baseline_of: BaselineOf, files: Path) -> None:
    candidate = {**baseline_of().seed, PROMPT: "{{ company }}: be brief."}
    (files / "prompts" / "desk" / "v2.md").write_bytes(baseline_of().prompt_text(candidate))
    (files / "prompts" / "desk" / "v3.md").write_bytes((files / "prompts" / "desk" / "v1.md").read_bytes() + b"More.")
    assert baseline_of().prompt_with(candidate).version == 2
    assert baseline_of().prompt_with({**candidate, PROMPT: "{{ company }}: be quick."}).version == 4


@pytest.mark.parametrize(
    ("name", "text"), [("cards", "Call +49 211 55660001."), (PROMPT, "{% if %}"), ("cards", "bad \ud800 half")]
)
def test_what_the_loaders_refuse_is_unfit(name: str, text: str, baseline_of: BaselineOf) -> None:
    baseline = baseline_of()
    with pytest.raises(InvalidCandidateError):
        baseline.with_texts({**baseline.seed, name: text})


def test_a_directory_whose_keys_come_from_descriptions_is_refused_at_once(files: Path) -> None:
    path = files / "export.json"
    path.write_text('[{"type": "number", "number": "+4921155660001", "description": "Lost cards."}]', "utf-8")
    settings = read_settings(directory=path, prompt="desk", prompts_dir=files / "prompts", model="offline")
    with pytest.raises(TuningError, match="give the destination a name"):
        Baseline.of(build_config(settings), path, files / "prompts")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_prompt_keeps_its_line_ends(baseline_of: BaselineOf, files: Path, ends: str) -> None:
    path = files / "prompts" / "desk" / "v1.md"
    path.write_bytes(path.read_bytes().replace(b"\n", ends.encode()))
    baseline = baseline_of()
    text = baseline.prompt_text({**baseline.seed, PROMPT: f"{baseline.seed[PROMPT]}\nBe brief."})
    assert text.endswith(f"Be brief.{ends}".encode())
    assert text.count(b"\n") == text.count(ends.encode())


@pytest.mark.parametrize(
    "second", ['{type: number, number: "+4921155660002", description: *text}', "*whole"], ids=["description", "whole"]
)
def test_a_description_that_is_shared_by_an_alias_is_refused_at_once(files: Path, second: str) -> None:
    path = files / "shared.yaml"
    first = '&whole {type: number, number: "+4921155660001", description: &text Lost cards.}'
    path.write_text(f"destinations:\n  cards: {first}\n  loans: {second}\n", "utf-8")
    settings = read_settings(directory=path, prompt="desk", prompts_dir=files / "prompts", model="offline")
    with pytest.raises(TuningError, match=r"shared\.yaml: a description that several destinations share by an alias"):
        Baseline.of(build_config(settings), path, files / "prompts")
