"""The recipe of docs/metrics.md on a real Prometheus: its files, and every query of the page after played calls."""

import json
import math
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
import yaml
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from adapter.testing import PlayedCall, running_mock
from adapter.testing.scenario import parse_scenario
from tests.command import COMMAND, ROOT, bare
from tests.pages.blocks import blocks
from tests.test_metrics import exported

FOLDER: Final = ROOT / "deploy" / "prometheus"
BANK: Final = ROOT / "examples" / "bank" / "directory.yaml"
QUERIES: Final = [block for block in blocks(ROOT, "docs/metrics.md") if block.language == "promql"]
PATIENCE: Final = 60.0


def program(name: str) -> str:
    """A program of Prometheus, which Debian has in the package `prometheus`."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: on Debian it is in the package prometheus")
    return found


def promtool(*arguments: str | Path) -> None:
    done = subprocess.run([program("promtool"), *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_prometheus_reads_the_configuration_and_its_rules() -> None:
    promtool("check", "config", FOLDER / "prometheus.yml")


def test_each_alert_is_raised_when_it_should_be_and_not_before() -> None:
    promtool("test", "rules", ROOT / "tests" / "deploy" / "prometheus_rules.yml")


def test_every_alert_is_tested() -> None:
    rules = yaml.safe_load((FOLDER / "rules.yml").read_text("utf-8"))["groups"][0]["rules"]
    tests = yaml.safe_load((ROOT / "tests" / "deploy" / "prometheus_rules.yml").read_text("utf-8"))["tests"]
    raised = {one["alertname"] for test in tests for one in test["alert_rule_test"] if one.get("exp_alerts")}
    assert raised == {rule["alert"] for rule in rules}


def test_queries_and_alerts_ask_for_what_is_exported_only() -> None:
    """A metric that was renamed would only be missed on the day that it is needed."""
    asked = "\n".join([*(block.text for block in QUERIES), (FOLDER / "rules.yml").read_text("utf-8")])
    names = set(re.findall(r"\b(?:transfer_adapter|gen_ai_client)_\w+(?=[{\[) ])", asked))
    labels = set(re.findall(r"\b\w+(?= ?(?:=~|!~|!=|=)\")", asked))
    labels |= {label.strip() for group in re.findall(r"by \(([^)]*)\)", asked) for label in group.split(",")}
    series = {name for metric in exported() for name in series_of(metric)}
    assert names - labels - series == set()


def series_of(metric: str) -> set[str]:
    """The names under which Prometheus may keep a metric of OpenTelemetry's."""
    name = metric.replace(".", "_")
    if metric.endswith(".duration"):
        name += "_seconds"
    return {name, *(f"{name}_{part}" for part in ("total", "bucket", "sum", "count"))}


def test_the_way_of_the_figures_is_said_once() -> None:
    """The same name of the service and of the job, and the address that the configuration has."""
    configuration = yaml.safe_load((FOLDER / "prometheus.yml").read_text("utf-8"))
    (job,) = configuration["scrape_configs"]
    scraped, pushed = variables("scrape.env"), variables("otlp.env")
    assert scraped["OTEL_SERVICE_NAME"] == pushed["OTEL_SERVICE_NAME"] == job["job_name"]
    address = f"{scraped['OTEL_EXPORTER_PROMETHEUS_HOST']}:{scraped['OTEL_EXPORTER_PROMETHEUS_PORT']}"
    assert job["static_configs"] == [{"targets": [address]}]


def variables(name: str) -> dict[str, str]:
    """The variables of a file as systemd and a shell read it."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def service(folder: Path, env: Mapping[str, str], *options: str) -> Iterator[str]:
    """The service as the page starts it, in an empty folder. Gives its address."""
    programs = Path(sys.executable).parent
    command = [str(programs / "opentelemetry-instrument"), COMMAND, "serve", "--directory", str(BANK)]
    with (folder / "service.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--port", "0", *options],
            stderr=log,
            cwd=folder,
            env={**bare(), "PATH": f"{programs}:/usr/bin:/bin", **env},
        )
    try:
        said = until(lambda: re.search(r"ready: (http://\S+)", (folder / "service.log").read_text()), process)
        yield said[1]
    finally:
        process.terminate()
        process.wait(30)


def until(found: Callable[[], Any], process: subprocess.Popen[Any] | None = None) -> Any:
    """What is found in the end. What others do takes its time, and nobody tells when it is over."""
    deadline, again = time.monotonic() + PATIENCE, threading.Event()
    while True:
        value = found()
        if value:
            return value
        assert process is None or process.poll() is None, "the process has ended"
        assert time.monotonic() < deadline, "it does not come"
        again.wait(0.1)


class Prometheus:
    """One that is running."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client

    def ask(self, query: str) -> list[dict[str, Any]]:
        """The series of an answer, each with its labels and its value."""
        try:
            answer = self._client.get("/query", params={"query": query}).json()
        except httpx2.TransportError:
            return []
        assert answer["status"] == "success", f"{query}: {answer.get('error')}"
        return [{**one["metric"], "value": float(one["value"][1])} for one in answer["data"]["result"]]

    def counts(self, name: str, *labels: str) -> Counter[tuple[str, ...]]:
        """A counter of ours as it stands, by labels."""
        full = [f"transfer_adapter_{label}" for label in labels]
        found = self.ask(f"sum by ({', '.join(full)}) (transfer_adapter_{name}_total)")
        return Counter({tuple(one.get(label, "") for label in full): int(one["value"]) for one in found})

    def names(self) -> set[str]:
        return set(self._client.get("/label/__name__/values").json()["data"])


