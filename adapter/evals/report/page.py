"""The page: one HTML file that holds all that it shows, made from Liquid templates with everything escaped."""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files

from liquid import CachingDictLoader, Environment
from markupsafe import Markup

from adapter.evals.report.texts import without_controls

_SUFFIX = ".liquid"


def page(template: str, title: str, **values: object) -> str:
    """A whole page. Values are escaped, since cases and models wrote them, and nothing is fetched.

    Our own style and script are let in by their hashes, so that no other would run even if it got in.
    """
    environment, own = _environment()
    body = environment.get_template(template).render(**values)
    html = environment.get_template("page").render(title=title, body=Markup(body), **own)  # noqa: S704 - escaped
    return without_controls(html)


@lru_cache(maxsize=1)
def _environment() -> tuple[Environment, dict[str, Markup]]:
    folder = files("adapter.evals.report") / "templates"
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.is_file()}
    templates = {name.removesuffix(_SUFFIX): text for name, text in texts.items() if name.endswith(_SUFFIX)}
    own = {"style": texts["style.css"], "script": texts["list.js"]}
    hashes = {f"{name}_hash": f"sha256-{_digest(text)}" for name, text in own.items()}
    return Environment(autoescape=True, loader=CachingDictLoader(templates)), {
        name: Markup(text)  # noqa: S704 - our own files
        for name, text in {**own, **hashes}.items()
    }


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
