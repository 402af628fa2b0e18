"""Chaos: many calls at once over the real service, while hosts die, clocks are set, answers are lost.

`python -m tests.chaos --seed 7 --seconds 60 --store sqlite` plays calls and checks the rules of each. The seed draws
the schedule; the machine's own timing stays its own, so that a broken rule may take a few runs to come again.
"""

import argparse
import asyncio
import contextlib
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import yaml

from tests.calls.conftest import running_redis
from tests.chaos.caller import LONGEST, Caller
from tests.chaos.hosts import DIRECTORY, Disasters, Service
from tests.chaos.line import Line
from tests.chaos.model import model_server
from tests.chaos.rules import RuleBrokenError, Rules
from tests.serving import serving

HOSTS = 2
PAUSE = (0.3, 1.5)
"""Seconds between two disasters."""
PROGRESS = 60.0
"""Seconds between two lines that say how far it is."""


def main() -> int:
    options = _options()
    for store in ("sqlite", "redis") if options.store == "both" else (options.store,):
        started = time.monotonic()
        try:
            counts = asyncio.run(
                chaos(store, options.seed, seconds=options.seconds, kills=options.kills, callers=options.callers)
            )
        except RuleBrokenError as broken:
            print(f"{broken}\nbroken with --store {store} --seed {options.seed}", file=sys.stderr)
            return 1
        told = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
        print(f"{store}, seed {options.seed}, {time.monotonic() - started:.0f} s: no rule broken: {told}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="draws the schedule")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long calls begin")
    parser.add_argument("--kills", type=int, help="go on until so many processes were killed, however long that takes")
    parser.add_argument("--callers", type=int, default=12, help="calls at once")
    parser.add_argument("--store", choices=("sqlite", "redis", "both"), default="both")
    return parser.parse_args()


async def chaos(
    store: str, seed: int, *, seconds: float, kills: int | None = None, callers: int = 12, events: int = LONGEST
) -> Counter[str]:
    """What happened. Raises `RuleBrokenError`."""
    randomly, counts = random.Random(seed), Counter[str]()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        model = stack.enter_context(serving(model_server(random.Random(randomly.random()))))
        redis = stack.enter_context(running_redis()) if store == "redis" else None
        url = "sqlite:///calls.db" if redis is None else redis.url
        hosts = [Service(folder, f"host{number}", url, model) for number in range(HOSTS)]
        for host in hosts:
            stack.push_async_callback(host.kill)
        await hosts[0].start()  # it makes the store
        await asyncio.gather(*(host.start() for host in hosts[1:]))
        disasters = Disasters(
            hosts, redis or folder / "calls.db", folder / "record.jsonl", random.Random(randomly.random()), counts
        )
        until = time.monotonic() + seconds

        def goes_on() -> bool:
            return time.monotonic() < until if kills is None else counts["kills"] < kills

        happening = asyncio.create_task(disasters.go_on(PAUSE))
        telling = asyncio.create_task(_tell(store, counts))
        try:
            async with asyncio.TaskGroup() as group:
                for number in range(callers):
                    drawn = random.Random(randomly.random())
                    group.create_task(_calls(number, hosts, disasters, drawn, counts, goes_on, events))
        except* RuleBrokenError as broken:
            said = [line for host in hosts for line in host.said()]
            raise RuleBrokenError("\n".join((str(broken.exceptions[0]), "what the hosts said:", *said))) from None
        finally:
            for task in (happening, telling):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            for host in hosts:
                host.signal(signal.SIGCONT)  # one that stands still would not die
    return counts


async def _tell(store: str, counts: Counter[str]) -> None:
    """Says every minute how far it is, for who waits for hours."""
    started = time.monotonic()
    while True:
        await asyncio.sleep(PROGRESS)
        minutes = (time.monotonic() - started) / 60
        print(f"{store}, {minutes:.0f} min: {counts['kills']} kills, {counts['calls']:,} calls", file=sys.stderr)


async def _calls(
    number: int,
    hosts: list[Service],
    disasters: Disasters,
    randomly: random.Random,
    counts: Counter[str],
    goes_on: Callable[[], bool],
    events: int,
) -> None:
    """One call after the other."""
    numbers = frozenset(
        destination["number"] for destination in yaml.safe_load(DIRECTORY.read_text("utf-8"))["destinations"].values()
    )
    call = 0
    while goes_on():
        call += 1
        name = f"caller{number}-{call}"
        line, rules = Line(hosts, randomly, counts), Rules(name, numbers, counts)
        await Caller(name, line, rules, randomly, counts, disasters.store_has_hung).run(events)


if __name__ == "__main__":
    sys.exit(main())
