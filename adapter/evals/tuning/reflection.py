"""Reflection: a model, or an offline stand-in, reads what went wrong and proposes a new text for one component."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from adapter.errors import ModelError
from adapter.evals.cache import ReplyCache
from adapter.evals.rows import Row
from adapter.evals.tuning.baseline import PROMPT, Baseline, Candidate, InvalidCandidateError
from adapter.evals.tuning.constraints import MAX_DESCRIPTION, Constraints
from adapter.models.model import Model
from adapter.search import terms
from adapter.tool_calls.conversation import UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.request import ModelRequest
from adapter.tool_calls.tools import Toolset

SHOWN = 12
"""Calls that a reflection is shown."""
ATTEMPTS = 2
"""How often a text is asked for that keeps to the rules."""

FEW = 2
"""Calls in which a word must be, for the offline stand-in; and how many times as many as there are other calls with it.
"""
ADDED = 3
"""Words that the offline stand-in adds at once."""

_FENCED = re.compile(r"^```[^\n`]*\n(.*?)\n?^```[ \t]*$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reflected:
    """What came of a reflection: the text, None without a usable one, and what it cost.

    `faults` say what was wrong with the proposals that were refused, `errors` which model errors there were.
    """

    text: str | None = None
    faults: tuple[str, ...] = ()
    errors: tuple[ModelError, ...] = ()
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


class Reflector(Protocol):
    """Proposes a text for a component. Never raises for what a model does."""

    name: str

    async def propose(
        self, name: str, candidate: Candidate, calls: Sequence[Row], constraints: Constraints
    ) -> Reflected:
        """A text that keeps to the rules of `constraints`, after what went wrong in these calls."""
        ...


class ModelReflector:
    """Asks a model, any that the endpoint has. Its text counts only in a fence and only if it keeps to the rules.

    With a cache a search that was stopped goes on where it was.
    """

    def __init__(self, model: Model, cache: ReplyCache | None = None) -> None:
        self.name = model.name
        self._model = model
        self._cache = cache

    async def propose(
        self, name: str, candidate: Candidate, calls: Sequence[Row], constraints: Constraints
    ) -> Reflected:
        """Asks, and where a rule is broken once more, saying which."""
        said = asked = question(name, candidate, calls)
        faults: list[str] = []
        errors: list[ModelError] = []
        requests = read = written = 0
        for _ in range(ATTEMPTS):
            requests += 1
            try:
                reply = await self._reply(_request(constraints.baseline, said))
            except ModelError as error:
                errors.append(error)
                continue
            read += reply.usage.input_tokens
            written += reply.usage.output_tokens
            text, wrong = _taken(reply.text, name, candidate, constraints)
            if text is not None:
                break
            faults += wrong
            said = f"{asked}\n\nYour last text cannot be used: {'; '.join(wrong)}."
        else:
            text = None
        return Reflected(
            text=text,
            faults=tuple(faults),
            errors=tuple(errors),
            requests=requests,
            input_tokens=read,
            output_tokens=written,
        )

    async def _reply(self, request: ModelRequest) -> ModelReply:
        if self._cache is None:
            return await self._model.reply(request)
        return (await self._cache.reply(self._model, request, 1)).reply


class OfflineReflector:
    """A stand-in that needs no model: adds words to a description by which its callers can be told from all others.

    A word is one of at least two of its calls, and of few others. It finds nothing for a system prompt, and says
    nothing about what a real model would propose.
    """

    name = "offline"

    async def propose(
        self, name: str, candidate: Candidate, calls: Sequence[Row], constraints: Constraints
    ) -> Reflected:
        """The description with up to three words added."""
        if name == PROMPT:
            return Reflected()
        known = {term for text in candidate.values() for term in terms(text)}
        ours = _counted(row for row in calls if name in row.accepted)
        others = _counted(row for row in calls if name not in row.accepted)
        telling = [
            word
            for word, count in ours.most_common()
            if count >= FEW and count > FEW * others[word] and not known.intersection(terms(word))
        ]
        for added in range(min(ADDED, len(telling)), 0, -1):
            text = f"{candidate[name].rstrip(' .')}, {', '.join(telling[:added])}."
            if not faults_of(text, name, candidate, constraints):
                return Reflected(text=text)
        return Reflected()


def question(name: str, candidate: Candidate, calls: Sequence[Row]) -> str:
    """What a reflecting model is asked: the text, its neighbours, the calls that went wrong, and the rules."""
    others = "\n".join(f"- {key}: {text}" for key, text in candidate.items() if key not in (name, PROMPT))
    concerned = [row for row in calls if name == PROMPT or name in row.accepted or name == row.got]
    shown = "\n".join(_told(row) for row in [row for row in concerned if not row.right][:SHOWN])
    rights = sum(row.right for row in concerned)
    what, rules = (_PROMPT_TASK, _PROMPT_RULES) if name == PROMPT else (_DESCRIPTION_TASK.format(key=name), _RULES)
    return (
        f"{what}\n\nThe text as it is:\n```\n{candidate[name]}\n```\n\nThe destinations"
        f"{'' if name == PROMPT else ' beside it'}:\n{others}\n\nCalls that went wrong"
        f" ({rights} others of this sample went right):\n{shown or '- none'}\n\n{rules}"
    )


_SYSTEM = (
    "You improve the wording by which a language model on the telephone decides where to connect a caller. You see what"
    " was decided wrongly and write a better text. General wording wins: what fits only the calls that you see is"
    " worthless, because it is judged on others."
)
_DESCRIPTION_TASK = (
    "Rewrite the description of the destination `{key}`. It tells a language model which callers belong there."
)
_PROMPT_TASK = "Rewrite the system prompt of the receptionist. It tells a language model how to speak and decide."
_RULES = (
    f"Rules: one paragraph of plain text, at most {MAX_DESCRIPTION} characters, in the language that it has now. Say"
    " which wishes belong here and, where it is mixed up with another, which do not. Do not quote callers. State no"
    " facts that are not there now: no numbers, times, prices or promises. Answer with the new text alone, between ```"
    " and ```."
)
_PROMPT_RULES = (
    "Rules: keep every {{ … }} and {% … %} exactly; keep the language, and all rules about numbers, secrets and"
    " promises. Not much longer than now. Name no tools, no destinations and no facts of the company. Do not quote"
    " callers. Answer with the whole new text alone, between ``` and ```."
)


def faults_of(text: str, name: str, candidate: Mapping[str, str], constraints: Constraints) -> tuple[str, ...]:
    """What is wrong with a text for a component, empty if nothing is."""
    try:
        constraints.check({**candidate, name: text}, name)
    except InvalidCandidateError as invalid:
        return invalid.faults
    return ()


def _taken(
    answer: str, name: str, candidate: Candidate, constraints: Constraints
) -> tuple[str | None, tuple[str, ...]]:
    """The text in a reply, or why there is none that can be used."""
    fenced = _FENCED.findall(answer)
    if len(fenced) != 1:
        return None, (f"the reply has {len(fenced) or 'no'} texts between ``` and ```, and one is wanted",)
    text = fenced[0].strip()
    if text == candidate[name].strip():
        return None, ("it is the text as it was",)
    faults = faults_of(text, name, candidate, constraints)
    return (None, faults) if faults else (text, ())


def _request(baseline: Baseline, said: str) -> ModelRequest:
    directory = baseline.config.directory
    return ModelRequest(
        toolset=Toolset(directory, offered=()),
        system=_SYSTEM,
        conversation=(UserMessage(text=directory.numbers.mask(said)),),
    )


def _told(row: Row) -> str:
    said = " / ".join(f"{message['role']}: {message['content']}" for message in row.said[-4:])
    expected = " or ".join(row.accepted) or "no transfer"
    return f"- {said} → right: {expected}; decided: {row.got or 'no transfer'} ({row.outcome})"


def _counted(rows: Iterable[Row]) -> Counter[str]:
    """In how many of the calls each word of the caller is."""
    return Counter(
        word
        for row in rows
        for word in sorted(
            {
                word
                for message in row.said
                if message["role"] == "user"
                for word in re.findall(r"[^\W\d_]{4,}", message["content"].casefold())
                if terms(word)
            }
        )
    )
