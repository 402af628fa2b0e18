"""Settings, and the parts that they are put together from."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openai
import pytest

from adapter import OfflineModel, OpenAIModel, extras
from adapter.calls.platform import PlatformRequest
from adapter.errors import DirectoryError, ExtraError, PromptError, SettingsError, ToolsetError
from adapter.models.fallback import FallbackModel
from adapter.platforms import Sipgate, Vapi
from adapter.testing import running_mock
from adapter.wiring import (
    DEFAULT_MODEL,
    OFFLINE,
    Settings,
    build,
    build_config,
    build_gateway,
    build_model,
    fields_of,
    model_name,
    other_platforms,
    read_settings,
    shipped_directory,
    unknown_variables,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "ADAPTER_MODEL_EXTRA",
        *(f"ADAPTER_{field.upper()}" for field in Settings.model_fields),
    ):
        monkeypatch.delenv(name, raising=False)


def test_without_a_key_and_a_base_url_the_offline_model_answers() -> None:
    assert model_name(read_settings()) == OFFLINE
    assert isinstance(build_model(read_settings()), OfflineModel)


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL"])
async def test_with_one_of_them_the_default_model_is_asked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9/v1")
    model = build_model(read_settings())
    assert isinstance(model, OpenAIModel)
    assert model.name == DEFAULT_MODEL
    await model.aclose()


def test_a_named_model_wins_over_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    assert model_name(read_settings(model="offline")) == OFFLINE


def test_options_win_over_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_EXPOSURE", "single")
    monkeypatch.setenv("ADAPTER_LANGUAGE", "de")
    settings = read_settings(exposure="each", prompt=None)
    assert (settings.exposure, settings.language, settings.prompt) == ("each", "de", "receptionist")


def test_variables_alone_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_LANGUAGE", "de")
    assert read_settings().language == "de"


@pytest.mark.parametrize("stream", [False, True])
async def test_replies_are_streamed_where_the_environment_asks_for_it(
    stream: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADAPTER_STREAM", str(stream).lower())
    with running_mock() as mock:
        monkeypatch.setenv("OPENAI_BASE_URL", mock.base_url)
        assistant = build(read_settings(directory=shipped_directory()))
        await assistant.handle({"type": "user_speak", "session": {"id": "x"}, "text": "I lost my card"})
        await assistant.aclose()
        assert [b'"stream":true' in request.raw for request in mock.requests] == [stream]


async def asked_with(monkeypatch: pytest.MonkeyPatch, model: str, **variables: str) -> dict[str, Any]:
    """The body of the request that a model of these variables sends."""
    for name, value in variables.items():
        monkeypatch.setenv(f"ADAPTER_{name}", value)
    with running_mock() as mock:
        monkeypatch.setenv("OPENAI_BASE_URL", mock.base_url)
        assistant = build(read_settings(directory=shipped_directory(), model=model))
        await assistant.handle({"type": "user_speak", "session": {"id": "x"}, "text": "I lost my card"})
        await assistant.aclose()
        body: dict[str, Any] = json.loads(mock.requests[0].raw)
        return body


async def test_a_model_is_asked_as_the_profile_of_its_name_says(monkeypatch: pytest.MonkeyPatch) -> None:
    body = await asked_with(monkeypatch, "gpt-5-mini")
    assert (body["max_completion_tokens"], body["reasoning_effort"], "temperature" in body) == (2200, "minimal", False)


async def test_settings_say_how_a_model_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    body = await asked_with(
        monkeypatch,
        "gpt-5-mini",
        MODEL_PROFILE="plain",
        MAX_TOKENS="120",
        TEMPERATURE="0.4",
        MODEL_EXTRA='{"seed": 7, "prompt_cache_key": "bank"}',
    )
    assert (body["max_tokens"], body["temperature"]) == (120, 0.4)
    assert (body["seed"], body["prompt_cache_key"]) == (7, "bank")


BY_SCHEMA = """
rules:
  - reply:
      - {say: '{"choice": "crads", "language": "en", "say": ""}'}
      - {say: '{"choice": "none", "language": "en", "say": "Is it lost or broken?"}'}
      - {say: '{"choice": "cards", "language": "de", "say": ""}'}
