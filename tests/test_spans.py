"""Spans and metrics of a played call, read back with the OpenTelemetry SDK."""

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from textwrap import dedent
from typing import Any

import pytest
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from adapter import Assistant, Directory, Toolset
from adapter.errors import ModelServerError, ModelUnreachable
from adapter.handoff.note import Note
from adapter.models.fallback import FallbackModel
from adapter.models.rotation import FAILURES
from adapter.models.semantic import SemanticModel
from adapter.models.stand_in import StandIn
from adapter.testing import ScriptedModel, calls, says
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.prompt import default_prompt
from adapter.tool_calls.reply import ModelReply, Usage
from adapter.tool_calls.request import request
from tests.command import ROOT
from tests.handoff.receiving import taking
from tests.models.made_up import MadeUpEmbedder

pytestmark = pytest.mark.anyio

EXPORTER = InMemorySpanExporter()
READER = InMemoryMetricReader()


@pytest.fixture(scope="module", autouse=True)
def sdk() -> None:
    """OpenTelemetry's providers can be set once for a process, and that of spans is set for all tests."""
    provider = trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.add_span_processor(SimpleSpanProcessor(EXPORTER))
    metrics.set_meter_provider(MeterProvider(metric_readers=[READER]))


def points(name: str) -> list[Any]:
    data = READER.get_metrics_data()
    found = [
        metric
        for resource in (data.resource_metrics if data else ())
        for scope in resource.scope_metrics
        for metric in scope.metrics
        if metric.name == name
    ]
    return [point for metric in found for point in metric.data.data_points]


async def test_a_turn_a_model_request_and_the_store_have_spans_without_words_or_numbers(
    directory_of: Callable[..., Directory],
) -> None:
    EXPORTER.clear()
    reply = ModelReply(tool_calls=calls("cards").tool_calls, usage=Usage(input_tokens=120, output_tokens=8))
    with ScriptedModel([reply]) as model:
        assistant = Assistant(directory_of(cards={}), model)
        await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "card 4111 +4921155660000"})
    spans = {span.name: span for span in EXPORTER.get_finished_spans()}
    assert set(spans) == {"store", "turn", "chat scripted"}
    turn, asked = spans["turn"], spans["chat scripted"]
    assert asked.parent is not None
    assert asked.parent.span_id == turn.context.span_id
    assert dict(turn.attributes or {}) == {
        "transfer_adapter.call.id": "call-1",
        "transfer_adapter.turn": 1,
        "transfer_adapter.decision": "transfer",
        "transfer_adapter.reason": "tool_call",
        "transfer_adapter.destination": "cards",
    }
    assert dict(asked.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "scripted",
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.output_tokens": 8,
    }
    (decision,) = [p for p in points("transfer_adapter.decisions") if "transfer_adapter.destination" in p.attributes]
    assert decision.value == 1
    assert points("gen_ai.client.token.usage")
    assert points("transfer_adapter.turn.duration")
    assert points("transfer_adapter.store.duration")


def test_a_provider_that_is_set_up_in_the_middle_hears_of_what_begins_then() -> None:
    code = """
        from opentelemetry import trace
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import SimpleSpanProcessor
        from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

        from adapter.telemetry import model_span, store_span, turn_span

        with turn_span("call-1", 1) as unheard:
            unheard.set_attribute("said", "nothing")
            provider, heard = TracerProvider(), InMemorySpanExporter()
            provider.add_span_processor(SimpleSpanProcessor(heard))
            trace.set_tracer_provider(provider)
            with store_span(), model_span("m"):
                pass
        print(*[span.name for span in heard.get_finished_spans()], sep=",")
    """
    done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout == "chat m,store\n"


async def test_a_failing_request_is_an_error_by_its_class_only(directory_of: Callable[..., Directory]) -> None:
    EXPORTER.clear()
    assistant = Assistant(directory_of(cards={}), ScriptedModel([ModelServerError("status 500 for +4921155660000")]))
    await assistant.handle({"type": "user_speak", "session": {"id": "call-1"}, "text": "my card"})
    (asked,) = [span for span in EXPORTER.get_finished_spans() if span.name == "chat scripted"]
    assert not asked.status.is_ok
    assert (asked.attributes or {})["error.type"] == "ModelServerError"
    assert "5566" not in asked.to_json()
    assert any("error.type" in point.attributes for point in points("gen_ai.client.operation.duration"))


async def test_the_circuit_between_a_model_and_the_router_behind_it_is_visible(bank: Directory) -> None:
    clock = [0.0]
    gone = [ModelUnreachable("gone")] * FAILURES
    model = ScriptedModel([*gone, says("for nobody"), says("back")])
    chain = FallbackModel([model], stand_in=StandIn(SemanticModel(MadeUpEmbedder())), clock=lambda: clock[0])
    asked = request(Toolset(bank), (UserMessage(text="hello"),), default_prompt())

    def counted(name: str, attribute: str) -> Counter[str]:
        return Counter({str(point.attributes[attribute]): point.value for point in points(f"transfer_adapter.{name}")})

    routed = sum(counted("router.decisions", "transfer_adapter.band").values())
    answers = counted("model.answers", "gen_ai.request.model")
    for _ in range(FAILURES):
        await chain.reply(asked)
    assert counted("model.resting", "gen_ai.request.model")["scripted"] == 1
    clock[0] = 10.0
    await chain.reply(asked)
    await asyncio.sleep(0)
    assert counted("model.resting", "gen_ai.request.model")["scripted"] == 0
    assert (await chain.reply(asked)).text == "back"
    more = counted("model.answers", "gen_ai.request.model") - answers
    assert (more["scripted"], more["semantic"]) == (1, FAILURES + 1)
    assert sum(counted("router.decisions", "transfer_adapter.band").values()) - routed == FAILURES + 1
    await chain.aclose()


async def test_handoff_notes_are_counted_by_what_became_of_them() -> None:
    def counted() -> Counter[str]:
        told = points("transfer_adapter.handoff.notes")
        return Counter({str(point.attributes["transfer_adapter.outcome"]): point.value for point in told})

    before = counted()
    answers = iter((503, 204, 404))
    _, delivery = taking(lambda _: next(answers))
    for name in ("repeated", "refused"):
        delivery.put(partial(Note, id=name, body="{}"))
        await delivery.drained()
    await delivery.aclose()
    delivery.put(partial(Note, id="late", body="{}"))
    assert counted() - before == {"failed": 1, "delivered": 1, "refused": 1, "dropped": 1}
