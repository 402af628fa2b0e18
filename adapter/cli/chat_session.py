"""A conversation in the terminal: one call after the other to an assistant, and the commands between the words."""

import asyncio
from collections.abc import Coroutine
from contextlib import nullcontext
from difflib import get_close_matches
from types import TracebackType
from typing import Any, Final, Self

from adapter.cli.chat_screen import ChatScreen
from adapter.errors import AdapterError, ModelError, OperatorError
from adapter.models.explanation import explain
from adapter.models.masking import Mask
from adapter.platforms import DEFAULT
from adapter.testing.call_clock import aware_time
from adapter.testing.call_target import InProcessTarget
from adapter.testing.manual_call import ManualCall, NotNow, Ringing
from adapter.testing.transcript import Decided
from adapter.wiring import (
    OFFLINE,
    Settings,
    build,
    build_config,
    check_semantic,
    leaving_nothing,
    model_name,
    read_settings,
)

HELP: Final = {
    "words": "the caller says them",
    "/busy, /no-answer, /failed": "the transfer comes back, if the platform gives it back",
    "/answered": "somebody answers the transfer",
    "/silence": "the caller says nothing until it is noticed",
    "/press 1": "the caller presses a key: 0-9, * and #",
    "/hangup": "the caller hangs up",
    "/new": "another call",
    "/step": "on, off: sentences end when you press Enter, so that words can interrupt them",
    "/at 2026-06-07 11:00": "it is this moment: what is closed then?",
    "/language de": "another call, in which this is spoken while nothing tells the caller's language",
    "/reload": "read directory and prompt again; the call goes on",
    "/quit": "the end, as at the end of the input",
}
_RINGING: Final = "/answered, or /busy, /no-answer, /failed to have it come back"
_NAMES: Final = [word.strip(",") for names in HELP for word in names.split() if word.startswith("/")]


