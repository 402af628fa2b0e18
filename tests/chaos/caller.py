"""One caller and the platform that carries the call, as both behave: sentences are played, silences reported."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.chaos.line import Line
from tests.chaos.model import WISHES
from tests.chaos.rules import Rules

SENTENCE = (1.1, 1.5)
"""Seconds that a sentence takes: callers here listen fast."""
MISFIRE = 5.5
"""Seconds after a transfer when a caller who is still there says so: two, and as much as two hosts' clocks differ."""
SILENCE = 3.0
"""Seconds after a sentence when the caller's silence is reported. With a sentence before it, two silences are further
apart than the second in which the second one is a repetition, and the three by which two hosts' clocks differ."""
PATIENCE = 4
"""How often a caller who hears nothing speaks again: for some 15 seconds."""
LONGEST = 25
"""Events of a call, after which the caller hangs up, where nothing else is said."""


class Caller:
    """A call from its beginning to its end."""

    def __init__(
        self,
        call: str,
        line: Line,
        rules: Rules,
        randomly: random.Random,
        counts: Counter[str],
        store_has_hung: Callable[[], bool],
    ) -> None:
        self._session = {"id": call, "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
        self._line = line
        self._rules = rules
        self._randomly = randomly
        self._counts = counts
        self._store_has_hung = store_has_hung
        self._unheard = 0
        """Words in a row after which nothing was heard."""
        self._playing = False
        """A sentence is being spoken, whose end will be reported."""
        self._listening = False
        """A sentence has been spoken, and silence after it will be reported."""
        self._interruptible = False
        self._over = False
        self._out = False
        self._said = ""

    async def run(self, events: int = LONGEST) -> None:
        """Plays the call, which ends after so many events at the latest. Raises `RuleBrokenError`."""
        await self._send("session_start")
        said = 0
        for _ in range(events):
            if self._over:
                break
            if self._out:
                await self._while_out()
            elif self._playing:
                await self._while_playing()
            elif said < 2 and self._listening and self._randomly.random() < 0.8:
                said += 1
                await self._say(self._wish())
            elif self._listening:
                await self._stay_silent()
            else:
                await self._ask_again()
        await self._send("session_end")
        self._counts["calls"] += 1

    async def _while_out(self) -> None:
        """The transfer rings. It is answered, refused, or never happened."""
        draw = self._randomly.random()
        if draw < 0.6:
            self._over = True
        elif draw < 0.85:
            await asyncio.sleep(self._randomly.uniform(0, 0.5))
            self._back()
            await self._send("session_start")
        else:
            await asyncio.sleep(MISFIRE)
            self._back()
            await self._say("hello, is anybody there?")

    async def _while_playing(self) -> None:
        draw = self._randomly.random()
        await asyncio.sleep(self._randomly.uniform(*SENTENCE))
        if draw < 0.06:
            await self._say(self._wish(), interrupting=self._interruptible)
        elif draw < 0.1:
            await self._send("user_speak", text="thank you", barged_in=False)
        elif draw < 0.13:
            await self._send("dtmf_received", digit=self._randomly.choice("1209"))
        elif draw < 0.2:  # the end is lost, and the silence after it reported
            self._playing = False
            await self._stay_silent()
        elif draw < 0.25:  # the end of the sentence and the caller's words at once
            self._playing, self._listening = False, True
            await asyncio.gather(self._send("assistant_speech_ended"), self._say(self._wish()))
        else:
            self._playing, self._listening = False, True
            await self._send("assistant_speech_ended")

    async def _stay_silent(self) -> None:
        await asyncio.sleep(SILENCE)
        self._listening = False
        await self._send("user_input_timeout")

    def _wish(self) -> str:
        """What nobody can take for the same words once more: nobody says the same twice within seconds."""
        return self._randomly.choice([wish for wish in WISHES if wish != self._said])

    async def _say(self, words: str, *, interrupting: bool = False) -> None:
        self._said = words
        self._rules.spoke()
        self._playing = self._playing and not interrupting
        self._listening = False
        await self._send("user_speak", text=words, barged_in=interrupting)

    async def _ask_again(self) -> None:
        """Nothing is heard. Where the store has hung, two hosts may know different things; then words help."""
        self._unheard += 1
        if self._unheard > PATIENCE or not self._store_has_hung():
            self._rules.silent()
        self._counts["words said again, the store had hung"] += 1
        await asyncio.sleep(SILENCE)
        await self._say(self._wish())

    def _back(self) -> None:
        self._out = False
        self._rules.returned()

    async def _send(self, kind: str, **fields: Any) -> None:
        self._rules.told(f"{kind} {fields}")
        try:
            answered = await self._line.ask({"type": kind, "session": self._session, **fields})
        except TimeoutError:
            self._rules.broken(f"no answer to {kind}")
        self._counts["events"] += 1
        self._rules.told(f"  {'; '.join(answered.tried)}")
        self._rules.read(answered.actions, repeated=answered.times > 1, store_has_hung=self._store_has_hung())
        for action in answered.actions:
            match action["type"]:
                case "barge_in":
                    self._playing = False
                case "speak":
                    self._unheard = 0
                    self._playing, self._listening = True, False
                    self._interruptible = action.get("barge_in", {}).get("strategy") != "none"
                case "transfer":
                    self._unheard = 0
                    self._out, self._playing, self._listening = True, False, False
                case "hangup":
                    self._over = True
