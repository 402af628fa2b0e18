"""Raw answers in process: what our client makes of an HTTP answer that never was on a wire."""

from contextlib import aclosing

import httpx2

from adapter.models.openai import OpenAIModel
from adapter.testing.scenario.scripted_reply import RawResponse
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelApi, ModelRequest


async def read_raw_response(
    answer: RawResponse, request: ModelRequest, *, model: str, api: ModelApi, stream: bool
) -> ModelReply:
    """The reply that `OpenAIModel` with one attempt reads from the answer. Raises the `ModelError` that it raises."""
    transport = _Answering(answer)
    async with httpx2.AsyncClient(transport=transport) as client:
        reader = OpenAIModel(
            model,
            api=api,
            base_url="http://mock.invalid/v1",
            api_key="none",
            stream=stream,
            attempts=1,
            http_client=client,
        )
        async with aclosing(reader):
            return await reader.reply(request)


class _Answering(httpx2.AsyncBaseTransport):
    """Gives an answer without a socket."""

    def __init__(self, answer: RawResponse) -> None:
        self._answer = answer

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            self._answer.status,
            headers=self._answer.sent_headers,
            stream=httpx2.ByteStream(self._answer.content),
            request=request,
        )
