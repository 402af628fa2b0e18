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
    stored = await assistant.handler.store.ready()
    config = assistant.config
    return JSONResponse(
        {
            "ready": stored,
            "store": "ok" if stored else "down",
            "directory": config.directory.fingerprint,
            "destinations": len(config.directory.destinations),
            "prompt": config.prompt.identity,
            "model": assistant.handler.model.name,
        },
        status_code=200 if stored else 503,
    )
