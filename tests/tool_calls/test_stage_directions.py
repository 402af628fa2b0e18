"""Pictures and stage directions: what a model wrote to be seen is neither spoken nor taken for a call."""

import pytest

from adapter import Directory
from adapter.tool_calls.decide import decide
from adapter.tool_calls.speakable import speakable
from adapter.tool_calls.stage_directions import stages_transfer
from adapter.tool_calls.tools import Toolset


@pytest.fixture(scope="module")
def toolset(bank: Directory) -> Toolset:
    return Toolset(bank)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Sure 👍🏽! Is it lost ❓", "Sure ! Is it lost"),
        ("👩‍💻 Our colleague looks into it ✨", "Our colleague looks into it"),
        ("Happy to help :) What is it about? ;-)", "Happy to help What is it about?"),
        (":wave: Hello there.", "Hello there."),
        ("Go to loans → mortgages 🇩🇪.", "Go to loans mortgages ."),
        ("![a blue card](card.png) Is it this one?", "Is it this one?"),
        ("It is 21 °C, 5 ≤ 6, ½ and №7.", "It is 21 °C, 5 ≤ 6, ½ and №7."),
        ("[laughs] Which card is it?", "Which card is it?"),
        ("*sighs* I see. Which card is it?", "I see. Which card is it?"),
        ("(lächelt) Worum geht es?", "Worum geht es?"),
        ("One moment. (typing sounds)", "One moment."),
        ("_clears throat_\nHello.", "Hello."),
        ("This is *very* important.", "This is very important."),
        ("*Please* tell me more.", "Please tell me more."),
        ("The card (the blue one) is blocked.", "The card (the blue one) is blocked."),
        ("[Is it lost?]", "Is it lost?"),
        ("🙂", ""),
    ],
)
def test_only_what_was_written_to_be_heard_is_spoken(toolset: Toolset, text: str, spoken: str) -> None:
    assert speakable(text, toolset) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "[Connecting to loans...]", "*forwards the caller*",
        "(transferring now)", "One moment. [stellt durch zu Karten]",
        "*leitet den Anruf weiter*", "[transfert vers le service des prêts]", "*przełącza rozmowę*",
        "[arama aktarılıyor]", "(trasferisce la chiamata)", "_puts the caller through_",
    ],
)  # fmt: skip
def test_a_transfer_in_a_stage_direction_is_an_empty_promise(toolset: Toolset, text: str) -> None:
    assert stages_transfer(text)
    decision = decide(text, toolset)
    assert (decision.kind, decision.reason) == ("unclear", "claimed")
    assert decide(text, toolset, claims=()).reason != "claimed"


@pytest.mark.parametrize("text", ["[laughs] Well.", "The transfer (abroad) takes long.", "*very* well", "See [1].", ""])
def test_other_stage_directions_promise_nothing(text: str) -> None:
    assert not stages_transfer(text)
