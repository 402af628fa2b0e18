"""A conversation in the terminal: what is piped in is said, and what comes of it is shown as it happens."""

import io
import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from adapter.testing import running_mock
from tests.command import Done, run

BANK = "examples/bank/directory.yaml"
CARD = "I have lost my card"

Chat = Callable[..., Done]


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Chat:
    """Pipes lines into the command."""

    def talk(*lines: str, options: tuple[str | Path, ...] = ("-d", BANK), env: dict[str, str] | None = None) -> Done:
        text = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), "utf-8"))
        return run("chat", *options, env=env)

    return talk


def shown(done: Done) -> list[str]:
    """The lines of the calls, who and what with one space between them."""
    return [" ".join(line.split()) for line in done.stdout.splitlines() if line.startswith("  ")]


def test_words_are_decided_announced_and_transferred(chat: Chat) -> None:
    done = chat("/at 2026-06-02 11:00", CARD)
    assert (done.returncode, done.stderr) == (0, "")
    head, *_ = done.stdout.splitlines()
    assert head.startswith("transfer-adapter chat · directory+")
    assert head.endswith(" · model offline · sipgate")
    assert shown(done)[-4:] == [
        'model transfer_to_cards {"reason":"the caller said: lost, card","language":"en"}',
        "decision transfer → cards (tool_call)",
        "assistant I am putting you through to card services.",
        "action transfer to cards, +4921155660001, shown as Card services +4915112345678, rings 20 s",
    ]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/busy", "platform the line was busy: the call comes back"),
        ("/no-answer", "platform nobody answered: the call comes back"),
        ("/failed", "platform the transfer failed: the call comes back"),
    ],
)
def test_a_transfer_that_fails_takes_the_way_back_of_real_calls(chat: Chat, command: str, told: str) -> None:
    lines = shown(chat(CARD, command, "then a loan please"))
    position = lines.index(told)
    assert lines[position + 1] == "assistant Card services is busy right now. What else can I do for you?"
    assert any(line.startswith("action transfer to loans, ") for line in lines[position:])


@pytest.mark.parametrize("platform", ["twilio", "telnyx"])
def test_on_a_carrier_the_leg_that_is_over_tells_why(chat: Chat, platform: str) -> None:
    lines = shown(chat(CARD, "/busy", options=("-d", BANK, "--platform", platform)))
    assert "platform the dialled leg is over: busy" in lines
    assert lines[-1] == "assistant Card services is busy right now. What else can I do for you?"


def test_where_a_platform_gives_no_call_back_it_ends(chat: Chat) -> None:
    lines = shown(chat(CARD, "/busy", "/silence", options=("-d", BANK, "--platform", "vapi")))
    assert any(line.startswith("platform the platform ends the call: it takes none back") for line in lines)
    assert lines[-2:] == ["the call is over; words begin another one", "the call is over"]


def test_what_else_can_happen_in_a_call_is_told_by_help_and_happens(chat: Chat) -> None:
    done = chat("/help", "/silence", "/press 2", "/answered", "/press x", "hello", "/hangup", "/hangup", "/new")
    lines = shown(done)
    assert done.returncode == 0
    assert any(line.startswith("/no-answer") or "/no-answer" in line for line in lines)
    assert "caller [silent for 8 s]" in lines
    assert any(line.startswith("action transfer to fraud, ") for line in lines)
    assert "platform somebody answers, and the call is theirs" in lines
    assert "which key? One of 0-9, * and #" in lines
    assert "caller [hangs up]" in lines
    assert lines.count("the call is over") == 1
    assert done.stdout.count("another call\n") == 2


def test_in_steps_words_interrupt_what_is_being_said(chat: Chat) -> None:
    lines = shown(chat("/step", CARD, "no, I want a loan", "", "/step"))
    announced = lines.index("assistant I am putting you through to card services.")
    assert lines[announced + 1] == "caller no, I want a loan"
    assert "assistant I am putting you through to our loan team." in lines
    assert not any(line.startswith("action transfer to cards") for line in lines)
    assert any(line.startswith("action transfer to loans") for line in lines)


def test_a_moment_can_be_chosen_and_a_language(chat: Chat) -> None:
    lines = shown(chat("/at 2026-06-07 03:00", "/language de", "/language pl", "/at tomorrow"))
    assert "it is Sunday, 2026-06-07 03:00 UTC" in lines
    assert "assistant Northwind Bank, guten Tag. Was kann ich für Sie tun?" in lines
    assert "assistant Northwind Bank, dzień dobry. W czym mogę pomóc?" in lines
    assert lines[-1].startswith("Invalid isoformat string")


