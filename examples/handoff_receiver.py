"""Receives handoff notes: verifies each, leaves out what came before, and prints who is about to ring, and why.

pip install fastapi uvicorn standardwebhooks
HANDOFF_SECRET=whsec_… uvicorn handoff_receiver:app --port 8090
"""

import os
from typing import Any

from fastapi import FastAPI, Request, Response
from standardwebhooks import Webhook, WebhookVerificationError

app = FastAPI()
webhook = Webhook(os.environ["HANDOFF_SECRET"])
seen: dict[str, None] = {}


@app.post("/handoff")
async def handoff(request: Request) -> Response:
    """Takes a note. Whatever is not 2xx makes it come again."""
    try:
        note: dict[str, Any] = webhook.verify(await request.body(), dict(request.headers))
    except (WebhookVerificationError, ValueError):
        return Response(status_code=401)
    known = request.headers["webhook-id"]
    if known not in seen:
        seen[known] = None
        if len(seen) > 10_000:
            del seen[next(iter(seen))]
        data = note["data"]
        print(f"for {data['destination']['title']}, in {data['language']}: {data['reason'] or 'no reason given'}")
        for said in data["transcript"]:
            print(f"  {said['role']}: {said['text']}")
    return Response(status_code=204)
