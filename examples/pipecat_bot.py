"""A Pipecat bot whose model is the gateway: what the model chooses comes as one tool call with a number to dial.

Install `pipecat-ai[openai]` beside it, with your transport and speech services. docs/platforms/pipecat.md says how.
"""

import os
from collections.abc import Callable

from pipecat.adapters.llm.schemas.function_schema import FunctionSchema
from pipecat.adapters.llm.schemas.tools_schema import ToolsSchema
from pipecat.frames.frames import Frame, FunctionCallResultProperties
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.services.llm_service import FunctionCallParams
from pipecat.services.openai.llm import OpenAILLMService

GATEWAY = os.environ.get("GATEWAY_URL", "http://127.0.0.1:8080/v1")
TOKEN = os.environ.get("ADAPTER_TOKEN", "none")
INSTRUCTIONS = "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two."

NUMBER = {"transfer_number": {"type": "string"}}
TRANSFER = FunctionSchema(
    name="transfer_to_number", description="Transfers the call.", properties=NUMBER, required=["transfer_number"]
)


def receptionist(transfer_frame: Callable[[str], Frame]) -> tuple[OpenAILLMService, LLMContext]:
    """The service for a pipeline, and the context of a call. `transfer_frame` is what your transport transfers at, such
    as `lambda number: DailySIPTransferFrame(settings={"toEndPoint": number})`."""

    async def transfer_to_number(params: FunctionCallParams) -> None:
        # A frame of the transport waits for its turn behind the announcement.
        await params.llm.push_frame(transfer_frame(params.arguments["transfer_number"]))
        await params.result_callback("done", properties=FunctionCallResultProperties(run_llm=False))

    settings = OpenAILLMService.Settings(model="transfers", system_instruction=INSTRUCTIONS)
    model = OpenAILLMService(base_url=GATEWAY, api_key=TOKEN, settings=settings)
    model.register_function("transfer_to_number", transfer_to_number)
    return model, LLMContext(tools=ToolsSchema(standard_tools=[TRANSFER]))
