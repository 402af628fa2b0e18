"""The player: which rule answers, in which order its replies come, and what each kind of reply becomes."""

import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import replace
from statistics import fmean, stdev
from typing import Any, get_args

import pytest

from adapter import Toolset, decide
from adapter.errors import (
    ModelAuthError,
    ModelError,
    ModelOverloaded,
    ModelRequestRejected,
    ModelServerError,
    ModelWindowExceeded,
)
from adapter.models.offline import offline_reply
from adapter.testing.scenario import Scenario
from adapter.testing.scenario.faults import WireFault
from adapter.testing.scenario.http_errors import ErrorResponse
from adapter.testing.scenario.received_request import ReceivedRequest, received_in_process
from adapter.testing.scenario.run import MockResponse, ScenarioRun
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.request import ModelRequest, request
from adapter.tool_calls.tools import Exposure

Ask = Callable[..., ModelRequest]
ScenarioOf = Callable[..., Scenario]


def response(scenario: Scenario, request: ModelRequest) -> MockResponse:
    return ScenarioRun(scenario).play(received_in_process(request, "m"))


def reply_of(scenario: Scenario, request: ModelRequest) -> ModelReply:
    answer = response(scenario, request).answer
    assert isinstance(answer, ModelReply)
    return answer


def error_of(scenario: Scenario, request: ModelRequest) -> ErrorResponse:
    answer = response(scenario, request).answer
    assert isinstance(answer, ErrorResponse)
    return answer


def texts(run: ScenarioRun, received: ReceivedRequest, times: int) -> list[str]:
    answers = [run.play(received).answer for _ in range(times)]
    return [answer.text if isinstance(answer, ModelReply) else str(answer.status) for answer in answers]


@pytest.mark.parametrize(
    ("match", "matches"),
    [
        ("{}", True),
        ("{words: card}", True),
        ("{words: CARD}", True),
        ("{words: [lost, card]}", True),
        ("{words: [lost, car]}", False),
        ("{words: my card}", True),
        ("{words: card my}", False),
        ("{words: {any: [loan, card]}}", True),
        ("{words: {any: [loan, lend]}}", False),
        ("{words: {all: [lost], any: [loan, card]}}", True),
        ("{words: {all: [found], any: [loan, card]}}", False),
        ("{words: café}", True),
        ("{words: CAFE}", True),
        ("{words: kaffee uberteuert}", True),
        ("{regex: 'l.st'}", True),
        ("{regex: '^lost'}", False),
        ("{model: m}", True),
        ("{model: n}", False),
        ("{turn: 2}", True),
        ("{turn: 1}", False),
        ("{tools: [cards, transfer_to_loans, hang_up]}", True),
        ("{tools: cards}", True),
        ("{tools: [cards, nowhere]}", False),
        ("{words: card, turn: 1}", False),
        ("{system: {words: [telephone, TRANSFER]}}", True),
        ("{system: {words: spaceship}}", False),
        ("{system: {words: {any: [spaceship, telephone]}}}", True),
        ("{system: {regex: '(?i)TELEPHONE'}}", True),
        ("{system: {regex: '^telephone'}}", False),
        ("{system: {identity: sha256:000000000000}}", False),
        ("{system: {words: telephone, regex: spaceship}}", False),
        ("{words: card, system: {words: telephone}}", True),
    ],
)
def test_a_rule_is_for_a_request_that_meets_all_its_conditions(
    asking: Ask, scenario_of: ScenarioOf, match: str, matches: bool
) -> None:
    scenario = scenario_of(f"{{match: {match}, reply: {{say: fits}}}}", "{reply: {say: other}}")
    received = asking("hello", "I lost my card, in the Café! Kaffee übertEUERT")
    assert reply_of(scenario, received).text == ("fits" if matches else "other")


def test_a_system_prompt_is_known_again_by_the_hash_that_a_message_shows(asking: Ask, scenario_of: ScenarioOf) -> None:
    request = asking("x")
    shown = error_of(scenario_of(), request).message.partition("system ")[2].partition(",")[0]
    assert shown == f"sha256:{hashlib.sha256(request.system.encode()).hexdigest()[:12]}"
    scenario = scenario_of(f"{{match: {{system: {{identity: {shown}}}}}, reply: {{say: known}}}}")
    assert reply_of(scenario, request).text == "known"
    changed = error_of(scenario, replace(request, system=f"{request.system} And be brief."))
    assert f"Close: rule 1: system not {shown}" in changed.message


