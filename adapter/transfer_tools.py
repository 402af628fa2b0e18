"""For backends with a model loop of their own: tools to offer, and a judge for the reply. No I/O, no waiting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from adapter.directory import Directory
from adapter.errors import RequestError
from adapter.tool_calls.prompt import Prompt
from adapter.tool_calls.prompt_search import find_prompt
from adapter.tool_calls.tools import Exposure
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.backend_call import read_call
from adapter.transfers.messages import conversation_of, masked_messages
from adapter.transfers.offer import Offer
from adapter.transfers.offer_stream import OfferStream
from adapter.transfers.progress import Returned, after_return, progress_json, read_progress
from adapter.transfers.ranking_by import ranking_by
from adapter.transfers.situation import situation_of

if TYPE_CHECKING:  # these cost 0.45 s at run time, and only type checkers need them
    from anthropic.types import ToolParam
    from google.genai.types import ToolDict
    from openai.types.chat import ChatCompletionToolParam
    from openai.types.realtime import RealtimeToolsConfigParam
    from openai.types.responses import FunctionToolParam

    from adapter.search.embedder import Embedder


@dataclass(frozen=True, kw_only=True, eq=False)
class TransferOffer(Offer):
    """What the model may choose now, in the form of each API; `resolve` or `stream` judges what it answers."""

    sent: tuple[object, ...] = ()

    @property
    def chat(self) -> "list[ChatCompletionToolParam]":
        """The tools for Chat Completions: fresh objects."""
        return cast("list[ChatCompletionToolParam]", self.toolset.tools("chat"))

    @property
    def responses(self) -> "list[FunctionToolParam]":
        """The tools for Responses."""
        return cast("list[FunctionToolParam]", self.toolset.tools("responses"))

    @property
    def realtime(self) -> "RealtimeToolsConfigParam":
        """The tools for a Realtime session."""
        return cast("RealtimeToolsConfigParam", self.toolset.tools("realtime"))

    @property
    def anthropic(self) -> "list[ToolParam]":
        """The tools for Anthropic's Messages API."""
        return cast("list[ToolParam]", self.toolset.tools("anthropic"))

    @property
    def gemini(self) -> "list[ToolDict]":
        """The tools for Gemini: one with every function declaration."""
        return cast("list[ToolDict]", self.toolset.tools("gemini"))

    @cached_property
    def messages(self) -> list[Any]:
        """The messages that were handed in, in their own form, with dictated numbers masked: what to send the model."""
        return masked_messages(self.sent, self.situation.config.directory.numbers)

    def stream(self, *, thinks: bool = False) -> OfferStream:
        """Takes the reply in pieces, and says at once what of it may be spoken.

        `thinks`: the model begins within a thought of which only the closing mark is seen, as where the template of
        its server has opened it. Without it such a thought cannot be told from an answer until it is closed.
        """
        return OfferStream(self, thinks=thinks)


class TransferTools:
    """A directory as tools for any model, and the judge of what it answers. Can be shared by many calls and threads.

    `source` is a directory file, its decoded form (ours, a list of Vapi records, a transferCall tool) or a `Directory`.
    `prompt` gives the fixed sentences and the word lists (its name, such as `receptionist@v1`, or a `Prompt`; left out,
    the one in `prompts/` beside the file that is named as it, else the receptionist), `language` is what is spoken
    while nothing tells the caller's. A shortlist goes by shared words, or by meaning with an `embedder` in this process
    (`adapter.search.local_embedder.LocalEmbedder()`), which then reads all destinations here: 10,000 in half a minute.

    Raises `OperatorError` for a file that cannot be used, naming what is wrong in it.
    """

    def __init__(
        self,
        source: str | Path | Mapping[str, Any] | Iterable[Any] | Directory,
        *,
        prompt: str | Prompt | None = None,
        language: str = "en",
        exposure: Exposure = "auto",
        embedder: "Embedder | None" = None,
    ) -> None:
        self.directory = _directory(source)
        found = prompt if isinstance(prompt, Prompt) else find_prompt(prompt, directory=self.directory.file)
        self.config = AssistantConfig(directory=self.directory, prompt=found, language=language, exposure=exposure)
        # what no provider takes is refused here, not in a call
        if self.config.toolset.exposure == "shortlist" and embedder is not None:
            self.config = replace(self.config, ranking=ranking_by(embedder, self.directory))
            _ = self.config.toolset

    @classmethod
    def of(cls, config: AssistantConfig) -> Self:
        """The same of a configuration that is there already."""
        tools = cls.__new__(cls)
        tools.directory, tools.config = config.directory, config
        _ = config.toolset
        return tools

    def offer(
        self,
        messages: Iterable[object] = (),
        *,
        call: Mapping[str, object] | None = None,
        progress: object = None,
        now: datetime | None = None,
    ) -> TransferOffer:
        """What may be chosen now: without what is closed, and what the call has tried as often as it may.

        `messages` are what was said, in the form of Chat Completions or Responses, ending with the caller's words.
        `call`: `id`, `from`, `to`, `direction`, `language`, all optional. `progress` is the last result's. `now` is an
        aware moment. The same arguments give the same offer, in any process.

        Raises `RequestError` for a message, a call, a progress or a moment that is none.
        """
        sent = _listed(messages)
        conversation = conversation_of(sent)
        info, spoken = read_call(call)
        known = read_progress(progress)
        moment = now or datetime.now(UTC)
        if moment.tzinfo is None:
            raise RequestError("now: a moment with its time zone is needed")
        situation = situation_of(self.config, info, conversation, known, moment, language=spoken)
        return TransferOffer(situation=situation, conversation=conversation, progress=known, sent=sent)

    def returned(self, progress: object, outcome: Returned = "unknown") -> dict[str, object]:
        """The progress after the last transfer has come back: `busy`, `no_answer`, `failed` or `unknown`.

        What was tried as often as its policy allows is not offered any more. Told twice, it counts once. Raises
        `RequestError`.
        """
        return progress_json(after_return(read_progress(progress), outcome))


def _listed(messages: Iterable[object]) -> tuple[object, ...]:
    try:
        return tuple(messages)
    except TypeError:
        raise RequestError("messages: a list of messages is needed") from None


def _directory(source: str | Path | Mapping[str, Any] | Iterable[Any] | Directory) -> Directory:
    if isinstance(source, Directory):
        return source
    if isinstance(source, str | Path):
        return Directory.load(source)
    return Directory.parse(source if isinstance(source, Mapping) else list(source))
