"""An answer that is said in parts: the caller hears the same words as of a whole one, sooner, and nothing else."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter import Assistant, Directory
from adapter.calls.platform import PlatformAnswer
from adapter.calls.simulator import Due
from adapter.platforms.answer import Send
from adapter.platforms.conversation_relay.carrier import TELNYX, TWILIO, Carrier
from adapter.platforms.conversation_relay.simulator import RelaySimulator
from adapter.testing import ScriptedModel, calls, hangs_up, in_pieces, raw, says
from adapter.testing.scripted import Step
from adapter.tool_calls.conversation import AssistantMessage, UserMessage
from adapter.tool_calls.reply import ModelReply
from adapter.transfers.assistant_config import AssistantConfig
from tests.conftest import NOON

pytestmark = pytest.mark.anyio

FIRST = says("Yes, go on please.")
"""A whole reply, by which it is known that the model's text begins with no thought."""


class Line:
    """A call over ConversationRelay in process, on a clock of its own. `parts`: answers are taken in parts."""

    def __init__(
        self,
        config: AssistantConfig,
        model: ScriptedModel,
        carrier: Carrier,
        *,
        parts: bool = True,
        seconds: float = 3.0,
    ) -> None:
        self.now = NOON
        self.assistant = Assistant(config, model, platform=carrier.name, now=lambda: self.now, respond_within=seconds)
        self.simulator = RelaySimulator(carrier)
        self.heard: list[str] = []
        """What was sent to be spoken, in order."""
        self.speaking = asyncio.Event()
        """Set by the first part."""
        self.part: Send | None = self._part if parts else None

    async def begin(self) -> None:
        await self.all(self.simulator.start())
        self.heard.clear()
        self.simulator._fall_silent()
        await self.all(self.simulator.words("Hello?"))
        self.heard.clear()
        self.simulator._fall_silent()

    async def all(self, due: Due) -> None:
        await self.one(due)
        while (following := self.simulator.follow_up()) is not None:
            await self.one(following)

    async def one(self, due: Due) -> None:
        self.now += timedelta(seconds=due.after)
        self._take(
            await (
                self.assistant.wake(self.simulator.call_id)
                if due.wake
                else self.assistant.answer(due.request, send=self.part)
            )
        )

    async def speech_ends(self) -> None:
        while self.simulator.saying is not None and self.simulator.phase == "open":
            await self.all(self.simulator.speech_ends())

    def _take(self, given: PlatformAnswer) -> None:
        self.heard += [effect.said for effect in self.simulator.take(given) if effect.said]

    async def _part(self, given: PlatformAnswer) -> bool:
        self._take(given)
        self.speaking.set()
        return True

    @property
    async def messages(self) -> list[tuple[str, str]]:
        stored = await self.assistant.handler.store.load(self.simulator.call_id)
        assert stored is not None
        return [
            ("caller" if isinstance(message, UserMessage) else "assistant", message.text)
            for message in stored.call.conversation
            if isinstance(message, UserMessage | AssistantMessage)
        ]


@pytest.fixture
def line_of(directory_of: Callable[..., Directory]) -> Callable[..., Line]:
    directory = directory_of(cards={"message": "To the cards."}, desk={"message": "To the desk."}, fallback="desk")

    def make(*steps: Step, carrier: Carrier = TWILIO, parts: bool = True, seconds: float = 3.0) -> Line:
        model = ScriptedModel([FIRST, *steps])
        config = AssistantConfig(directory=directory)
        return Line(config, model, carrier, parts=parts, seconds=seconds)

    return make


async def test_the_first_sentence_is_heard_while_the_model_still_writes_the_second(
    line_of: Callable[..., Line],
) -> None:
    first, rest = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        first.set()
        await rest.wait()

    line = line_of(in_pieces("We open early. You can ", wait, "come by at any time."))
    await line.begin()
    turn = asyncio.create_task(line.all(line.simulator.words("When do you open?")))
    await first.wait()
    await line.speaking.wait()
    assert line.heard == ["We open early."]
    assert line.simulator.saying is not None
    rest.set()
    await turn
    assert line.heard == ["We open early.", "You can come by at any time."]
    assert (await line.messages)[-1] == ("assistant", "We open early. You can come by at any time.")