def test_only_the_last_words_count(asking: Ask, scenario_of: ScenarioOf) -> None:
    scenario = scenario_of("{match: {words: card}, reply: {say: a}}", "{reply: {say: b}}")
    assert reply_of(scenario, asking("my card", "no, my loan")).text == "b"


def test_the_first_rule_that_fits_answers(asking: Ask, scenario_of: ScenarioOf) -> None:
    scenario = scenario_of("{match: {words: card}, reply: {say: a}}", "{match: {words: lost}, reply: {say: b}}")
    assert reply_of(scenario, asking("lost card")).text == "a"


def test_replies_come_in_their_order_and_the_last_repeats(asking: Ask, scenario_of: ScenarioOf) -> None:
    run = ScenarioRun(scenario_of("{reply: [{fault: 500}, {say: a}, {say: b}]}"))
    assert texts(run, received_in_process(asking("x"), "m"), 5) == ["500", "a", "b", "b", "b"]


def test_a_rule_that_holds_once_makes_way_for_the_next(asking: Ask, scenario_of: ScenarioOf) -> None:
    run = ScenarioRun(scenario_of("{once: true, reply: [{say: a}, {say: b}]}", "{reply: {say: c}}"))
    assert texts(run, received_in_process(asking("x"), "m"), 4) == ["a", "b", "c", "c"]


def test_each_rule_counts_for_itself(asking: Ask, scenario_of: ScenarioOf) -> None:
    run = ScenarioRun(scenario_of("{match: {words: x}, reply: [{say: a}, {say: b}]}", "{reply: [{say: c}, {say: d}]}"))
    x, y = (received_in_process(asking(said), "m") for said in ("x", "y"))
    assert [*texts(run, x, 1), *texts(run, y, 1), *texts(run, x, 1), *texts(run, y, 1)] == list("acbd")


@pytest.mark.parametrize("exposure", ["each", "single"])
def test_call_reaches_the_destination_by_the_tool_that_is_offered(
    asking: Ask, scenario_of: ScenarioOf, exposure: Exposure
) -> None:
    request = asking("my loan", exposure=exposure)
    reply = reply_of(scenario_of("{reply: {call: cards, language: de, say: One moment.}}"), request)
    decision = decide(reply, request.toolset)
    assert decision.kind == "transfer"
    assert (decision.destination, decision.language, decision.notes, decision.repairs) == ("cards", "de", (), ())
    assert (reply.text, reply.finish, reply.model) == ("One moment.", "tool_calls", "m")


def test_call_can_hang_up(asking: Ask, scenario_of: ScenarioOf) -> None:
    request = asking("bye")
    assert decide(reply_of(scenario_of("{reply: {call: hang_up}}"), request), request.toolset).kind == "hang_up"


def test_a_call_speaks_the_callers_language_unless_it_is_told(asking: Ask, scenario_of: ScenarioOf) -> None:
    request = asking("Guten Tag, ich habe leider meine Karte verloren")
    (call,) = reply_of(scenario_of("{reply: {call: cards}}"), request).tool_calls
    assert json.loads(call.arguments)["language"] == "de"


def test_a_call_of_what_is_not_offered_is_a_mistake_of_the_scenario(asking: Ask, scenario_of: ScenarioOf) -> None:
    scenario = scenario_of("{name: gone, reply: {call: cards}}")
    result = response(scenario, asking("x", offered=("loans",)))
    assert isinstance(result.answer, ErrorResponse)
    assert not result.expected
    assert result.answer.message == "rule 1 (gone): it calls cards, but the request offers loans, hang_up"


def test_raw_arguments_and_names_are_left_as_they_are(asking: Ask, scenario_of: ScenarioOf) -> None:
    (call,) = reply_of(scenario_of("{reply: {call: cards, arguments: '{'}}"), asking("x")).tool_calls
    assert (call.name, call.arguments) == ("transfer_to_cards", "{")
    (call,) = reply_of(scenario_of("{reply: {name: fly, arguments: ''}}"), asking("x")).tool_calls
    assert (call.name, call.arguments) == ("fly", "")


