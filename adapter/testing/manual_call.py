"""A call played by hand: the platform's simulator on one end, the assistant in this process on the other."""

from collections.abc import Callable
from typing import Final

from adapter.calls.platform import PlatformAnswer
from adapter.calls.simulator import CALLER, LINE, Due
from adapter.errors import Unsupported
from adapter.platforms import simulator_for
from adapter.testing.call_target import InProcessTarget
from adapter.testing.places import Places
from adapter.testing.transcript import Decided, Line, Transcript
from adapter.transfers.progress import Returned

SENTENCES: Final = 50
"""Sentences in a row without a word of the caller that are listened to."""


class NotNow(Exception):  # noqa: N818 - says what is not possible, as the family name would not
    """What was asked for cannot happen at this point of the call. The text is for whoever has asked."""


class Ringing(NotNow):
    """The caller is on the way to somebody, so that nobody hears what is said."""

    def __init__(self) -> None:
        super().__init__("it rings at the destination: somebody answers there, or the call comes back")


def _unheard(*_: object) -> None:
    """Nobody listens."""


class ManualCall:
    """One call. `show` gets every line of its transcript as it happens, `on_decided` what was decided, and `on_answer`
    every message of the platform with the answer that it got, once what was decided in it has been told."""

    def __init__(
        self,
        target: InProcessTarget,
        platform: str,
        *,
        show: Callable[[Line], None],
        on_decided: Callable[[Decided], None] = _unheard,
        on_answer: Callable[[Due, PlatformAnswer], None] = _unheard,
        caller: str = CALLER,
        line: str = LINE,
    ) -> None:
        self._target = target
        self._telephony = simulator_for(platform, caller=caller, line=line)
        self._transcript = Transcript()
        self._shown = 0
        self._show = show
        self._on_decided = on_decided
        self._on_answer = on_answer
        self.answered = False
        """Whether a model has answered in it."""

    @property
    def over(self) -> bool:
        """Whether nothing more can happen in it."""
        return self._telephony.phase == "over"

    @property
    def transferring(self) -> bool:
        """Whether it rings somewhere."""
        return self._telephony.phase == "transferring"

    @property
    def comes_back(self) -> bool:
        """Whether it rings somewhere, and the platform gives the call back where nobody answers."""
        return self.transferring and self._telephony.comes_back

    async def begins(self) -> None:
        """The call is taken."""
        if self._telephony.phase == "new":
            await self._send(self._telephony.start())

    async def hears_a_sentence(self) -> None:
        """The sentence that is being said comes to its end."""
        await self.begins()
        if self._telephony.saying is not None:
            await self._send(self._telephony.speech_ends())

    async def hears_out(self) -> None:
        """The assistant says all that it has to say."""
        await self.begins()
        for _ in range(SENTENCES):
            if self._telephony.saying is None:
                return
            await self._send(self._telephony.speech_ends())

    async def says(self, text: str) -> None:
        """The caller says something, over whatever is being said."""
        await self._needs_an_ear()
        await self._send(self._telephony.words(text))

    async def presses(self, digit: str) -> None:
        """The caller presses a key of the telephone."""
        await self._needs_an_ear()
        await self._send(self._possible(lambda: self._telephony.key(digit)))

    async def stays_silent(self) -> None:
        """The caller says nothing until it is noticed."""
        await self.hears_out()
        await self._needs_an_ear()
        due = self._possible(self._telephony.silence)
        if self._telephony.input_timeout is None and due.after == 0:
            raise NotNow("nobody waits for the caller now: no silence is reported")
        await self._send(due)

    async def transfer_fails(self, outcome: Returned) -> None:
        """The call comes back from where it was transferred to, or ends, where the platform gives none back."""
        await self.hears_out()
        self._needs_a_transfer()
        try:
            due = self._telephony.transfer_fails(outcome) if self._telephony.comes_back else None
        except Unsupported:
            due = None
        if due is not None:
            await self._send(due)
            return
        self._note(
            "the platform ends the call: it takes none back from this transfer (`transfer-adapter check` says what "
            "becomes of fallbackPlan, dialTimeout and fallback)"
        )
        self._telephony.phase = "over"

    async def is_answered(self) -> None:
        """Somebody answers where the call was transferred to, and we hear no more of it."""
        await self.hears_out()
        self._needs_a_transfer()
        self._note("somebody answers, and the call is theirs")
        self._telephony.phase = "over"

    async def hangs_up(self) -> None:
        """The caller hangs up."""
        await self.begins()
        if self.over:
            raise NotNow("the call is over")
        await self._send(self._telephony.hang_up())

    async def _needs_an_ear(self) -> None:
        await self.begins()
        if self.transferring:
            raise Ringing
        if self.over:
            raise NotNow("the call is over")

    def _needs_a_transfer(self) -> None:
        if not self.transferring:
            raise NotNow("the call is not being transferred")

    def _possible(self, happens: Callable[[], Due]) -> Due:
        try:
            return happens()
        except Unsupported as error:
            raise NotNow(str(error)) from None

    async def _send(self, due: Due) -> None:
        """Sends a message, and what the platform sends by itself after its answer."""
        following: Due | None = due
        while following is not None:
            await self._send_one(following)
            following = self._telephony.follow_up()

    async def _send_one(self, due: Due) -> None:
        call_id = self._telephony.call_id
        self._transcript.event(due)
        self._flush()
        answer = await self._target.answer(due, call_id)
        for decided in self._target.decided(call_id):
            self._transcript.decided(decided)
            self.answered = self.answered or bool(decided.turn and decided.turn.replies)
            self._on_decided(decided)
        self._on_answer(due, answer)
        places = Places(self._target.directory)
        for effect in self._telephony.take(answer):
            self._transcript.effect(effect, places.keys(effect.transfer.number) if effect.transfer else ())
        self._flush()

    def _note(self, what: str) -> None:
        self._transcript.lines.append(Line("platform", what))
        self._flush()

    def _flush(self) -> None:
        for line in self._transcript.lines[self._shown :]:
            self._show(line)
        self._shown = len(self._transcript.lines)
