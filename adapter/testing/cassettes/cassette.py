"""A cassette in use: gives the recorded replies, each once, and writes down new ones."""

import base64
import json
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Final, Literal, TypeAlias
from urllib.parse import parse_qsl

from adapter.documents import files
from adapter.errors import CassetteError
from adapter.models.canonical import canonical_request
from adapter.models.masking import Mask
from adapter.models.reply_cache import replace_file
from adapter.testing.cassettes.format import (
    Interaction,
    RecordedReply,
    RecordedRequest,
    json_value,
    read_cassette,
    write_cassette,
    write_interaction,
)
from adapter.testing.cassettes.recording_advice import PYTHON, RecordingAdvice
from adapter.testing.cassettes.request_diff import MAX_OTHERS, difference, most_similar

Record: TypeAlias = Literal["none", "missing", "all"]
"""`none` replays and calls nobody. `missing` asks for what is not recorded. `all` asks for everything and begins a new
cassette in place of the old one."""

NEW_FILE_MODE: Final = 0o600
"""A new file is its owner's: it holds what people said. One that exists keeps the mode that it has."""

_SECRET_PARAMETERS = frozenset(("key", "api_key", "api-key", "apikey", "access_token", "token", "code", "sig"))


@dataclass(frozen=True, kw_only=True)
class NumberedInteraction:
    """A recorded interaction and its number in the file, from 1."""

    number: int
    interaction: Interaction


