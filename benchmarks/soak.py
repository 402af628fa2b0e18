"""A service that runs for long: whether its memory goes on growing, and whether descriptors stay open.

    python benchmarks/soak.py                                   # 20 minutes, 10 calls a second, SQLite
    python benchmarks/soak.py --minutes 2 --store redis://localhost:6379/0

The service is `transfer-adapter serve` as a process with one worker, the example bank and a decision record; its model
is the offline model behind the mock server. A call begins, the caller says what somebody says in the example's cases,
what is said to the end is reported, a transfer that was announced is made, some callers say a second thing, every call
ends. Memory is resident; grown is the median of the last tenth against that of the tenth after the middle.
"""

import argparse
import asyncio
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from served import BANK, Served, served

from adapter.testing import running_mock

WANTED = 0.02
SAMPLE = 2.0
AT_REST = 20.0
"""Seconds after the last call in which connections that nobody uses any more are closed."""
FIRST = 50
"""Calls before descriptors are counted for the first time: what is opened once and stays open is no leak."""


def memory_of(service: Served) -> int:
    """Resident KiB."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{service.pid}/status").read_text())
    assert found is not None
    return int(found[1])


def descriptors_of(service: Served) -> Counter[str]:
    """What is open, by kind."""
    opened: Counter[str] = Counter()
    for each in Path(f"/proc/{service.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            opened[re.sub(r":\[\d+\]", "", str(each.readlink()))] += 1
    return opened


@dataclass(kw_only=True, slots=True)
class Calls:
    """Calls against a service."""

    service: Served
    http: aiohttp.ClientSession
    words: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    worst: float = 0.0

    async def play(self, number: int) -> None:
        """One call, from its beginning to its end."""
        randomly = random.Random(number)
        session = {"id": f"soak-{number}", "from_phone_number": "+4915112345678", "phone_number": "+4921155660000"}
        await self._heard("session_start", session)
        await self._heard("assistant_speech_ended", session)
        for _ in range(randomly.choice((1, 1, 2))):
            words = f"{randomly.choice(self.words)} {number % 997}"  # no two callers say quite the same
            said = await self._heard("user_speak", session, text=words)
            then = await self._heard("assistant_speech_ended", session) if "speak" in said else []
            if "transfer" in (*said, *then):
                self.counts["transfers"] += 1
                break
        await self._heard("session_end", session)
        self.counts["calls"] += 1

    async def _heard(self, kind: str, session: dict[str, str], **fields: str) -> list[str]:
        """The kinds of the actions that an event is answered with."""
        began = time.perf_counter()
        async with self.http.post(
            f"http://127.0.0.1:{self.service.port}/webhook", json={"type": kind, "session": session, **fields}
        ) as response:
            body = await response.read()
        self.worst = max(self.worst, time.perf_counter() - began)
        self.counts["events"] += 1
        if response.status not in (200, 204):
            sys.exit(f"{kind} was answered with {response.status}: {body.decode()}")
        answered: Any = json.loads(body) if body else []
        return [action["type"] for action in (answered if isinstance(answered, list) else [answered])]


async def soak(service: Served, minutes: float, rate: float) -> bool:
    """Plays calls, prints what they cost, and tells whether all is as wanted."""
    cases = map(json.loads, filter(str.strip, (BANK / "cases.jsonl").read_text("utf-8").splitlines()))
    words = [case["text"] for case in cases if "text" in case]
    memory: list[int] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        calls = Calls(service=service, http=http, words=words)
        await asyncio.gather(*(calls.play(-number) for number in range(1, FIRST + 1)))
    await asyncio.sleep(AT_REST)
    before = descriptors_of(service)

    async def watch() -> None:
        while True:
            await asyncio.sleep(SAMPLE)
            memory.append(memory_of(service))
            if len(memory) % 30 == 0:
                minutes_in, opened = len(memory) * SAMPLE / 60, descriptors_of(service).total()
                so_far = f"{calls.counts['calls']:,} calls, {memory[-1] / 1024:.1f} MiB, {opened} descriptors"
                print(f"{minutes_in:.0f} min: {so_far}", file=sys.stderr)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        calls = Calls(service=service, http=http, words=words)
        watching = asyncio.create_task(watch())
        began = asyncio.get_running_loop().time()
        async with asyncio.TaskGroup() as group:
            for number in range(int(minutes * 60 * rate)):
                await asyncio.sleep(began + number / rate - asyncio.get_running_loop().time())
                group.create_task(calls.play(number))
        watching.cancel()
    await asyncio.sleep(AT_REST)
    left = descriptors_of(service) - before
    tenth = max(1, len(memory) // 10)
    middle, end = statistics.median(memory[len(memory) // 2 :][:tenth]), statistics.median(memory[-tenth:])
    grown = end / middle - 1
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(calls.counts.items()))
    first, then, last = (f"{kib / 1024:.1f}" for kib in (memory[0], middle, end))
    print(f"{minutes:g} minutes at {rate:g} calls a second: {told}; worst answer {calls.worst:.2f} s")
    print(f"resident MiB: {first} at first, {then} in the middle, {last} at the end")
    print(f"the second half has grown by {grown:+.2%} (wanted: below {WANTED:.0%})")
    print(f"descriptors left open: {', '.join(f'{count} {kind}' for kind, count in left.items()) or 'none'}")
    return grown < WANTED and not left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20, help="how long calls begin (default: 20)")
    parser.add_argument("--rate", type=float, default=10, help="calls a second (default: 10)")
    parser.add_argument("--store", default="sqlite:///calls.db", help="ADAPTER_STORE (default: sqlite:///calls.db)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_mock() as model:
        variables = {
            "OPENAI_BASE_URL": model.base_url,
            "OPENAI_API_KEY": "none",
            "ADAPTER_MODEL": "m",
            "ADAPTER_RECORD": str(Path(folder) / "decisions.jsonl"),
            "ADAPTER_STORE": options.store,
        }
        with served(Path(folder), variables) as service:
            good = asyncio.run(soak(service, options.minutes, options.rate))
    sys.exit(not good)


if __name__ == "__main__":
    main()
