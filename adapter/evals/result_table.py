"""`adapter.evals.rows`: the rows of a result as flat records, which pandas and polars take as they are."""

from pathlib import Path
from typing import Final, TypedDict, get_type_hints

from adapter.evals.comparison.loading import load_results
from adapter.evals.evaluation import Evaluation
from adapter.evals.metrics.confusion import NONE
from adapter.evals.rows import Row
from adapter.evals.wrong_rows import reply_of

_SEVERAL: Final = "|"


class ResultRecord(TypedDict):
    """One row: a case at one repeat. No value is ever missing, so that a column has one type however it begins.

    `expect` and `got` are keys, several with `|` between, and `(none)` for no transfer; `text` is what the caller said
    last and `dialogue` everything before it; `reply` is what the model answered last, and `language` the one that the
    caller is answered in. `result`, `prompt` and
    `directory` tell the rows of several results apart, "" where they are not known.
    """

    result: str
    prompt: str
    directory: str
    id: str
    repeat: int
    text: str
    dialogue: str
    expect: str
    got: str
    outcome: str
    right: bool
    must: bool
    tags: str
    kind: str
    reason: str
    first: str
    """The reason code of the first reply where the model was asked again, "" where it was not."""
    reply: str
    error: str
    seconds: float
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    model: str
    language: str


RESULT_COLUMNS: Final[dict[str, type]] = get_type_hints(ResultRecord)
"""The columns in their order, with the type of each."""


def results(of: Evaluation | Path | str) -> list[ResultRecord]:
    """The rows of a result folder, of its `results.jsonl`, or of what `run` gave, in the order of the cases.

    `pandas.DataFrame(evals.results("results/v1"))` and `polars.DataFrame(…)` take them. No configured number is in
    them. Raises `CasesError` for what cannot be read.
    """
    if isinstance(of, Evaluation):
        identity = of.summary.identity
        return [_record(row, str(of.out or ""), identity.prompt, identity.directory) for row in of.rows]
    loaded = load_results(Path(of))
    prompt, directory = loaded.identity.get("prompt", ""), loaded.identity.get("directory", "")
    return [_record(row, loaded.name, prompt, directory) for row in loaded.rows]


def _record(row: Row, result: str, prompt: str, directory: str) -> ResultRecord:
    *before, last = row.said or [{}]
    return ResultRecord(
        result=result,
        prompt=prompt,
        directory=directory,
        id=row.id,
        repeat=row.repeat,
        text=last.get("content", ""),
        dialogue="\n".join(f"{message.get('role', '')}: {message.get('content', '')}" for message in before),
        expect=_SEVERAL.join(row.accepted) or NONE,
        got=row.got or NONE,
        outcome=row.outcome,
        right=row.right,
        must=row.must,
        tags=_SEVERAL.join(row.tags),
        kind=row.kind,
        reason=row.reason,
        first=row.first or "",
        reply=reply_of(row),
        error=row.error or "",
        seconds=row.seconds,
        input_tokens=row.input_tokens,
        cached_tokens=row.cached_tokens,
        output_tokens=row.output_tokens,
        model=row.model,
        language=row.language,
    )
