"""Stage directions and pictures: what a model wrote to be seen, such as [smiles], *types*, (laughs), and emoji.

Some models write a transfer so instead of calling the tool: "*transfers the call to the card department*".
"""

import re
from collections.abc import Iterator

from adapter.tool_calls.language_names import folded_words

_PICTOGRAM = r"\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\U0001f000-\U0001faff"
_EMOJI = re.compile(rf"[{_PICTOGRAM}][\u200d\ufe0e\ufe0f\u20e3{_PICTOGRAM}]*")
_VARIANT = re.compile(r"[\ufe0e\ufe0f\u20e3]")
_EMOTICON = re.compile(r"(?<!\S)(?:[:;=]['’]?-?[)(DPpO|/\\]|<3|:[a-z0-9_+-]{2,30}:)(?![^\s.,!?])")
_PICTURE = re.compile(r"!\[[^\]\[]*\]\([^()\s]*\)")

_BRACKETED = re.compile(r"\[(?![0-9a-fA-F:.]*\])([^\[\]\n?？]{1,160})\](?!\()")
_STARRED = re.compile(
    r"(?<![\w*])\*(?![\s*])([^*\n.!?…]{1,160})(?<!\s)\*(?![\w*])|(?<![\w_])_(?![\s_])([^_\n.!?…]{1,160})(?<!\s)_(?![\w_])"
)
_PARENTHESES = re.compile(r"\(([^()\n.!?…]{1,80})\)")
_ACTED = frozenset(
    folded_words(
        """
        smiles smiling laughs laughing chuckles sighs sighing pause pauses pausing beat silence typing types clears
        whispers softly warmly cheerfully gently nods nodding music beep hold transferring transfers connecting connects
        lächelt lächelnd lacht lachend seufzt pause tippt nickt verbindet leitet stellt
        sourit souriant rit soupire tape transfère transfert sonríe sonriendo ríe suspira pausa transfiere conectando
        sorride sorridendo ride sospira trasferisce collega uśmiecha śmieje wzdycha pauza łączy przełącza
        gülümser gülümsüyor güler gülüyor bekler aktarıyor bağlıyor
        """
    )
)
"""How stage directions in round brackets begin; everything else in them is said."""
_TRANSFER = re.compile(
    r"transf|connect|forward|rout(?:e|ing)|redirect|patch|through|verb[iu]nd|weiter(?:leit|gel)|leitet|stellt|durch(?:st|ge)"
    r"|redirig|conect|comunic|desvi|deriv|trasf|inoltr|collega|przelacz|przekier|przekaz|lacz|bagl|aktar|yonlendir|doorverb"
)


MAX_CHARACTERS = 8_000
"""Text beyond this is not looked at: none of it is ever spoken."""
_ENDS = frozenset(("", ".", "!", "?", "…", "\n"))
"""What a sentence of its own stands behind."""
_MARK = re.compile(r"[^ \t]")


def without_pictures(text: str) -> str:
    """The text without emoji, emoticons and pictures."""
    text = _EMOTICON.sub(" ", _PICTURE.sub(" ", text))
    return text if text.isascii() else _VARIANT.sub("", _EMOJI.sub(" ", text))


def without_stage_directions(text: str) -> str:
    """The text without its stage directions."""
    kept: list[str] = []
    done = 0
    for start, end in _spans(text):
        kept += (text[done:start], " ")
        done = end
    return "".join((*kept, text[done:]))


def stages_transfer(text: str) -> bool:
    """Whether a stage direction tells of a transfer."""
    text = text[:MAX_CHARACTERS]
    return any(_TRANSFER.search(word) for start, end in _spans(text) for word in folded_words(text[start:end]))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where stage directions begin and end. None is within another."""
    taken = 0
    found = [match.span() for match in _BRACKETED.finditer(text)]
    found += [match.span() for match in _STARRED.finditer(text) if _stands_alone(text, match)]
    found += [match.span() for match in _PARENTHESES.finditer(text) if _is_acted(match[1])]
    for start, end in sorted(found):
        if start >= taken:
            taken = end
            yield start, end


def _is_acted(words: str) -> bool:
    first = folded_words(words)[:1]
    return bool(first) and first[0] in _ACTED


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether what stands between stars is a sentence of its own and no stressed word: *sighs* I see."""
    content = match[1] or match[2]
    before = _last_mark(text, match.start())
    after = _MARK.search(text, match.end())
    following = after[0] if after else ""
    if content.endswith(":") or before not in _ENDS or following not in ("", "\n"):
        return content[:1].islower() and before in _ENDS and following.isupper()
    return content[:1].islower() or (len(content.split()) > 1 and before in ("", "\n"))


def _last_mark(text: str, end: int) -> str:
    """The last character before a place that is no blank, "" at the beginning."""
    while end and text[end - 1] in " \t":
        end -= 1
    return text[end - 1 : end]
