"""The command `doctor` against real HTTP servers: what is wrong is one line, with what to set."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapter.models.profiles import load_profile
from adapter.testing import running_mock
from adapter.testing.scenario.http_errors import ErrorResponse
from tests.command import ROOT, Done, run
from tests.model_server import Kind, model_server

BANK = ROOT / "examples" / "bank" / "directory.yaml"
KEY = "sk-test-0123456789abcdef"


def doctor(base_url: str, *arguments: str | Path, **env: str) -> Done:
    variables = {"OPENAI_BASE_URL": base_url, "ADAPTER_MODEL": "m", "OPENAI_API_KEY": KEY, **env}
    done = run("doctor", "-d", BANK, *arguments, env=variables)
    assert KEY not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def failures(done: Done) -> list[str]:
    return [line.strip() for line in done.stderr.splitlines() if line.strip().startswith("✗")]


def test_a_server_with_which_nothing_is_wrong_is_told_check_by_check() -> None:
    with model_server(Kind(window=8192)) as server:
        done = doctor(server.base_url)
    assert (done.returncode, failures(done)) == (0, [])
    lines = done.stderr.splitlines()
    assert lines[0] == f"m at {server_address(done)}"
    assert [line.split()[1] for line in lines[1:-1]] == [
        *("reachable", "key", "model", "request", "tools", "tool_call", "schema", "order", "stream"),
        *("window", "seconds", "cache", "fields"),
    ]
    assert lines[-1] == "calls would be answered"
    assert done.stdout == ""


def server_address(done: Done) -> str:
    return done.stderr.split(" at ")[1].split()[0]


def test_our_own_mock_is_a_server_like_others() -> None:
    with running_mock() as mock:
        done = doctor(mock.base_url, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True


NOBODY = "http://127.0.0.1:9/v1"


@pytest.mark.parametrize(
    ("kind", "behind", "name", "said"),
    [
        (Kind(key="sk-another-one"), "/v1", "key", "the server refuses the key: the model server answered 401"),
        (Kind(), "/v1/chat/completions", "reachable", "→ set OPENAI_BASE_URL={root}/v1"),
        (Kind(), "/v1/chat/completions/", "reachable", "→ set OPENAI_BASE_URL={root}/v1"),
        (Kind(), "/v1/responses", "reachable", "→ set OPENAI_BASE_URL={root}/v1"),
        (Kind(), "", "reachable", "→ set OPENAI_BASE_URL={root}/v1"),
        (Kind(models=None, any_model=True), "/v1/chat/completions", "reachable", "→ set OPENAI_BASE_URL={root}/v1"),
        (Kind(models=None, any_model=True), "", "reachable", "usually https://host/v1"),
        (Kind(path="/api/v1", key=KEY), "/v1", "reachable", "→ set OPENAI_BASE_URL={root}/api/v1"),
        (Kind(models=("a", "m2")), "/v1", "model", "no model m; it lists m2, a → set ADAPTER_MODEL to m2"),
        (Kind(models=("a",), lists=False), "/v1", "model", "“The model `m` does not exist or you do not have access"),
        (Kind(drops_tools=True), "/v1", "tools", "the tools do not reach the model: "),
        (Kind(window=1500), "/v1", "window", "tokens, the window has 1,500 → start the server with a larger window"),
        (Kind(window=1500, tells_window=False), "/v1", "window", "the window has 1,500 → start the server with"),
        (Kind(apis=("responses",)), "/v1", "reachable", "the server has no such API as chat: "),
    ],
    ids=[
        *(
            "key",
            "chat-completions",
            "slash",
            "responses",
            "no-v1",
            "no-list",
            "no-list-no-v1",
            "api-v1",
            "model",
            "unlisted",
        ),
        *("drops-tools", "window", "silent-window", "api"),
    ],
)
def test_what_is_wrong_is_named_in_one_line_with_what_to_set(kind: Kind, behind: str, name: str, said: str) -> None:
    with model_server(kind) as server:
        root = server.base_url.removesuffix("/v1")
        done = doctor(f"{root}{behind}")
    assert done.returncode == 1
    (line,) = failures(done)
    assert line.split()[1] == name
    assert said.format(root=root) in line
    assert "→" in line
    assert done.stderr.rstrip().endswith("calls would fail")


def test_nobody_there_is_one_line() -> None:
    done = doctor(NOBODY)
    (line,) = failures(done)
    assert (done.returncode, line.split()[1]) == (1, "reachable")
    assert f"nothing answers at {NOBODY}" in line
    assert "OPENAI_BASE_URL" in line.split("→")[1]
    assert "- not asked: key, model, request, tools" in done.stderr


def test_a_server_that_wants_a_key_where_none_is_set_says_so() -> None:
    with model_server(Kind(key=KEY)) as server:
        done = run("doctor", "-d", BANK, env={"OPENAI_BASE_URL": server.base_url, "ADAPTER_MODEL": "m"})
    (line,) = failures(done)
    assert "the server wants a key" in line
    assert "→ set OPENAI_API_KEY" in line


def test_a_page_instead_of_an_api_is_a_wrong_path() -> None:
    page = {"raw": {"headers": {"content-type": "text/html"}, "body": "<html>welcome</html>"}}
    with model_server(Kind(models=None, any_model=True, rules=[{"reply": page}])) as server:
        done = doctor(server.base_url)
    (line,) = failures(done)
    assert line.split()[1] == "reachable"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_named_with_where_it_leads_and_is_not_followed(status: int) -> None:
    headers = {"location": "https://models.example.com/v1/chat/completions"}
    moved = {"raw": {"status": status, "headers": headers, "body": ""}}
    with model_server(Kind(models=None, any_model=True, rules=[{"reply": moved}])) as server:
        done = doctor(server.base_url)
    (line,) = failures(done)
    assert line.split()[1] == "reachable"
    assert f"redirects requests to https://models.example.com/v1 ({status})" in line
    assert "→ set OPENAI_BASE_URL=https://models.example.com/v1 if the model is there" in line


def tools_refused(body: Any) -> ErrorResponse | None:
    words = "This model's chat template does not support tools\x1b[31m"
    return ErrorResponse(status=500, message=words, type="server_error") if "tools" in body else None


def order_refused(body: Any) -> ErrorResponse | None:
    roles = [message["role"] for message in body["messages"]]
    return ErrorResponse(status=500, message="after a tool's result comes the assistant") if "tool" in roles else None


def greeting_refused(body: Any) -> ErrorResponse | None:
    roles = [message["role"] for message in body["messages"]]
    return ErrorResponse(status=400, message="roles must alternate") if "assistant" in roles else None


def streams_only(body: Any) -> ErrorResponse | None:
    return None if body.get("stream") else ErrorResponse(status=400, message="only streams are possible here")


def broken(body: Any) -> ErrorResponse | None:
    return ErrorResponse(status=500, message="CUDA error", type="server_error")


@pytest.mark.parametrize(
    ("refuses", "name", "said"),
    [
        (tools_refused, "tools", "“This model's chat template does not support tools"),
        (order_refused, "order", "“after a tool's result comes the assistant”"),
        (greeting_refused, "order", "“roles must alternate”"),
        (streams_only, "stream", "→ set ADAPTER_STREAM=true"),
        (broken, "request", "“CUDA error” → look at the server's own log"),
    ],
)
def test_what_a_server_refuses_is_told_in_its_own_words(refuses: Any, name: str, said: str) -> None:
    with model_server(Kind(refuses=refuses)) as server:
        done = doctor(server.base_url)
    (line,) = failures(done)
    assert (done.returncode, line.split()[1]) == (1, name)
    assert said in line
    assert "\x1b" not in done.stderr


def test_an_address_that_cannot_be_used_is_one_line() -> None:
    done = doctor("http://user:secret@127.0.0.1/v1")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "secret" not in done.stderr


def test_offline_nothing_is_asked() -> None:
    done = run("doctor", "-d", BANK)
    assert done.returncode == 0
    assert done.stderr == "offline: the offline model answers, and nothing is asked\ncalls would be answered\n"
    found = json.loads(run("doctor", "-d", BANK, "--json").stdout)
    assert found == {"ok": True, "model": "offline", "base_url": None, "checks": [], "fallback": None}


def test_a_store_that_is_named_is_looked_at_and_one_that_is_down_makes_no_call_fail() -> None:
    named = {"ADAPTER_STORE": "redis+sentinel://:hunter2@127.0.0.1:1/mymaster"}
    done = run("doctor", "-d", BANK, env=named)
    assert done.returncode == 0
    assert "the store of calls\n  ! down: redis: no sentinel that answers knows a server that is up as" in done.stderr
    found = json.loads(run("doctor", "-d", BANK, "--json", env=named).stdout)
    (note,) = found["store"]
    assert set(note) == {"message", "advice"}
    assert "hunter2" not in done.stderr + json.dumps(found)


def test_the_machine_output_has_a_shape_that_stays() -> None:
    with model_server(
        Kind(window=2_000, tells_window=False, props={"default_generation_settings": {"n_ctx": 4096}})
    ) as server:
        done = doctor(server.base_url, "--json")
    found = json.loads(done.stdout)
    assert set(found) == {"ok", "model", "base_url", "checks", "fallback"}
    assert (found["model"], found["base_url"]) == ("m", server_url(found))
    assert {tuple(check) for check in found["checks"]} == {("name", "status", "message", "advice", "figures")}
    assert {check["status"] for check in found["checks"]} <= {"ok", "warning", "failed", "skipped"}
    assert len(found["checks"]) == 13
    assert done.stderr == ""


def server_url(found: dict[str, Any]) -> str:
    url = str(found["base_url"])
    assert url.startswith("http://127.0.0.1:")
    return url


def test_both_models_of_a_chain_are_looked_at() -> None:
    with model_server() as first:
        env = {"ADAPTER_FALLBACK_MODEL": "spare", "ADAPTER_FALLBACK_BASE_URL": NOBODY}
        done = doctor(first.base_url, "--json", **env)
        people = doctor(first.base_url, **env)
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"], found["fallback"]["ok"]) == (1, False, False)
    assert found["fallback"]["model"] == "spare"
    (line,) = failures(people)
    assert "set ADAPTER_FALLBACK_BASE_URL to where it is" in line


def needs_completion_tokens(body: Any) -> ErrorResponse | None:
    if "max_tokens" in body:
        return ErrorResponse(status=400, message="Unsupported parameter: 'max_tokens'.", param="max_tokens")
    return None


def test_the_profile_that_fits_is_written_and_loads_again(tmp_path: Path) -> None:
    file = tmp_path / "profile.yaml"
    with model_server(Kind(refuses=needs_completion_tokens, window=8192)) as server:
        done = doctor(server.base_url, "--write", file, ADAPTER_MODEL_EXTRA='{"seed": 7}', ADAPTER_TEMPERATURE="0.5")
        assert done.returncode == 0
        assert "! fields     refused by name, and left out or renamed from then on: max_tokens" in done.stderr
        assert f"profile written: ADAPTER_MODEL_PROFILE={file}" in done.stderr
        again = doctor(server.base_url, "--write", file, ADAPTER_MODEL_PROFILE=str(file))
    assert "✓ fields     no field of the requests is refused" in again.stderr
    profile = load_profile(str(file))
    assert (profile.limit, profile.temperature, profile.fields) == ("max_completion_tokens", 0.5, {"seed": 7})
    assert profile.window == 8192


def test_for_a_server_that_refuses_tools_the_profile_makes_the_choice_by_schema(tmp_path: Path) -> None:
    file = tmp_path / "profile.yaml"
    rules: list[object] = [{"reply": {"say": '{"choice": "cards", "language": "en", "say": ""}'}}]
    with model_server(Kind(refuses=tools_refused, rules=rules)) as server:
        done = doctor(server.base_url, "--write", file)
        again = doctor(server.base_url, ADAPTER_MODEL_PROFILE=str(file))
    assert done.returncode == 1
    assert "→ set ADAPTER_CHOICE=json" in failures(done)[0]
    assert load_profile(str(file)).choice == "json"
    assert again.returncode == 0


@pytest.mark.parametrize("model", ["m", "another"])
def test_a_server_that_gives_no_reply_gets_no_profile(tmp_path: Path, model: str) -> None:
    file = tmp_path / "profile.yaml"
    done = doctor(NOBODY, "--write", file, ADAPTER_MODEL=model)
    assert done.returncode == 1
    assert "no profile was written: the server has given no reply" in done.stderr
    assert not file.exists()


def test_a_file_that_is_no_profile_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text("destinations: {}\n")
    with model_server() as server:
        done = doctor(server.base_url, "--write", file)
        assert server.requests == []
    assert (done.returncode, file.read_text()) == (1, "destinations: {}\n")
    assert "is no profile" in done.stderr
    lost = doctor(NOBODY, "--write", tmp_path / "nowhere" / "p.yaml")
    assert "there is no folder" in lost.stderr
