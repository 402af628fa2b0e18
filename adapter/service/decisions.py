"""Decisions for backends: with our model loop (`/v1/decide`) or with their own (`/v1/resolve`, `/v1/tools`)."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from adapter.assistant import Assistant
from adapter.calls.counting import count_plan, count_question, count_turn
from adapter.calls.hearing import hear
from adapter.calls.turn import take_turn
from adapter.metrics import AnswerTimer
from adapter.platforms import Sipgate
from adapter.platforms.sipgate.backend import with_actions
from adapter.platforms.sipgate.read import call_info
from adapter.platforms.sipgate.session import Session
from adapter.service.fields import FewFields
from adapter.service.problem import problems
from adapter.tool_calls.conversation import ToolCall
from adapter.tool_calls.reply import Api, ModelReply
from adapter.transfers.call_info import CallInfo
from adapter.transfers.messages import conversation_of
from adapter.transfers.offer import Offer
from adapter.transfers.plan import plan
from adapter.transfers.progress import read_progress
from adapter.transfers.resolution import Resolution
from adapter.transfers.situation import situation_of

router = APIRouter(
    prefix="/v1",
    tags=["decisions"],
    responses=problems(s400="Not JSON", s401="No or wrong X-API-TOKEN", s422="Unusable request"),
)

PLATFORM: Final = "v1"
"""The name under which the transfers and answers of these routes are counted."""

MAX_MESSAGES = 200


class SpokenMessage(FewFields):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class DecideBody(FewFields):
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
    progress: dict[str, Any] | None = None


class ResolveBody(FewFields):
    """A tool call as a model made it: its name and the raw text of its arguments.

    `messages` are what was said before, for a rejectionPlan and the caller's language; `progress` is the last answer's.
    """

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
    messages: list[SpokenMessage] = Field(default_factory=list, max_length=MAX_MESSAGES)
    session: Session | None = None
    progress: dict[str, Any] | None = None


class PlannedActions(BaseModel):
    """What to answer the platform now, and what when it says that the speech has ended."""

    now: list[dict[str, Any]]
    after_speech: list[dict[str, Any]]


class PlannedTransfer(BaseModel):
    """Where the call goes; numbers in E.164 with plus."""

    key: str
    number: str
    caller_id_number: str
    caller_id_name: str
    ring_seconds: int | None
    extension: str | None


class Decided(BaseModel):
    """A decision, what to do next, and the platform's actions for it where a session was given.

    `retry` are messages to append before asking the model once more; `progress` is to be sent with the next request of
    the same call.
    """

    decision: dict[str, Any]
    next: Literal["listen", "transfer", "hang_up", "ask_again"]
    say: str
    transfer: PlannedTransfer | None
    retry: list[dict[str, Any]] | None
    progress: dict[str, Any]
    actions: PlannedActions | None


@router.post("/decide", response_model=Decided, summary="One decision for a conversation, by the model")
async def decide_route(body: DecideBody, request: Request) -> JSONResponse:
    assistant: Assistant = request.app.state.assistant
    with AnswerTimer(PLATFORM, "decide"):
        offer = _offer(assistant, body)
        turn = await take_turn(assistant.handler.model, offer, seconds=assistant.handler.model_timeout)
        offer = turn.offer or offer
        count_turn(turn.decision, turn.first)
        count_plan(plan(turn.decision, offer.situation), PLATFORM)
        return _answer(assistant, offer, offer.settle(turn.decision), body.session)


@router.post("/resolve", response_model=Decided, summary="The decision and actions for a tool call of your own model")
async def resolve_route(body: ResolveBody, request: Request) -> JSONResponse:
    assistant: Assistant = request.app.state.assistant
    with AnswerTimer(PLATFORM, "resolve"):
        offer = _offer(assistant, body)
        await hear(offer.situation.config, offer.conversation)
        call = ToolCall(name=body.name, arguments=body.arguments)
        resolution = offer.resolve(ModelReply(tool_calls=(call,)))
        _count(resolution, offer)
        return _answer(assistant, offer, resolution, body.session)


def _count(resolution: Resolution, offer: Offer) -> None:
    if resolution.next == "ask_again":
        count_question(resolution.decision)
        return
    count_turn(resolution.decision)
    count_plan(plan(resolution.decision, offer.situation), PLATFORM)


def _offer(assistant: Assistant, body: "DecideBody | ResolveBody | OfferedBody") -> Offer:
    """What may be chosen at this moment. Raises `RequestError` for a progress that is none."""
    conversation = conversation_of(message.model_dump() for message in body.messages)
    info = CallInfo(id="") if body.session is None else call_info(body.session)
    progress = read_progress(body.progress)
    situation = situation_of(assistant.config, info, conversation, progress, assistant.handler.now())
    return Offer(situation=situation, conversation=conversation, progress=progress)


def _answer(assistant: Assistant, offer: Offer, resolution: Resolution, session: Session | None) -> JSONResponse:
    platform = assistant.platform
    number_format = platform.number_format if isinstance(platform, Sipgate) else "e164"
    return JSONResponse(with_actions(resolution, offer, session, number_format))


class OfferedBody(FewFields):
    """What was said so far, for the tools of this moment; `progress` is the last answer's."""

    messages: list[SpokenMessage] = Field(default_factory=list, max_length=MAX_MESSAGES)
    session: Session | None = None
    progress: dict[str, Any] | None = None


@router.post("/tools", summary="The tool definitions for what was said, as a large directory needs them")
async def offered_route(body: OfferedBody, request: Request, api: Annotated[Api, Query()] = "chat") -> Response:
    assistant: Assistant = request.app.state.assistant
    offer = _offer(assistant, body)
    await hear(offer.situation.config, offer.conversation)
    return Response(offer.toolset.encoded(api), media_type="application/json")


@router.get("/tools", summary="The tool definitions for a model loop of your own")
async def tools_route(request: Request, api: Annotated[Api, Query()] = "chat") -> Response:
    assistant: Assistant = request.app.state.assistant
    return Response(assistant.config.toolset.encoded(api), media_type="application/json")
