"""The mocked model: a scenario in process, without HTTP."""

from dataclasses import replace
from pathlib import Path

from adapter.errors import ModelRequestRejected, ModelTimeout
from adapter.testing.played_time import pause
from adapter.testing.scenario.faults import ENDLESS, wire_error
from adapter.testing.scenario.file import read_scenario
from adapter.testing.scenario.http_errors import ErrorResponse
from adapter.testing.scenario.mocked_reply import response_finish
from adapter.testing.scenario.received_request import received_in_process
from adapter.testing.scenario.request_checks import BadRequest
from adapter.testing.scenario.rules import Scenario
from adapter.testing.scenario.run import MockResponse, ScenarioRun
from adapter.testing.scenario.scripted_reply import RawResponse
from adapter.testing.scripted import UnexpectedRequest
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest


class MockModel:
    """Answers by a scenario, a `Scenario` or the path of its file; without one as the offline model.

    `name` is the model's name that rules match on. `timeout` (seconds) is the limit for a reply, as a real client has
    one: a stall or a longer delay ends there in `ModelTimeout`. Faults raise what `OpenAIModel` with one attempt would
    make of them, asking over `api` and, if `stream`, for the reply piece by piece. Its seconds are played ones: where
    nothing but it is waited for, the event loop's clock jumps over them (`adapter.testing.played_time`).

    A request that the scenario does not allow for raises `UnexpectedRequest`, which is no `ModelError`: nothing takes
    it for a model's failure.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path | None = None,
        *,
        name: str = "mock",
        timeout: float = 15.0,
        api: ModelApi = "chat",
        stream: bool = False,
    ) -> None:
        self.name = name
        self.requests: list[ModelRequest] = []
        self._run = ScenarioRun(read_scenario(scenario))
        self._timeout = timeout
        self._api: ModelApi = api
        self._stream = stream

    async def reply(self, request: ModelRequest) -> ModelReply:
        """The scenario's reply. Raises `ModelError` for a fault, `UnexpectedRequest` where no rule fits."""
        self.requests.append(request)
        try:
            response = self._run.play(received_in_process(request, self.name, self._api))
        except BadRequest as refused:
            raise ModelRequestRejected(refused.message) from refused
        waiting = response.delay + response.drip
        if response.broken in ENDLESS or waiting > self._timeout:
            await pause(self._timeout)
            raise ModelTimeout(f"no reply from the mock within {self._timeout:g} s")
        if waiting:
            await pause(waiting)
        if isinstance(response.answer, RawResponse):
            # it brings the openai package, which nothing else here needs
            from adapter.testing.scenario.raw_response import read_raw_response

            return await read_raw_response(
                response.answer, request, model=self.name, api=self._api, stream=self._stream
            )
        return self._reply(response, response.answer)

    async def aclose(self) -> None:
        """Nothing to give back."""

    def _reply(self, response: MockResponse, answer: ModelReply | ErrorResponse) -> ModelReply:
        broken = response.broken
        if isinstance(answer, ErrorResponse):
            raise answer.error if response.expected else UnexpectedRequest(answer.message)
        error = wire_error(broken, api=self._api, stream=self._stream) if broken else None
        if error is not None:
            raise error
        if broken == "empty-choices":
            return ModelReply(model=answer.model, finish="" if self._api == "chat" else "completed")
        return answer if self._api == "chat" else replace(answer, finish=response_finish(answer.finish))
