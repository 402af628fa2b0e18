"""The page: one HTML file that holds all that it shows, made from Liquid templates with everything escaped."""

from functools import lru_cache
from importlib.resources import files

from liquid import CachingDictLoader, Environment
from markupsafe import Markup

_SUFFIX = ".liquid"
# HTML has no way to hold them; a browser would drop some and take others for an error.
_CONTROLS = dict.fromkeys([*(code for code in range(0x20) if chr(code) not in "\t\n\r"), *range(0x7F, 0xA0)], "\ufffd")


def page(template: str, title: str, **values: object) -> str:
    """A whole page. Values are escaped, since cases and models wrote them; nothing is fetched, and no script runs."""
    environment, style = _environment()
    body = environment.get_template(template).render(**values)
    html = environment.get_template("page").render(title=title, style=style, body=Markup(body))  # noqa: S704 - escaped
    return html.translate(_CONTROLS)


@lru_cache(maxsize=1)
def _environment() -> tuple[Environment, Markup]:
    folder = files("adapter.evals.report") / "templates"
    templates = {
        file.name.removesuffix(_SUFFIX): file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name.endswith(_SUFFIX)
    }
    style = Markup((folder / "style.css").read_text("utf-8"))  # noqa: S704 - our own file
    return Environment(autoescape=True, loader=CachingDictLoader(templates)), style
