"""Scenario files: what they may say, and how a mistake in one is named."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from adapter.errors import OperatorError, ScenarioError
from adapter.testing.scenario.faults import FaultName
from adapter.testing.scenario.file import load_scenario, parse_scenario
from adapter.testing.scenario.rules import Scenario, System, Words
from adapter.testing.scenario.scripted_reply import Latency, TokenUsage

FULL = """
models: [gpt-4.1-mini]
unmatched: offline
latency: {median_ms: 600, sigma: 0.4, seed: 7}
rules:
  - name: lost card
    match:
      words: [card, lost]
      regex: "(?i)card"
      model: gpt-4.1-mini
      turn: 1
      tools: [cards, hang_up]
      system: {words: {any: [receptionist, operator]}, regex: "never", identity: sha256:0123456789ab}
    once: true
    reply:
      - {fault: 429, retry_after: 2}
      - {fault: 429-date, retry_after: 2.5, latency: {median_ms: 80}}
      - {fault: 500, delay_ms: 20}
      - {fault: slow-drip, slow_ms: 900, call: cards, arguments: "{}"}
      - {fault: truncated-stream, refuse: "No."}
      - {call: cards, language: de, say: One moment.}
  - match: {words: {any: [bye, tschüss]}}
    reply: {call: hang_up}
  - match: {words: sales}
    reply: {name: transfer_to_nowhere, arguments: "{"}
  - match: {system: {words: triage}}
    reply: {refuse: "No."}
  - reply: {offline: true, usage: {input_tokens: 900, output_tokens: 20, cached_tokens: 800}}
  - reply: {say: Hello}
