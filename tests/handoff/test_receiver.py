"""One attempt after another, over real connections: signed, bounded, and never anywhere else."""

import asyncio
import hashlib
import hmac
from base64 import b64decode, b64encode
from datetime import UTC, datetime

import httpx2
import pytest

from adapter.handoff.answers import Answer
from adapter.handoff.note import Note
from adapter.handoff.receiver import MAX_ANSWER, Receiver
from tests.handoff.receiving import SECRET, URL, listening

pytestmark = pytest.mark.anyio

NOTE = Note(id="msg_1", body='{"type":"transfer.decided","data":{"reason":"Überweisung"}}')


async def attempt(url: str, *, seconds: float = 10.0, reading: float = 10.0) -> Answer:
    receiver = Receiver(url, SECRET, seconds=seconds, reading=reading)
    try:
        return await receiver.take(NOTE)
    finally:
        await receiver.aclose()


async def test_a_note_is_signed_as_the_specification_has_it() -> None:
    seen: list[httpx2.Request] = []

    def take(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    at = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    receiver = Receiver(URL, SECRET, transport=httpx2.MockTransport(take), now=lambda: at)
    assert (await receiver.take(NOTE)).verdict == "taken"
    (request,) = seen
    key = b64decode(SECRET.removeprefix("whsec_"))
    signed = hmac.new(key, f"msg_1.1795176000.{NOTE.body}".encode(), hashlib.sha256).digest()
    assert {name: request.headers[name] for name in request.headers if name.startswith("webhook-")} == {
        "webhook-id": "msg_1",
        "webhook-timestamp": "1795176000",
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }
    assert request.content == NOTE.body.encode()
    assert (request.method, str(request.url), request.headers["host"]) == ("POST", URL, "desk.example")


async def test_it_is_taken_over_http_and_connections_are_kept() -> None:
    async with listening() as (taken, url):
        receiver = Receiver(url, SECRET)
        assert [(await receiver.take(NOTE)).verdict for _ in range(3)] == ["taken"] * 3
        await receiver.aclose()
    assert [known for known, _ in taken.attempts] == ["msg_1"] * 3


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(status: int) -> None:
    async with listening(lambda _: status) as (taken, url):
        answer = await attempt(url)
    assert (answer.verdict, answer.why) == ("refused" if status in (301, 308) else "again", f"status {status}")
    assert len(taken.attempts) == 1


async def test_a_receiver_that_is_not_there_or_hangs_up_is_asked_again() -> None:
    async with listening(lambda _: None) as (_, url):
        hung_up = await attempt(url)
    down = await attempt(url)
    assert (hung_up.verdict, down.verdict) == ("again", "again")
    assert "127.0.0.1" not in f"{hung_up.why} {down.why}"


async def test_a_receiver_that_never_answers_costs_a_bounded_time() -> None:
    async with listening(lambda _: b"HTTP/1.1 20") as (_, url):
        answer = await attempt(url, seconds=0.1)
    assert answer == Answer(verdict="again", why="no answer within 0.1 seconds")


async def test_a_status_counts_though_what_follows_it_never_ends() -> None:
    async with listening(lambda _: b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nslow") as (_, url):
        assert (await attempt(url, reading=0.05)).verdict == "taken"


async def test_no_more_is_read_of_an_answer_than_is_worth_a_connection() -> None:
    size = MAX_ANSWER * 200
    body = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % size + b"x" * size
    async with listening(lambda _: body) as (_, url):
        assert (await attempt(url)).verdict == "taken"


@pytest.mark.parametrize(
    "answer", [b"\x00\xff\r\n\r\n", b"HTTP/1.1 999999 x\r\n\r\n", b"220 mail.example ESMTP\r\n\r\n"]
)
async def test_what_is_no_http_is_asked_again(answer: bytes) -> None:
    async with listening(lambda _: answer) as (_, url):
        assert (await attempt(url)).verdict == "again"


async def test_an_attempt_ends_with_whoever_gives_it_up() -> None:
    async with listening(lambda _: b"HTTP/1.1") as (_, url):
        receiver = Receiver(url, SECRET)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await receiver.take(NOTE)
        await receiver.aclose()
