"""One file per kind of mistake: each gets one line that names file, line, key and field, and what would be right."""

import re
from pathlib import Path

import pytest

from adapter.directory import Directory
from adapter.errors import DirectoryError

FOLDER = Path(__file__).parent / "bad"

A_KEY_IS = "a key is a small letter, then at most 47 small letters, digits and underscores"
ONLY_NUMBERS = "the transfer action can carry a phone number only;"
E164 = "must be an E.164 number: a plus sign, then 2 to 15 digits of which the first is not 0"
NEVER_SEEN = "which the model must never see"

LINES = {
    "assistant_destination.json": f":2: destination night: type: {ONLY_NUMBERS} an assistant destination names another"
    " assistant instead",
    "bad_key.yaml": f":2: destination Lost-Cards: {A_KEY_IS}: lost_cards would do",
    "broken_hours.yaml": ":6: destination cards: policy.hours: is no opening_hours syntax from character 7 on: write it"
    " like Mo-Fr 08:00-20:00; Sa 09:00-13:00",
    "broken_syntax.json": ":2: not valid JSON: a comma before ]",
    "broken_syntax.yaml": ":3: not valid YAML: a brace { is not closed, or a comma is missing in it",
    "caller_id_without_country.yaml": f":1: caller_id_number: {E164}",
    "closed_in_a_circle.yaml": ":5: destination cards: policy.closed: leads in a circle: cards → fraud → cards",
    "closed_to_itself.yaml": ":5: destination cards: policy.closed: names the destination itself: name another one, or"
    " leave it out",
    "dialled_pause.yaml": ":6: destination cards: policy.extension: append needs an extension of digits only: a pause"
    " or another sign cannot be dialled",
    "digit_twice.yaml": ":3: destination fraud: policy.digit: 1 already picks destination cards",
    "duplicate_field.json": ":6: destination cards: number: is given twice, first in line 4",
    "duplicate_key.yaml": ":4: destination cards: is given twice, first in line 2",
    "emergency_number.yaml": ":5: destination police: number: is an emergency number (DE): policy.emergency: true says"
    " that this is meant",
    "empty.yaml": ": the file is empty",
    "fallback_digit.yaml": ":3: destination cards: policy.digit: 0 is kept for the fallback: choose another digit, or"
    " make this destination the fallback",
    "fallback_plan_without_message.yaml": ":7: destination cards: transferPlan.fallbackPlan.message: is missing",
    "foreign_number.yaml": ":5: destination london: number: is in GB, but countries allows DE, AT only",
    "hours_without_timezone.yaml": ":6: destination cards: policy.hours: needs policy.timezone beside it, such as"
    " Europe/Berlin",
    "latin1.yaml": ":5: is not UTF-8: save it in that encoding",
    "long_caller_id.yaml": ":5: destination cards: callerId: must have at most 40 characters, not 42",
    "long_extension.yaml": ":5: destination cards: extension: must have at most 10 characters, not 11",
    "merge_key.yaml": ":6: destination fraud: << is not in YAML 1.2: write the fields out, or use an alias for a whole"
    " object",
    "misplaced_policy.yaml": ":5: destination cards: hours: is no known field: it belongs under policy",
    "missing_number.yaml": ":2: destination cards: number: is missing",
    "missing_type.yaml": ":2: destination cards: type: is missing: write type: number",
    "misspelled_field.yaml": ":5: destination cards: desciption: is no known field: did you mean description?",
    "misspelled_setting.yaml": ":1: fallbak: is no known field: did you mean fallback?",
    "no_destinations.yaml": ":2: destinations: must hold at least one destination",
    "not_e164.yaml": f":4: destination cards: number: {E164}, and nothing else, such as +14155551234"
    " (numberE164CheckEnabled: false allows other numbers)",
    "number_as_key.yaml": f":3: destination line_…01: has a configured number in its key, {NEVER_SEEN}: rename it",
    "number_in_description.yaml": f":5: destination cards: description: holds a configured number, {NEVER_SEEN}: remove"
    " it",
    "number_in_example.yaml": f":8: destination cards: policy.examples[1]: holds a configured number, {NEVER_SEEN}:"
    " remove it",
    "placeholder_number.yaml": ":4: destination desk: number: holds a placeholder, {{desk_number}}: write the number"
    " itself, a plus sign and digits",
    "regional_language.yaml": ":9: destination cards: message.contents[1].language: must be a code without a region:"
    ' write "de"',
    "settings_in_a_tool.json": ":3: fallback: is no known field: a file with settings of its own has them beside"
    " destinations, and no type",
    "single_destination.json": ": is a single destination: put it into a list, or under destinations with a key",
    "sip_destination.yaml": f":3: destination trunk: type: {ONLY_NUMBERS} a SIP destination has an address instead",
    "spaced_number.yaml": ":4: destination desk: number: must be an E.164 number with nothing between: write it as"
    " +49…01, 14 characters in a row",
    "tab.yaml": ":3: not valid YAML: a tab is in the way, YAML is indented by spaces",
    "timeout_out_of_range.yaml": ":7: destination cards: transferPlan.timeout: must be at most 600",
    "two_documents.yaml": ":3: a second document starts here (---): one file holds one document",
    "unknown_country.yaml": ":1: countries[1]: must be a country by its two letters of ISO 3166: write GB",
    "unknown_fallback.yaml": ":1: fallback: names no destination: did you mean switchboard?",
    "unknown_timezone.yaml": ":7: destination cards: policy.timezone: is no time zone of the IANA database: did you"
    " mean Europe/Berlin?",
    "unknown_voice.yaml": ":2: speech.de.tts.provider: must be one of azure, eleven_labs",
    "withdrawn_fallback.yaml": f":5: destination trunk: type: {ONLY_NUMBERS} a SIP destination has an address instead;"
    " it cannot be left out, because it is the fallback",
    "unquoted_digit.yaml": ":5: destination cards: policy.digit: must be text: put it in quotes",
    "unquoted_extension.yaml": ":5: destination cards: extension: must be text: put it in quotes",
    "unquoted_number.yaml": ":4: destination cards: number: must be text: put it in quotes",
}


