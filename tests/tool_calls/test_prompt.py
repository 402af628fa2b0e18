"""Prompts: versioned files with a system prompt and the assistant's fixed sentences."""

import hashlib
import re
from pathlib import Path
from typing import get_args

import pytest

from adapter.errors import PromptError
from adapter.tool_calls.prompt import (
    SENTENCE_NAMES,
    Prompt,
    WordList,
    default_prompt,
    load_prompt,
    parse_prompt,
    shipped_prompts,
)

SMALL = """---
description: A small one.
variables: {tone: friendly}
sentences:
  fr:
    clarify: "De quoi s'agit-il ?"
    acknowledgements: ["oui"]
  de-AT:
    hold: "Einen Moment."
---

Be {{ tone }}.
"""


def parsed(text: str) -> Prompt:
    return parse_prompt(text.encode(), name="small", version=3, file="small/v3.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Prompts `small` in versions 1, 2 and 10 with labels, `bare` in one without, and things that are none."""
    (tmp_path / "small").mkdir()
    for version in (1, 2, 10):
        (tmp_path / "small" / f"v{version}.md").write_text(SMALL.replace("small", f"small {version}"))
    for name in ("v03.md", "v4.txt", "notes.md", "v0.md"):
        (tmp_path / "small" / name).write_text("no prompt")
    (tmp_path / "labels.yaml").write_text("small: {production: v2, next: v10, gone: v7}\nother: {production: v3}\n")
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "v1.md").write_text(SMALL)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.md").write_text("no folder")
    return tmp_path


def test_the_front_matter_and_the_body_are_read() -> None:
    prompt = parsed(SMALL)
    assert (prompt.name, prompt.version, prompt.description) == ("small", 3, "A small one.")
    assert prompt.variables == {"tone": "friendly"}
    assert prompt.hang_up is False
    assert prompt.body == "Be {{ tone }}."
    assert prompt.languages == ("fr", "de-at")


def test_the_identity_names_version_and_content() -> None:
    digest = hashlib.sha256(SMALL.encode()).hexdigest()[:12]
    assert parsed(SMALL).identity == f"small@v3+{digest}"
    assert parsed(SMALL.replace("friendly", "brisk")).identity != parsed(SMALL).identity


@pytest.mark.parametrize("text", [SMALL.replace("\n", "\r\n"), "\ufeff" + SMALL])
def test_files_from_windows_are_read(text: str) -> None:
    assert parsed(text).body == "Be {{ tone }}."
    assert parsed(text).sentence("clarify", "fr") == "De quoi s'agit-il ?"


@pytest.mark.parametrize(
    ("name", "language", "sentence"),
    [
        ("clarify", "fr", "De quoi s'agit-il ?"),
        ("clarify", "fr-CA", "De quoi s'agit-il ?"),
        ("hold", "de", "Einen Moment."),
        ("hold", "de-AT", "Einen Moment."),
        # What it lacks in the caller's language comes from the shipped prompt in that language.
        ("clarify", "de", "Ich verbinde Sie gern mit der richtigen Stelle. Worum geht es?"),
        ("clarify", "tr", "Sizi doğru birime bağlamak isterim. Konu nedir?"),
        # A language that nobody has gives its own first language, then the shipped English.
        ("clarify", "fi", "De quoi s'agit-il ?"),
        ("hold", "fi", "One moment, please."),
    ],
)
def test_a_sentence_is_in_the_callers_language_as_long_as_anybody_has_it(
    name: str, language: str, sentence: str
) -> None:
    assert parsed(SMALL).sentence(name, language) == sentence  # type: ignore[arg-type]  # the names above


@pytest.mark.parametrize("name", ["greeting", "farewell", "transferring"])
def test_a_sentence_that_may_be_silent_can_be_empty_and_is_not_replaced(name: str) -> None:
    assert parsed(SMALL.replace('hold: "Einen Moment."', f'{name}: ""')).sentence(name, "de") == ""  # type: ignore[arg-type]  # the names above


@pytest.mark.parametrize("name", ["hold", "clarify", "reprompt", "apology", "unavailable", "closed"])
def test_a_sentence_that_a_caller_waits_for_cannot_be_empty(name: str) -> None:
    for empty in ("", "  "):
        with pytest.raises(PromptError, match=rf"small/v3\.md:9: sentences\.de-AT\.{name}: must not be empty"):
            parsed(SMALL.replace('hold: "Einen Moment."', f'{name}: "{empty}"'))


