"""Where a Redis or Valkey is, as the URL of a store says it: one server, a cluster, or what sentinels watch. Pure."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias
from urllib.parse import parse_qsl, unquote

Kind: TypeAlias = Literal["server", "socket", "cluster", "sentinel"]
Host: TypeAlias = tuple[str, int]

_SUFFIXES: Final[dict[str, Kind]] = {"": "server", "+cluster": "cluster", "+sentinel": "sentinel"}

SCHEMES: Final[dict[str, tuple[Kind, bool]]] = {
    "unix": ("socket", False),
    **{
        f"{server}{suffix}": (kind, server in ("rediss", "valkeys"))
        for server in ("redis", "rediss", "valkey", "valkeys")
        for suffix, kind in _SUFFIXES.items()
    },
}
"""What a URL may begin with; the second says whether it is TLS. `redis+sentinel` and `redis+cluster` are the forms of
Prefect, docket, RedisVL and limits; `valkey` and `valkeys` mean the same as `redis` and `rediss`."""

_EXAMPLES: Final[dict[Kind, str]] = {
    "server": "{}://localhost:6379/0",
    "cluster": "{}://one:6379,two:6379",
    "sentinel": "{}://one:26379,two:26379/mymaster/0",
    "socket": "{}:///run/redis/redis.sock",
}
_PORTS: Final[dict[Kind, int]] = {"server": 6379, "socket": 0, "cluster": 6379, "sentinel": 26379}
_SENTINEL_OPTIONS: Final = ("sentinel_password", "sentinel_username")
_UNREADABLE: Final = "the URL cannot be read; write a password with percent signs: %40 for @, %2F for /"


@dataclass(frozen=True, kw_only=True)
class RedisAddress:
    """A store's address and what opens it. `hosts` are those to ask first: nodes of a cluster, or sentinels.

    `username` and `password` open the servers that keep calls, `sentinel_…` the sentinels. `tls_options` are redis-py's
    `ssl_…` with their texts.
    """

    kind: Kind
    hosts: tuple[Host, ...] = ()
    path: str = ""
    """Of a socket."""
    master: str = ""
    """The name under which the sentinels watch the server."""
    database: int = 0
    tls: bool = False
    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    sentinel_username: str | None = field(default=None, repr=False)
    sentinel_password: str | None = field(default=None, repr=False)
    tls_options: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What it is, for people: no credentials, no address."""
        return {
            "server": "one server",
            "socket": "one server, over a socket",
            "cluster": "a cluster",
            "sentinel": f"the master {self.master!r} of {len(self.hosts)} sentinel{'s' * (len(self.hosts) != 1)}",
        }[self.kind]


def read_redis_url(url: str) -> RedisAddress:
    """The address in a URL. Raises `ValueError` for what cannot be meant, without quoting it: it may be a password."""
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()
    if scheme not in SCHEMES:
        raise ValueError("use redis://, rediss://, valkey://, valkeys://, …+cluster://, …+sentinel:// or unix://")
    kind, tls = SCHEMES[scheme]
    example = _EXAMPLES[kind].format(scheme)
    rest, hash_sign, _ = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    credentials, _, places = authority.rpartition("@")
    if hash_sign:
        raise ValueError("holds a #; write it as %23 in a password")
    if "@" in query or (kind != "socket" and "@" in path):
        raise ValueError(_UNREADABLE)  # what stands before the @ is the rest of a password
    hosts = _hosts(places, kind, example)
    options = _options(query, kind, tls=tls)
    username, colon, password = credentials.partition(":")
    master, database = _path(path.strip("/"), options.get("db"), kind, example)
    return RedisAddress(
        kind=kind,
        hosts=hosts,
        path=f"/{unquote(path)}" if kind == "socket" else "",
        master=master,
        database=database,
        tls=tls,
        username=unquote(username) or None,
        password=unquote(password) if colon else None,
        sentinel_username=options.get("sentinel_username") or None,
        sentinel_password=options.get("sentinel_password") or None,
        tls_options=tuple((name, value) for name, value in options.items() if name.startswith("ssl_")),
    )


def _hosts(places: str, kind: Kind, example: str) -> tuple[Host, ...]:
    if kind == "socket":
        if places:
            raise ValueError(f"write the socket's path with three slashes: {example}")
        return ()
    hosts = tuple(_host(place, kind, example) for place in places.split(","))
    if len(hosts) > 1 and kind == "server":
        scheme = example.partition(":")[0]
        raise ValueError(
            f"names several hosts: {scheme}+cluster:// is a cluster, {scheme}+sentinel://…/mymaster asks sentinels"
        )
    return hosts


def _host(place: str, kind: Kind, example: str) -> Host:
    if place.startswith("["):
        host, bracket, port = place[1:].partition("]")
        if not bracket or (port and not port.startswith(":")):
            raise ValueError(_UNREADABLE)
        port = port[1:]
    else:
        host, _, port = place.partition(":")
    if not host:
        raise ValueError(_UNREADABLE if port else f"names no host; as in {example}")
    if not port:
        return unquote(host), _PORTS[kind]
    if not (port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) < 2**16):
        raise ValueError(_UNREADABLE)
    return unquote(host), int(port)


def _options(query: str, kind: Kind, *, tls: bool) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    known = ("db", *(_SENTINEL_OPTIONS if kind == "sentinel" else ()))
    unknown = sorted(name for name in options if name not in known and not name.startswith("ssl_"))
    if unknown:
        more = f", {', '.join(_SENTINEL_OPTIONS)}" if kind == "sentinel" else ""
        named = [name for name in unknown if name.isidentifier()] or ["such option"]
        raise ValueError(f"a store takes no {', '.join(named)} here; only db{more} and ssl_… are known")
    if not tls and any(name.startswith("ssl_") for name in options):
        raise ValueError("holds ssl_… options, which need TLS: rediss:// or valkeys://")
    return options


def _path(path: str, option: str | None, kind: Kind, example: str) -> tuple[str, int]:
    """The master's name and the database."""
    master, database = "", path
    if kind == "sentinel":
        master, _, database = path.partition("/")
        if not master or master.isdecimal():
            raise ValueError(f"names no master; as in {example}")
    elif kind == "socket":
        if not path:
            raise ValueError(f"write the socket's path with three slashes: {example}")
        database = ""
    database = option if option is not None else database
    if database and not (database.isascii() and database.isdecimal() and len(database) <= 9):
        raise ValueError(f"the database (db) is a number; as in {example}")
    number = int(database or 0)
    if kind == "cluster" and number:
        raise ValueError(f"a cluster has database 0 alone; as in {example}")
    return unquote(master), number
