"""A cassette matches requests by what they ask, gives each reply once, and is written whole or not at all."""

import json
import threading
from pathlib import Path

import pytest

from adapter.directory.numbers import ConfiguredNumbers
from adapter.errors import CassetteError
from adapter.models.masking import Mask
from adapter.testing.cassettes.cassette import Cassette, recorded_request
from adapter.testing.cassettes.format import RecordedReply, RecordedRequest, read_cassette
from adapter.testing.cassettes.recording_advice import COMMAND, PYTHON, SERVER, pytest_advice
from adapter.testing.cassettes.request_diff import MAX_LINES

MASK = Mask()


def asking(
    text: str, *, path: str = "/chat/completions", query: str = "", mask: Mask = MASK, **more: object
) -> RecordedRequest:
    body = {"model": "m", "messages": [{"role": "user", "content": text}], **more}
    return recorded_request("POST", path, query=query, content=json.dumps(body).encode(), mask=mask)


def reply(text: str) -> RecordedReply:
    return RecordedReply(status=200, body=text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cassette.yaml"


@pytest.fixture
def two(path: Path) -> Path:
    """A cassette of two interactions."""
    cassette = Cassette(path, record="missing")
    for text in ("one", "two"):
        cassette.add(asking(text), reply(text), cassette.arrival())
    return path


def said(cassette: Cassette, asked: RecordedRequest) -> object:
    known = cassette.next_recorded(asked)
    return None if known is None else known.interaction.reply.body


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (asking("one", user="u", metadata={"a": "b"}), True),
        (asking("one", temperature=None, stream=False), True),
        (asking("one", stream=True), False),
        (asking("one", path="/responses"), False),
        (asking("one", query="api-version=2"), False),
        (asking("one", query="key=abc"), True),
        (asking("One"), False),
    ],
)
def test_a_request_is_matched_by_what_it_asks(two: Path, other: RecordedRequest, same: bool) -> None:
    assert said(Cassette(two), other) == ("one" if same else None)


def test_requests_may_come_in_any_order(two: Path) -> None:
    cassette = Cassette(two)
    assert [said(cassette, asking(text)) for text in ("two", "one")] == ["two", "one"]
    assert cassette.unused() == []


def test_the_same_request_gets_its_replies_in_their_order_and_then_none(path: Path) -> None:
    cassette = Cassette(path, record="missing")
    for text in ("first", "second"):
        cassette.add(asking("x"), reply(text), cassette.arrival())
    replayed = Cassette(path)
    assert [said(replayed, asking("x")) for _ in range(3)] == ["first", "second", None]
    assert "was recorded 2 times" in replayed.mismatch_message(asking("x"))
    assert "(interaction 1, 2)" in replayed.mismatch_message(asking("x"))
    repeated = Cassette(path, repeat=True)
    assert [said(repeated, asking("x")) for _ in range(4)] == ["first", "second", "second", "second"]


def test_what_was_just_recorded_is_asked_for_again_unless_replies_repeat(path: Path) -> None:
    for repeat, expected in ((False, None), (True, "x")):
        cassette = Cassette(path, record="all", repeat=repeat)
        assert said(cassette, asking("x")) is None
        cassette.add(asking("x"), reply("x"), cassette.arrival())
        assert said(cassette, asking("x")) == expected


def test_interactions_stand_in_the_order_in_which_they_were_asked_for(path: Path) -> None:
    cassette = Cassette(path, record="missing")
    first, second = cassette.arrival(), cassette.arrival()
    cassette.add(asking("second"), reply("2"), second)
    cassette.add(asking("first"), reply("1"), first)
    assert [interaction.reply.body for interaction in read_cassette(path)] == ["1", "2"]