def test_each_bad_file_has_its_line() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(LINES)


@pytest.mark.parametrize("name", LINES)
def test_a_bad_file_gets_one_line_that_says_where_and_what(name: str) -> None:
    path = FOLDER / name

    with pytest.raises(DirectoryError) as raised:
        Directory.load(path)

    assert str(raised.value) == f"{path}{LINES[name]}"


@pytest.mark.parametrize("name", LINES)
def test_no_message_repeats_a_number_of_the_file(name: str) -> None:
    path = FOLDER / name
    numbers = re.findall(r"[0-9]{6,}", path.read_bytes().decode("latin-1"))

    with pytest.raises(DirectoryError) as raised:
        Directory.load(path)

    assert not [number for number in numbers if number in str(raised.value).removeprefix(str(path))]


def test_everything_that_is_wrong_is_reported_at_once_in_file_order() -> None:
    data = {
        "fallback": "nowhere",
        "caller_id_number": "0211",
        "destinations": {
            "cards": {
                "type": "number",
                "number": "+4921155660001",
                "transferPlan": {"mode": "blind-transfer", "timeout": 0, "dialTimeout": 601},
                "policy": {"digit": "12", "attempts": 0},
            },
            "fraud": {"type": "number", "policy": {"closed": "nobody"}},
            "loans": {"type": "sip", "sipUri": "sip:loans@example.com"},
        },
    }

    with pytest.raises(DirectoryError) as raised:
        Directory.parse(data)

    assert [(problem.key, problem.field) for problem in raised.value.problems] == [
        (None, "fallback"),
        (None, "caller_id_number"),
        ("cards", "transferPlan.timeout"),
        ("cards", "transferPlan.dialTimeout"),
        ("cards", "policy.digit"),
        ("cards", "policy.attempts"),
        ("fraud", "number"),
        ("fraud", "policy.closed"),
        ("loans", "type"),
    ]
    assert {problem.line for problem in raised.value.problems} == {None}
