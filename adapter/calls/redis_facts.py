"""What servers of a store say of themselves: who they are, how many, whether they drop calls, what they keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from redis.asyncio import RedisCluster

from adapter.calls.redis_clients import Client
from adapter.calls.redis_url import RedisAddress
from adapter.calls.store import Note


@dataclass(frozen=True, kw_only=True)
class RedisFacts:
    """Of the servers that take writes: one, or a cluster's primaries."""

    software: tuple[str, ...]
    """Names with versions, as `Valkey 8.0.1`; several while a cluster is being updated."""
    servers: int
    replicas: int
    dropping: tuple[str, ...]
    """The policies by which servers with a limit drop calls when that is reached."""
    keeps: bool
    """Each of them knows its calls again after it was restarted: it writes an append-only file."""


async def ask_facts(client: Client) -> RedisFacts:
    """Asks each server with `INFO`. Raises what the client raises; a user may not be allowed to ask."""
    if isinstance(client, RedisCluster):
        await client.initialize()
        primaries = client.get_primaries()
        said = [await client.info(target_nodes=node) for node in primaries]
        replicas = len(client.get_replicas())
    else:
        said = [await client.info()]
        replicas = int(said[0].get("connected_slaves", 0))
    return read_facts(cast(Sequence[Mapping[str, Any]], said), replicas)


def read_facts(said: Sequence[Mapping[str, Any]], replicas: int) -> RedisFacts:
    """The facts in what each server has said. What one does not say counts as not being so."""
    return RedisFacts(
        software=tuple(sorted({_software(each) for each in said})),
        servers=len(said),
        replicas=replicas,
        dropping=tuple(sorted({policy for each in said if (policy := _policy(each))})),
        keeps=all(each.get("aof_enabled") == 1 for each in said),
    )


def notes_of(facts: RedisFacts, address: RedisAddress) -> tuple[Note, ...]:
    """The facts for people, with what to do where calls could be lost."""
    size = f"{facts.servers} primaries, " if address.kind == "cluster" else ""
    replicas = f"{facts.replicas} replica{'s' * (facts.replicas != 1)}"
    notes = [Note(f"{address.name}: {' and '.join(facts.software)}, {size}{replicas}")]
    if facts.dropping:
        what = f"when its memory is full it drops calls ({', '.join(facts.dropping)})"
        notes.append(Note(what, "set maxmemory-policy to noeviction, and give it room"))
    if not facts.replicas:
        notes.append(Note("nobody takes over when a server fails", "add replicas, with sentinels or in a cluster"))
        if not facts.keeps:
            notes.append(Note("a server that is restarted has forgotten its calls", "set appendonly to yes"))
    return tuple(notes)


def _software(said: Mapping[str, Any]) -> str:
    # Valkey goes on saying the version of Redis that it is compatible with.
    if "valkey_version" in said:
        return f"Valkey {said['valkey_version']}"
    return f"Redis {said.get('redis_version', 'of an unknown version')}"


def _policy(said: Mapping[str, Any]) -> str | None:
    policy = str(said.get("maxmemory_policy", "noeviction"))
    return policy if said.get("maxmemory", 0) and policy != "noeviction" else None
