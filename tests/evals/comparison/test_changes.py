"""What was changed between two results, from the texts that their folders hold."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from adapter import evals
from adapter.errors import CasesError
from adapter.evals.comparison.changes import ChangedText, changed_texts
from adapter.evals.texts import TEXTS, Text, load_texts, texts_of
from adapter.testing import ScriptedModel, calls
from adapter.tool_calls.prompt import Sentences
from adapter.wiring import build_config, read_settings
from tests.command import ROOT

pytestmark = pytest.mark.anyio

BANK = ROOT / "examples" / "bank" / "directory.yaml"


def told(changes: tuple[ChangedText, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(change.kind, change.name, change.before, change.after) for change in changes]


async def evaluated(folder: Path, directory: Path = BANK, **options: object) -> Path:
    """A result folder of one case."""
    folder.mkdir()
    (folder / "cases.jsonl").write_text('{"id": "a", "text": "my card is gone", "expect": "cards"}\n')
    settings = read_settings(directory=directory, **options)
    model = ScriptedModel(then=calls("cards"))
    await evals.run(cases=folder / "cases.jsonl", model=model, settings=settings, out=folder / "out")
    return folder / "out"


def edited(path: Path, *pairs: tuple[str, str]) -> Path:
    text = BANK.read_text("utf-8")
    for before, after in pairs:
        assert text.count(before) == 1
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
    return path


async def test_descriptions_examples_hours_prompt_and_settings_are_found_and_nothing_else(tmp_path: Path) -> None:
    directory = edited(
        tmp_path / "directory.yaml",
        ("Lost, stolen, damaged or blocked debit", "Lost, stolen or blocked debit"),
        ('"I forgot my PIN", ', ""),
        ("caller_id_name: Northwind Bank", "caller_id_name: Northwind"),
    )
    before = await evaluated(tmp_path / "a", prompt="receptionist@v1")
    after = await evaluated(tmp_path / "b", directory, prompt="receptionist@v1", exposure="single", temperature=0.5)
    comparison = evals.compare(before, after)
    assert [line[:2] for line in told(comparison.changes)] == [
        ("description", "cards"),
        ("examples", "cards"),
        ("setting", "exposure"),
        ("setting", "temperature"),
        ("setting", "company"),
    ]
    description, examples, exposure, temperature, company = comparison.changes
    assert [(span.kind, span.text) for span in description.spans][1:3] == [
        ("removed", ", damaged"),
        ("same", description.spans[2].text),
    ]
    assert [span.text for span in examples.spans if span.kind == "removed"] == ["I forgot my PIN\n"]
    assert (company.before, company.after) == ("Northwind Bank", "Northwind")
    assert (temperature.before, temperature.after) == (None, "0.5")
    assert (exposure.before, exposure.after) == ("each", "single")
    assert not comparison.warnings


async def test_a_prompt_shows_its_body_sentences_and_word_lists(tmp_path: Path) -> None:
    prompts = tmp_path / "prompts" / "receptionist"
    prompts.mkdir(parents=True)
    text = (ROOT / "prompts" / "receptionist" / "v1.md").read_text("utf-8")
    (prompts / "v1.md").write_text(text, "utf-8")
    for before, after in (
        ("Never name your tools", "Never mention your tools"),
        ('hold: "One moment, please."', 'hold: "A moment."'),
        ('"all right", ', ""),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    (prompts / "v2.md").write_text(text, "utf-8")
    old = await evaluated(tmp_path / "a", prompt="receptionist@v1", prompts_dir=prompts.parent)
    new = await evaluated(tmp_path / "b", prompt="receptionist@v2", prompts_dir=prompts.parent)
    body, hold, acknowledgements = evals.compare(old, new).changes
    assert (body.kind, body.name) == ("prompt", "body")
    assert [span.text for span in body.spans if span.kind != "same"] == [" name", " mention"]
    assert (hold.kind, hold.name, hold.after) == ("sentence", "en hold", "A moment.")
    assert (acknowledgements.kind, acknowledgements.name) == ("words", "en acknowledgements")
    assert [span.text for span in acknowledgements.spans if span.kind != "same"] == ["all right\n"]


async def test_the_same_texts_are_no_change_and_a_fresh_result_holds_them_too(tmp_path: Path) -> None:
    before = await evaluated(tmp_path / "a")
    assert evals.compare(before, before).changes == ()
    fresh = await evals.run(BANK, tmp_path / "a" / "cases.jsonl", model=ScriptedModel(then=calls("cards")))
    assert evals.compare(before, fresh).changes == ()


def test_a_destination_that_came_or_went_has_no_text_on_the_other_side() -> None:
    old, new = (
        Text(kind="description", name="loans", text="Loans."),
        Text(kind="description", name="cash", text="Cash."),
    )
    assert told(changed_texts([old], [new])) == [
        ("description", "cash", None, "Cash."),
        ("description", "loans", "Loans.", None),
    ]


def test_no_configured_number_is_in_the_texts_nor_a_value_of_further_fields() -> None:
    settings = read_settings(directory=BANK, extra_fields='{"user": "sk-secret"}')
    config = build_config(settings)
    number = config.directory.destinations["cards"].record.number
    sentences = {"en": Sentences(unavailable=f"Please dial {number} instead.")}
    config = replace(config, prompt=replace(config.prompt, sentences=sentences))
    texts = {(text.kind, text.name): text.text for text in texts_of(config, settings, "m")}
    assert texts["sentence", "en unavailable"].startswith("Please dial ")
    assert number not in str(texts)
    assert "sk-secret" not in str(texts)
    assert texts["setting", "further fields"] == "user"


async def test_a_folder_of_an_earlier_version_says_that_its_texts_are_not_known(tmp_path: Path) -> None:
    before = await evaluated(tmp_path / "a")
    after = await evaluated(tmp_path / "b", edited(tmp_path / "own.yaml", ("Lost, stolen, damaged", "Lost")))
    (before / TEXTS).unlink()
    comparison = evals.compare(before, after)
    assert comparison.changes == ()
    assert any(f"A without {TEXTS}" in warning for warning in comparison.warnings)
    (after / TEXTS).unlink()
    assert not evals.compare(after, after).warnings


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"format": 7, "texts": []}', "its format is not 1"),
        ('{"format": 1}', "damaged"),
        ("[]", "not what eval writes"),
        ("{", "not what eval writes"),
    ],
)
def test_a_file_of_texts_that_is_none_is_refused_in_one_line(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / TEXTS).write_text(content)
    with pytest.raises(CasesError, match=why) as raised:
        load_texts(tmp_path / TEXTS)
    assert "\n" not in str(raised.value)
    assert load_texts(tmp_path / "nowhere.json") is None


async def test_a_folder_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    out = await evaluated(tmp_path / "a")
    summary = json.loads((out / "summary.json").read_text())
    assert summary["format"] == 2
    (out / "summary.json").write_text(json.dumps(summary | {"format": 3}))
    with pytest.raises(CasesError, match="its format is not one of this version"):
        evals.compare(out, out)
