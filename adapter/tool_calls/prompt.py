"""Prompts: versioned system prompt files with the assistant's fixed sentences, and their loader."""

import hashlib
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict

from adapter.documents.content import content_of
from adapter.documents.document import Document
from adapter.documents.files import decoded, file_bytes, is_folder, reason_of
from adapter.documents.yaml_text import load_yaml
from adapter.errors import DocumentError, Problem, PromptError
from adapter.tool_calls.labels import LABELS_FILE, read_labels
from adapter.tool_calls.liquid import LiquidError, check_template
from adapter.tool_calls.liquid_messages import liquid_line, liquid_message
from adapter.vapi.texts import best_match, normal_tag

SentenceName: TypeAlias = Literal[
    "greeting",
    "hold",
    "clarify",
    "confirm",
    "reprompt",
    "apology",
    "unavailable",
    "closed",
    "farewell",
    "transferring",
]
SENTENCE_NAMES: tuple[SentenceName, ...] = get_args(SentenceName)

WordList: TypeAlias = Literal["acknowledgements", "affirmations", "goodbyes", "denials", "claims"]

MAY_BE_SILENT: frozenset[SentenceName] = frozenset({"greeting", "farewell", "transferring"})
"""Sentences that may be empty, and then nothing is said. Where any other were, a caller would hear silence."""

DEFAULT_PROMPT = "receptionist"

MAX_BYTES = 1024 * 1024
"""Of a file. The shipped one has 20 kB, in seven languages."""

_FILE = re.compile(r"---\r?\n(?P<front>.*?)\r?\n---\r?\n(?P<body>.*)", re.DOTALL)
_FRONT_LINE = 2
"""Line of the file in which the front matter begins."""
REFERENCE = re.compile(
    r"(?P<name>[a-z][a-z0-9_-]*)(?:@(?:v(?P<version>[1-9][0-9]*)|(?!v[0-9])(?P<label>[a-z][a-z0-9_-]*)))?"
)
_VERSION = re.compile(r"v([1-9][0-9]{0,8})\.md")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Sentences(_File):
    """What the assistant says in one language, and the words that it listens for.

    `greeting` opens the call. `confirm` asks whether `{{ destination }}` is what the caller wants. A sentence is empty
    only where `MAY_BE_SILENT` allows it. The word lists: `acknowledgements` are what a caller says while being
    transferred without wanting anything else, `affirmations` by what one says yes, `goodbyes` by what a caller takes
    leave, `denials` by what one says no or takes back a wish; `claims` are phrases by which a reply promises a
    transfer.
    """

    greeting: str | None = None
    hold: str | None = None
    clarify: str | None = None
    confirm: str | None = None
    reprompt: str | None = None
    apology: str | None = None
    unavailable: str | None = None
    closed: str | None = None
    farewell: str | None = None
    transferring: str | None = None
    acknowledgements: list[str] = []
    affirmations: list[str] = []
    goodbyes: list[str] = []
    denials: list[str] = []
    claims: list[str] = []


class _FrontMatter(_File):
    description: str
    variables: dict[str, str] = {}
    hang_up: bool = False
    sentences: dict[str, Sentences]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Prompt:
    """One version of a prompt. `identity` is `name@vN+<12 hex of the content hash>` and stands in every record."""

    identity: str
    name: str
    version: int
    description: str
    variables: Mapping[str, str]
    hang_up: bool
    sentences: Mapping[str, Sentences]
    body: str

    def __repr__(self) -> str:
        """Short: what holds a prompt is printed in tracebacks and by test runners."""
        return f"<Prompt {self.identity}>"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has sentences for, in file order."""
        return tuple(self.sentences)

    def sentence(self, name: SentenceName, language: str) -> str:
        """A fixed sentence in a language, as a Liquid template.

        A prompt that lacks it in that language gives the shipped prompt's sentence in that language: what a caller
        hears may be plainer than the rest, but it is never in another language while we have theirs.
        """
        shipped = default_prompt()
        for prompt, tongue in (
            (self, language),
            (shipped, language),
            (self, next(iter(self.sentences))),
            (shipped, "en"),
        ):
            tag = best_match(tongue, prompt.sentences)
            text: str | None = getattr(prompt.sentences[tag], name) if tag else None
            if text is not None:
                return text
        raise PromptError(f"prompt {DEFAULT_PROMPT}: the shipped sentence {name} is missing")

    def words(self, kind: WordList, language: str) -> tuple[str, ...]:
        """A word list in a language, empty where there is none."""
        tag = best_match(language, self.sentences)
        return tuple(getattr(self.sentences[tag], kind)) if tag else ()


def shipped_prompts() -> Path:
    """The folder of the prompts that come with the package: inside it when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


@lru_cache(maxsize=1)
def default_prompt() -> Prompt:
    """The shipped receptionist, read once."""
    return load_prompt(DEFAULT_PROMPT)


@lru_cache(maxsize=256)
def words_of(prompt: Prompt, kind: WordList) -> tuple[str, ...]:
    """A word list of a prompt in every language: neither callers nor models always speak the call's.

    Where a prompt has none in a language, that of the shipped prompt counts.
    """
    shipped = default_prompt()
    languages = dict.fromkeys((*prompt.languages, *shipped.languages))
    lists = (prompt.words(kind, language) or shipped.words(kind, language) for language in languages)
    return tuple(dict.fromkeys(phrase for phrases in lists for phrase in phrases))


