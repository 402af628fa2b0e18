"""A LiveKit agent whose model is the gateway: what the model chooses comes as one tool call with a number to dial.

Install `livekit-agents livekit-plugins-openai` beside it, and your speech plugins. docs/platforms/livekit.md says how.

    transfer-adapter serve -d directory.yaml
    python examples/livekit_agent.py dev
"""

import os
from collections.abc import Awaitable, Callable

from livekit.agents import Agent, AgentServer, AgentSession, JobContext, RunContext, ToolError, cli, function_tool
from livekit.plugins import openai

GATEWAY = os.environ.get("GATEWAY_URL", "http://127.0.0.1:8080/v1")
TOKEN = os.environ.get("ADAPTER_TOKEN", "none")
INSTRUCTIONS = "You are a bank's receptionist. Connect the caller by calling one tool, or answer in a sentence or two."

server = AgentServer()


def receptionist(connect: Callable[[str], Awaitable[object]]) -> Agent:
    """The agent. `connect` transfers the caller to a number."""

    @function_tool(description="Transfers the call.")
    async def transfer_to_number(context: RunContext[None], transfer_number: str) -> None:
        await context.wait_for_playout()  # a transfer cuts off what is being said
        try:
            await connect(transfer_number)
        except Exception as error:
            raise ToolError("The transfer failed.") from error  # the destination is then not offered again

    model = openai.LLM(model="transfers", base_url=GATEWAY, api_key=TOKEN)
    return Agent(instructions=INSTRUCTIONS, llm=model, tools=[transfer_to_number])


@server.rtc_session()
async def answer(job: JobContext) -> None:
    """Answers a call that LiveKit's SIP service has put into a room."""
    caller = await job.wait_for_participant()
    agent = receptionist(lambda number: job.transfer_sip_participant(caller, f"tel:{number}"))
    await AgentSession[None]().start(agent, room=job.room)  # your stt= and tts= go into AgentSession


if __name__ == "__main__":
    cli.run_app(server)