@contextmanager
def prometheus(folder: Path, target: int) -> Iterator[Prometheus]:
    """The page's configuration, but for its port, and faster."""
    text = (FOLDER / "prometheus.yml").read_text("utf-8")
    text = text.replace(":9464", f":{target}").replace("interval: 15s", "interval: 500ms")
    (folder / "prometheus.yml").write_text(text.replace("rules.yml", str(FOLDER / "rules.yml")), "utf-8")
    port = free_port()
    command = [
        program("prometheus"),
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--log.level=error",
    ]
    process = subprocess.Popen(command, cwd=folder)
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=20) as client:
            yield Prometheus(client)
    finally:
        process.terminate()
        process.wait(30)


PROMISE: Final = "I am putting you through now."


def rules(rounds: int) -> dict[str, Any]:
    """How the model answers: well, with a promise first, with two, late, or not at all."""
    answers: list[dict[str, Any]] = [
        {"match": {"words": "storm"}, "reply": {"fault": "401"}},
        {"match": {"words": "second"}, "reply": {"fault": "401"}},
        {"match": {"words": "slow"}, "reply": {"call": "accounts", "delay_ms": 2500}},
        {"match": {"words": "card"}, "reply": {"call": "cards", "usage": {"input_tokens": 900, "output_tokens": 20}}},
    ]
    for played in map(str, range(rounds)):
        answers.append({"match": {"words": ["promise", played]}, "reply": [{"say": PROMISE}, {"call": "fraud"}]})
        answers.append({"match": {"words": ["swear", played]}, "reply": [{"say": PROMISE}, {"say": PROMISE}]})
    return {"rules": answers, "unmatched": "offline"}


SECOND: Final = {
    "rules": [{"match": {"words": "storm"}, "reply": {"fault": "401"}}, {"reply": {"call": "loans"}}],
    "unmatched": "offline",
}


def play(url: str, played: int) -> None:
    """One of everything that a caller may meet."""
    with PlayedCall(url, directory=BANK) as call:
        call.says("I lost my card")
        call.was_transferred_to("cards")
        call.comes_back()
        call.presses("1")  # it has been tried
        call.hears("nobody is available")
    for words, key in ((f"promise {played}", "fraud"), ("second", "loans"), ("storm", "switchboard")):
        with PlayedCall(url, directory=BANK) as call:
            call.says(words)
            call.was_transferred_to(key)
    with PlayedCall(url, directory=BANK) as call:
        call.says(f"swear {played}")
        call.was_not_transferred()
    with PlayedCall(url, directory=BANK) as call:
        call.says("slow")
        call.hears("moment")
        call.was_transferred_to("accounts")
    with PlayedCall(url, directory=BANK) as call:
        call.presses("2")
        call.was_transferred_to("fraud")
    for platform in ("vapi", "twilio"):
        with PlayedCall(url, directory=BANK, platform=platform) as call:
            call.says("I lost my card")
            call.was_transferred_to("cards")
            if platform == "twilio":  # Vapi gives no call back that it has transferred blind
                call.comes_back()
    said = [{"role": "user", "content": "I lost my card"}]
    httpx2.post(f"{url}/v1/chat/completions", json={"model": "m", "messages": said}, timeout=20).raise_for_status()
    httpx2.post(f"{url}/v1/decide", json={"messages": said}, timeout=20).raise_for_status()
    httpx2.post(f"{url}/v1/resolve", json={"name": "transfer_to_cards"}, timeout=20).raise_for_status()


def times(rounds: int, counts: Mapping[tuple[str, ...], int]) -> Counter[tuple[str, ...]]:
    return Counter({labels: rounds * count for labels, count in counts.items()})


