"""Posts: bounded in time and bytes, over https unless the host is named, and told to nobody."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from adapter.calls.platform import Post
from adapter.service.posts import Posts
from tests.service.control_server import ControlServer, control_server

pytestmark = pytest.mark.anyio


@pytest.fixture
def control() -> Iterator[ControlServer]:
    with control_server() as server:
        yield server


@pytest.fixture
async def posts() -> AsyncIterator[Posts]:
    made = Posts(seconds=5)
    yield made
    await made.aclose()


def plain(control: ControlServer, body: bytes = b"{}") -> Post:
    return Post(url=control.url, body=body, headers={"content-type": "application/json"}, plain=True)


async def test_posts_are_sent_in_order_and_then_all_is_well(posts: Posts, control: ControlServer) -> None:
    control.status = 204
    assert await posts.send([plain(control, b"1"), plain(control, b"2")]) is None
    assert control.posted == [b"1", b"2"]


@pytest.mark.parametrize("status", [301, 307, 401, 404, 500, 503])
async def test_any_other_status_than_2xx_is_a_failure_and_nothing_follows_it(
    posts: Posts, control: ControlServer, status: int
) -> None:
    control.status, control.location = status, control.url
    assert await posts.send([plain(control), plain(control)]) == f"status {status}"
    assert len(control.posted) == 1


async def test_a_server_that_does_not_answer_is_waited_for_no_longer_than_that(control: ControlServer) -> None:
    control.status = None
    posts = Posts(seconds=0.2)
    assert await posts.send([plain(control)]) == "no answer within 0.2 seconds"
    await posts.aclose()


async def test_nobody_there_is_a_failure_without_the_address(posts: Posts, caplog: pytest.LogCaptureFixture) -> None:
    with control_server() as gone:
        post = plain(gone)
    with caplog.at_level(logging.DEBUG):
        assert await posts.send([post]) == "no answer (ConnectError)"
    assert "secret-path" not in caplog.text


async def test_an_answer_of_many_megabytes_is_not_read_to_its_end(posts: Posts, control: ControlServer) -> None:
    control.more = bytes(64 * 1024 * 1024)
    assert await posts.send([plain(control)]) is None
    assert await asyncio.to_thread(control.cut_off.wait, 20)


async def test_only_https_goes_out_where_the_host_is_not_named(posts: Posts, control: ControlServer) -> None:
    for url in (control.url, "ftp://phone.vapi.ai", "phone.vapi.ai", "https://", ""):
        failure = await posts.send([Post(url=url, body=b"{}")])
        assert failure
        assert "phone" not in failure
    assert await posts.send([Post(url="ftp://phone.vapi.ai", body=b"{}", plain=True)])
    assert control.posted == []


async def test_no_cookie_and_nothing_of_ours_but_the_body_goes_with_it(posts: Posts, control: ControlServer) -> None:
    for _ in range(2):
        assert await posts.send([plain(control)]) is None
    for headers in control.headers:
        assert set(headers) == {"host", "content-length", "content-type"}


async def test_the_address_stands_in_no_log(
    posts: Posts, control: ControlServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert await posts.send([plain(control)]) is None
    assert "secret-path" not in caplog.text
