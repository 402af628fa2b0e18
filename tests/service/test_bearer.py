"""Clients of the model's API send the token as their key; what they cannot read is told in their own form."""

from collections.abc import Callable

import httpx2
import pytest

Serve = Callable[..., httpx2.Client]


def test_a_key_is_the_token_where_the_models_api_or_ours_is_asked(serve: Serve) -> None:
    client = serve(token="secret")
    assert client.get("/v1/tools", headers={"Authorization": "Bearer secret"}).status_code == 200
    assert client.get("/v1/tools", headers={"Authorization": "bearer secret"}).status_code == 200
    assert client.get("/v1/tools", headers={"Authorization": "Bearer other"}).status_code == 401
    assert client.get("/v1/tools", headers={"Authorization": "Basic secret"}).status_code == 401
    assert (
        client.get("/v1/tools", headers={"X-API-TOKEN": "other", "Authorization": "Bearer secret"}).status_code == 401
    )


def test_the_webhook_wants_the_token_in_the_platforms_own_header(serve: Serve) -> None:
    client = serve(token="secret")
    refused = client.post("/webhook", headers={"Authorization": "Bearer secret"}, json={})
    assert refused.status_code == 401
    assert refused.json()["detail"] == "send it in the header X-API-TOKEN"


@pytest.mark.parametrize(
    "path",
    ["/v1/chat/completions", "/chat/completions", "/v1/chat/completions/chat/completions", "/v1/models", "/models/m"],
)
def test_a_wrong_key_is_refused_in_the_form_of_the_models_api(serve: Serve, path: str) -> None:
    answer = serve(token="secret").post(path, headers={"Authorization": "Bearer other"}, json={})
    assert answer.status_code == 401
    error = answer.json()["error"]
    assert error["code"] == "invalid_api_key"
    assert error["type"] == "invalid_request_error"
    assert error["message"].endswith("X-API-TOKEN or as Authorization: Bearer")
    assert "other" not in answer.text


@pytest.mark.parametrize("path", ["/vapi", "/conversation-relay", "/conversation-relay/voice"])
def test_a_platform_that_is_not_set_up_is_not_there(serve: Serve, path: str) -> None:
    assert serve(token="secret").post(path, json={}).status_code == 404