"""


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_a_call_whose_choices_are_made_by_schema(
    api: str, stream: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(BY_SCHEMA)
    with running_mock(scenario) as mock:
        monkeypatch.setenv("OPENAI_BASE_URL", mock.base_url)
        assistant = build(
            read_settings(directory=shipped_directory(), model="m", choice="json", api=api, stream=stream)
        )
        events: list[dict[str, Any]] = [{"type": "user_speak", "text": "My card"}]
        events += [{"type": "user_speak", "text": "It is lost"}, {"type": "assistant_speech_ended"}]
        actions = [await assistant.handle({**event, "session": {"id": "x"}}) for event in events]
        await assistant.aclose()
        sent = [request.raw.decode() for request in mock.requests]
    kinds = [action["type"] for step in actions for action in step]
    assert kinds == ["speak", "speak", "transfer"]
    for body in sent:
        assert '"tools"' not in body
        assert "transfer_to_" not in body
        assert '"json_schema"' in body


def test_a_key_that_a_choice_by_schema_has_for_itself_is_named_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text("destinations: {none: {type: number, number: '+4921155660001', description: Whatever.}}")
    build_config(read_settings(directory=file))
    with pytest.raises(SettingsError, match="none is a choice of its own"):
        build_config(read_settings(directory=file, choice="json"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODEL_PROFILE", "no-such-profile"),
        ("CHOICE", "maybe"),
        ("MAX_TOKENS", "0"),
        ("TEMPERATURE", "3"),
        ("MODEL_EXTRA", "{"),
        ("MODEL_EXTRA", "[1]"),
    ],
)
def test_a_setting_that_cannot_work_is_named_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ADAPTER_{name}", value)
    with pytest.raises(SettingsError, match=f"ADAPTER_{name}: "):
        build_model(read_settings())


def test_a_further_field_that_is_ours_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_MODEL_EXTRA", '{"messages": []}')
    with pytest.raises(SettingsError, match="ADAPTER_MODEL_EXTRA: messages: "):
        build_model(read_settings())


async def test_profile_and_further_fields_are_for_the_first_model_of_a_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    settings = read_settings(
        model="a", fallback_model="gpt-5", model_profile="small", extra_fields='{"seed": 1}', max_tokens=99
    )
    model = build_model(settings)
    assert isinstance(model, FallbackModel)
    await model.aclose()
    assert fields_of(settings).others == {"temperature": 0, "seed": 1}


async def test_a_fallback_on_another_server_never_gets_the_first_ones_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-first")
    with running_mock() as mock:
        keys: list[str | None] = []
        monkeypatch.setattr("openai.AsyncOpenAI.__init__", _spy(openai.AsyncOpenAI.__init__, keys), raising=True)
        model = build_model(read_settings(model="a", fallback_model="b", fallback_base_url=mock.base_url))
        assert model.name == "a, then b"
        assert keys == ["sk-first", "none"]
        await model.aclose()


def _spy(original: Callable[..., None], keys: list[str | None]) -> Callable[..., None]:
    def init(self: object, **options: Any) -> None:
        keys.append(options.get("api_key"))
        original(self, **options)

    return init


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_MODEL", "")
    assert read_settings().model is None


@pytest.mark.parametrize("value", [" ", "\t", "first\nsecond", "secret\r\n", " secret", "sec\x07ret"])
@pytest.mark.parametrize("name", ["ADAPTER_TOKEN", "ADAPTER_FALLBACK_API_KEY", "OPENAI_API_KEY"])
def test_a_secret_that_no_header_can_carry_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value) == (
        f"{name}: a secret is not blank, has no white space at its ends, and no line break in it"
    )


@pytest.mark.parametrize("value", ["s", "sécret", "two words", "a=b;c,d%20\"'"])
def test_any_other_secret_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ADAPTER_TOKEN", value)
    token = read_settings().token
    assert token is not None
    assert token.get_secret_value() == value


def test_allowed_origins_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().allowed_origins == ()
    monkeypatch.setenv("ADAPTER_ALLOWED_ORIGINS", "https://Desk.example, http://localhost:3000,http://[::1]:3000")
    assert read_settings().allowed_origins == (
        "https://desk.example",
        "http://localhost:3000",
        "http://[::1]:3000",
    )


@pytest.mark.parametrize(
    "value", ["*", "desk.example", "https://desk.example/", "null", "https://a.example;b", "https://"]
)
def test_what_is_no_origin_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ADAPTER_ALLOWED_ORIGINS", value)
    with pytest.raises(SettingsError, match="ADAPTER_ALLOWED_ORIGINS: an origin is a scheme and a host"):
        read_settings()


def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_TOKEN", "very-secret")
    assert "very-secret" not in repr(read_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("exposure", "some"),
        ("api", "grpc"),
        ("respond_within", 0),
        ("model_timeout", "soon"),
        ("number_format", "national"),
        ("language", "deutsch!"),
        ("stream", "perhaps"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"ADAPTER_{name.upper()}"):
        read_settings(**{name: value})


def test_a_misspelled_variable_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_DIRECTROY", "x")
    assert unknown_variables() == ["ADAPTER_DIRECTROY"]


async def test_everything_is_put_together_from_the_settings() -> None:
    assistant = build(read_settings(directory=shipped_directory(), language="de", number_format="e164-no-plus"))
    assert isinstance(assistant.platform, Sipgate)
    assert assistant.platform.number_format == "e164-no-plus"
    assert assistant.config.toolset.hang_up
    (_, greeting) = await assistant.handle({"type": "session_start", "session": {"id": "x"}})
    assert "guten Tag" in str(greeting["text"])
    await assistant.aclose()


def test_a_missing_directory_is_a_setting_that_is_missing() -> None:
    with pytest.raises(SettingsError, match="ADAPTER_DIRECTORY"):
        build_config(read_settings())


def test_what_cannot_work_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError):
        build_config(read_settings(directory=tmp_path))
    with pytest.raises(PromptError):
        build_config(read_settings(directory=shipped_directory(), prompt="receptionist@v999"))
    long = tmp_path / "long.yaml"
    long.write_text(f'destinations: {{a: {{type: number, number: "+4921155660001", description: "{"word " * 300}"}}}}')
    with pytest.raises(ToolsetError, match="transfer_to_a"):
        build_config(read_settings(directory=long))


def test_a_prompt_that_would_tell_a_number_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leaky").mkdir()
    (tmp_path / "leaky" / "v1.md").write_text(
        "---\ndescription: x\nsentences: {en: {}}\n---\nCall 0211 5566 0001 yourself.\n"
    )
    with pytest.raises(PromptError, match="configured number"):
        build_config(read_settings(directory=shipped_directory(), prompt="leaky", prompts_dir=tmp_path))


def _served(**settings: object) -> dict[str, bool]:
    """The platforms beside the first one, and whether each proves its requests."""
    known = other_platforms(read_settings(**settings))
    return {platform.capabilities.platform: platform.verifies for platform in known}


def test_without_a_public_url_every_carrier_is_served_to_this_machine() -> None:
    assert _served() == {"vapi": False, "twilio": False, "telnyx": False}
    assert _served(twilio_auth_token="a, b")["twilio"] is True


def test_with_a_public_url_a_carrier_is_served_that_has_its_secret() -> None:
    public = "https://calls.example"
    key = base64.b64encode(bytes(32)).decode()
    assert _served(public_url=public) == {}
    assert _served(public_url=public, twilio_auth_token="a") == {"twilio": True}
    assert _served(public_url=public, telnyx_public_key=key) == {"telnyx": True}


def test_a_public_key_that_is_none_is_named_at_the_start() -> None:
    with pytest.raises(SettingsError, match="ADAPTER_TELNYX_PUBLIC_KEY"):
        _served(telnyx_public_key="secret-key")


def test_a_carrier_whose_extra_is_missing_is_served_only_where_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(extras.MODULES, "twilio", ("no_such_module",))
    assert _served() == {"vapi": False, "telnyx": False}
    with pytest.raises(ExtraError, match="needs the extra twilio"):
        _served(twilio_auth_token="a")


def vapi_of(**settings: object) -> Vapi | None:
    found = [platform for platform in other_platforms(read_settings(**settings)) if isinstance(platform, Vapi)]
    return found[0] if found else None


def test_vapi_is_served_with_its_secret_or_to_this_machine_alone() -> None:
    assert (guarded := vapi_of(vapi_secret="s", public_url="https://calls.example")) is not None
    assert guarded.verifies
    assert (local := vapi_of()) is not None
    assert not local.verifies
    assert vapi_of(public_url="https://calls.example") is None


@pytest.mark.parametrize(
    ("hosts", "url", "posted"),
    [
        (None, "https://phone.vapi.ai/x", 1),
        (None, "http://127.0.0.1:9/x", 0),
        (".example, 127.0.0.1", "http://127.0.0.1:9/x", 1),
        (".example, 127.0.0.1", "https://calls.EXAMPLE/x", 1),
        (".example, 127.0.0.1", "https://phone.vapi.ai/x", 0),
    ],
)
async def test_vapis_control_urls_are_those_of_the_named_hosts(
    hosts: str | None, url: str, posted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if hosts is not None:
        monkeypatch.setenv("ADAPTER_VAPI_CONTROL_HOSTS", hosts)
    platform = vapi_of()
    assert platform is not None
    called = {"id": "a", "name": "transfer_to_cards"}
    call = {"id": "c", "monitor": {"controlUrl": url}}
    message = {"message": {"type": "tool-calls", "call": call, "toolCallList": [called]}}
    async with build(read_settings(directory=shipped_directory(), model=OFFLINE)) as assistant:
        answer = await assistant.on(platform).answer(PlatformRequest(body=json.dumps(message).encode()))
    assert len(answer.posts) == posted


async def test_vapis_assistant_is_the_one_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_VAPI_ASSISTANT_ID", "asst_1")
    platform = vapi_of()
    assert platform is not None
    request = PlatformRequest(body=b'{"message": {"type": "assistant-request", "call": {"id": "c"}}}')
    async with build(read_settings(directory=shipped_directory(), model=OFFLINE)) as assistant:
        answer = await assistant.on(platform).answer(request)
    assert json.loads(answer.body) == {"assistantId": "asst_1"}


@pytest.mark.parametrize("hosts", ["*.vapi.ai", "https://phone.vapi.ai", "127.0.0.1:8000", ".vapi.ai, a b"])
def test_what_is_no_host_of_control_urls_is_refused(hosts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADAPTER_VAPI_CONTROL_HOSTS", hosts)
    with pytest.raises(SettingsError, match="ADAPTER_VAPI_CONTROL_HOSTS: hosts without scheme"):
        read_settings()


async def test_a_transfer_tool_of_an_unknown_platform_is_recognised_by_its_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ADAPTER_GATEWAY_TOOL", "forward_call:phone")
    settings = read_settings(directory=shipped_directory(), model=OFFLINE)
    parameters = {"type": "object", "properties": {"phone": {"type": "string"}}, "required": ["phone"]}
    tool = {"type": "function", "function": {"name": "forward_call", "parameters": parameters}}
    body = {"messages": [{"role": "user", "content": "my card was swallowed"}], "tools": [tool]}
    async with build(settings) as assistant, build_gateway(settings, assistant).answering(body) as relayed:
        (choice,) = json.loads(await relayed.whole())["choices"]
    (call,) = choice["message"]["tool_calls"]
    assert call["function"]["name"] == "forward_call"
    assert json.loads(call["function"]["arguments"]) == {"phone": "+4921155660001"}
    assert choice["message"]["content"] == "I am putting you through to card services."


@pytest.mark.parametrize("value", ["forward_call", "forward_call:", ":phone", "forward call:phone", "a:b:c"])
def test_a_transfer_tool_without_its_argument_is_an_error_at_the_start(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ADAPTER_GATEWAY_TOOL", value)
    with pytest.raises(SettingsError, match=r"^ADAPTER_GATEWAY_TOOL: a tool's name and the name of its argument"):
        read_settings()
