"""Many callers for long, each with a call that has its beginning, its turns at their times, and its end.

    python soak_callers.py '{"port": …, "model": …, "path": …, "callers": 1000, "every": 5, "seconds": 600}'

A call has 3 to 20 turns. Most questions are answered in words; the last one leads to a transfer. Then the caller calls
again. Some more callers ask the model server itself, as often, so that its own time under this load is known. Told at
the end: milliseconds at the median and the 99th percentile of both, how many turns there were, and what went wrong, by
kind.
"""

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from line import Line, actions
from ours import session
from told import tell

SETTLING = 10.0
"""Seconds at the beginning whose answers do not count: callers come, connections are opened."""
DIRECTLY = 20
"""Callers of the model itself."""
TURNS = (3, 20)


@dataclass(kw_only=True, slots=True)
class Soak:
    """What is asked for, and what was found."""

    port: int
    model: int
    path: str
    callers: int
    every: float
    seconds: float
    taken: dict[str, list[float]] = field(default_factory=lambda: {"service": [], "model": []})
    wrong: Counter[str] = field(default_factory=Counter)
    began: float = 0.0

    async def run(self) -> dict[str, Any]:
        self.began = _now()
        callers = (self._again(number, self._call) for number in range(self.callers))
        directly = (self._again(number, self._asks_directly) for number in range(DIRECTLY))
        await asyncio.gather(*callers, *directly)
        told: dict[str, Any] = {name: _percentiles(taken) for name, taken in self.taken.items()}
        return {**told, "turns": len(self.taken["service"]), "wrong": dict(self.wrong)}

    async def _again(self, number: int, caller: Callable[[random.Random], Awaitable[None]]) -> None:
        """One call after the other, from a moment of its own."""
        randomly = random.Random(number)
        await asyncio.sleep(randomly.uniform(0, self.every))
        while not self._over():
            try:
                await caller(randomly)
            except (OSError, TimeoutError) as error:
                self.wrong[f"no answer: {type(error).__name__}"] += 1
                await asyncio.sleep(self.every)

    def _over(self) -> bool:
        return _now() > self.began + self.seconds

    async def _call(self, randomly: random.Random) -> None:
        line, of_a_call = await Line.open(self.port), session()
        try:
            await self._heard(line, of_a_call, "session_start")
            turns, begun = randomly.randint(*TURNS), _now()
            for turn in range(turns):
                await asyncio.sleep(begun + turn * self.every - _now())
                last = turn == turns - 1 or self._over()
                words = "my card is lost" if last else f"When does branch {turn} open?"
                asked = _now()
                said = await self._heard(line, of_a_call, "user_speak", text=words)
                self._took("service", asked)
                then = await self._heard(line, of_a_call, "assistant_speech_ended")
                if [action["type"] for action in (*said, *then)] != ["speak", *(["transfer"] if last else [])]:
                    self.wrong["another answer than was to be heard"] += 1
                if last:
                    break
            await self._heard(line, of_a_call, "session_end")
        finally:
            line.close()

    async def _heard(self, line: Line, of_a_call: object, kind: str, **more: str) -> list[dict[str, Any]]:
        status, body = await line.post({"type": kind, "session": of_a_call, **more})
        if status not in (200, 204):
            self.wrong[f"status {status}"] += 1
            return []
        return actions(body)

    async def _asks_directly(self, _: random.Random) -> None:
        line = await Line.open(self.model)
        try:
            begun, turn = _now(), 0
            while not self._over():
                await asyncio.sleep(begun + turn * self.every - _now())
                asked, turn = _now(), turn + 1
                await line.post({"model": "m", "messages": []}, self.path)
                self._took("model", asked)
        finally:
            line.close()

    def _took(self, who: str, asked: float) -> None:
        if asked > self.began + min(SETTLING, self.seconds / 2):
            self.taken[who].append((_now() - asked) * 1000)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _percentiles(taken: list[float]) -> dict[str, float]:
    taken = sorted(taken) or [0.0]
    return {"p50": taken[len(taken) // 2], "p99": taken[min(len(taken) * 99 // 100, len(taken) - 1)]}


if __name__ == "__main__":
    tell(asyncio.run(Soak(**json.loads(sys.argv[1])).run()))
