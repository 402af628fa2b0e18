"""Whatever the API page allows, and much that it does not: no server error, 200 only with what the page promises."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from adapter import OfflineModel
from adapter.platforms.sipgate.actions import read_action

pytestmark = pytest.mark.clients

_TAKE_ANYTHING = ("/healthz", "/readyz", "/v1/models", "/v1/models/{model_id}")


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_service_keeps_what_its_page_promises(serve: Callable[..., httpx2.Client], mode: GenerationMode) -> None:
    client = serve(OfflineModel())
    page = schemathesis.openapi.from_url(f"{str(client.base_url).rstrip('/')}/openapi.json")
    operations: list[Any] = list(page.get_all_operations())
    assert len(operations) == 10
    for operation in (result.ok() for result in operations):
        # what takes nothing, or any text, cannot be asked wrongly
        if mode is GenerationMode.POSITIVE or operation.path not in _TAKE_ANYTHING:
            _hold(operation.as_strategy(generation_mode=mode))


def _hold(cases: Any) -> None:
    @given(cases)
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def hold(case: Any) -> None:
        response = case.call()
        case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
        if case.path == "/webhook" and response.status_code == 200:
            body = response.json()
            actions = body if isinstance(body, list) else [body]
            assert actions
            for action in actions:
                read_action(action)

    hold()
