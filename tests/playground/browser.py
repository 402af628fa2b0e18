"""What the page asks of the service, for tests that play a person without a browser."""

import json
from typing import Any

import httpx2


class Browser:
    """Asks as the page does. A call is begun by `begin`; what follows is about that one."""

    def __init__(self, client: httpx2.Client, call: str = "") -> None:
        self.client = client
        self.call = call

    def send(self, method: str, path: str, body: object = None, status: int = 200) -> httpx2.Response:
        """An answer of this status."""
        content = json.dumps({} if body is None else body).encode()
        headers = {"content-type": "application/json"}
        response = self.client.request(method, f"/playground{path}", content=content, headers=headers)
        assert response.status_code == status, response.text
        return response

    def get(self, path: str, status: int = 200) -> Any:
        response = self.client.get(f"/playground{path}")
        assert response.status_code == status, response.text
        return response.json()

    def begin(self, **setup: Any) -> Any:
        """Another call of the same page."""
        begun = self.send("POST", "/calls", {"setup": setup}, 201).json()
        self.call = begun["call"]
        return begun

    def another(self, **setup: Any) -> "Browser":
        """A call beside this one."""
        other = Browser(self.client)
        other.begin(**setup)
        return other

    def happens(self, kind: str, status: int = 200, **fields: Any) -> Any:
        return self.send("POST", f"/calls/{self.call}/events", {"kind": kind, **fields}, status).json()

    def says(self, text: str) -> Any:
        """The turn that is taken for a caller's words."""
        (turn,) = self.happens("says", text=text)["turns"]
        return turn

    def again(self, turn: int, *setups: dict[str, Any], edited: bool = True) -> Any:
        body = {"turn": turn, "setups": list(setups), "edited": edited}
        return self.send("POST", f"/calls/{self.call}/again", body).json()["turns"]

    def edits(self, prompt: str | None = None, **descriptions: str) -> Any:
        texts = {key: {"description": text} for key, text in descriptions.items()}
        return self.send("PUT", f"/calls/{self.call}/edits", {"destinations": texts, "prompt": prompt}).json()

    @property
    def whole(self) -> Any:
        """All of the call."""
        return self.get(f"/calls/{self.call}")

    @property
    def diff(self) -> bytes:
        return self.client.get(f"/playground/calls/{self.call}/diff").content

    def run_ends(self, run: str) -> Any:
        """What is told of a run once it is over."""
        for _ in range(1_000):
            told = self.get(f"/runs/{run}?wait=10")
            if told["state"] != "running":
                return told
        raise AssertionError("the run does not end")