async def test_the_first_answer_of_a_model_waits_until_it_is_known_how_its_text_begins(
    line_of: Callable[..., Line],
) -> None:
    line = line_of("One. Two. Three.")
    await line.all(line.simulator.start())
    line.heard.clear()
    line.simulator._fall_silent()
    await line.all(line.simulator.words("Hello?"))
    assert line.heard == ["Yes, go on please."]


async def test_a_model_whose_text_begins_within_a_thought_is_heard_behind_it(line_of: Callable[..., Line]) -> None:
    thinking = in_pieces("The caller wants hours. I should say them. </think> We open early. Good", " bye then.")
    line = line_of(says("A thought. </think> Hello."), thinking, thinking)
    await line.begin()
    await line.all(line.simulator.words("When do you open?"))
    line.simulator._fall_silent()
    line.heard.clear()
    await line.all(line.simulator.words("Again?"))
    assert line.heard == ["We open early.", "Good bye then."]


async def test_a_transfer_waits_until_the_part_before_it_is_heard(line_of: Callable[..., Line]) -> None:
    line = line_of(in_pieces("That is a pity. ", then=calls("cards")))
    await line.begin()
    await line.all(line.simulator.words("My card is gone"))
    assert line.heard == ["That is a pity."]
    await line.all(line.simulator.speech_ends())
    assert line.heard == ["That is a pity.", "To the cards."]
    assert line.simulator.transfers == []
    await line.all(line.simulator.speech_ends())
    assert [sent.number for sent in line.simulator.transfers] == ["+4921155660000"]
    assert (await line.messages)[-1] == ("assistant", "That is a pity. To the cards.")


async def test_a_transfer_is_made_also_where_the_end_of_the_part_is_never_told(line_of: Callable[..., Line]) -> None:
    line = line_of(in_pieces("That is a pity. ", then=calls("cards")))
    await line.begin()
    await line.all(line.simulator.words("My card is gone"))
    assert line.simulator.input_timeout is not None
    assert line.simulator.input_timeout < 8
    line.simulator._fall_silent()
    await line.all(line.simulator.silence())
    assert line.heard == ["That is a pity.", "To the cards."]


async def test_a_goodbye_is_heard_once_and_to_its_end(line_of: Callable[..., Line]) -> None:
    line = line_of(in_pieces("You are welcome. Goodbye for ", then=hangs_up("now.")))
    await line.begin()
    await line.all(line.simulator.words("Thanks, bye"))
    await line.speech_ends()
    assert line.heard == ["You are welcome.", "Goodbye for now."]
    assert line.simulator.phase == "over"


async def test_nothing_more_is_said_of_an_answer_that_the_caller_speaks_over(line_of: Callable[..., Line]) -> None:
    spoken, rest = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        spoken.set()
        await rest.wait()

    line = line_of(in_pieces("We open early. And ", wait, "we close late. That is all."), "Late.")
    await line.begin()
    turn = asyncio.create_task(line.one(line.simulator.words("When do you open?")))
    await spoken.wait()
    await line.speaking.wait()
    interrupting = line.simulator.words("And when do you close?")
    await line.one(interrupting)
    rest.set()
    await turn
    assert line.heard == ["We open early."]
    while (following := line.simulator.follow_up()) is not None:
        await line.one(following)
    assert line.heard == ["We open early.", "Late."]
    heard = (await line.messages)[-4:]
    assert heard[0] == ("caller", "When do you open?")
    assert heard[1][0] == "assistant"
    assert "We open early.".startswith(heard[1][1])
    assert heard[2:] == [("caller", "And when do you close?"), ("assistant", "Late.")]


async def test_words_that_overtake_an_answer_leave_what_was_heard_of_it_in_the_conversation(
    line_of: Callable[..., Line],
) -> None:
    spoken, rest = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        spoken.set()
        await rest.wait()

    line = line_of(in_pieces("We open early. And ", wait, "we close late."), "Late.")
    await line.begin()
    turn = asyncio.create_task(line.all(line.simulator.words("When do you open?")))
    await spoken.wait()
    await line.speaking.wait()
    line.simulator._fall_silent()
    await line.all(line.simulator.words("When do you open?"))
    await turn
    assert (await line.messages)[-4:] == [
        ("caller", "When do you open?"),
        ("assistant", "We open early."),
        ("caller", "When do you open?"),
        ("assistant", "Late."),
    ]