class Cassette:
    """The interactions of a file.

    A request is matched by method, path, query and canonical body, wherever in the file it stands. Each interaction is
    given once: a request that was recorded three times gets the three replies in their order, and a fourth is not
    recorded. With `repeat` the last one is given again and again.

    New interactions are written at once, in the order in which they were asked for: the file is replaced as a whole,
    so that whatever happens it is either the old one or the new one. May be used by several threads. `advice` is how
    its user would record what is missing. Raises `CassetteError` for a file that cannot be used; `record="none"` needs
    one.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        record: Record = "none",
        mask: Mask | None = None,
        repeat: bool = False,
        advice: RecordingAdvice = PYTHON,
    ) -> None:
        self.path = Path(path)
        self.record: Record = record
        self.mask = mask or Mask()
        self._repeat = repeat
        self._advice = advice
        self._lock = threading.Lock()
        self._arrivals = 0
        self._known: dict[bytes, list[NumberedInteraction]] = defaultdict(list)
        self._given: dict[bytes, int] = defaultdict(int)
        self._new: list[tuple[int, Interaction, str]] = []
        self._old: list[str] | None = None
        self._interactions: list[Interaction] = []
        exists = files.exists(self.path)
        if record == "none" and not exists:
            raise CassetteError(f"{path}: there is no such cassette: record it with {advice.once(self.path)}")
        if exists and record != "all":
            self._interactions = read_cassette(self.path)
        for number, interaction in enumerate(self._interactions, 1):
            key = request_key(self._as_recorded_now(interaction.request))
            self._known[key].append(NumberedInteraction(number=number, interaction=interaction))
        self._seen = _state(self.path)

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """What was in the file when it was opened."""
        return tuple(self._interactions)

    @property
    def models(self) -> list[str]:
        """The models that the recorded requests name, in their order."""
        bodies = (interaction.request.body or {} for interaction in self._interactions)
        return list(dict.fromkeys(model for body in bodies if isinstance(model := body.get("model"), str)))

    def next_recorded(self, request: RecordedRequest) -> NumberedInteraction | None:
        """The next recorded reply to this request; None if there is none, or none left."""
        key = request_key(request)
        with self._lock:
            known = self._known.get(key, [])
            position = self._given[key]
            if position >= len(known):
                return known[-1] if known and self._repeat else None
            self._given[key] += 1
            return known[position]

    def arrival(self) -> int:
        """A place for a request that is now going to be recorded: those that came before stand before it."""
        with self._lock:
            self._arrivals += 1
            return self._arrivals

    def add(self, request: RecordedRequest, reply: RecordedReply, arrival: int) -> None:
        """Writes down a new interaction. Raises `CassetteError` if it cannot be written."""
        interaction = Interaction(request=request, reply=reply)
        text = write_interaction(interaction)
        with self._lock:
            if self._old is None:
                self._old = [write_interaction(known) for known in self._interactions]
            self._new.append((arrival, interaction, text))
            self._new.sort(key=lambda new: new[0])
            key = request_key(request)
            number = len(self._interactions) + len(self._new)
            self._known[key].append(NumberedInteraction(number=number, interaction=interaction))
            self._given[key] += 1
            self._write(write_cassette([*self._old, *(text for _, _, text in self._new)]))

    def unused(self) -> list[int]:
        """Numbers of the recorded interactions that nobody has asked for."""
        with self._lock:
            left = (known[self._given[key] :] for key, known in self._known.items())
            return sorted(one.number for known in left for one in known)

    def unused_message(self) -> str:
        """The same in words, "" where all have been asked for."""
        unused, total = self.unused(), len(self._interactions)
        of = f"{len(unused)} of {total} interaction{'' if total == 1 else 's'}"
        if not unused:
            return ""
        return (
            f"{self.path}: {of} not asked for: {', '.join(map(str, unused))}. Where that is meant, delete them from the"
            f" file, or record everything anew with {self._advice.everything}"
        )

    def mismatch_message(self, request: RecordedRequest) -> str:
        """Why there is no reply to this request, how it differs from the recorded one that is most like it, and what to
        write to record it."""
        what, advice = f"{request.method} {request.path}", self._advice
        to_run = advice.once(self.path)
        known = self._known.get(request_key(request))
        if known:
            times = "once" if len(known) == 1 else f"{len(known)} times"
            numbers = ", ".join(str(one.number) for one in known)
            again = f", or have the last reply given again and again with {advice.repeat}" if advice.repeat else ""
            return (
                f"{what} was recorded {times} in {self.path} (interaction {numbers}) and is asked once more. Record"
                f" that, too, with {advice.missing}{again}.\n{to_run}"
            )
        if not self._interactions:
            return f"{what} is not recorded: {self.path} is empty. Record it with {advice.missing}.\n{to_run}"
        ranked = most_similar(request, [interaction.request for interaction in self._interactions])
        (closest, _), *others = ranked
        diff = difference(self._interactions[closest].request, request, f"interaction {closest + 1}")
        rest = ", ".join(f"{position + 1} ({score:.0%})" for position, score in others[:MAX_OTHERS])
        return (
            f"{what} is not recorded in {self.path}. Interaction {closest + 1} is most like it:\n{diff}\n"
            + (f"Next: interaction {rest}.\n" if rest else "")
            + f"If the change is meant, record it with {advice.missing}, or everything anew with {advice.everything}."
            + f"\n{to_run}"
        )

    def _as_recorded_now(self, request: RecordedRequest) -> RecordedRequest:
        """A request of the file as it would be recorded now: somebody may have edited it, or there are more numbers."""
        if request.body is not None:
            body = json_value(canonical_request(request.body, mask=self.mask))
            return RecordedRequest.model_validate({**request.as_json(), "body": body})
        if request.text is not None:
            return RecordedRequest.model_validate({**request.as_json(), "text": self.mask.text(request.text)})
        return request

    def _write(self, text: str) -> None:
        path = self.path.resolve()
        if _state(path) != self._seen:
            raise CassetteError(f"{self.path}: was changed by somebody else meanwhile; what was recorded is not in it")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            mode = path.stat().st_mode & 0o777 if path.exists() else NEW_FILE_MODE
            replace_file(path, text.encode(), mode=mode, durable=True)
        except OSError as error:
            raise CassetteError(f"{self.path}: cannot be written: {error.strerror}") from error
        self._seen = _state(path)


def recorded_request(
    method: str, path: str, *, query: str = "", content: bytes = b"", content_type: str = "", mask: Mask
) -> RecordedRequest:
    """What is kept of a request, masked.

    Raises `ValueError` for a body that is said to be JSON, or nothing else, and is no JSON object.
    """
    fields: dict[str, object] = {"method": method, "path": mask.json(path, "id")}
    parameters = {
        name: mask.text(value)
        for name, value in sorted(parse_qsl(query, keep_blank_values=True))
        if name.lower() not in _SECRET_PARAMETERS
    }
    if parameters:
        fields["query"] = parameters
    if content:
        fields |= _body(content, content_type, mask)
    return RecordedRequest.model_validate(fields)


def request_key(request: RecordedRequest) -> bytes:
    """What requests are compared by. A canonical body has one form, so the same requests give the same bytes."""
    return json.dumps(request.as_json(), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _body(content: bytes, content_type: str, mask: Mask) -> Mapping[str, object]:
    kind, _, parameters = content_type.partition(";")
    try:
        # JSON whatever it is called: curl names it a form unless it is told otherwise
        return {"body": json_value(canonical_request(content, mask=mask))}
    except ValueError:
        if not kind or kind.strip().lower().endswith("json"):
            raise
    boundary = Message()
    boundary["content-type"] = content_type
    marker = boundary.get_boundary() if parameters else None
    if marker:
        # a client makes up another one for each request
        content = content.replace(marker.encode(), b"boundary")
    try:
        return {"text": mask.text(content.decode())}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}


def _state(path: Path) -> tuple[int, int, int] | None:
    """By what a file is known to be the one that we read or wrote; None if there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns
