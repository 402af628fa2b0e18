"""A wrong key, model or URL, from `decide` and `eval` alike: one line that says what was asked, what was answered and
which setting to change; against real servers."""

import json
from pathlib import Path

import pytest

from adapter.testing.scenario.http_errors import ErrorResponse
from tests.command import ROOT, Done, run
from tests.model_server import Kind, model_server

BANK = ROOT / "examples" / "bank" / "directory.yaml"
KEY = "sk-test-0123456789abcdef"
# All texts are of one length: a server that counts tokens counts the same, whichever of them it answers first.
CASES = "".join(
    json.dumps({"id": f"c{number}", "text": f"my card {number:02} is gone", "expect": "cards"}) + "\n"
    for number in range(60)
)


def overloaded(_: object) -> ErrorResponse:
    return ErrorResponse(status=429, message="You exceeded your current quota.", code="insufficient_quota")


def broken(_: object) -> ErrorResponse:
    return ErrorResponse(status=500, message="the chat template failed", code="server_error")


def no_temperature(_: object) -> ErrorResponse:
    return ErrorResponse(status=400, message="tools are not supported here", code="invalid_request_error")


TROUBLES: dict[str, tuple[Kind, str, str, str]] = {
    "a wrong key": (
        Kind(key="sk-another-one"),
        "/v1",
        "the server refuses the key: the model server answered 401 (invalid_api_key)",
        "set OPENAI_API_KEY to a key of this server that may use the model",
    ),
    "the path copied with the URL": (
        Kind(),
        "/v1/chat/completions",
        "no model API at {root}/v1/chat/completions: the model server answered 404",
        "set OPENAI_BASE_URL={root}/v1",
    ),
    "the same of a server without a list": (
        Kind(models=None, any_model=True),
        "/v1/chat/completions/",
        "no model API at {root}/v1/chat/completions",
        "set OPENAI_BASE_URL={root}/v1",
    ),
    "a URL without its version": (Kind(), "", "no model API at {root}", "set OPENAI_BASE_URL={root}/v1"),
    "a URL of another part of the server": (
        Kind(path="/api/v1", key=KEY),
        "/v1",
        "no model API at {root}/v1",
        "set OPENAI_BASE_URL={root}/api/v1",
    ),
    "a model that there is not": (
        Kind(models=("a", "m2")),
        "/v1",
        "at {root}/v1: the server has no model m; it lists m2, a",
        "set ADAPTER_MODEL to m2",
    ),
    "an API that the server has not": (
        Kind(apis=("responses",)),
        "/v1",
        "the server has no such API as chat: the model server answered 404",
        "set ADAPTER_API=responses",
    ),
    "no quota": (Kind(refuses=overloaded), "/v1", "answered 429 (insufficient_quota)", "look at the account's limits"),
    "a server that breaks": (Kind(refuses=broken), "/v1", "answered 500", "look at the server's own log"),
    "a request that is refused": (Kind(refuses=no_temperature), "/v1", "answered 400", "ADAPTER_MODEL_EXTRA"),
    "a window that is too small": (
        Kind(window=300),
        "/v1",
        "the window has 300",
        "start the server with a larger window",
    ),
}


def done(command: tuple[str, ...], base_url: str, folder: Path) -> Done:
    (folder / "cases.jsonl").write_text(CASES)
    env = {"OPENAI_BASE_URL": base_url, "ADAPTER_MODEL": "m", "OPENAI_API_KEY": KEY}
    ended = run(*command, "-d", BANK, env=env, cwd=folder)
    assert KEY not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended


@pytest.mark.parametrize("name", TROUBLES)
def test_decide_and_eval_say_the_same_in_one_line_and_exit_3(name: str, tmp_path: Path) -> None:
    kind, behind, answered, advice = TROUBLES[name]
    with model_server(kind) as server:
        root = server.base_url.removesuffix("/v1")
        decided = done(("decide", "-t", "my card 60 is gone"), f"{root}{behind}", tmp_path)
        evaluated = done(("eval", "-c", "cases.jsonl", "--out", "results"), f"{root}{behind}", tmp_path)
    (line,) = decided.stderr.splitlines()
    assert line.startswith("model m")
    assert answered.format(root=root) in line
    assert advice.format(root=root) in line.split(" → ")[1]
    assert json.loads(decided.stdout)["decision"]["kind"] == "failed"
    assert decided.returncode == evaluated.returncode == 3
    assert evaluated.stderr.splitlines()[-1] == line
    assert not (tmp_path / "results").exists()


def test_eval_asks_a_provider_that_answers_nothing_only_a_few_times(tmp_path: Path) -> None:
    with model_server(Kind(key="another")) as server:
        ended = done(("eval", "-c", "cases.jsonl", "--concurrency", "1"), server.base_url, tmp_path)
        # the list of models is asked for by nobody: 401 says it all
        assert len(server.requests) == 0  # refused before their bodies are read
    said = ended.stderr.splitlines()[-2]
    assert (
        said == "stopped after 5 errors: the model's server has answered nothing; the same command goes on where it was"
    )


def test_without_a_key_where_one_is_wanted_the_key_is_asked_for(tmp_path: Path) -> None:
    with model_server(Kind(key=KEY)) as server:
        env = {"OPENAI_BASE_URL": server.base_url, "ADAPTER_MODEL": "m"}
        ended = run("decide", "-d", BANK, "-t", "hello", env=env, cwd=tmp_path)
    assert "the server wants a key" in ended.stderr
    assert "→ set OPENAI_API_KEY" in ended.stderr


def test_the_second_model_of_a_chain_is_explained_by_its_own_settings(tmp_path: Path) -> None:
    with model_server(Kind(key="first")) as first, model_server(Kind(key="second")) as second:
        env = {
            "OPENAI_BASE_URL": first.base_url,
            "OPENAI_API_KEY": KEY,
            "ADAPTER_MODEL": "m",
            "ADAPTER_FALLBACK_BASE_URL": second.base_url,
            "ADAPTER_FALLBACK_API_KEY": "sk-of-the-second-server",
        }
        ended = run("decide", "-d", BANK, "-t", "hello", env=env, cwd=tmp_path)
    lines = ended.stderr.splitlines()
    assert [line.split("→ set ")[1].split()[0] for line in lines] == ["OPENAI_API_KEY", "ADAPTER_FALLBACK_API_KEY"]
    assert "sk-of" not in ended.stderr


def test_a_chain_whose_second_model_answers_decides_and_says_why_the_first_did_not(tmp_path: Path) -> None:
    with model_server(Kind(key="first")) as first, model_server() as second:
        env = {
            "OPENAI_BASE_URL": first.base_url,
            "OPENAI_API_KEY": KEY,
            "ADAPTER_MODEL": "m",
            "ADAPTER_FALLBACK_BASE_URL": second.base_url,
        }
        ended = run("decide", "-d", BANK, "-t", "ich habe meine Karte verloren", env=env, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["decision"]["destination"] == "cards"
    (line,) = ended.stderr.splitlines()
    assert "the server refuses the key" in line
    assert "→ set OPENAI_API_KEY to" in line
