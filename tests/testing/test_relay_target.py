"""A played call over a running service, as the carriers of ConversationRelay play it."""

from collections.abc import Callable, Mapping

import pytest

from adapter import Assistant, Directory
from adapter.calls.platform import PlatformRequest
from adapter.platforms import Telnyx, Twilio, simulator_for
from adapter.service.app import create_app
from adapter.testing import AsyncPlayedCall, PlayedCall, ScriptedModel, calls, hangs_up, says
from adapter.testing.relay_target import RelayTarget
from tests.platforms.conversation_relay.signing import ORIGIN, twilio_signed
from tests.serving import serving

pytestmark = [pytest.mark.anyio, pytest.mark.clients]
Make = Callable[..., Directory]


@pytest.fixture
def directory(directory_of: Make) -> Directory:
    return directory_of(
        cards={"message": "Cards."}, desk={"message": "The desk.", "policy": {"digit": "1"}}, fallback="desk"
    )


@pytest.mark.parametrize("carrier", ["twilio", "telnyx"])
async def test_a_call_is_transferred_and_comes_back(directory: Directory, carrier: str) -> None:
    first = Assistant(directory, ScriptedModel([says("What is it about?"), calls("cards")]))
    app = create_app(first, platforms=[first.on(Twilio()), first.on(Telnyx())])
    with serving(app) as url:
        target = RelayTarget(url, directory=directory)
        async with AsyncPlayedCall(target, simulator=simulator_for(carrier)) as call:
            await call.says("Hello", "My card is gone")
            await call.hears("What is it about?")
            await call.hears("Cards.")
            await call.was_transferred_to("cards")
            await call.comes_back()
            await call.hears("nobody is available")
            await call.was_transferred_to("desk")
            await call.comes_back()
            await call.hangs_up()


async def test_a_signed_call_ends_with_a_goodbye(directory: Directory) -> None:
    def sign(request: PlatformRequest) -> Mapping[str, str]:
        return twilio_signed(request, "token").headers

    first = Assistant(directory, ScriptedModel([hangs_up("Goodbye.")]))
    app = create_app(first, platforms=[first.on(Twilio(secrets=["token"], public_url=ORIGIN))])
    with serving(app) as url:
        target = RelayTarget(url, directory=directory, sign=sign)
        async with AsyncPlayedCall(target, simulator=simulator_for("twilio")) as call:
            await call.interrupts("That was all")
            await call.hears("Goodbye.")
            await call.was_hung_up()


async def test_a_service_that_refuses_fails_the_test(directory: Directory) -> None:
    first = Assistant(directory, ScriptedModel())
    app = create_app(first, platforms=[first.on(Twilio(secrets=["token"], public_url=ORIGIN))])
    with serving(app) as url:
        async with AsyncPlayedCall(RelayTarget(url), simulator=simulator_for("twilio")) as call:
            with pytest.raises(AssertionError, match="voice with status 401"):
                await call.listens()


@pytest.mark.parametrize("platform", ["sipgate", "twilio", "telnyx"])
def test_the_same_test_proves_an_assistant_on_each_platform(directory: Directory, platform: str) -> None:
    model = ScriptedModel([says("What is it about?"), calls("cards"), hangs_up("Goodbye.")])
    with PlayedCall(Assistant(directory, model, platform=platform)) as call:
        call.says("Hello", "My card is gone")
        call.hears("Cards.")
        call.was_transferred_to("cards")
        assert call.transfer
        call.comes_back()
        call.presses("1")
        call.hears("The desk.")
        call.was_transferred_to("desk")


def test_a_silent_caller_is_asked_again_twice_and_then_connected(directory: Directory) -> None:
    for platform in ("twilio", "telnyx"):
        with PlayedCall(Assistant(directory, ScriptedModel(), platform=platform)) as call:
            call.stays_silent()
            call.stays_silent()
            call.hears("Are you still there?")
            call.stays_silent()
            call.was_transferred_to("desk")


def test_a_service_is_played_by_its_address_and_the_platforms_name(directory: Directory) -> None:
    first = Assistant(directory, ScriptedModel([calls("cards")]))
    with serving(create_app(first, platforms=[first.on(Twilio())])) as url:
        with PlayedCall(url, directory=directory, platform="twilio") as call:
            call.says("My card is gone")
            call.was_transferred_to("cards")
            call.another().hangs_up()
        with pytest.raises(ValueError, match="RelayTarget"):
            PlayedCall(url, platform="twilio", token="t")
