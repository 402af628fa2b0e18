"""What is spoken of a reply while it still comes: whole sentences, as soon as it is sure that they will be spoken."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from adapter.tool_calls.reply import ModelReply
from adapter.tool_calls.thoughts import begins_within_thought
from adapter.transfers.offer import Offer
from adapter.transfers.offer_stream import OfferStream

logger = logging.getLogger(__name__)


class AnswerStarts:
    """Which models begin their text within a thought, because their template opens it, as far as replies have shown.

    Until a whole reply has told, nothing that a model writes is spoken before its end.
    """

    def __init__(self) -> None:
        self._within_thought: dict[str, bool] = {}

    def of(self, model: str) -> bool | None:
        """Whether a model's text begins within a thought; None where that is not known."""
        return self._within_thought.get(model)

    def learn(self, model: str, reply: ModelReply) -> None:
        """Notes how a whole reply began. A model that once began within a thought may do so again."""
        if not self._within_thought.get(model):
            self._within_thought[model] = begins_within_thought(reply.text)


class EarlySpeech:
    """Listens to one reply, and says its sentences in their order while it comes.

    `say` says the next part, and tells whether more may follow. Once a part was said, a further attempt of the model is
    heard when it is whole.
    """

    def __init__(self, offer: Offer, starts: AnswerStarts, say: Callable[[str], Awaitable[bool]]) -> None:
        self._offer = offer
        self._starts = starts
        self._say = say
        self._model = ""
        self._stream: OfferStream | None = None
        self._waiting: list[str] = []
        self._spoken = self._over = False
        self._saying: asyncio.Task[None] | None = None

    def begin(self, model: str) -> None:
        """As `PieceListener` has it."""
        self._model = model
        within_thought = self._starts.of(model)
        known = within_thought is not None and not self._spoken
        self._stream = OfferStream(self._offer, thinks=bool(within_thought)) if known else None

    def feed(self, chunk: object) -> None:
        """As `PieceListener` has it."""
        if self._stream is None or self._over:
            return
        part = self._stream.feed(chunk).strip()
        if not part:
            return
        self._spoken = True
        self._waiting.append(part)
        if self._saying is None:
            self._saying = asyncio.create_task(self._say_all())

    async def ended(self, reply: ModelReply | None) -> None:
        """Waits until every part has gone out, and learns from the reply, where there is one. No part comes later."""
        self._stream = None
        if reply is not None:
            self._starts.learn(self._model, reply)
        if self._saying is not None:
            await self._saying

    def cancel(self) -> None:
        """Says nothing more."""
        self._over = True
        self._stream = None
        if self._saying is not None:
            self._saying.cancel()

    async def _say_all(self) -> None:
        """Says what has come. Parts that come meanwhile go out together."""
        try:
            while self._waiting and not self._over:
                part = " ".join(self._waiting)
                self._waiting.clear()
                self._over = not await self._say(part)
        except Exception:
            # what was not said is said with the decision
            logger.exception("a part of an answer could not be said")
            self._over = True
        finally:
            self._saying = None
