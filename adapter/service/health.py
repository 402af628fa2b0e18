"""Liveness and readiness."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="The process is alive")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz", summary="Calls can be taken: the directory is loaded and the store answers")
async def readyz(request: Request) -> JSONResponse:
    assistant = request.app.state.assistant
    stored = await assistant.store.ready()
    profile = assistant.profile
    return JSONResponse(
        {
            "ready": stored,
            "store": "ok" if stored else "down",
            "directory": profile.directory.identity,
            "destinations": len(profile.directory.destinations),
            "prompt": profile.prompt.identity,
            "model": assistant.model.name,
        },
        status_code=200 if stored else 503,
    )
