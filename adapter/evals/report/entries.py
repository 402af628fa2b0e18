"""Entries: what a page lists, rows or changed cases, each with its texts and what it is filtered and sorted by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from adapter.evals.cases import GROUP
from adapter.evals.metrics.confusion import ERROR, NONE, got_of
from adapter.evals.report.texts import shown
from adapter.evals.rows import Outcome, Row, WrittenReply

NO_TRANSFER = "no transfer"
_TITLES = {NONE: NO_TRANSFER, ERROR: "provider error"}
_SPEAKERS = {"user": "caller", "assistant": "assistant"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    """A few words on a colour: an outcome's by its name, or `must`."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One message of a dialogue. `role` is `user`, `assistant` or `model`, `calls` are tool calls as written."""

    role: str
    speaker: str
    text: str = ""
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """What the model made of a case. `title` tells one side from another, "" where there is one alone."""

    replies: tuple[Said, ...]
    facts: str
    error: str = ""
    title: str = ""
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the list, and what it opens to.

    `id` is what a link to it names, `name` what people call it, `note` what came of it. `facets` are the values that it
    is filtered by, by the facet's name, and `ranks` where it comes in each order.
    """

    id: str
    name: str
    words: str
    note: str
    badges: tuple[Badge, ...]
    said: tuple[Said, ...]
    sides: tuple[Side, ...]
    facets: Mapping[str, Sequence[str]]
    ranks: tuple[int, ...]

    @property
    def link(self) -> str:
        """The address of the entry within its page."""
        return f"#{quote(self.id, safe='')}"


def outcome_title(outcome: Outcome | str) -> str:
    """An outcome in words."""
    return outcome.replace("_", " ")


def outcome_badge(outcome: Outcome) -> Badge:
    """An outcome in its colour."""
    return Badge(name=outcome, title=outcome_title(outcome))


MUST = Badge(name="must", title="must")


def anchor(row: Row) -> str:
    """What a link to a row names: the case's id, and the repeat behind it where it is not the first."""
    return row.id if row.repeat == 1 else f"{row.id}/{row.repeat}"


def destinations_of(*rows: Row) -> tuple[str, ...]:
    """The destinations that rows of one case have to do with, expected or got, in words."""
    met: dict[str, None] = {}
    for row in rows:
        met.update(dict.fromkeys((*(row.accepted or (NO_TRANSFER,)), titled(got_of(row)))))
    return tuple(met)


def titled(name: str) -> str:
    """A name of the confusion matrix in words; a key stays as it is."""
    return _TITLES.get(name, name)


def reported_tags(row: Row) -> tuple[str, ...]:
    """The tags that a row is filtered by: all but those that keep cases together."""
    return tuple(dict.fromkeys(tag for tag in row.tags if not tag.startswith(GROUP)))


def words_of(row: Row) -> str:
    """What the caller said last; the case's id where the row came without words."""
    return shown(row.said[-1].get("content", "")) if row.said else row.id


def dialogue_of(row: Row) -> tuple[Said, ...]:
    """The dialogue of the case."""
    return tuple(_message(message.get("role", ""), message.get("content", "")) for message in row.said)


def _message(role: str, content: str) -> Said:
    return Said(role=role, speaker=_SPEAKERS.get(role, role), text=shown(content))


def expected_title(row: Row) -> str:
    """What would have been right."""
    return " or ".join(row.accepted) or NO_TRANSFER


def side_of(row: Row, *, title: str = "", badges: tuple[Badge, ...] = ()) -> Side:
    """What the model made of a row's case, and what that cost."""
    facts = [
        f"decision: {row.kind} ({row.reason})",
        f"{row.seconds:.3g} s",
        f"{row.input_tokens} + {row.output_tokens} tokens",
        *([f"answered in {row.language}"] if row.language else []),
        *([", ".join(row.tags)] if row.tags else []),
    ]
    return Side(
        replies=tuple(_reply(reply, again=bool(number)) for number, reply in enumerate(row.replies)),
        facts=" · ".join(facts),
        error=row.error or "",
        title=title,
        badges=badges,
    )


def _reply(reply: WrittenReply, *, again: bool) -> Said:
    speaker = "model, asked again" if again else "model"
    text = shown(reply.text)
    if reply.refusal:
        text = f"{text}\nrefuses: {shown(reply.refusal)}".strip()
    if not (text or reply.tool_calls):
        text = "(nothing)"
    return Said(
        role="model",
        speaker=f"{speaker} · {reply.finish}" if reply.finish else speaker,
        text=text,
        calls=tuple(f"{shown(call.name)}({shown(call.arguments)})" for call in reply.tool_calls),
    )