def test_what_was_recorded_before_stays_and_everything_anew_begins_afresh(two: Path) -> None:
    cassette = Cassette(two, record="missing")
    assert said(cassette, asking("one")) == "one"
    cassette.add(asking("three"), reply("three"), cassette.arrival())
    assert [interaction.reply.body for interaction in read_cassette(two)] == ["one", "two", "three"]
    anew = Cassette(two, record="all")
    assert said(anew, asking("one")) is None
    assert len(read_cassette(two)) == 3  # until something takes its place
    anew.add(asking("one"), reply("1"), anew.arrival())
    assert [interaction.reply.body for interaction in read_cassette(two)] == ["1"]


def test_unused_interactions_are_known_by_their_numbers(two: Path) -> None:
    cassette = Cassette(two)
    assert cassette.unused() == [1, 2]
    cassette.next_recorded(asking("one"))
    assert cassette.unused() == [2]


def test_a_new_file_is_its_owners_and_one_that_exists_keeps_its_mode(two: Path) -> None:
    assert two.stat().st_mode & 0o777 == 0o600
    two.chmod(0o644)
    cassette = Cassette(two, record="missing")
    cassette.add(asking("x"), reply("x"), cassette.arrival())
    assert two.stat().st_mode & 0o777 == 0o644
    assert [child.name for child in two.parent.iterdir()] == ["cassette.yaml"]


def test_a_link_to_a_cassette_stays_a_link(two: Path) -> None:
    link = two.parent / "link.yaml"
    link.symlink_to(two)
    cassette = Cassette(link, record="missing")
    cassette.add(asking("x"), reply("x"), cassette.arrival())
    assert link.is_symlink()
    assert len(read_cassette(two)) == 3


def test_what_somebody_else_has_written_meanwhile_is_not_overwritten(two: Path) -> None:
    one, other = Cassette(two, record="missing"), Cassette(two, record="missing")
    one.add(asking("x"), reply("x"), one.arrival())
    with pytest.raises(CassetteError, match="was changed by somebody else meanwhile"):
        other.add(asking("y"), reply("y"), other.arrival())
    assert len(read_cassette(two)) == 3


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cassette = Cassette(tmp_path / "file" / "cassette.yaml", record="missing")
    with pytest.raises(CassetteError, match=r"cassette\.yaml: cannot be written: "):
        cassette.add(asking("x"), reply("x"), cassette.arrival())


def test_a_cassette_that_is_only_replayed_has_to_be_there(path: Path) -> None:
    with pytest.raises(CassetteError, match=r'there is no such cassette: record it with .*record="missing"'):
        Cassette(path)
    assert Cassette(path, record="missing").interactions == ()