def test_offline_answers_as_the_offline_model(asking: Ask, scenario_of: ScenarioOf) -> None:
    request = asking("I lost my card")
    expected = offline_reply(request.toolset.encoded(), request.conversation)
    for scenario in (scenario_of("{reply: {offline: true}}"), Scenario(unmatched="offline")):
        reply = reply_of(scenario, request)
        assert [call.arguments for call in reply.tool_calls] == [call.arguments for call in expected.tool_calls]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("{refuse: I cannot do that.}", "refusal"),
        ("{fault: refusal}", "refusal"),
        ("{fault: empty-reply}", "empty"),
        ("{fault: empty-arguments}", "tool_call"),
        ("{fault: split-arguments}", "tool_call"),
        ("{fault: truncated-stream}", "tool_call"),
        ("{fault: unknown-tool}", "unknown_tool"),
        ("{fault: unknown-key}", "unknown_destination"),
        ("{fault: two-calls}", "conflicting_calls"),
        ("{fault: length}", "cut_off"),
        ("{fault: content-filter}", "refusal"),
        ("{fault: duplicate-call}", "tool_call"),
        ("{fault: bad-arguments}", "tool_call"),
    ],
)
def test_a_reply_that_misbehaves_is_decided_as_what_it_stands_for(
    asking: Ask, scenario_of: ScenarioOf, reply: str, reason: str
) -> None:
    request = asking("I lost my card")
    found = reply_of(scenario_of(f"{{reply: {reply}}}"), request)
    assert decide(found, request.toolset, claims=()).reason == reason


@pytest.mark.parametrize("exposure", ["each", "single"])
def test_bad_arguments_are_no_json(asking: Ask, scenario_of: ScenarioOf, exposure: Exposure) -> None:
    request = asking("I lost my card", exposure=exposure)
    (call,) = reply_of(scenario_of("{reply: {fault: bad-arguments}}"), request).tool_calls
    with pytest.raises(json.JSONDecodeError):
        json.loads(call.arguments)


@pytest.mark.parametrize("exposure", ["each", "single"])
@pytest.mark.parametrize("fault", ["two-calls", "duplicate-call", "bad-arguments", "unknown-key"])
def test_a_fault_with_a_call_is_about_the_likeliest_destination_or_the_one_given(
    asking: Ask, scenario_of: ScenarioOf, exposure: Exposure, fault: str
) -> None:
    request = asking("I lost my card", exposure=exposure)
    likely = reply_of(scenario_of(f"{{reply: {{fault: {fault}}}}}"), request).tool_calls[0]
    told = reply_of(scenario_of(f"{{reply: {{fault: {fault}, call: loans}}}}"), request).tool_calls[0]
    assert "cards" in likely.name + likely.arguments
    assert "loans" in told.name + told.arguments


def test_two_calls_are_of_two_destinations_and_a_duplicate_is_of_one(asking: Ask, scenario_of: ScenarioOf) -> None:
    two = reply_of(scenario_of("{reply: {fault: two-calls}}"), asking("card")).tool_calls
    same = reply_of(scenario_of("{reply: {fault: duplicate-call}}"), asking("card")).tool_calls
    assert len({call.name for call in two}) == 2
    assert len({(call.name, call.arguments) for call in same}) == 1
    assert len({call.id for call in two}) == len({call.id for call in same}) == 2


def test_a_fault_that_needs_more_destinations_than_there_are_says_so(asking: Ask, scenario_of: ScenarioOf) -> None:
    error = error_of(scenario_of("{reply: {fault: two-calls}}"), asking("x", offered=("cards",)))
    assert error.message == "rule 1: fault two-calls needs 2 offered destinations, and there are 1"


@pytest.mark.parametrize(
    ("fault", "status", "code", "kind"),
    [
        ("400", 400, "invalid_value", ModelRequestRejected),
        ("401", 401, "invalid_api_key", ModelAuthError),
        ("404-model", 404, "model_not_found", ModelRequestRejected),
        ("429", 429, "rate_limit_exceeded", ModelOverloaded),
        ("500", 500, None, ModelServerError),
        ("400-context", 400, "context_length_exceeded", ModelWindowExceeded),
        ("429-date", 429, "rate_limit_exceeded", ModelOverloaded),
        ("502", 502, None, ModelServerError),
        ("503-html", 503, None, ModelServerError),
    ],
)
def test_a_fault_with_a_status_is_the_providers_error(
    asking: Ask, scenario_of: ScenarioOf, fault: str, status: int, code: str | None, kind: type[ModelError]
) -> None:
    error = error_of(scenario_of(f"{{reply: {{fault: {fault}}}}}"), asking("x"))
    assert (error.status, error.code, type(error.error)) == (status, code, kind)


