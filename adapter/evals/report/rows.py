"""Rows as a page shows them: titles in place of codes, and the dialogue in place of its JSON."""

from adapter.evals.rows import Outcome, Row, WrittenReply

NO_TRANSFER = "no transfer"
SPEAKERS = {"user": "caller", "assistant": "assistant"}


def title(outcome: Outcome | str) -> str:
    """An outcome in words."""
    return outcome.replace("_", " ")


def shown(row: Row) -> dict[str, object]:
    """A row for the templates `case` and `comparison`."""
    return {
        "title": row.id if row.repeat == 1 else f"{row.id}, repeat {row.repeat}",
        "outcome": row.outcome,
        "outcome_title": title(row.outcome),
        "must": row.must,
        "words": row.said[-1]["content"] if row.said else row.id,
        "expected": " or ".join(row.accepted) or NO_TRANSFER,
        "got": row.got or NO_TRANSFER,
        "said": [{**message, "speaker": SPEAKERS.get(message["role"], message["role"])} for message in row.said],
        "replies": [_reply(reply) for reply in row.replies],
        "error": row.error,
        "kind": row.kind,
        "reason": row.reason,
        "seconds": f"{row.seconds:.3g}",
        "input_tokens": row.input_tokens,
        "output_tokens": row.output_tokens,
        "tags": ", ".join(row.tags),
    }


def _reply(reply: WrittenReply) -> dict[str, object]:
    return {**reply.model_dump(), "silent": not (reply.text or reply.refusal or reply.tool_calls)}
