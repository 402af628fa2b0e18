"""Descriptions are rewritten, and nothing else in the file moves."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.directory.editing import DirectoryText

YAML = """\
# our bank
fallback: desk   # the front desk
destinations:
  cards:   # lost cards
    type: number
    number: "+4921155660001"
    description: >
      Lost cards
      and PINs.

    # how callers say it
    policy: {examples: ["my card is gone"]}
  desk: {type: number, number: "+4921155660010"}
  loans:
    type: number
    number: "+4921155660003"
"""


def written(tmp_path: Path, text: str, name: str = "directory.yaml") -> DirectoryText:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return DirectoryText.load(path)


def test_comments_order_and_layout_stay(tmp_path: Path) -> None:
    before = written(tmp_path, YAML)
    after = before.with_descriptions({"cards": 'Cards: "lost"', "desk": "A person.", "loans": "Loans."})

    assert after.text == YAML.replace(
        "description: >\n      Lost cards\n      and PINs.", 'description: "Cards: \\"lost\\""'
    ).replace("desk: {type", 'desk: {description: "A person.", type').replace(
        "  loans:\n    type", '  loans:\n    description: "Loans."\n    type'
    )
    assert after.descriptions == {"cards": 'Cards: "lost"', "desk": "A person.", "loans": "Loans."}


def test_a_description_that_stays_keeps_its_own_quotes(tmp_path: Path) -> None:
    before = written(tmp_path, YAML)
    assert before.with_descriptions(before.descriptions).text == YAML


def test_the_identity_changes_with_a_description(tmp_path: Path) -> None:
    before = written(tmp_path, YAML)
    after = before.with_descriptions({"cards": "Cards."})
    assert after.directory.fingerprint != before.directory.fingerprint
    assert after.directory.fingerprint.startswith("directory+")


def test_json_is_rewritten_as_json(tmp_path: Path) -> None:
    data = [{"type": "number", "number": "+4921155660001", "name": "Cards", "description": "Lost cards."}]
    after = written(tmp_path, json.dumps(data), "export.json").with_descriptions({"cards": "Karten, „weg“."})
    assert json.loads(after.text) == [{**data[0], "description": "Karten, „weg“."}]


def test_a_key_that_is_made_from_the_description_is_not_changed_unseen(tmp_path: Path) -> None:
    before = written(
        tmp_path, '[{"type": "number", "number": "+4921155660001", "description": "Lost cards."}]', "export.json"
    )
    with pytest.raises(ValueError, match="give the destination a name"):
        before.with_descriptions({next(iter(before.descriptions)): "Other things."})


def test_a_key_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        written(tmp_path, YAML).with_descriptions({"nowhere": "Text."})


TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Nd", "Nl", "No"]), min_size=1).map(str.strip).filter(bool)
)
BEFORE = DirectoryText(file="directory.yaml", text=YAML, json=False)


@given(cards=TEXTS, desk=TEXTS, loans=TEXTS)
def test_any_text_is_read_back_as_it_was_given(cards: str, desk: str, loans: str) -> None:
    given_texts = {"cards": cards, "desk": desk, "loans": loans}
    after = BEFORE.with_descriptions(given_texts)
    assert after.descriptions == given_texts
    assert after.text.startswith("# our bank\n")