"""
BOMB = list(itertools.pairwise("abcdefgh"))


def test_a_file_may_say_all_of_this(written: Callable[[str], Path]) -> None:
    scenario = load_scenario(written(FULL))
    first, second, third = scenario.rules[:3]
    assert (scenario.models, scenario.unmatched) == (["gpt-4.1-mini"], "offline")
    assert (first.name, first.once, first.match.turn) == ("lost card", True, 1)
    assert [(reply.fault, reply.call) for reply in first.reply] == [
        ("429", None),
        ("429-date", None),
        ("500", None),
        ("slow-drip", "cards"),
        ("truncated-stream", None),
        (None, "cards"),
    ]
    assert scenario.latency == Latency(median_ms=600, sigma=0.4, seed=7)
    assert first.match.system == System(
        words=Words(any=["receptionist", "operator"]), regex="never", identity="sha256:0123456789ab"
    )
    assert scenario.rules[4].reply[0].usage == TokenUsage(input_tokens=900, output_tokens=20, cached_tokens=800)
    assert first.match.words == Words(all=["card", "lost"])
    assert second.match.words == Words(any=["bye", "tschüss"])
    assert third.match.words == Words(all=["sales"])


def test_plain_words_are_what_yaml_1_2_says_they_are() -> None:
    words = parse_scenario("rules: [{reply: {say: 2026-11-21}, match: {words: [no, 08:00]}}]").rules[0]
    assert (words.reply[0].say, words.match.words) == ("2026-11-21", Words(all=["no", "08:00"]))


def test_many_uses_of_an_anchor_come_to_an_end() -> None:
    bomb = "".join(f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]\n" for before, name in BOMB)
    with pytest.raises(ScenarioError, match="values, aliases counted each time"):
        parse_scenario(f"a: &a [x]\n{bomb}rules: []")


@pytest.mark.parametrize("text", ["\ufeff{}", "{}"])
def test_line_ends_and_a_mark_of_windows_and_anchors_are_read(text: str) -> None:
    rules = "rules:\r\n- reply: &hello\r\n    say: Hello\r\n- reply: *hello\r\n"
    assert [rule.reply[0].say for rule in parse_scenario(text.format(rules)).rules] == ["Hello", "Hello"]


def test_an_empty_scenario_answers_nothing() -> None:
    assert parse_scenario("rules: []") == Scenario(rules=[], unmatched="error", models=None)


@pytest.mark.parametrize("fault", get_args(FaultName))
def test_every_fault_is_known_by_name(fault: str) -> None:
    assert parse_scenario(f"rules: [{{reply: {{fault: {fault}}}}}]").rules[0].reply[0].fault == fault


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: [", "s.yaml:2: not valid YAML: a value or a closing bracket"),
        ("", "s.yaml: a scenario is a mapping"),
        ("- 1", "s.yaml: a scenario is a mapping"),
        ("rulez: []", "s.yaml:1: rulez: is no known field: did you mean rules?"),
        ("unmatched: ignore", "s.yaml:1: unmatched: must be error or offline"),
        ("rules: [{name: a}]", "s.yaml:1: rule 1 (a): reply: is missing"),
        ("rules: [{reply: {say: x}}, {name: b, reply: []}]", "s.yaml:1: rule 2 (b): reply: must not be an empty list"),
        (
            "rules: [{name: a, reply: {sai: x}}]",
            "s.yaml:1: rule 1 (a): reply.sai: is no known field: there are call, name, say,",
        ),
        ("rules: [{reply: [{say: x}, {fault: teapot}]}]", "s.yaml:1: rule 1: reply 2.fault: must be 400, 400-context,"),
        ("rules: [{reply: {say: x, delay_ms: -1}}]", "s.yaml:1: rule 1: reply.delay_ms: must be at least 0"),
        ("rules: [{reply: {}}]", "s.yaml:1: rule 1: reply: says nothing"),
        ("rules: [{reply: {call: a, refuse: b}}]", "s.yaml:1: rule 1: reply: refuse cannot stand beside call"),
        ("rules: [{reply: {call: a, name: b}}]", "s.yaml:1: rule 1: reply: name cannot stand beside call"),
        ("rules: [{reply: {offline: true, say: b}}]", "s.yaml:1: rule 1: reply: say cannot stand beside offline"),
        ("rules: [{reply: {say: a, language: de}}]", "s.yaml:1: rule 1: reply: language cannot stand beside say"),
        ("rules: [{reply: {name: a, language: de}}]", "s.yaml:1: rule 1: reply: language cannot stand beside name"),
        ("rules: [{reply: {fault: 500, call: a}}]", "s.yaml:1: rule 1: reply: call cannot stand beside fault 500"),
        (
            "rules: [{reply: {fault: 500, retry_after: 1}}]",
            "s.yaml:1: rule 1: reply: retry_after cannot stand beside",
        ),
        (
            "rules: [{reply: {say: a}, match: {regex: '('}}]",
            "s.yaml:1: rule 1: match.regex: is no regular expression of Python, at character 1",
        ),
        ("rules: [{reply: {say: a}, match: {turn: 0}}]", "s.yaml:1: rule 1: match.turn: must be at least 1"),
        (
            "rules: [{reply: {say: a}, match: {words: {some: a}}}]",
            "s.yaml:1: rule 1: match.words.some: is no known field: there are all, any",
        ),
        (
            "rules: [{reply: {say: a}, match: {words: [true]}}]",
            "s.yaml:1: rule 1: match.words 1: must be text: put it in quotes",
        ),
        ("rules: [{reply: {fault: slow-drip, retry_after: 1}}]", "s.yaml:1: rule 1: reply: retry_after cannot stand"),
        ("rules: [{reply: {fault: reset, say: a}}]", "s.yaml:1: rule 1: reply: say cannot stand beside fault reset"),
        (
            "rules: [{reply: {fault: slow-drip, say: a, language: de}}]",
            "s.yaml:1: rule 1: reply: language cannot stand",
        ),
        ("rules: [{reply: {say: a, slow_ms: 5}}]", "s.yaml:1: rule 1: reply: slow_ms cannot stand beside say"),
        ("rules: [{reply: {fault: 500, usage: {}}}]", "s.yaml:1: rule 1: reply: usage cannot stand beside fault 500"),
        (
            "rules: [{reply: {say: a, delay_ms: 1, latency: {median_ms: 1}}}]",
            "s.yaml:1: rule 1: reply: latency cannot stand beside delay_ms",
        ),
        ("rules: [{reply: {say: a, latency: {}}}]", "s.yaml:1: rule 1: reply.latency.median_ms: is missing"),
        ("latency: {median_ms: 0}", "s.yaml:1: latency.median_ms: must be more than 0"),
        ("rules: [{reply: {say: a}, match: {system: brief}}]", "s.yaml:1: rule 1: match.system: must be an object"),
        (
            "rules: [{reply: {say: a}, match: {system: {regex: '('}}}]",
            "s.yaml:1: rule 1: match.system.regex: is no regular expression",
        ),
        (
            "rules: [{reply: {say: a}, match: {system: {identity: 12}}}]",
            "s.yaml:1: rule 1: match.system.identity: must be sha256: and 12 digits",
        ),
        ("rules: [{reply: {say: a, say: b}}]", "s.yaml:1: rules[0].reply.say: is given twice, first in line 1"),
        ("rules: [{reply: &a {say: a}}, {reply: *a}]\nrules: []", "s.yaml:2: rules: is given twice, first in line 1"),
        ("rules: [{reply: {say: !!binary aGk=}}]", "s.yaml:1: rules[0].reply.say: has a YAML tag"),
        ("a: &a [x, x]\nrules: [{reply: *b}]", "s.yaml:2: the alias *b names nothing above it"),
        ("rules: []\n---\nrules: []", "s.yaml:2: a second document starts here"),
        (f"rules: [{{match: {{turn: {'9' * 5000}}}}}]", "s.yaml:1: rule 1: match.turn: is no number"),
        (f"rules: {'[' * 2000}{']' * 2000}", "s.yaml:1: nested more than 64 levels deep"),
        ("rules:\n\t- reply: {say: a}", "s.yaml:2: not valid YAML: a tab is in the way"),
        ("rules: 7", "s.yaml:1: rules: must be a list"),
        ("rules: [7]", "s.yaml:1: rule 1: must be an object"),
    ],
)
def test_a_mistake_is_named_by_file_rule_and_field(text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        parse_scenario(text, file="s.yaml")
    assert str(raised.value).startswith(message)


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(ScenarioError) as raised:
        parse_scenario("rules: [{reply: {}}, {reply: {sai: x}}]\nmodel: x")
    assert len(str(raised.value).splitlines()) >= 3


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"gone\.yaml: there is no such file"):
        load_scenario(tmp_path / "gone.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"rules: [{reply: {say: \xfc}}]")
    with pytest.raises(ScenarioError, match=r"latin\.yaml:1: is not UTF-8"):
        load_scenario(tmp_path / "latin.yaml")


def test_a_scenario_that_cannot_be_used_is_the_operators_to_mend() -> None:
    assert issubclass(ScenarioError, OperatorError)
