"""Redis URLs: what each form says, and that nothing of them that is secret is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.calls.redis_url import SCHEMES, RedisAddress, read_redis_url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("redis://cache", RedisAddress(kind="server", hosts=(("cache", 6379),))),
        ("redis://cache:7000/5", RedisAddress(kind="server", hosts=(("cache", 7000),), database=5)),
        ("valkeys://cache?db=5", RedisAddress(kind="server", hosts=(("cache", 6379),), tls=True, database=5)),
        (
            "rediss://me:p%40ss%2F@[::1]:7000/0?ssl_ca_certs=/ca.pem",
            RedisAddress(
                kind="server",
                hosts=(("::1", 7000),),
                tls=True,
                username="me",
                password="p@ss/",
                tls_options=(("ssl_ca_certs", "/ca.pem"),),
            ),
        ),
        ("unix:///run/my%20redis.sock?db=3", RedisAddress(kind="socket", path="/run/my redis.sock", database=3)),
        (
            "redis+cluster://:x@one,two:7000,[::1]:7001",
            RedisAddress(kind="cluster", hosts=(("one", 6379), ("two", 7000), ("::1", 7001)), password="x"),
        ),
        ("valkey+cluster://one/0", RedisAddress(kind="cluster", hosts=(("one", 6379),))),
        (
            "redis+sentinel://me:x@one,[::1]:7000/main/2?sentinel_username=they&sentinel_password=y%26",
            RedisAddress(
                kind="sentinel",
                hosts=(("one", 26379), ("::1", 7000)),
                master="main",
                database=2,
                username="me",
                password="x",
                sentinel_username="they",
                sentinel_password="y&",
            ),
        ),
    ],
)
def test_a_url_says_where_and_what_it_is(url: str, said: RedisAddress) -> None:
    assert read_redis_url(url) == said


def test_valkey_means_what_redis_means() -> None:
    for scheme, meaning in SCHEMES.items():
        if scheme.startswith("redis"):
            assert SCHEMES[scheme.replace("redis", "valkey")] == meaning


def test_an_address_shows_neither_users_nor_passwords() -> None:
    address = read_redis_url("redis+sentinel://someone:s3cret@one/m?sentinel_username=guard&sentinel_password=s4cret")
    for hidden in ("someone", "s3cret", "guard", "s4cret"):
        assert hidden not in repr(address)
        assert hidden not in address.name


def read(url: str) -> RedisAddress | str:
    """The address, or what is said instead."""
    try:
        return read_redis_url(url)
    except ValueError as error:
        return str(error)


@given(
    st.sampled_from(sorted(SCHEMES)),
    st.text(),
    st.text(alphabet="@:/?#[],%=&1a. \x00", max_size=30),
)
def test_any_text_is_an_address_or_a_value_error_that_does_not_repeat_it(scheme: str, any_text: str, odd: str) -> None:
    secret = "s3cret"
    for rest in (any_text, odd, f":{secret}@{odd}", f"{odd}:{secret}@one/m", f"one/m?sentinel_password={secret}{odd}"):
        address = read(f"{scheme}://{rest}")
        if isinstance(address, str):
            assert secret not in address
            continue
        assert address.path if address.kind == "socket" else address.hosts
        assert all(host and 0 < port < 65536 for host, port in address.hosts)
