"""A page as a browser would read it without running anything: its text, its elements, and whatever it would fetch."""

import json
from html.parser import HTMLParser
from typing import Any


class Page(HTMLParser):
    """`text` is what people see, `data` what the page's script reads, `scripts` and `styles` are what would be run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.data: Any = None
        self._within = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._within = "data" if ("type", "application/json") in attrs else tag

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "data":
            self.data = json.loads(data)
        elif self._within in ("script", "style"):
            (self.scripts if self._within == "script" else self.styles).append(data)
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def links(self) -> list[str]:
        """Whatever an element points to."""
        places = ("src", "href", "srcset", "action", "data", "poster", "formaction", "ping")
        return [value for name, value in self.attributes if name in places]

    @property
    def policy(self) -> str:
        """What the page allows itself."""
        return next(value for name, value in self.attributes if name == "content" and "default-src" in value)