@pytest.mark.process
def test_every_query_of_the_page_answers_its_question(tmp_path: Path) -> None:
    program("prometheus")
    port = free_port()
    with running_mock(parse_scenario(rules(2))) as model, running_mock(parse_scenario(SECOND)) as second:
        env = {
            **variables("scrape.env"),
            "OTEL_EXPORTER_PROMETHEUS_PORT": str(port),
            "OPENAI_API_KEY": "none",
            "OPENAI_BASE_URL": model.base_url,
            "ADAPTER_MODEL": "main",
            "ADAPTER_FALLBACK_MODEL": "second",
            "ADAPTER_FALLBACK_BASE_URL": second.base_url,
            "ADAPTER_FALLBACK_API_KEY": "none",
            "ADAPTER_RESPOND_WITHIN": "1",
            "ADAPTER_VAPI_CONTROL_HOSTS": "127.0.0.1",
        }
        with service(tmp_path, env) as url, prometheus(tmp_path, port) as server:
            for played in (0, 1):
                play(url, played)
                until(lambda: server.counts("transfers")[()] == 11 * (played + 1))  # noqa: B023 - asked at once
            for _ in range(3):
                with PlayedCall(url, directory=BANK) as call:
                    call.says("second")
                    call.was_transferred_to("loans")
            until(lambda: server.ask("transfer_adapter_model_resting > 0"))
            for block in QUERIES:
                found = server.ask(block.text)
                assert found, f"{block.place}: nothing is found"
                assert all(math.isfinite(one["value"]) and one["value"] >= 0 for one in found), block.place
            counts = server.counts
            assert counts("transfers", "platform") == times(2, PLATFORMS) + Counter({("sipgate",): 3})
            assert counts("transfer_outcomes", "destination", "outcome") == times(2, OUTCOMES)
            assert counts("blocked_transfers", "destination", "obstacle") == times(2, {("cards", "spent"): 1})
            assert counts("asked_again", "reason") == times(2, {("claimed",): 2})
            assert counts("transfers", "reason")["model_auth",] == 2
            assert counts("model_answers", "place")["fallback",] == 2 + 3
            ours = {name for name in server.names() if name.startswith(("transfer_adapter_", "gen_ai_"))}
            assert ours <= {name for metric in exported() for name in series_of(metric)}
    assert "Traceback" not in (tmp_path / "service.log").read_text()


PLATFORMS: Final[Mapping[tuple[str, ...], int]] = {
    ("sipgate",): 6,
    ("vapi",): 1,
    ("twilio",): 1,
    ("gateway",): 1,
    ("v1",): 2,
}
OUTCOMES: Final[Mapping[tuple[str, ...], int]] = {("cards", "unknown"): 1, ("cards", "no_answer"): 1}


class Receiver:
    """Takes what workers push by OTLP, and keeps the last that each of them has said."""

    def __init__(self) -> None:
        self.said: dict[str, dict[str, int]] = {}

    def take(self, body: bytes) -> None:
        request = ExportMetricsServiceRequest.FromString(body)
        for resource in request.resource_metrics:
            known = {one.key: one.value.string_value for one in resource.resource.attributes}
            assert known["service.name"] == "transfer-adapter"
            said = self.said.setdefault(known["service.instance.id"], {})
            for metric in (metric for scope in resource.scope_metrics for metric in scope.metrics):
                points: Sequence[Any] = metric.sum.data_points or metric.histogram.data_points
                said[metric.name] = sum(getattr(point, "count", 0) or point.as_int for point in points)

    def total(self, name: str) -> list[int]:
        """What each worker has counted of it."""
        return [said[name] for said in list(self.said.values()) if name in said]


@contextmanager
def receiver() -> Iterator[tuple[Receiver, int]]:
    received = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.path == "/api/v1/otlp/v1/metrics" and self.headers["content-type"] == "application/x-protobuf":
                received.take(body)
                self.send_response(200)
            else:
                self.send_response(404)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield received, server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.process
def test_each_of_several_workers_pushes_its_own_counts_and_they_add_up(tmp_path: Path) -> None:
    with receiver() as (received, port):
        endpoint = variables("otlp.env")["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"].replace(":9090", f":{port}")
        env = {
            **variables("otlp.env"),
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": endpoint,
            "OTEL_METRIC_EXPORT_INTERVAL": "300",
        }
        asked = 0
        with service(tmp_path, env, "--workers", "2") as url, ThreadPoolExecutor(8) as callers:

            def both() -> bool:
                nonlocal asked
                answers = callers.map(lambda _: httpx2.post(f"{url}/v1/resolve", json=CARDS, timeout=20), range(8))
                assert {answer.status_code for answer in answers} == {200}
                asked += 8
                return len(received.total("transfer_adapter.transfers")) == 2

            until(both)
            until(lambda: sum(received.total("transfer_adapter.transfers")) == asked)
            until(lambda: sum(received.total("transfer_adapter.answer.duration")) == asked)
        names = {
            name for said in received.said.values() for name in said if name.startswith(("transfer_adapter", "gen"))
        }
        assert names <= exported()


CARDS: Final = {"name": "transfer_to_cards", "arguments": json.dumps({"reason": "lost"})}