async def test_no_hold_sentence_is_put_into_an_answer_that_has_begun(line_of: Callable[..., Line]) -> None:
    rest = asyncio.Event()
    line = line_of(in_pieces("We open early. And ", rest.wait, "we close late."), seconds=0.05)
    await line.begin()
    await line.all(line.simulator.words("When do you open?"))
    assert line.heard == ["We open early."]
    rest.set()
    await line.all(line.simulator.speech_ends())
    assert line.heard == ["We open early.", "And we close late."]


async def test_a_part_that_cannot_be_sent_ends_the_parts_and_not_the_call(line_of: Callable[..., Line]) -> None:
    line = line_of(in_pieces("We open early. We close late. ", "Come by."))
    await line.begin()
    lost: list[PlatformAnswer] = []

    async def closed(part: PlatformAnswer) -> bool:
        lost.append(part)
        return False

    line.part = closed
    await line.all(line.simulator.words("When do you open?"))
    assert len(lost) == 1


async def test_a_promise_and_what_follows_it_wait_for_the_decision(line_of: Callable[..., Line]) -> None:
    line = line_of(in_pieces("That is a pity. I will put you through to the cards now. One moment."), calls("cards"))
    await line.begin()
    await line.all(line.simulator.words("My card is gone"))
    assert line.heard == ["That is a pity."]
    await line.speech_ends()
    assert line.heard == ["That is a pity.", "To the cards."]


SENTENCES = (
    "We open early.",
    "Is there anything else?",
    "That is a pity!",
    "I will put you through to the card team.",
    "<think>I wonder.</think>",
    "Call +4921155660000 now.",
    "Your number is 0211 5566.",
    "transfer_to_cards",
    "Fine\nand well.",
    "Goodbye.",
    "…",
    "One moment please",
)
ENDS: Sequence[Callable[[], ModelReply]] = (
    lambda: says(""),
    lambda: calls("cards"),
    lambda: calls("nobody"),
    lambda: hangs_up(),
    lambda: calls("cards", "desk"),
    lambda: raw("transfer_to_cards", "{"),
    lambda: ModelReply(finish="length"),
)


@given(
    st.lists(st.sampled_from(SENTENCES), max_size=5),
    st.sampled_from(ENDS),
    st.sampled_from(SENTENCES),
    st.sampled_from((TWILIO, TELNYX)),
    st.integers(1, 12),
)
def test_in_parts_a_caller_hears_the_same_words_and_gets_to_the_same_place(
    directory_of: Callable[..., Directory],
    sentences: list[str],
    end: Callable[[], ModelReply],
    again: str,
    carrier: Carrier,
    size: int,
) -> None:
    text = " ".join(sentences)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    directory = directory_of(cards={"message": "To the cards."}, desk={"message": "To the desk."}, fallback="desk")

    async def played(*, parts: bool) -> tuple[str, list[str], str, str | None]:
        model = ScriptedModel([FIRST, in_pieces(*pieces, then=end()), says(again)])
        line = Line(AssistantConfig(directory=directory), model, carrier, parts=parts)
        await line.begin()
        await line.all(line.simulator.words("My card is gone"))
        await line.speech_ends()
        if line.simulator.phase == "open":  # nothing told the end of a goodbye that could be interrupted: a timer does
            await line.all(line.simulator.silence())
            await line.speech_ends()
        said = " ".join(" ".join(line.heard).split())
        transfers = [sent.number for sent in line.simulator.transfers]
        return said, transfers, line.simulator.phase, line.simulator.ended_by

    in_parts, whole = asyncio.run(played(parts=True)), asyncio.run(played(parts=False))
    assert in_parts[1:] == whole[1:]
    # what was said before a transfer, or before the model was asked again, cannot be taken back
    assert in_parts[0].endswith(whole[0])
    before = in_parts[0].removesuffix(whole[0]).split()
    assert all(word in text.split() for word in before)
    if end().finish == "stop" and not before:
        assert in_parts[0] == whole[0]
