"""Clusters and sentinels: a master is killed, hangs, hands over or moves its calls, and calls go on."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from adapter import Assistant, Directory
from adapter.calls.failover import FailoverStore
from adapter.calls.redis import PATIENCE, PREFIX, RedisStore
from adapter.calls.state import Call
from adapter.errors import StoreError
from adapter.testing import ScriptedModel, calls
from adapter.transfers.call_info import CallInfo
from tests.calls.conftest import change
from tests.calls.redis_hosts import Hosts, Node, free_port, running_cluster, running_sentinel
from tests.calls.redis_hosts import until as servers_have

pytestmark = [pytest.mark.anyio, pytest.mark.outages]

CALL = Call(info=CallInfo(id="call-1"))
RUNNING = {"cluster": running_cluster, "sentinel": running_sentinel}


@pytest.fixture(params=RUNNING)
def hosts(request: pytest.FixtureRequest) -> Iterator[Hosts]:
    """Servers of one's own, to be killed."""
    with RUNNING[request.param]() as found:
        yield found


@pytest.fixture
def cluster() -> Iterator[Hosts]:
    with running_cluster() as found:
        yield found


@pytest.fixture
async def stores(hosts: Hosts) -> AsyncIterator[list[FailoverStore]]:
    """The stores of two processes."""
    made = [FailoverStore(RedisStore(hosts.url), try_again=0.02) for _ in range(2)]
    yield made
    for store in made:
        await store.aclose()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Until somebody has taken over, and those who watch have seen it."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with suppress(StoreError):
            if await condition():
                return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


def ids_on(hosts: Hosts, node: Node, count: int) -> list[str]:
    """Ids of calls that a node keeps; where there is one server it keeps all of them."""
    ids = (f"call-{number}" for number in range(10_000))
    if not hosts.url.startswith("redis+cluster"):
        return [next(ids) for _ in range(count)]
    slots = node.server.command("CLUSTER", "SLOTS")
    mine = [range(each[0], each[1] + 1) for each in slots if each[2][1] == node.port]
    chosen = (it for it in ids if _in(int(node.server.command("CLUSTER", "KEYSLOT", f"{PREFIX}call:{it}")), mine))
    return [next(chosen) for _ in range(count)]


def _in(slot: int, ranges: list[range]) -> bool:
    return any(slot in each for each in ranges)


async def test_calls_go_on_while_their_master_is_killed_and_another_takes_over(
    hosts: Hosts, stores: list[FailoverStore], directory_of: Callable[..., Directory]
) -> None:
    """Every event is answered in time, each transfer is made once, and the other process knows of it afterwards."""
    directory = directory_of(cards={"message": "Cards."})
    ids = ids_on(hosts, hosts.nodes[0], 6)

    def worker(store: FailoverStore) -> Assistant:
        return Assistant(directory, ScriptedModel([calls("cards")] * len(ids)), store=store)

    one, two = worker(stores[0]), worker(stores[1])
    slowest = 0.0

    async def answer(assistant: Assistant, call_id: str, kind: str) -> list[object]:
        nonlocal slowest
        began = time.monotonic()
        session = {"id": call_id, "from_phone_number": "+4915112345678"}
        actions = await assistant.handle({"type": kind, "session": session, "text": "my card is gone"})
        slowest = max(slowest, time.monotonic() - began)
        return [action.get("target_phone_number", action["type"]) for action in actions]

    async def all_at_once(assistant: Assistant, kind: str) -> list[list[object]]:
        return await asyncio.gather(*(answer(assistant, call_id, kind) for call_id in ids))

    assert await all_at_once(one, "session_start") == [["speak"]] * len(ids)
    assert await all_at_once(two, "assistant_speech_ended") == [[]] * len(ids)
    assert await stores[0].load(ids[0]) is not None
    hosts.nodes[0].server.stop()

    assert await all_at_once(one, "user_speak") == [["speak"]] * len(ids)
    assert await all_at_once(one, "assistant_speech_ended") == [["+4921155660000"]] * len(ids)
    assert await all_at_once(one, "assistant_speech_ended") == [[]] * len(ids)
    assert slowest < 2 * PATIENCE + 1

    servers_have(lambda: hosts.nodes[1].is_master)
    await until(stores[0].ready)
    await until(stores[1].ready)

    async def told() -> bool:
        return all([(found := await stores[1].load(it)) is not None and found.call.transfers == 1 for it in ids])

    await until(told)
    assert await all_at_once(two, "assistant_speech_ended") == [[]] * len(ids)
    assert await all_at_once(two, "session_end") == [[]] * len(ids)


async def test_who_has_taken_over_is_used_without_a_restart(hosts: Hosts) -> None:
    store = RedisStore(hosts.url)
    (call_id,) = ids_on(hosts, hosts.nodes[0], 1)
    call = Call(info=CallInfo(id=call_id))
    first, second = hosts.nodes[:2]
    assert await change(store, call)
    first.server.stop()
    await until(lambda: change(store, replace(call, turns=1)))
    assert second.is_master
    await asyncio.to_thread(first.server.start)
    assert await change(store, replace(call, turns=2))
    stored = await store.load(call_id)
    assert stored is not None
    assert stored.call.turns == 2
    await store.aclose()


