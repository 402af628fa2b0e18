"""An extension that is sent as tones: dialled where the platform sends them, offered nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from adapter.calls.commands import TransferCall
from adapter.calls.state import Call, Pending
from adapter.calls.steps import send_transfer
from adapter.directory import Capabilities, Directory
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo

PENDING = Call(
    info=CallInfo(id="c1"),
    phase="announcing",
    pending=Pending(destination="cards", language="en", announced="Cards.", since=0.0),
)


@pytest.fixture
def config(directory_of: Callable[..., Directory]) -> AssistantConfig:
    directory = directory_of(cards={"extension": "101", "policy": {"extension": "send"}}, desk={}, fallback="desk")
    return AssistantConfig(directory=directory, capabilities=Capabilities(platform="p", extension_tones=True))


def test_it_goes_out_beside_the_number_and_not_behind_it(config: AssistantConfig, noon: datetime) -> None:
    (sent,) = send_transfer(PENDING, config, noon).commands
    assert isinstance(sent, TransferCall)
    assert sent.tones == "101"
    assert sent.transfer.extension is None


def test_a_platform_without_tones_neither_offers_nor_dials_it(config: AssistantConfig, noon: datetime) -> None:
    silent = replace(config, capabilities=Capabilities(platform="p", extension_append=True))
    assert config.toolset.offered == ("cards", "desk")
    assert silent.toolset.offered == ("desk",)
    assert silent.toolset.without(["x"]).offered == ("desk",)
    step = send_transfer(PENDING, silent, noon)
    assert not [command for command in step.commands if isinstance(command, TransferCall)]
    assert step.call.pending is not None
    assert step.call.pending.destination == "desk"
