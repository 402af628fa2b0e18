"""The error tree, by who must act.

AdapterError
├── OperatorError          a file or a setting is wrong; raised at start-up
│   ├── DocumentError      a YAML or JSON text of whatever kind; whoever asked for it raises its own error instead
│   ├── DirectoryError     the directory file; carries one Problem per finding
│   ├── PromptError        a prompt file
│   ├── SettingsError      an environment variable or option
│   ├── ScenarioError      a scenario file of the mocked model
│   ├── CassetteError      a file of recorded replies
│   ├── ReplyCacheError    the folder of replies that evaluation keeps
│   ├── EmbeddingCacheError    the file of kept vectors
│   ├── CasesError         a case file, or a record that is to become one
│   ├── CalibrationError   a calibration file, which is none, or belongs to something else
│   ├── NoAnswersError     the model's server answers no case of an evaluation
│   ├── TuningError        a search for better wording cannot begin, or cannot go on
│   └── ToolsetError       the destinations break a limit of the model provider
├── EventError             the platform sent something that is not an event
├── SignatureError         a message is not from the platform whose it claims to be
├── Unsupported            a command that the platform does not have
├── RequestError           a caller of our own API sent something unusable
├── StoreError             the store of calls cannot be reached: the operator, or the platform that it runs on
└── ModelError             the model gave no reply
    ├── ModelUnreachable       no connection
    ├── ModelTimeout           no reply in time
    ├── ModelOverloaded        429
    ├── ModelServerError       5xx
    ├── ModelAuthError         401, 403: the key is wrong
    ├── ModelRequestRejected   any other 4xx: the request is wrong, asking again cannot help
    │   ├── ModelRedirected        the server sends the request elsewhere, where it does not go
    │   ├── ModelInputRefused      what the caller said is refused by a content filter
    │   └── ModelWindowExceeded    the model's window is too small for it
    └── ModelReplyUnreadable   the body is not a reply of that API
        ├── ModelReplyTooLarge     it is larger than any reply
        └── ModelGenerationFailed  the model's own server could not read what it wrote

Messages name files, keys and fields. They hold no phone numbers and no words of a caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, TypeAlias

ModelErrorCode: TypeAlias = Literal[
    "model_error",
    "model_unreachable",
    "model_timeout",
    "model_overloaded",
    "model_server_error",
    "model_auth",
    "model_request_rejected",
    "model_reply_unreadable",
]


class AdapterError(Exception):
    """Root of every error that this package raises on purpose."""


class OperatorError(AdapterError):
    """A file or a setting is wrong. The message says which, and what would be right."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong in a file: where, and what would be right. `line` counts from 1, None when unknown."""

    file: str
    line: int | None = None
    key: str | None = None
    field: str | None = None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [where]
        if self.key is not None:
            parts.append(f"destination {self.key}")
        if self.field is not None:
            parts.append(self.field)
        return ": ".join([*parts, self.message])


SHOWN: Final = 5
"""Mistakes of a file that are told in words. Who has mended those looks again."""


MORE_IS_WRONG: Final = "more is wrong than these"
"""What the last problem of a file says of which not all are kept."""


def few(lines: Sequence[object]) -> str:
    """What is wrong, a line each: the first `SHOWN`, and how many more there are."""
    shown = [str(line) for line in lines[:SHOWN]]
    more = len(lines) - len(shown)
    return "\n".join([*shown, f"and {more:,} more"] if more > 0 else shown)


def _few_problems(problems: Sequence[Problem]) -> str:
    if not problems or not problems[-1].message.startswith(MORE_IS_WRONG):
        return few(problems)
    return f"{few(problems[:SHOWN])}\nand more than {len(problems) - 1 - SHOWN:,} more"


class DocumentError(OperatorError):
    """A YAML or JSON text cannot be read. `problems` holds everything that is wrong, in file order."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(_few_problems(problems))
        self.problems = problems


class DirectoryError(OperatorError):
    """The directory file cannot be used. `problems` holds everything that is wrong, in file order."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(_few_problems(problems))
        self.problems = problems


class PromptError(OperatorError):
    """A prompt file is missing or cannot be read."""


class SettingsError(OperatorError):
    """An environment variable or a command line option cannot be used."""


class ScenarioError(OperatorError):
    """A scenario file of the mocked model cannot be used. Names the file, the rule and the field of every finding."""


class CassetteError(OperatorError):
    """A file of recorded replies cannot be used or written. Names the file, line, interaction and field."""


class ReplyCacheError(OperatorError):
    """The folder of kept replies cannot be used, or one of its files is not ours or has another format."""