@pytest.mark.parametrize("fault", [fault for fault in get_args(WireFault) if fault != "slow-headers"])
def test_a_fault_of_the_wire_is_told_apart_from_the_answer(asking: Ask, scenario_of: ScenarioOf, fault: str) -> None:
    result = response(scenario_of(f"{{reply: {{fault: {fault}, delay_ms: 250}}}}"), asking("x"))
    assert (result.broken, result.kind, result.delay) == (fault, fault, 0.25)


def test_a_request_that_no_rule_fits_says_what_was_asked_and_what_came_close(
    asking: Ask, scenario_of: ScenarioOf
) -> None:
    scenario = scenario_of(
        "{name: loans, match: {words: [loan, big], turn: 3}, reply: {say: a}}",
        "{name: cards, match: {words: [lost, card], model: m}, reply: {say: a}}",
        "{name: far, match: {turn: 9, model: n}, reply: {say: a}}",
        "{name: tools, match: {tools: [spaceships]}, reply: {say: a}}",
    )
    request = asking("hello", "my card is gone", offered=("cards", "loans"))
    result = response(scenario, request)
    assert isinstance(result.answer, ErrorResponse)
    assert (result.expected, result.answer.status, result.answer.code) == (False, 400, "no_rule_fits")
    assert result.answer.message == (
        'no rule fits this request: model "m", turn 2, last words "my card is gone",'
        f" system {received_in_process(request, 'm').system_identity}, offered: cards, loans, hang_up. "
        "Close: rule 2 (cards): words not said: lost | rule 4 (tools): tools not offered: spaceships"
    )


@pytest.mark.parametrize(
    ("match", "why"),
    [
        ("{words: credit card}", "words not said: credit card"),
        ("{words: cart}", 'words not said: cart (but "card")'),
        ("{words: [gone, Crad]}", 'words not said: Crad (but "card")'),
        ("{words: {any: [cards, lost]}}", 'words none said of: cards (but "card"), lost'),
        ("{regex: 'lost|stolen'}", "regex not found: lost|stolen"),
        ("{turn: 2}", "turn not 2"),
        ("{model: n}", "model not n"),
        ("{tools: [card, loans]}", 'tools not offered: card (but "cards")'),
        ("{tools: hangup}", 'tools not offered: hangup (but "hang_up")'),
        ("{system: {words: telephones}}", 'system not in it: telephones (but "telephone")'),
        ("{system: {words: {any: [spaceship]}}}", "system none in it of: spaceship"),
        ("{system: {regex: '[xyz]{9}'}}", "system not found: [xyz]{9}"),
    ],
)
def test_a_rule_that_came_close_says_what_is_missing_and_what_could_have_been_meant(
    asking: Ask, scenario_of: ScenarioOf, match: str, why: str
) -> None:
    error = error_of(scenario_of(f"{{match: {match}, reply: {{say: a}}}}"), asking("My card is gone"))
    assert error.message.endswith(f"Close: rule 1: {why}")


def test_many_tools_are_counted_and_not_all_named(asking: Ask, scenario_of: ScenarioOf, directory_of: Any) -> None:
    directory = directory_of(**{f"desk_{number}": {} for number in range(20)})
    tools = Toolset(directory, exposure="each")
    message = error_of(scenario_of(), request(tools, (UserMessage(text="x"),), default_prompt())).message
    assert message.endswith("desk_10, desk_11 and 8 more. Close: none")


def test_a_rule_that_is_used_up_is_named_as_close(asking: Ask, scenario_of: ScenarioOf) -> None:
    run = ScenarioRun(scenario_of("{once: true, match: {words: x}, reply: {say: a}}"))
    received = received_in_process(asking("x"), "m")
    run.play(received)
    answer = run.play(received).answer
    assert isinstance(answer, ErrorResponse)
    assert answer.message.endswith("Close: rule 1: its replies are used up")


def test_a_model_that_the_scenario_does_not_have_is_not_found(asking: Ask, scenario_of: ScenarioOf) -> None:
    error = error_of(scenario_of("{reply: {say: a}}", rest="models: [gpt-x]"), asking("x"))
    assert (error.status, error.code) == (404, "model_not_found")


