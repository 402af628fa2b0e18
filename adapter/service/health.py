"""Liveness and readiness."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="The process is alive")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz", summary="Calls can be taken: the directory is loaded, the store answers, the model is warm")
async def readyz(request: Request) -> JSONResponse:
    assistant = request.app.state.assistant
    stored = await assistant.handler.store.ready()
    config = assistant.config
    warm_up = request.app.state.warm_up
    ready = stored and (warm_up is None or warm_up.ready)
    return JSONResponse(
        {
            "ready": ready,
            "store": "ok" if stored else "down",
            "warm_up": "off" if warm_up is None else warm_up.state,
            "directory": config.directory.fingerprint,
            "destinations": len(config.directory.destinations),
            "prompt": config.prompt.identity,
            "model": assistant.handler.model.name,
        },
        status_code=200 if ready else 503,
    )