@lru_cache(maxsize=256)
def shipped_claims(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The shipped phrases that promise a transfer, in these languages and in English, which models fall back to."""
    shipped = default_prompt()
    lists = (shipped.words("claims", language) for language in dict.fromkeys((*languages, "en")))
    return tuple(dict.fromkeys(phrase for phrases in lists for phrase in phrases))


def load_prompt(reference: str, folder: Path | None = None) -> Prompt:
    """Reads `name` (its highest version), `name@v2`, or `name@production` from a folder of prompts.

    By default the shipped ones. What a label such as `production` stands for is in the folder's `labels.yaml`; the
    identity names the version all the same. Raises `PromptError` naming the file and what would be right.
    """
    folder = folder or shipped_prompts()
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise PromptError(f"prompt {reference!r}: write it as name or name@v2, or with a label: name@production")
    name = match["name"]
    versions = prompt_versions(folder / name)
    if not versions:
        known = sorted(path.name for path in folder.glob("*/") if prompt_versions(path)) if is_folder(folder) else []
        raise PromptError(
            f"prompt {name!r}: no {folder / name}/v1.md; there is {', '.join(known) or 'no prompt at all'}"
        )
    version = int(match["version"] or max(versions))
    if match["label"] or version not in versions:
        labels = read_labels(folder, name)
        if match["label"] not in labels or labels[match["label"]] not in versions:
            raise PromptError(f"prompt {reference!r}: {name} has {_known(versions, labels)}")
        version = labels[match["label"]]
    path = folder / name / f"v{version}.md"
    try:
        content = file_bytes(path, max_bytes=MAX_BYTES)
    except DocumentError as error:
        raise PromptError(str(error)) from error
    return parse_prompt(content, name=name, version=version, file=str(path))


def _known(versions: Set[int], labels: Mapping[str, int]) -> str:
    """Versions and labels, as errors list them."""
    named = ", ".join(f"v{number}" for number in sorted(versions))
    meant = ", ".join(
        f"{label} (v{number}{'' if number in versions else ', which is missing'})" for label, number in labels.items()
    )
    return f"{named} and the labels {meant}" if meant else f"{named} and no labels in {LABELS_FILE}"


def prompt_versions(folder: Path) -> set[int]:
    """The versions of the prompt whose folder this is; none where it is no folder, or none of a prompt."""
    if not is_folder(folder):
        return set()
    try:
        return {int(match[1]) for path in folder.iterdir() if (match := _VERSION.fullmatch(path.name))}
    except OSError as error:
        raise PromptError(f"{folder}: {reason_of(error)}") from error


@lru_cache(maxsize=16)
def parse_prompt(content: bytes, *, name: str, version: int, file: str) -> Prompt:
    """Reads a prompt from the bytes of its file, the same bytes once. Raises `PromptError`."""
    try:
        text = decoded(content, file)
    except DocumentError as error:
        raise PromptError(str(error)) from error
    match = _FILE.fullmatch(text)
    if match is None:
        raise PromptError(f"{file}: a prompt starts with front matter between two lines of ---, then the system prompt")
    front = _front_matter(match["front"], file)
    _check_body(file, match["body"], first_line=text.count("\n", 0, match.start("body")) + 1)
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Prompt(
        identity=f"{name}@v{version}+{digest}",
        name=name,
        version=version,
        description=front.description,
        variables=front.variables,
        hang_up=front.hang_up,
        sentences={normal_tag(language): sentences for language, sentences in front.sentences.items()},
        body=match["body"].strip(),
    )


def _front_matter(text: str, file: str) -> _FrontMatter:
    try:
        document = load_yaml(text, file, first_line=_FRONT_LINE)
    except DocumentError as error:
        raise PromptError(str(error)) from error
    if not isinstance(document.data, dict):
        raise PromptError(f"{file}: front matter: must be a mapping with description and sentences")
    try:
        front = content_of(document, _FrontMatter)
    except DocumentError as error:
        raise PromptError(str(error)) from error
    if not front.sentences:
        raise PromptError(str(document.problem_at(("sentences",), "at least one language is needed")))
    for language, sentences in front.sentences.items():
        for name in SENTENCE_NAMES:
            _check_sentence(document, ("sentences", language, name), getattr(sentences, name))
    return front


def _check_sentence(document: Document, path: tuple[str, ...], text: str | None) -> None:
    if text is None:
        return
    if not text.strip() and path[-1] not in MAY_BE_SILENT:
        raise PromptError(str(document.problem_at(path, "must not be empty, or callers would hear silence")))
    try:
        check_template(text)
    except LiquidError as error:
        raise PromptError(str(document.problem_at(path, liquid_message(error)))) from error


def _check_body(file: str, body: str, *, first_line: int) -> None:
    try:
        check_template(body)
    except LiquidError as error:
        line = liquid_line(error, body)
        problem = Problem(
            file=file,
            line=None if line is None else first_line + line,
            field="system prompt",
            message=liquid_message(error),
        )
        raise PromptError(str(problem)) from error
