"""The marks between which models think: one family for each way to write them.

They are those of the models' published chat templates and of the servers' parsers, August 2026.
"""

import re
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

Role: TypeAlias = Literal["begin", "end", "empty", "said"]


_BOUND = frozenset({"channel", "fence", "bare", "granite"})


class Mark(NamedTuple):
    """A mark: what it does, of which family it is, where it stands, and where reading goes on behind it.

    `empty` is a thought without anything in it, `said` the header of what is meant for the caller.
    """

    role: Role
    family: str
    start: int
    end: int
    name: str

    @property
    def bound(self) -> bool:
        """Whether only marks of its own family end it, which elsewhere mean other things."""
        return self.family in _BOUND

    @property
    def alone(self) -> bool:
        """Whether it ends a thought that the prompt has begun."""
        return self.role == "end" and (not self.bound or self.name == "gemma")


_NOUN = (
    r"think(?:ing)?|thoughts?|reasoning|reflect(?:ion)?|scratch_?pad|analysis|rationale|deliberation|planning"
    r"|(?:inner|internal)[_-]?(?:monologue|thoughts?)|chain[_-]of[_-]thought|cot"
)
_LESS, _GREATER = r"\\?(?:<|&lt;)", r"(?:>|&gt;)"
_MARK = re.compile(
    # <think>, </think>, <seed:think>, <thinking>, <think time="3">, <think/>, escaped ones too
    rf"{_LESS}\s{{0,3}}(?P<tag_end>\\?/)?\s{{0,3}}(?:[a-z]\w{{0,20}}[:_])?(?:ant)?(?P<tag>{_NOUN})"
    rf"(?:[_-]\w{{1,20}})?(?:\s[^<>]{{0,200}}?)?(?P<empty>/)?\s{{0,3}}{_GREATER}"
    # [THINK], [/THINK]
    rf"|\[(?P<square_end>/)?(?P<square>{_NOUN})\]"
    # ◁think▷, ◁/think▷
    rf"|◁(?P<triangle_end>/)?(?P<triangle>{_NOUN})▷"
    # <|START_THINKING|>, <|begin_of_thought|>, <|inner_prefix|>, <|think|>, and what ends them
    r"|<[|｜](?P<token_end>/|END_|end[_▁]of[_▁]|end[_▁])?(?:START_|begin[_▁]of[_▁]|start[_▁])?"
    rf"(?P<token>{_NOUN})(?P<token_ending>[_▁]end)?(?:[_▁](?:start|begin))?[|｜]>"
    r"|<\|inner_(?:prefix|(?P<inner_end>suffix))\|>"
    # <|channel|>analysis, Gemma's <|channel>thought; addressed to a tool (`to=`) it is a call
    rf"|(?:(?:<\|start\|>\s{{0,9}}assistant\s{{0,9}})?<\|channel\|?>|\A(?=\s{{0,9}}\w{{1,20}}<\|message\|>))\s{{0,9}}(?P<channel>{_NOUN})\b(?!\s{{0,3}}to=)"
    # the header of what is said
    r"|(?:<\|start\|>\s{0,9}assistant\s{0,9})?<\|channel\|?>\s{0,9}(?P<said>final|commentary|response)\s{0,9}"
    r"(?:<\|constrain\|>\s{0,9}\w{0,20}\s{0,9})?(?:<\|message\|>|\n)"
    r"|(?P<channel_end><\|(?:end|call|return)\|>)|(?P<channel_next><\|(?:start|channel)\|?>)|(?P<gemma_end><channel\|>)"
    # ```thinking
    rf"|(?P<fence>```)(?:(?P<fenced>{_NOUN})\b)?"
    # gpt-oss without its special tokens
    r"|(?P<bare>\A\s{0,9}(?-i:analysis(?=[A-Z])))|(?P<bare_end>assistant\s{0,3}(?:final|(?=commentary\s{0,3}to=)))"
    # Granite
    r"|(?P<granite>\A\s{0,9}here(?:'s| is) my thought process:)|(?P<granite_end>here(?:'s| is) my response:)",
    re.IGNORECASE,
)
_ANY = re.compile(r"[<\[◁`&]|\A\s{0,9}(?:analysis|here(?:'s| is) my)", re.IGNORECASE)


def thought_marks(text: str, limit: int | None = None) -> list[Mark]:
    """The marks in a text, in order, or the first so many. Cheap where there are none, as in most."""
    if not _ANY.search(text):
        return []
    found: list[Mark] = []
    fenced = False
    for match in islice(_MARK.finditer(text), limit):
        start, end = match.span()
        name = ""
        role: Role = "begin"
        if match["tag"]:
            family, name = "tag", match["tag"]
            role = "empty" if match["empty"] else "end" if match["tag_end"] else "begin"
        elif match["square"]:
            family, name = "square", match["square"]
            role = "end" if match["square_end"] else "begin"
        elif match["triangle"]:
            family, role = "triangle", "end" if match["triangle_end"] else "begin"
        elif match["token"]:
            family, role = "token", "end" if match["token_end"] or match["token_ending"] else "begin"
        elif match["channel"]:
            family = "channel"
        elif match["said"]:
            family, role, name = "said", "said", match["said"].lower()
        elif match["channel_end"] or match["channel_next"] or match["gemma_end"]:
            family, role, name = "channel", "end", "gemma" if match["gemma_end"] else ""
            end = start if match["channel_next"] else end
        elif match["fence"]:
            family = "fence"
            role = "begin" if match["fenced"] and not fenced else "end"
            fenced = not fenced
        elif match["bare"] or match["bare_end"]:
            family, role = "bare", "end" if match["bare_end"] else "begin"
        elif match["granite"] or match["granite_end"]:
            family, role = "granite", "end" if match["granite_end"] else "begin"
        else:
            family, role = "inner", "end" if match["inner_end"] else "begin"
        found.append(Mark(role, family, start, end, name))
    return found
