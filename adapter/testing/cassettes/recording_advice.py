"""How whoever uses a cassette would record what is missing: in the words of what it was opened with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, kw_only=True)
class RecordingAdvice:
    """What to write to record what is missing, and everything anew, and to have the last reply given again and again.

    `example` is a whole line that does the first, for the cassette `{path}`.
    """

    missing: str
    everything: str
    repeat: str
    example: str

    def once(self, path: Path) -> str:
        """The line to write for the cassette at this path."""
        return self.example.replace("{path}", str(path))


COMMAND: Final = RecordingAdvice(
    missing="--record missing",
    everything="--record all",
    repeat="--repeat",
    example="transfer-adapter mock-model --cassette {path} --record missing",
)
PYTHON: Final = RecordingAdvice(
    missing='record="missing"',
    everything='record="all"',
    repeat="repeat=True",
    example='CassetteModel("{path}", OpenAIModel("gpt-4.1-mini"), record="missing")',
)
SERVER: Final = RecordingAdvice(
    missing='record="missing"',
    everything='record="all"',
    repeat="repeat=True",
    example='running_mock(cassette="{path}", record="missing")',
)


def pytest_advice(test: str) -> RecordingAdvice:
    """For the fixture `transfer_cassette`, which has no option to repeat a reply, of the test with this node id."""
    return RecordingAdvice(
        missing="--model-record missing",
        everything="--model-record all",
        repeat="",
        example=f'pytest "{test}" --model-record missing',
    )