class ChatSession:
    """An assistant with these settings on a platform; `take` gets line by line what is typed."""

    def __init__(self, settings: Settings, platform: str, screen: ChatScreen, runner: asyncio.Runner) -> None:
        self._settings = leaving_nothing(settings)
        self._platform = platform
        self._screen = screen
        self._runner = runner
        self._step = False
        self._asked = self._answered = False
        self._told: set[str] = set()
        self._errors: list[ModelError] = []
        self._assistant = build(self._settings)
        on_it = self._assistant if platform == DEFAULT else self._assistant.on(platform)
        self._target = InProcessTarget(on_it)
        self._call = self._new_call()

    @property
    def unanswered(self) -> bool:
        """Whether a model was asked, and none has ever answered."""
        return self._asked and not self._answered

    def greet(self) -> None:
        """What is talked to, and the beginning of the first call."""
        config, name = self._assistant.config, model_name(self._settings)
        self._screen.head(
            f"transfer-adapter chat · {config.directory.fingerprint} · {config.prompt.identity} · model {name} ·"
            f" {self._platform}"
        )
        if name == OFFLINE:
            self._screen.say(
                "offline: no model is asked; words are compared with descriptions and examples. OPENAI_API_KEY or"
                " OPENAI_BASE_URL brings a real one"
            )
        for note in check_semantic(self._settings, config):
            self._screen.say(note)
        if self._screen.typed:
            self._screen.say("Say what a caller says. /help lists what else can happen, /quit ends.")
        self._run(self._call.begins())
        self._heard()

    def take(self, line: str) -> bool:
        """One line that was typed. Whether the conversation goes on."""
        try:
            if line.startswith("/"):
                name, _, argument = line.partition(" ")
                return self._command(name, argument.strip())
            self._said(line)
        except Ringing:
            self._screen.wrong(f"it rings at the destination: {_RINGING}")
        except (NotNow, AdapterError, ValueError) as error:
            self._screen.wrong(_in_short(error))
        return True

    def _said(self, line: str) -> None:
        """Words of the caller; in steps nothing lets the assistant speak on."""
        if self._step and not line:
            self._happens(self._call.hears_a_sentence())
        if not line:
            return
        if self._call.over:
            self._begin()
        if not self._step:
            self._run(self._call.hears_out())
        self._happens(self._call.says(line))

    def _command(self, name: str, argument: str) -> bool:
        call = self._call
        match name:
            case "/quit" | "/exit":
                return False
            case "/help":
                self._screen.rows(HELP)
            case "/busy":
                self._happens(call.transfer_fails("busy"))
            case "/no-answer":
                self._happens(call.transfer_fails("no_answer"))
            case "/failed":
                self._happens(call.transfer_fails("failed"))
            case "/answered":
                self._happens(call.is_answered())
            case "/silence":
                self._happens(call.stays_silent())
            case "/press" if argument in set("0123456789*#"):
                self._happens(call.presses(argument))
            case "/press":
                raise NotNow("which key? One of 0-9, * and #")
            case "/hangup":
                self._happens(call.hangs_up())
            case "/new":
                self._begin()
            case "/step":
                self._step = not self._step
                self._screen.say(
                    "a sentence ends when you press Enter; words interrupt it"
                    if self._step
                    else "sentences are heard out"
                )
            case "/at":
                moment = aware_time(self._target.directory, argument)
                self._target.clock.set(moment)
                self._screen.say(f"it is {moment:%A, %Y-%m-%d %H:%M %Z}")
            case "/language":
                language = read_settings(language=argument).language
                self._use(self._settings.model_copy(update={"language": language}))
                self._begin()
            case "/reload":
                self._use(self._settings)
                config = self._assistant.config
                self._screen.say(f"read again: {config.directory.fingerprint}, {config.prompt.identity}")
            case _:
                near = get_close_matches(name, _NAMES, n=1)
                raise NotNow(
                    f"there is no {name}: {f'did you mean {near[0]}? ' if near else ''}/help lists what there is"
                )
        return True

    def _happens(self, what: Coroutine[Any, Any, None]) -> None:
        self._run(what)
        self._heard()

    def _heard(self) -> None:
        """The assistant is heard out; what follows it is seen at once."""
        if not self._step:
            self._run(self._call.hears_out())
        if self._call.over:
            self._screen.say("the call is over; words begin another one")
        elif self._call.transferring and self._screen.typed:
            self._screen.say(f"it rings: {_RINGING}")

    def _begin(self) -> None:
        self._answered = self._answered or self._call.answered
        self._call = self._new_call()
        self._screen.head("another call")
        self._happens(self._call.begins())

    def _new_call(self) -> ManualCall:
        return ManualCall(self._target, self._platform, show=self._screen.show, on_decided=self._decided)

    def _use(self, settings: Settings) -> None:
        """Goes by these settings from now on, in the call under way, too. Raises `OperatorError`."""
        config = build_config(settings)
        self._target.use(config)
        self._assistant.use(self._assistant.fitted(config))
        self._settings = settings

    def _decided(self, decided: Decided) -> None:
        if decided.turn is not None and decided.turn.error is not None:
            self._asked = True
            self._errors.append(decided.turn.error)

    def _explained(self) -> None:
        """Says why the model gave no reply, each thing once: its server may have to be asked for that."""
        for error in self._errors:
            numbers = self._assistant.config.directory.numbers
            for line in self._runner.run(explain(self._assistant.handler.model, error, Mask(numbers))):
                if line not in self._told:
                    self._told.add(line)
                    self._screen.wrong(" ".join(line.split()))
        self._errors.clear()

    def _run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        # the offline model answers before anybody could read that it is waited for
        waiting = nullcontext() if model_name(self._settings) == OFFLINE else self._screen.waiting()
        try:
            with waiting:
                self._runner.run(coroutine)
        finally:
            self._answered = self._answered or self._call.answered
        self._explained()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._runner.run(self._assistant.aclose())


def _in_short(error: Exception) -> str:
    """What is wrong, on one line."""
    if isinstance(error, OperatorError):
        lines = str(error).splitlines()
        return lines[0] if len(lines) == 1 else f"{lines[0]} (and {len(lines) - 1} more)"
    return " ".join(str(error).split())