def test_the_directory_is_read_again_and_a_broken_one_is_not_taken(chat: Chat, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    desk = {"type": "number", "number": "+4921155660009", "description": "A person.", "message": "The desk."}
    file.write_text(json.dumps({"destinations": {"desk": desk}}))

    class Editing(io.StringIO):
        """What is piped in, and the file that is changed between two lines."""

        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
            line = super().readline(-1)
            if line == "/reload\n":
                if "Desk two" in file.read_text():
                    file.write_text("destinations: [")
                else:
                    file.write_text(json.dumps({"destinations": {"desk": {**desk, "message": "Desk two."}}}))
            return line

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", Editing("/reload\n/reload\nput me through to a person\n"))
        lines = shown(run("chat", "-d", file))
    assert lines[1].startswith("assistant ")
    assert lines[2].startswith("read again: own+")
    assert "own.json" in lines[3]
    assert "assistant Desk two." in lines


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/bussy", "there is no /bussy: did you mean /busy? /help lists what there is"),
        ("/", "there is no /: /help lists what there is"),
        ("/busy", "the call is not being transferred"),
        ("/answered", "the call is not being transferred"),
        ("/at", "Invalid isoformat string: ''"),
    ],
)
def test_what_is_not_possible_is_one_line_and_the_conversation_goes_on(chat: Chat, line: str, told: str) -> None:
    lines = shown(chat(line, CARD))
    assert told in lines
    assert any(line.startswith("action transfer to cards") for line in lines)


def test_words_to_somebody_who_is_being_transferred_say_what_is_possible(chat: Chat) -> None:
    assert shown(chat(CARD, "hello?"))[-1] == (
        "it rings at the destination: /answered, or /busy, /no-answer, /failed to have it come back"
    )


def test_quit_ends_and_nothing_after_it_is_said(chat: Chat) -> None:
    done = chat("/quit", CARD)
    assert done.returncode == 0
    assert CARD not in done.stdout


def test_bytes_that_are_no_text_and_control_characters_neither_end_nor_reach_the_terminal(chat: Chat) -> None:
    done = chat("\udcff\udcfe card \x1b[2J", "x" * 50_000)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "Traceback" not in done.stderr


def test_a_model_that_gives_no_reply_is_one_line_and_the_caller_gets_what_callers_get(chat: Chat) -> None:
    with running_mock() as mock:
        address = mock.base_url
    done = chat(CARD, "/answered", CARD, env={"OPENAI_BASE_URL": address, "ADAPTER_MODEL": "m"})
    assert done.returncode == 3
    assert done.stdout.count("→ start the model server, or set OPENAI_BASE_URL to where it is") == 1
    assert shown(done).count("assistant I am connecting you with our front desk.") == 2
    assert "Traceback" not in done.stdout + done.stderr


def test_a_model_that_answers_is_shown_as_it_answered(chat: Chat) -> None:
    rules = {"rules": [{"reply": {"call": "cards", "language": "de"}}]}
    from adapter.testing.scenario import parse_scenario

    with running_mock(parse_scenario(rules, file="scenario")) as mock:
        done = chat(CARD, env={"OPENAI_BASE_URL": mock.base_url, "ADAPTER_MODEL": "mock"})
    assert done.returncode == 0
    assert "offline" not in done.stdout
    assert "assistant Ich verbinde Sie mit dem Kartenservice." in shown(done)


def test_nothing_of_a_conversation_is_kept(chat: Chat, tmp_path: Path) -> None:
    env = {"ADAPTER_STORE": f"sqlite:///{tmp_path}/calls.db", "ADAPTER_RECORD": f"{tmp_path}/record.jsonl"}
    assert chat(CARD, env=env).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_nobody_is_told_of_a_transfer_that_is_only_tried_out(chat: Chat) -> None:
    with socket.create_server(("127.0.0.1", 0)) as receiver:
        url = f"http://127.0.0.1:{receiver.getsockname()[1]}"
        secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
        done = chat(CARD, env={"ADAPTER_HANDOFF_URL": url, "ADAPTER_HANDOFF_SECRET": secret})
        assert done.returncode == 0
        receiver.setblocking(False)
        with pytest.raises(BlockingIOError):
            receiver.accept()


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("-d", BANK, "--platform", "pigeon"), 64, "there is sipgate, vapi, twilio, telnyx"),
        (("-d", "nothing.yaml"), 1, "nothing.yaml"),
        ((), 1, "which directory file?"),
        (("-d", BANK, "--prompt", "nobody"), 1, "nobody"),
        (("-d", BANK, "--language", "12"), 1, "ADAPTER_LANGUAGE"),
    ],
)
def test_what_is_wrong_before_the_first_word_is_told_as_by_other_commands(
    chat: Chat, options: tuple[str, ...], code: int, told: str
) -> None:
    done = chat(CARD, options=options)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
