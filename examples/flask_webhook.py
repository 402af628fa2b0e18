"""The platform's own Flask example, with a language model in place of `if 'sales' in user_text`.

Run it in a checkout:  pip install . flask && flask --app examples/flask_webhook run --port 8080
"""

import asyncio
import threading
from pathlib import Path

from flask import Flask, Response, jsonify, request

from adapter import Assistant, Directory, OfflineModel

app = Flask(__name__)

# Flask answers in threads; the assistant lives in one event loop of its own.
loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()
assistant = Assistant(Directory.load(Path(__file__).parent / "bank" / "directory.yaml"), OfflineModel())


@app.post("/webhook")
def webhook() -> Response:
    """One event in, actions out: an object, an array for several, or 204 for none."""
    actions = asyncio.run_coroutine_threadsafe(assistant.handle(request.get_json()), loop).result()
    if not actions:
        return Response(status=204)
    return jsonify(actions[0] if len(actions) == 1 else actions)