def test_many_threads_record_into_one_file(path: Path) -> None:
    cassette = Cassette(path, record="missing")

    def record(number: int) -> None:
        cassette.add(asking(f"{number}"), reply(f"{number}"), cassette.arrival())

    threads = [threading.Thread(target=record, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(interaction.reply.body) for interaction in read_cassette(path)) == sorted(map(str, range(20)))


def test_a_request_is_matched_in_its_masked_form(path: Path) -> None:
    cassette = Cassette(path, record="missing")
    cassette.add(asking("call +49 211 5566"), reply("x"), cassette.arrival())
    assert "[number]" in path.read_text()
    assert said(Cassette(path), asking("call +49 30 123456")) == "x"


def test_a_directory_masks_what_was_recorded_without_it(path: Path) -> None:
    cassette = Cassette(path, record="missing")
    cassette.add(asking("dial 112"), reply("x"), cassette.arrival())
    mask = Mask(ConfiguredNumbers(["112"]))
    assert said(Cassette(path, mask=mask), asking("dial 112", mask=mask)) == "x"


def test_a_request_that_somebody_edited_in_the_file_is_brought_into_its_form(two: Path) -> None:
    two.write_text(two.read_text().replace('model: "m"', 'user: "u"\n      model: "m"', 1))
    assert said(Cassette(two), asking("one")) == "one"


@pytest.mark.parametrize(
    ("content", "content_type", "expected"),
    [
        (b'{"a": 1}', "application/x-www-form-urlencoded", {"body": {"a": 1}}),
        (b"a=+49211556600", "application/x-www-form-urlencoded", {"text": "a=[number]"}),
        (b"\xff\xfe", "audio/wav", {"base64": "//4="}),
        (
            b"--xyz\r\nhello\r\n--xyz--",
            'multipart/form-data; boundary="xyz"',
            {"text": "--boundary\r\nhello\r\n--boundary--"},
        ),
        (b"", "application/json", {}),
    ],
)
def test_bodies_that_are_not_json_are_kept_as_text_or_base64(
    content: bytes, content_type: str, expected: dict[str, object]
) -> None:
    asked = recorded_request("POST", "/x", content=content, content_type=content_type, mask=MASK)
    assert asked.as_json() == {"method": "POST", "path": "/x", **expected}


def test_a_refusal_shows_the_recorded_request_that_is_most_like_it(two: Path) -> None:
    mismatch_message = Cassette(two).mismatch_message(asking("two!", temperature=0.5))
    assert mismatch_message.startswith(
        f"POST /chat/completions is not recorded in {two}. Interaction 2 is most like it:\n"
    )
    assert '-        "content": "two",\n+        "content": "two!",' in mismatch_message
    assert '+    "temperature": 0.5' in mismatch_message
    assert "Next: interaction 1 (" in mismatch_message
    assert mismatch_message.endswith(f'CassetteModel("{two}", OpenAIModel("gpt-4.1-mini"), record="missing")')


WAYS = {
    "command": (COMMAND, "--record missing", "--repeat"),
    "python": (PYTHON, 'record="missing"', "repeat=True"),
    "server": (SERVER, 'record="missing"', "repeat=True"),
    "pytest": (pytest_advice("tests/test_bot.py::test_cards"), "--model-record missing", None),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_missing_the_option_is_named_that_its_user_has(two: Path, way: str) -> None:
    advice, missing, repeat = WAYS[way]
    cassette = Cassette(two, advice=advice)
    line = advice.once(two)
    assert missing in line
    assert line.endswith((missing, f"{missing})"))
    refused = cassette.mismatch_message(asking("three"))
    assert f"record it with {missing}, or everything anew with {advice.everything}.\n{line}" in refused
    once_more = cassette.mismatch_message(asking("two"))
    assert f"Record that, too, with {missing}" in once_more
    assert ("again and again" in once_more) is (repeat is not None)
    assert repeat is None or f"again and again with {repeat}.\n{line}" in once_more
    assert f"record everything anew with {advice.everything}" in cassette.unused_message()
    with pytest.raises(CassetteError) as gone:
        Cassette(two.parent / "gone.yaml", advice=advice)
    assert str(gone.value).endswith(advice.once(two.parent / "gone.yaml"))
    others = {other for name, (_, other, _) in WAYS.items() if name != way and other not in missing} - {missing}
    for message in (refused, once_more, str(gone.value)):
        assert not any(f" {other}" in message for other in others)


def test_a_refusal_breaks_long_texts_and_is_bounded(path: Path) -> None:
    prompt = "\n".join(f"Rule {number}: be kind, and brief, and right." for number in range(300))
    cassette = Cassette(path, record="missing")
    cassette.add(asking("x", instructions=prompt), reply("x"), cassette.arrival())
    changed = Cassette(path).mismatch_message(asking("x", instructions=prompt.replace("Rule 7:", "Rule seven:")))
    assert "-      Rule 7: be kind, and brief, and right.\\n\n+      Rule seven: be kind" in changed
    assert len(changed.splitlines()) < 20
    every = Cassette(path).mismatch_message(asking("x", instructions=prompt.replace("kind", "quick")))
    assert len(every.splitlines()) < MAX_LINES + 8
    assert "more lines" in every
    assert "is empty" in Cassette(path.parent / "new.yaml", record="missing").mismatch_message(asking("x"))