class EmbeddingCacheError(OperatorError):
    """The file of kept vectors cannot be used, or is not ours or has another format."""


class CasesError(OperatorError):
    """A case file or a decision record cannot be used. Names the file, the line and the field of every finding."""


class CalibrationError(OperatorError):
    """A calibration file is none, or was made for other texts, weights or another embedding model than are in use."""


class NoAnswersError(OperatorError):
    """A model's server answers the cases of an evaluation with errors only. Says which, and which setting to change."""


class TuningError(OperatorError):
    """A search for better wording cannot begin, or cannot go on: what it lacks, and what it has done so far."""


class ExtraError(OperatorError):
    """An extra of the distribution is not installed. Names who needs it, and what is missing."""


class ToolsetError(OperatorError):
    """The destinations break a limit of the model provider, found when the tools are built."""


class EventError(AdapterError):
    """What came from the platform is not an event."""


class SignatureError(AdapterError):
    """A message does not come from the platform: its token or signature is missing, wrong or too old.

    `status` is what HTTP answers it with: 401 where a secret is missing or wrong, 403 for a signature that is wrong or
    too old.
    """

    def __init__(self, message: str, *, status: Literal[401, 403] = 401) -> None:
        super().__init__(message)
        self.status = status


class Unsupported(AdapterError):  # noqa: N818 - says what is wrong, as the family name stands in the root
    """A voice platform was to do what it cannot. Its capabilities say so, and so does `check`."""

    def __init__(self, platform: str, feature: str) -> None:
        super().__init__(f"{platform}: {feature} is not possible on this platform")
        self.platform = platform
        self.feature = feature


class RequestError(AdapterError):
    """A caller of our own API sent something unusable."""


class StoreError(AdapterError):
    """The store of calls cannot be reached. What was to be saved may have been saved or not."""


class ModelError(AdapterError):
    """The model gave no reply. `code` names the kind in decisions, logs and metrics."""

    code: ClassVar[ModelErrorCode] = "model_error"

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds that the provider asks to wait, where it says so."""
        self.server_words = ""
        """What the server said about it, masked and cut: for logs and for whoever looks for the cause, never spoken."""
        self.status: int | None = None
        """The HTTP status that it came with, None where no answer came."""
        self.in_chain: Mapping[int, ModelError] = {}
        """Of the last error of a chain of models: what came of each that was asked, by its place in the chain."""


class ModelUnreachable(ModelError):  # noqa: N818 - the family name stands in the root
    """No connection to the model."""

    code = "model_unreachable"


class ModelTimeout(ModelError):  # noqa: N818
    """No reply within the limit."""

    code = "model_timeout"


class ModelOverloaded(ModelError):  # noqa: N818
    """Too many requests (429)."""

    code = "model_overloaded"


class ModelServerError(ModelError):
    """The provider failed (5xx)."""

    code = "model_server_error"


class ModelAuthError(ModelError):
    """The provider refuses the key (401, 403)."""

    code = "model_auth"


class ModelRequestRejected(ModelError):  # noqa: N818
    """The provider refuses the request (any other 4xx)."""

    code = "model_request_rejected"


class ModelRedirected(ModelRequestRejected):
    """The server redirects the request (3xx). It is not sent elsewhere: it holds what was said in a call."""

    def __init__(self, message: str, *, base_url: str = "") -> None:
        super().__init__(message)
        self.base_url = base_url
        """The base URL that would lead there, "" where that cannot be told."""


class ModelInputRefused(ModelRequestRejected):
    """A content filter refuses what was said. A refusal for its turn, which models give as a reply."""


class ModelWindowExceeded(ModelRequestRejected):
    """The request has more tokens than the model's window. A shorter history may fit."""

    def __init__(self, message: str, *, prompt: int = 0, window: int = 0) -> None:
        super().__init__(message)
        self.prompt = prompt
        """Tokens of the request, 0 where the server does not tell them."""
        self.window = window
        """Tokens of the window, likewise."""


class ModelReplyUnreadable(ModelError):  # noqa: N818
    """The body is not a reply of the API that was asked."""

    code = "model_reply_unreadable"


class ModelReplyTooLarge(ModelReplyUnreadable):
    """The reply is larger than any honest one, so that it is not read. The message says by what."""


class ModelGenerationFailed(ModelReplyUnreadable):
    """The model's server could not read what the model wrote. Asking the model again, with it, can help."""

    def __init__(self, message: str, *, generation: str = "") -> None:
        super().__init__(message)
        self.generation = generation
        """What the model wrote, as far as the server tells it. It may hold a caller's words."""
