"""What the error in a model server's body says of the turn: words refused, a window too small, a failed generation.

Servers and gateways tell these three apart by a code, a type or only in words; each of them leads to something better
than the safe way. The words themselves stay here: they may repeat the request.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from adapter.errors import ModelError, ModelGenerationFailed, ModelInputRefused, ModelWindowExceeded

MAX_TEXT: Final = 4_000
"""Characters that are looked at of an error's words, and kept of a failed generation."""

_GENERATION_CODES: Final = frozenset({"toolusefailed", "jsonvalidatefailed", "malformedfunctioncall"})
_GENERATION: Final = re.compile(
    r"failed to call a function|tool call validation failed|failed to parse tool call|failed to parse input at pos"
    r"|failed to parse fc|(?:invalid|malformed) (?:tool|function)[ _]call"
)
_WRITTEN: Final = re.compile(r"failed to parse input at pos \d+: ?(.+)", re.IGNORECASE | re.DOTALL)
"""llama.cpp repeats what the model has written."""

_WINDOW_CODES: Final = frozenset({"contextlengthexceeded", "exceedcontextsizeerror", "contextwindowexceedederror"})
_WINDOW: Final = re.compile(
    r"maximum context length|context (?:length|size|window) (?:of|is|has been|exceeded)|available context size"
    r"|exceeds? the (?:available |model'?s? )?context|prompt is too long|input token count|maximum model length"
    r"|context the overflows|reduce the length of (?:the|your) (?:messages|prompt|input)|`inputs` tokens"
)
_NUMBER: Final = re.compile(r"(?<![\d+.])\d{3,7}(?![\d.]\d)")

_REFUSED_CODES: Final = frozenset(
    {
        "contentfilter",
        "contentfiltered",
        "contentpolicyviolation",
        "contentpolicyviolationerror",
        "invalidprompt",
        "responsibleaipolicyviolation",
        "datainspectionfailed",
    }
)
_REFUSED: Final = re.compile(
    r"(?:input|prompt|message|request) (?:was|has been) flagged|content exists risk|content management policy"
    r"|content filtering policy|contentpolicyviolation|inappropriate content|violates (?:our )?usage guidelines"
)


def turn_error(body: object, said: str) -> ModelError | None:
    """The error where it is one of the three, None for any other. `said` is its message."""
    error: Mapping[str, object] = body if isinstance(body, Mapping) else {"message": body}
    codes, text = frozenset(_codes(error)), _text(error)
    folded = text.lower()
    generation = error.get("failed_generation")
    if isinstance(generation, str) or codes & _GENERATION_CODES or _GENERATION.search(folded):
        written = _WRITTEN.search(text)
        found = generation if isinstance(generation, str) else written[1] if written else ""
        return ModelGenerationFailed(said, generation=found[:MAX_TEXT])
    if codes & _WINDOW_CODES or _WINDOW.search(folded):
        prompt, window = _sizes(error, text)
        sizes = f": {prompt} tokens for a window of {window}" if prompt and window else ""
        return ModelWindowExceeded(said + sizes, prompt=prompt, window=window)
    if codes & _REFUSED_CODES or _REFUSED.search(folded):
        return ModelInputRefused(said)
    return None


def _codes(error: Mapping[str, object]) -> Iterator[str]:
    """Its codes and types, those of the filter that it names included, without case and marks."""
    for holder in (error, error.get("innererror")):
        for value in (holder.get("code"), holder.get("type")) if isinstance(holder, Mapping) else ():
            if isinstance(value, str):
                yield re.sub(r"[^a-z0-9]", "", value.lower()[:64])


def _text(error: Mapping[str, object]) -> str:
    """Its words, and those of the server behind a gateway."""
    metadata = error.get("metadata")
    raw = metadata.get("raw") if isinstance(metadata, Mapping) else None
    texts = (error.get("message"), error.get("detail"), raw)
    return " ".join(text[:MAX_TEXT] for text in texts if isinstance(text, str))


def _sizes(error: Mapping[str, object], text: str) -> tuple[int, int]:
    """The tokens of the prompt and of the window, zeros where they are not told."""
    told = [error.get("n_prompt_tokens"), error.get("n_ctx")]
    sizes = [size for size in told if isinstance(size, int) and not isinstance(size, bool)]
    if len(sizes) < 2:
        sizes = [int(size) for size in _NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", text[:300]))[:2]]
    return (max(sizes), min(sizes)) if len(sizes) == 2 else (0, 0)
