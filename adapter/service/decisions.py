"""Decisions for backends: with our model loop (`/v1/decide`) or with their own (`/v1/resolve`, `/v1/tools`)."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from adapter.calls.assistant import Assistant
from adapter.calls.consultation import consult, resolve
from adapter.platforms.sipgate import Session
from adapter.service.problem import problems
from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.tool_calls.tools import Api

router = APIRouter(
    prefix="/v1",
    tags=["decisions"],
    responses=problems(s400="Not JSON", s401="No or wrong X-API-TOKEN", s422="Unusable request"),
)

MAX_MESSAGES = 200


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SpokenMessage(_Body):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class DecideBody(_Body):
    """A conversation, oldest message first, ending with the caller's words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "messages": [{"role": "user", "content": "Ich habe meine Karte verloren"}],
                    "session": {"id": "550e8400-e29b-41d4-a716-446655440000", "from_phone_number": "+4915112345678"},
                }
            ]
        },
    )

    messages: list[SpokenMessage] = Field(min_length=1, max_length=MAX_MESSAGES)
    session: Session | None = None


class ResolveBody(_Body):
    """A tool call as a model made it: its name and the raw text of its arguments."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "transfer_to_cards",
                    "arguments": '{"reason": "lost card", "language": "de"}',
                    "session": {"id": "550e8400-e29b-41d4-a716-446655440000", "from_phone_number": "+4915112345678"},
                }
            ]
        },
    )

    name: str = Field(max_length=1000)
    arguments: str = ""
    session: Session | None = None


class PlannedActions(BaseModel):
    """What to answer the platform now, and what when it says that the speech has ended."""

    now: list[dict[str, Any]]
    after_speech: list[dict[str, Any]]


class Decided(BaseModel):
    """A decision, and the platform's actions for it where a session was given."""

    decision: dict[str, Any]
    actions: PlannedActions | None


@router.post("/decide", response_model=Decided, summary="One decision for a conversation, by the model")
async def decide_route(body: DecideBody, request: Request) -> JSONResponse:
    conversation: Conversation = tuple(
        UserMessage(text=message.content) if message.role == "user" else AssistantMessage(text=message.content)
        for message in body.messages
    )
    return JSONResponse(await consult(request.app.state.assistant, conversation, body.session))


@router.post("/resolve", response_model=Decided, summary="The decision and actions for a tool call of your own model")
async def resolve_route(body: ResolveBody, request: Request) -> JSONResponse:
    return JSONResponse(resolve(request.app.state.assistant, body.name, body.arguments, body.session))


@router.get("/tools", summary="The tool definitions for a model loop of your own")
async def tools_route(request: Request, api: Annotated[Api, Query()] = "chat") -> Response:
    assistant: Assistant = request.app.state.assistant
    return Response(assistant.config.toolset.encoded(api), media_type="application/json")