def test_word_lists_are_of_their_language_or_empty() -> None:
    prompt = parsed(SMALL)
    assert prompt.words("acknowledgements", "fr-CA") == ("oui",)
    assert prompt.words("claims", "fr") == ()
    assert prompt.words("acknowledgements", "fi") == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", " a prompt starts with front matter"),
        ("Be friendly.", " a prompt starts with front matter"),
        ("---\ndescription: x\n", " a prompt starts with front matter"),
        ("---\n[\n---\nBody", "3: not valid YAML: a value or a closing bracket is missing"),
        ("---\ndescription: x\ndescription: y\n---\nBody", "3: description: is given twice, first in line 2"),
        ("---\nsentences:\n\ten: {}\n---\nBody", "3: not valid YAML: a tab is in the way"),
        ("---\ndescription: *x\n---\nBody", "2: the alias *x names nothing above it"),
        ("---\ndescription: !secret x\n---\nBody", "2: description: has a YAML tag"),
        ("---\nsentences:\n  en:\n    <<: {}\n---\nBody", "4: sentences.en: << is not in YAML 1.2"),
        ("---\ndescription: 1e999\n---\nBody", "2: description: must be a finite number"),
        ("---\n- a list\n---\nBody", " front matter: must be a mapping"),
        ("---\n\n---\nBody", " front matter: must be a mapping"),
        ("---\ndescription: x\n---\nBody", " sentences: is missing"),
        ("---\nsentences: {en: {}}\n---\nBody", " description: is missing"),
        ("---\ndescription: x\nsentences: {}\n---\nBody", "3: sentences: at least one language"),
        (
            "---\ndescription: x\nsentences: {en: {greting: hi}}\n---\nBody",
            "3: sentences.en.greting: is no known field: did you mean greeting?",
        ),
        (
            "---\ndescription: x\nsentences: {en: {greeting: 5}}\n---\nBody",
            "3: sentences.en.greeting: must be text: put it in quotes",
        ),
        ("---\ndescription: x\nsentences: {en: null}\n---\nBody", "3: sentences.en: must be an object"),
        ("---\ndescription: x\nhang_up: 'yes'\nsentences: {en: {}}\n---\nBody", "3: hang_up: must be true or false"),
        ("---\ndescription: x\nsentences: {en: {}}\n---\n{% if x %}", " system prompt: "),
        ("---\ndescription: x\nsentences: {en: {hold: '{{ x'}}\n---\nBody", "3: sentences.en.hold: "),
    ],
)
def test_a_file_that_is_no_prompt_is_an_error_that_names_it_and_the_place(text: str, why: str) -> None:
    with pytest.raises(PromptError, match=re.escape(f"small/v3.md:{why}")):
        parsed(text)


def test_plain_words_of_yaml_1_1_are_words() -> None:
    prompt = parsed(SMALL.replace("A small one.", "2026-99-99").replace("friendly", "no").replace("fr:", "no:"))

    assert (prompt.description, prompt.variables, prompt.languages) == ("2026-99-99", {"tone": "no"}, ("no", "de-at"))


def test_a_file_that_is_not_utf8_is_an_error() -> None:
    with pytest.raises(PromptError, match=r"v1\.md:2: is not UTF-8"):
        parse_prompt(b"---\n\xff\n---\n", name="x", version=1, file="v1.md")


@pytest.mark.parametrize(("reference", "version"), [("small", 10), ("small@v1", 1), ("small@v2", 2), ("small@v10", 10)])
def test_a_prompt_is_loaded_by_version_or_in_its_highest(folder: Path, reference: str, version: int) -> None:
    prompt = load_prompt(reference, folder)
    assert (prompt.version, prompt.description) == (version, f"A small {version} one.")


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("small@v3", "small has v1, v2, v10 and the labels production (v2), next (v10), gone (v7, which is missing)"),
        ("small@staging", "small has v1, v2, v10 and the labels production (v2)"),
        ("small@gone", "small has v1, v2, v10 and the labels production (v2)"),
        ("bare@v2", "bare has v1 and no labels in labels.yaml"),
        ("bare@production", "bare has v1 and no labels in labels.yaml"),
        ("small@v0", "write it as name or name@v2"),
        ("small@2", "write it as name or name@v2"),
        ("small@", "write it as name or name@v2, or with a label: name@production"),
        ("small@Production", "write it as name or name@v2"),
        ("small@../v1", "write it as name or name@v2"),
        ("../small", "write it as name or name@v2"),
        ("Small", "write it as name or name@v2"),
        ("", "write it as name or name@v2"),
        ("large", "there is bare, small"),
        ("large@production", "there is bare, small"),
        ("empty", "there is bare, small"),
        ("file", "there is bare, small"),
    ],
)
def test_a_prompt_that_is_not_there_is_an_error_that_says_what_is(folder: Path, reference: str, why: str) -> None:
    with pytest.raises(PromptError, match=re.escape(why)):
        load_prompt(reference, folder)


