"""Clients that look at the list of models first, as LiveKit, jambonz and Dograh do, by OpenAI's client."""

from collections.abc import Callable

import pytest
from openai import AuthenticationError, OpenAI

from adapter import Assistant, Directory, OfflineModel
from adapter.gateway.relay import Gateway
from adapter.models.upstream import ModelUpstream
from adapter.service.app import create_app
from tests.conftest import NOON
from tests.gateway.conftest import Gated
from tests.serving import serving


@pytest.mark.parametrize("path", ["", "/chat/completions"])
def test_the_list_of_models_and_each_of_them_is_read(gated: Callable[..., Gated], path: str) -> None:
    gate = gated({"say": "Hello."})
    with OpenAI(base_url=gate.base_url + path, api_key="none", max_retries=0) as client:
        (listed,) = client.models.list().data
        assert client.models.retrieve(listed.id).object == "model"
        assert client.models.retrieve("gpt-4.1").id == "gpt-4.1"
    assert gate.mock.requests == []


def test_a_wrong_key_is_an_authentication_error_for_the_list_and_for_a_chat(bank: Directory) -> None:
    model = OfflineModel()
    assistant = Assistant(bank, model, now=lambda: NOON)
    gateway = Gateway(assistant.config, ModelUpstream(model), now=lambda: NOON)
    with (
        serving(create_app(assistant, token="a token of the tests", gateway=gateway)) as url,
        OpenAI(base_url=f"{url}/v1", api_key="wrong", max_retries=0) as wrong,
        OpenAI(base_url=f"{url}/v1", api_key="a token of the tests", max_retries=0) as right,
    ):
        for ask in (wrong.models.list, lambda: _chat(wrong)):
            with pytest.raises(AuthenticationError) as caught:
                ask()
            assert caught.value.code == "invalid_api_key"
        assert right.models.list().data
        assert _chat(right)


def _chat(client: OpenAI) -> str | None:
    said = client.chat.completions.create(model="any", messages=[{"role": "user", "content": "hello"}])
    return said.choices[0].message.content