async def test_a_planned_change_of_master_costs_no_operation(cluster: Hosts) -> None:
    """Valkey and Redis hold clients back until the replica knows everything, and then send them there."""
    store = RedisStore(cluster.url)
    ids = ids_on(cluster, cluster.nodes[0], 4)
    over = asyncio.Event()

    async def events(call_id: str) -> int:
        turn = 0
        while not over.is_set() or turn < 20:
            turn += 1
            assert await change(store, Call(info=CallInfo(id=call_id), turns=turn))
        stored = await store.load(call_id)
        assert stored is not None
        assert stored.call.turns == turn
        return turn

    running = [asyncio.create_task(events(call_id)) for call_id in ids]
    cluster.nodes[1].server.command("CLUSTER", "FAILOVER")
    await asyncio.to_thread(servers_have, lambda: cluster.nodes[1].is_master and not cluster.nodes[0].is_master)
    over.set()
    await asyncio.gather(*running)
    await store.aclose()


async def test_calls_are_found_and_saved_while_their_slot_moves_to_another_node(cluster: Hosts) -> None:
    store = RedisStore(cluster.url)
    ids = ids_on(cluster, cluster.nodes[0], 1)
    call = Call(info=CallInfo(id=ids[0]))
    assert await change(store, call)
    key = f"{PREFIX}call:{ids[0]}"
    old, new = cluster.nodes[0], cluster.nodes[2]
    await asyncio.gather(*(store.load(other) for other in ids_on(cluster, new, 20)))  # connections that are all known
    slot = int(old.server.command("CLUSTER", "KEYSLOT", key))
    names = {node.port: node.server.command("CLUSTER", "MYID") for node in (old, new)}

    async def still_there(turns: int) -> None:
        assert await change(store, replace(call, turns=turns))
        stored = await store.load(ids[0])
        assert stored is not None
        assert stored.call.turns == turns

    new.server.command("CLUSTER", "SETSLOT", slot, "IMPORTING", names[old.port].decode())
    old.server.command("CLUSTER", "SETSLOT", slot, "MIGRATING", names[new.port].decode())
    await still_there(1)
    old.server.command("MIGRATE", "127.0.0.1", new.port, key, 0, 5000)
    waiting = asyncio.create_task(still_there(2))
    await asyncio.sleep(0)
    for node in (new, old, cluster.nodes[3]):
        node.server.command("CLUSTER", "SETSLOT", slot, "NODE", names[new.port].decode())
    await waiting
    await still_there(3)
    assert new.client.exists(key)
    await store.aclose()


async def test_a_node_that_hangs_takes_no_operation_longer_than_its_time_and_the_others_answer(cluster: Hosts) -> None:
    store = RedisStore(cluster.url)
    (held,) = ids_on(cluster, cluster.nodes[0], 1)
    (free,) = ids_on(cluster, cluster.nodes[2], 1)
    for call_id in (held, free):
        assert await change(store, Call(info=CallInfo(id=call_id)))
    cluster.nodes[0].server.signal(signal.SIGSTOP)
    cluster.nodes[1].server.signal(signal.SIGSTOP)  # nobody takes over
    began = time.monotonic()
    outcomes = await asyncio.gather(*(store.load(held) for _ in range(20)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StoreError}
    assert time.monotonic() - began < 3 * PATIENCE
    assert not await store.ready(), "one node that hangs keeps its calls from everybody"
    for node in cluster.nodes[:2]:
        node.server.signal(signal.SIGCONT)
    await until(store.ready)
    assert await store.load(held) is not None
    assert await store.load(free) is not None
    await store.aclose()


async def test_a_cluster_whose_nodes_have_all_moved_is_looked_for_where_the_url_says() -> None:
    """As when every pod has another address, and the name in the URL leads to the new ones."""
    store = None
    with running_cluster() as before:
        store = RedisStore(before.url)
        assert await change(store, CALL)
    with pytest.raises(StoreError, match="redis: no node of the cluster answers as one"):
        await store.load("call-1")
    with running_cluster() as after:
        moved = RedisStore(after.url)
        store.address = replace(store.address, hosts=moved.address.hosts)
        await until(store.ready)
        assert await change(store, CALL)
        assert await moved.load("call-1") is not None
        await moved.aclose()
    await store.aclose()


@pytest.fixture(scope="module")
def locked() -> Iterator[Hosts]:
    with running_cluster("--requirepass", "s3cret", "--masterauth", "s3cret") as found:
        yield found


@pytest.mark.parametrize("password", ["", ":wr0ng@"])
async def test_a_cluster_that_is_locked_says_so_at_once_and_does_not_show_the_password(
    locked: Hosts, password: str
) -> None:
    store = RedisStore(locked.url.replace("://", f"://{password}"))
    began = time.monotonic()
    with pytest.raises(StoreError, match="redis: the user name or the password is wrong or missing") as raised:
        await store.load("call-1")
    assert time.monotonic() - began < PATIENCE
    assert "wr0ng" not in str(raised.value)
    await store.aclose()
    store = RedisStore(locked.url.replace("://", "://:s3cret@"))
    assert await change(store, CALL)
    await store.aclose()


async def test_what_is_asked_as_what_it_is_not_says_what_to_write(
    shared_cluster: Hosts, shared_sentinel: Hosts
) -> None:
    single = f"127.0.0.1:{shared_sentinel.nodes[0].port}"
    node = f"127.0.0.1:{shared_cluster.nodes[0].port}"
    (foreign,) = ids_on(shared_cluster, shared_cluster.nodes[2], 1)
    wrong_name = shared_sentinel.url.replace("mymaster", "another")
    for url, said in (
        (f"redis+cluster://{single}", "not part of a cluster: use redis://"),
        (f"redis://{node}", "is part of a cluster: use redis\\+cluster://"),
        (wrong_name, "no sentinel that answers knows a server that is up as the master 'another' of 2 sentinels"),
        (f"redis+sentinel://127.0.0.1:{free_port()}/mymaster", "no sentinel that answers"),
    ):
        store = RedisStore(url)
        with pytest.raises(StoreError, match=said):
            await store.load(foreign)
        await store.aclose()