@pytest.mark.parametrize(("label", "version"), [("production", 2), ("next", 10)])
def test_a_label_stands_for_a_version_and_the_identity_names_that(folder: Path, label: str, version: int) -> None:
    prompt = load_prompt(f"small@{label}", folder)
    assert prompt.version == version
    assert prompt.identity == load_prompt(f"small@v{version}", folder).identity
    assert label not in prompt.identity


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[small]", " labels: must be a mapping; a line is such as: receptionist: {production: v1}"),
        ("small: v1", "1: small: must be an object"),
        ("small: {production: 1}", "1: small.production: must be text: put it in quotes"),
        ("small: {production: '1'}", "1: small.production: a version is written as v1"),
        ("small: {production: v01}", "1: small.production: a version is written as v1"),
        ("small: {v2: v1}", "1: small.v2: a label is a word in lower case that does not look like a version"),
        ("small: {Production: v1}", "1: small.Production: a label is a word in lower case"),
        ("small: {", "2: not valid YAML"),
        ("small: {production: v1}\nsmall: {production: v2}", "2: small: is given twice, first in line 1"),
        ("small:\n\tproduction: v1", "2: not valid YAML: a tab is in the way"),
    ],
)
def test_a_labels_file_that_is_none_is_an_error_where_a_label_is_asked_for(
    folder: Path, content: str, why: str
) -> None:
    (folder / "labels.yaml").write_text(content)
    with pytest.raises(PromptError, match=re.escape(f"{folder / 'labels.yaml'}:{why}")):
        load_prompt("small@production", folder)
    assert load_prompt("small@v2", folder).version == 2
    assert load_prompt("small", folder).version == 10


def test_a_labels_file_that_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / "labels.yaml").write_bytes(b"\xff")
    with pytest.raises(PromptError, match=r"labels\.yaml:1: is not UTF-8"):
        load_prompt("small@production", folder)


@pytest.mark.parametrize("content", ["", "# nothing yet\n"])
def test_an_empty_labels_file_has_no_labels(folder: Path, content: str) -> None:
    (folder / "labels.yaml").write_text(content)
    with pytest.raises(PromptError, match=r"no labels in labels\.yaml"):
        load_prompt("small@production", folder)


def test_a_folder_without_prompts_is_an_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(PromptError, match="no prompt at all"):
            load_prompt("small", folder)


def test_a_version_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "odd" / "v1.md").mkdir(parents=True)
    with pytest.raises(PromptError, match=r"v1\.md: "):
        load_prompt("odd", tmp_path)


def test_the_shipped_prompt_speaks_seven_languages_and_lacks_nothing() -> None:
    prompt = default_prompt()
    assert prompt.languages == ("en", "de", "fr", "es", "it", "pl", "tr")
    assert prompt.identity.startswith("receptionist@v3+")
    assert prompt.hang_up
    for language in prompt.languages:
        for name in SENTENCE_NAMES:
            assert getattr(prompt.sentences[language], name), f"{language}: {name}"
        for kind in get_args(WordList):
            words = prompt.words(kind, language)
            assert len(words) >= 5
            assert list(words) == [word.strip().lower() for word in words]


def test_the_shipped_prompt_is_read_once() -> None:
    assert default_prompt() is default_prompt()
    assert load_prompt("receptionist").identity == default_prompt().identity
    assert (shipped_prompts() / "receptionist" / "v1.md").is_file()


def test_printed_it_is_its_identity() -> None:
    assert repr(default_prompt()) == f"<Prompt {default_prompt().identity}>"