def test_every_call_has_an_id_of_its_own_over_all_requests(asking: Ask, scenario_of: ScenarioOf) -> None:
    run = ScenarioRun(scenario_of("{reply: {fault: two-calls}}"))
    received = received_in_process(asking("card"), "m")
    answers = [run.play(received).answer for _ in range(3)]
    ids = [call.id for answer in answers if isinstance(answer, ModelReply) for call in answer.tool_calls]
    assert len(set(ids)) == len(ids) == 6


def test_tokens_are_estimated_from_what_is_read_and_written(asking: Ask, scenario_of: ScenarioOf) -> None:
    short = reply_of(scenario_of("{reply: {say: Hello}}"), asking("x")).usage
    long = reply_of(scenario_of(f"{{reply: {{say: {'Hello ' * 50}}}}}"), asking("x" * 4_001)).usage
    assert short.output_tokens == 2
    assert long.input_tokens == short.input_tokens + 1_000
    assert long.output_tokens > 70


def test_tokens_are_those_that_the_scenario_tells(asking: Ask, scenario_of: ScenarioOf) -> None:
    told = "{input_tokens: 900, output_tokens: 20, cached_tokens: 800}"
    scenario = scenario_of(f"{{reply: [{{call: cards, usage: {told}}}, {{say: Hello, usage: {{output_tokens: 7}}}}]}}")
    run, received = ScenarioRun(scenario), received_in_process(asking("x"), "m")
    first, second = (answer for _ in range(2) if isinstance(answer := run.play(received).answer, ModelReply))
    assert first.usage == Usage(input_tokens=900, output_tokens=20, cached_tokens=800)
    assert (second.usage.output_tokens, second.usage.cached_tokens) == (7, 0)
    assert second.usage.input_tokens > 1_000


def delays(scenario: Scenario, received: ReceivedRequest, times: int) -> list[float]:
    run = ScenarioRun(scenario)
    return [run.play(received).delay for _ in range(times)]


def test_latency_is_lognormal_and_the_same_at_every_run(asking: Ask, scenario_of: ScenarioOf) -> None:
    received = received_in_process(asking("x"), "m")
    scenario = scenario_of("{reply: {say: a}}", rest="latency: {median_ms: 600, sigma: 0.5, seed: 7}")
    drawn = delays(scenario, received, 2_000)
    assert drawn == delays(scenario, received, 2_000)
    assert drawn[:3] == pytest.approx([1.8954, 0.4292, 0.8744], abs=1e-4)
    logs = [math.log(delay) for delay in drawn]
    assert fmean(logs) == pytest.approx(math.log(0.6), abs=0.05)
    assert stdev(logs) == pytest.approx(0.5, abs=0.03)
    other = scenario_of("{reply: {say: a}}", rest="latency: {median_ms: 600, sigma: 0.5, seed: 8}")
    assert delays(other, received, 3) != drawn[:3]


def test_a_reply_has_its_own_latency_and_else_the_scenarios(asking: Ask, scenario_of: ScenarioOf) -> None:
    received = received_in_process(asking("x"), "m")
    scenario = scenario_of(
        "{once: true, reply: [{say: a}, {say: b, delay_ms: 40}, {fault: 500, delay_ms: 0}]}",
        "{once: true, reply: [{fault: slow-headers, slow_ms: 50, latency: {median_ms: 20}}, {fault: slow-headers}]}",
        rest="latency: {median_ms: 300}\nunmatched: offline",
    )
    assert delays(scenario, received, 6) == pytest.approx([0.3, 0.04, 0.0, 0.07, 5.3, 0.3])


def test_a_delay_has_an_end(asking: Ask, scenario_of: ScenarioOf) -> None:
    scenario = scenario_of("{reply: {say: a}}", rest="latency: {median_ms: 600000, sigma: 3}")
    assert max(delays(scenario, received_in_process(asking("x"), "m"), 50)) == 600


def test_the_same_requests_get_the_same_answers(asking: Ask, scenario_of: ScenarioOf) -> None:
    scenario = scenario_of("{match: {words: card}, reply: [{fault: two-calls}, {offline: true}]}", "{reply: {say: x}}")
    requests = [received_in_process(asking(said), "m") for said in ("card", "x", "card", "card")]
    first, second = (
        [run.play(received) for received in requests] for run in (ScenarioRun(scenario), ScenarioRun(scenario))
    )
    assert first == second
